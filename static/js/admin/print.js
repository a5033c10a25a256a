// The button that opens the browser's own print dialogue; without a script Ctrl+P does.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
