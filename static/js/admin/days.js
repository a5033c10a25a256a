// A day may be typed in many ways; beside the field the browser's own calendar.
"use strict";
for (const typed of document.querySelectorAll("input[data-day]")) {
  const picked = document.createElement("input");
  picked.type = "date";
  if (!picked.showPicker) break;
  picked.className = "day__picked";
  picked.tabIndex = -1;
  picked.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "day__pick";
  button.textContent = "▾";
  button.setAttribute("aria-label", document.documentElement.lang.startsWith("zh") ? "日历" : "Calendar");
  button.addEventListener("click", () => {
    picked.value = typed.value.match(/^\d{4}-\d{2}-\d{2}/)?.[0] ?? "";
    picked.showPicker();
  });
  picked.addEventListener("change", () => {
    const hour = typed.value.match(/\s\d{1,2}[:：]\d{2}$/)?.[0];
    typed.value = picked.value && picked.value + (hour ?? typed.dataset.day); // a field with an hour names one
    typed.dispatchEvent(new Event("input", { bubbles: true }));
    typed.dispatchEvent(new Event("change", { bubbles: true }));
  });
  typed.after(button, picked);
}
