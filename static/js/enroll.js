// Optional: as many rows as seats, and the total while typing. Without it the form works the same.
(() => {
  const form = document.querySelector("#enroll");
  const rows = form && form.querySelector(".person-rows");
  if (!rows) return;
  const seats = form.elements.seats;
  const attends = form.elements.contact_attends;
  const sum = document.querySelector(".order__sum");
  const over = form.querySelector(".over");
  const most = 50;

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
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    });
    row.querySelectorAll("label").forEach((label) => {
      label.htmlFor = label.htmlFor.replace("-0-", `-${number}-`);
    });
    rows.append(row);
  };

  const draw = () => {
    const count = typed();
    if (over) {
      // What was typed there is never hidden: it would be sent, and be refused out of sight.
      const kept = over.querySelector("input").value !== "";
      over.hidden = !kept && (count === null || count <= Number(over.dataset.seatsLeft));
    }
    if (count === null) return;
    const wanted = Math.max(count - (attends.checked ? 1 : 0), 0);
    while (rows.children.length < wanted) add();
    [...rows.children].forEach((row, n) => {
      row.hidden = n >= wanted && isEmpty(row);
    });
    if (sum) {
      const total = count * Number(sum.dataset.unitPrice);
      sum.value = `¥${total.toLocaleString("en-US", { maximumFractionDigits: 2 })}`;
    }
  };

  form.querySelector("[name=add_rows]").parentElement.hidden = true;
  seats.addEventListener("input", draw);
  attends.addEventListener("change", draw);
  draw();
})();
