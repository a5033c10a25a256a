// Where the filters stand beside the list there is room to show them open.
(() => {
  "use strict";
  const filters = document.querySelector(".listing__filters");
  if (filters && matchMedia("(min-width: 60rem)").matches) filters.open = true;
})();
