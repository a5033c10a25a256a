// On a phone each row of a list is a card; its cells carry the names of their columns.
"use strict";
for (const table of document.querySelectorAll("#result_list")) {
  const names = [...table.querySelectorAll("thead th")].map((head) => {
    const text = head.querySelector(".text");
    return (text || head).textContent.trim();
  });
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.children].forEach((cell, column) => {
      cell.dataset.label = names[column] || "";
      if (["", "-", "—"].includes(cell.textContent.trim()) && !cell.querySelector("input, img")) {
        cell.dataset.empty = "";
      }
    });
  }
  table.classList.add("cards");
}
// There the filters stand above the list, each closed until it is wanted.
if (matchMedia("(max-width: 767px)").matches) {
  for (const filter of document.querySelectorAll("#changelist-filter details")) {
    filter.open = !!filter.querySelector("li.selected:not(:first-child)");
  }
}
