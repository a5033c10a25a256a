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
