// Optional: as many rows as seats, the total while typing, and what to do where seats are too few,
// before the form is sent. Without it the form works the same.
(() => {
  const form = document.querySelector("#enroll");
  const rows = form && form.querySelector(".person-rows");
  const seats = form && form.elements.seats;
  if (!rows || !seats) return;
  const attends = form.elements.contact_attends;
  const sum = document.querySelector(".order__sum");
  const over = form.querySelector(".over");
  const go = form.querySelector(".go");
  const few = form.querySelector(".few");
  const counted = form.querySelector(".names__count");
  const folded = form.querySelector(".names");
  const most = 50;
  const fewRows = 3;
  const store = `enroll ${location.pathname}`;

  const typed = () => {
    const count = Number(seats.value.normalize("NFKC").replace(/[人位名个\s]+$/, ""));
    return Number.isInteger(count) && count >= 1 && count <= most ? count : null;
  };
  const isEmpty = (row) => [...row.querySelectorAll("input")].every((input) => !input.value);

  const add = () => {
    const number = rows.children.length;
    const row = rows.children[0].cloneNode(true);
    row.classList.remove("field--wrong");
    row.setAttribute("aria-label", row.getAttribute("aria-label").replace("1", number + 1));
    row.querySelector(".person__number").textContent = number + 1;
    row.querySelectorAll(".field__error").forEach((error) => error.remove());
    row.querySelectorAll(".field--wrong").forEach((field) => field.classList.remove("field--wrong"));
    row.querySelectorAll("input").forEach((input) => {
      input.value = "";
      input.name = input.name.replace("-0-", `-${number}-`);
      input.id = input.id.replace("-0-", `-${number}-`);
      input.autocomplete = input.autocomplete.replace("-0 ", `-${number} `);
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    });
    row.querySelectorAll("label").forEach((label) => {
      label.htmlFor = label.htmlFor.replace("-0-", `-${number}-`);
    });
    rows.append(row);
  };

  // The server wrote the sentence, {n} is where the number stands in it.
  const say = (element, number) => {
    element.textContent = element.dataset.words.replace("{n}", number);
  };

  const drawOver = (count) => {
    const left = Number(over.dataset.seatsLeft);
    const exceeds = count !== null && count > left;
    // What was typed there is never hidden: it would be sent, and be refused out of sight.
    over.hidden = !exceeds && over.querySelector("input").value === "";
    if (go) go.hidden = exceeds;
    if (few) few.hidden = exceeds;
    over.querySelectorAll(".notice, .over__way").forEach((part) => {
      part.hidden = !exceeds;
    });
    if (!exceeds) return;
    say(over.querySelector("[value^=take]"), count - left);
    say(over.querySelector("[value=wait]"), count);
  };

  // Rows of many fold up until somebody opens them; what was opened by hand stays.
  let isTouched = rows.querySelector(".field--wrong") !== null;
  const names = () => [...rows.querySelectorAll("input")].map((input) => [input.name, input.value]);

  const draw = () => {
    const count = typed();
    if (over) drawOver(count);
    if (count === null) return;
    const wanted = Math.max(count - (attends.checked ? 1 : 0), 0);
    while (rows.children.length < wanted) add();
    [...rows.children].forEach((row, n) => {
      row.hidden = n >= wanted && isEmpty(row);
    });
    if (!isTouched && names().every(([, value]) => !value)) folded.open = wanted <= fewRows;
    if (sum) {
      const total = count * Number(sum.dataset.unitPrice);
      sum.value = `¥${total.toLocaleString("en-US", { maximumFractionDigits: 2 })}`;
    }
  };

  // A browser gives back on the way Back what stood in the page, but not in rows a script added.
  const keep = () => {
    try {
      sessionStorage.setItem(store, JSON.stringify({ seats: seats.value, names: names() }));
    } catch {
      // A browser that keeps nothing: the rows of the page itself come back all the same.
    }
  };
  const whatWasKept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(store));
    } catch {
      return null;
    }
  };
  const giveBack = () => {
    const [visit] = performance.getEntriesByType("navigation");
    const kept = visit && visit.type === "back_forward" && whatWasKept();
    if (!kept) return;
    seats.value = kept.seats;
    kept.names.forEach(([name, value]) => {
      while (!form.elements[name] && rows.children.length < most) add();
      if (form.elements[name] && !form.elements[name].value) form.elements[name].value = value;
    });
  };

  form.querySelector("[name=add_rows]").parentElement.hidden = true;
  folded.querySelector("summary").addEventListener("click", () => {
    isTouched = true;
  });
  seats.addEventListener("input", draw);
  attends.addEventListener("change", draw);
  rows.addEventListener("input", () => {
    say(counted, names().filter(([name, value]) => name.endsWith("-name") && value).length);
  });
  form.addEventListener("submit", keep);
  window.addEventListener("pageshow", () => {
    giveBack();
    draw();
  });
  draw();
})();
