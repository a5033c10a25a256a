// A list of suggestions is only taken from once it is the answer to what was typed.
"use strict";
(() => {
  const $ = window.django?.jQuery;
  if (!$) return;
  let answered = ""; // the term that the rows on the page belong to
  $(document).on("select2:open", () => {
    answered = null;
  });
  $(document).on("ajaxSuccess", (_event, _request, settings) => {
    const query = new URL(settings.url, location.href).searchParams;
    if (query.has("term") || settings.url.includes("/autocomplete/")) answered = query.get("term") ?? "";
  });
  const typed = () => document.querySelector(".select2-container--open .select2-search__field")?.value.trim();
  const isStale = () => typed() !== undefined && answered !== null && typed() !== answered.trim();
  const isUnanswered = () => typed() !== undefined && answered === null && typed() !== "";
  const refuse = (event) => {
    if (!isStale() && !isUnanswered()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener(
    "keydown",
    (event) => {
      if ((event.key === "Enter" || event.key === "Tab") && event.target.matches?.(".select2-search__field")) refuse(event);
    },
    true,
  );
  document.addEventListener(
    "mouseup",
    (event) => {
      if (event.target.closest?.(".select2-results__option")) refuse(event);
    },
    true,
  );
})();
