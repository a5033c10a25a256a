// The page /embed/ tells the page around it how high it is: a number, and nothing else.
(() => {
  "use strict";
  if (window.parent === window) return;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    window.parent.postMessage({ kaikeHeight: height }, "*"); // any site may show it, see EMBED_SITES
  };
  new ResizeObserver(tell).observe(document.body);
})();
