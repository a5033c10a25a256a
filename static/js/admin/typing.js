// A session or a course is chosen by typing words that speak of it: a text field in front of the long list.
"use strict";
for (const select of document.querySelectorAll("select[data-typing]")) {
  const row = select.closest(".form-row") || select.parentElement;
  const label = row.querySelector("label");
  const options = [...select.options].filter((option) => option.value);
  const input = document.createElement("input");
  const list = document.createElement("ul");
  list.id = `${select.id}_list`;
  list.className = "typing__list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  Object.assign(input, { type: "text", id: `${select.id}_typed`, autocomplete: "off", className: "typing" });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
  const help = row.querySelector(".help");
  if (help) input.setAttribute("aria-describedby", help.id);
  if (label) {
    label.htmlFor = input.id;
    list.setAttribute("aria-label", label.textContent);
  }
  const step = select.form?.querySelector("[data-step]");
  if (step) {
    input.placeholder = step.querySelector("input").placeholder || step.querySelector(".help")?.textContent || "";
    step.remove();
  }
  // On a telephone the field shows the beginning of what is chosen only: the whole of it stands below.
  const whole = document.createElement("p");
  whole.className = "help typing__whole";
  whole.setAttribute("aria-hidden", "true");
  const sayWhole = () => {
    whole.textContent = chosen()?.text ?? "";
    whole.hidden = !whole.textContent || input.scrollWidth <= input.clientWidth;
  };
  let active = -1;
  const shown = () => [...list.children];
  const chosen = () => options.find((option) => option.value === select.value);
  const mark = (place) => {
    const rows = shown();
    active = rows.length ? (place + rows.length) % rows.length : -1;
    rows.forEach((one, n) => one.setAttribute("aria-selected", String(n === active)));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", rows[active].id);
      rows[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
    active = -1;
  };
  const take = (option) => {
    select.value = option.value;
    input.value = option.text;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    sayWhole();
    close();
  };
  const open = () => {
    const words = chosen()?.text === input.value ? [] : input.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const fits = options.filter((option) => words.every((word) => (option.dataset.words || option.text.toLowerCase()).includes(word)));
    list.replaceChildren(
      ...fits.map((option, n) => {
        const one = document.createElement("li");
        one.id = `${list.id}_${n}`;
        one.setAttribute("role", "option");
        one.textContent = option.text;
        one.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(option);
        });
        one.option = option;
        return one;
      }),
    );
    list.hidden = !fits.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(words.length && fits.length ? 0 : -1);
    if (!words.length) active = -1;
  };
  input.addEventListener("input", () => {
    select.value = "";
    sayWhole();
    open();
  });
  input.addEventListener("focus", open);
  input.addEventListener("blur", () => {
    close();
    if (input.value && !select.value) {
      // What was typed says clearly which one is meant, or nothing is chosen.
      const words = input.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
      const fits = options.filter((option) => words.every((word) => (option.dataset.words || option.text.toLowerCase()).includes(word)));
      if (fits.length === 1) take(fits[0]);
      else if (!select.required) input.value = ""; // what is not chosen does not look as if it were
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      mark(active < 0 && event.key === "ArrowUp" ? -1 : active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      take(shown()[active].option);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  const none = [...select.options].find((option) => !option.value);
  if (!select.required && none) input.placeholder ||= none.text;
  if (chosen()) input.value = chosen().text;
  select.hidden = true;
  select.tabIndex = -1;
  select.before(input, list, whole);
  sayWhole();
  window.addEventListener("resize", sayWhole);
}
