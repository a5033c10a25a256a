// Leaving a form that was changed and not saved asks first.
"use strict";
for (const form of document.querySelectorAll("#content form[method=post]")) {
  if (form.matches("#changelist-form, .object-tools form, .draft form, .row-of-buttons")) continue;
  let isChanged = "unsaved" in form.dataset || Boolean(document.querySelector(".errornote"));
  const change = () => {
    isChanged = true;
  };
  form.addEventListener("input", change);
  form.addEventListener("change", change);
  form.addEventListener("click", (event) => {
    // Boxes of choices, rows added and taken out: Django's own scripts, which fire no event.
    if (event.target.closest(".selector-chooser a, .selector-chooser button, .add-row a, .inline-deletelink")) change();
  });
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) isChanged = false;
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
