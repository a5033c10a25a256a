// Optional behaviour of a course's page.

// The bar that leads to the sessions goes while they are in sight: it would cover their buttons.
(() => {
  "use strict";
  const bar = document.querySelector(".enroll-bar");
  const rows = document.querySelector(".sessions .session-rows");
  if (!bar || !rows) return;
  new IntersectionObserver(([seen]) => {
    bar.classList.toggle("enroll-bar--away", seen.isIntersecting);
  }).observe(rows);
})();

// The outline: fold, unfold, find within, open what a link points into.
(() => {
  "use strict";
  const body = document.getElementById("outline-body");
  if (!body) return;
  const parts = Array.from(body.querySelectorAll("details.part"));
  const tools = body.querySelector(".outline__tools");
  const field = tools.querySelector("input");
  const said = tools.querySelector("output");
  const items = Array.from(body.querySelectorAll("[id^=item-]"));
  const setAll = (open) => parts.forEach((part) => { part.open = open; });

  const index = document.querySelector(".outline__index");
  if (index && matchMedia("(max-width: 59.99rem)").matches) index.open = false;
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const fold = event.target.dataset.fold;
    if (fold) setAll(fold === "open");
  });

  const find = () => {
    const words = field.value.normalize("NFKC").trim().toLowerCase();
    let found = 0;
    items.forEach((item) => {
      const hit = words !== "" && item.textContent.normalize("NFKC").toLowerCase().includes(words);
      item.classList.toggle("is-hit", hit);
      if (hit) found += 1;
    });
    body.classList.toggle("is-searched", found > 0);
    body.querySelectorAll("li, details").forEach((node) => {
      node.classList.toggle("has-hit", found > 0 && node.querySelector(".is-hit") !== null);
    });
    if (found > 0) setAll(true);
    said.textContent = words === "" ? "" : found === 0 ? field.dataset.none : field.dataset.found.replace("{n}", String(found));
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 150);
  });

  const reveal = () => {
    const target = location.hash.startsWith("#item-") && document.getElementById(location.hash.slice(1));
    const part = target && target.closest("details.part");
    if (part && !part.open) {
      part.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => setAll(true));
  reveal();
})();
