// A day may be typed in many ways; beside the field the browser's own calendar.
"use strict";
// As the server reads it: 18:00, 18：00, 9点, 9点30分, 9时, T09:00.
const HOUR = /[\sT日号](\d{1,2})(?:[点时](?:(\d{2})分?)?|:(\d{2})(?::00)?)\s*$/;
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
    const [, hour, past, minute = past] = typed.value.normalize("NFKC").match(HOUR) ?? [];
    const at = hour ? ` ${hour}:${minute ?? "00"}` : typed.dataset.day; // a field with an hour names one
    typed.value = picked.value && picked.value + at;
    typed.dispatchEvent(new Event("input", { bubbles: true }));
    typed.dispatchEvent(new Event("change", { bubbles: true }));
  });
  typed.after(button, picked);
}
