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
      node.classList.remove("is-below");
      node.classList.toggle("has-hit", found > 0 && node.querySelector(".is-hit") !== null);
    });
    body.querySelectorAll(".is-hit").forEach((item) => {
      item.closest("li, details").querySelectorAll("li").forEach((below) => below.classList.add("is-below"));
    });
    if (found > 0) setAll(true);
    said.textContent = words === "" ? "" : found === 0 ? field.dataset.none : field.dataset.found.replace("{n}", String(found));
  };
  let waiting = 0;
  // Enter goes from one to the next; a phone's keyboard covers half of the page.
  let current = -1;
  const next = () => {
    const hits = items.filter((item) => item.classList.contains("is-hit"));
    if (hits.length === 0) return;
    current = (current + 1) % hits.length;
    items.forEach((item) => item.classList.toggle("is-current", item === hits[current]));
    hits[current].scrollIntoView({ block: "center" });
    said.textContent = `${current + 1} / ${hits.length}`;
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    clearTimeout(waiting);
    if (current < 0) find();
    next();
  });
  field.addEventListener("input", () => {
    current = -1;
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
