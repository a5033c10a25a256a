// The customer's text or link is asked for and copied with one click; who saw it is written down.
(() => {
  "use strict";
  const box = document.querySelector(".pass-on");
  if (!box || !navigator.clipboard) return;
  const news = box.querySelector("[data-news]");
  for (const button of box.querySelectorAll("[data-pass]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        const answer = await fetch(box.dataset.address, { method: "POST", headers: { "X-CSRFToken": box.dataset.token } });
        if (!answer.ok) throw new Error(String(answer.status));
        const found = await answer.json();
        await navigator.clipboard.writeText(found[button.dataset.pass]);
        news.textContent = button.dataset.done;
      } catch {
        news.textContent = box.dataset.failed;
      }
    });
  }
})();
