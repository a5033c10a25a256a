// What was done is said once: people keep the address of their own page.
(() => {
  "use strict";
  if (/^(\/en)?\/my\//.test(location.pathname) && new URLSearchParams(location.search).has("done")) {
    history.replaceState(null, "", location.pathname);
  }
})();
