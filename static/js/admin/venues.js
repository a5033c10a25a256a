// Venues of the city that is chosen stand alone in their list; the others come back with their city.
"use strict";
for (const venues of document.querySelectorAll("select[data-by-city]")) {
  const cities = venues.form && venues.form.querySelector("select[name=city]");
  if (!cities) continue;
  const groups = [...venues.querySelectorAll("optgroup")];
  const show = () => {
    const city = cities.selectedOptions[0];
    for (const group of groups) {
      const here = !cities.value || group.label === city.textContent.trim();
      group.hidden = group.disabled = !here;
    }
    const chosen = venues.selectedOptions[0];
    if (chosen && chosen.parentElement.disabled) venues.value = "";
  };
  cities.addEventListener("change", show);
  show();
}
