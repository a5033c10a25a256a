/* The plan of a year: cells edited in place, by keys, the clipboard and dragging.
   Everything stays on the page until it is sent; the server checks and asks. */
(() => {
  const table = document.querySelector("[data-plan]");
  if (!table) return;
  const form = document.querySelector("[data-plan-save]");
  const button = form.querySelector("[data-plan-count]");
  const status = document.querySelector("[data-plan-said]");
  const rows = [...table.tBodies[0].rows];
  const COLUMNS = 12;
  const drawn = new Map(); // cells as the server drew them
  let at = { r: 0, c: 0 };
  let from = at;
  let done = [];
  let undone = [];
  let input = null;
  let leaving = false;

  const touch = matchMedia("(pointer: coarse)").matches; // no keyboard over the grid for each tap
  const still = (td) => td.querySelectorAll(".plan__one").forEach((one) => { one.contentEditable = "false"; });
  const cell = (r, c) => rows[r].cells[c + 1];
  const place = (td) => ({ r: rows.indexOf(td.parentNode), c: td.cellIndex - 1 });
  const value = (td) => td.dataset.v;
  const was = (td) => td.dataset.was ?? drawn.get(td)?.text ?? td.dataset.v;
  const say = (what, count) => {
    status.textContent = table.dataset[what].replace("#", count);
  };
  const inside = (n, most) => Math.max(0, Math.min(most, n));
  const box = () => ({
    top: Math.min(at.r, from.r), bottom: Math.max(at.r, from.r),
    left: Math.min(at.c, from.c), right: Math.max(at.c, from.c),
  });
  const chosen = () => {
    const b = box();
    const found = [];
    for (let r = b.top; r <= b.bottom; r += 1) {
      for (let c = b.left; c <= b.right; c += 1) found.push(cell(r, c));
    }
    return found;
  };

  function drawnFirst(td) {
    if (!drawn.has(td)) drawn.set(td, { nodes: [...td.childNodes], text: was(td), pending: "was" in td.dataset });
    return drawn.get(td);
  }

  /* What is not saved yet, a piece for each session: each can be dragged on. */
  function pieces(text) {
    return text.split("; ").filter(Boolean).map((said) => {
      const one = document.createElement("span");
      one.className = "plan__one";
      one.draggable = true;
      one.textContent = said;
      return one;
    });
  }

  function draw(td, text) {
    const first = drawnFirst(td);
    td.dataset.v = text;
    const changed = text !== first.text;
    td.classList.toggle("plan__changed", changed);
    if (!changed && !first.pending) td.replaceChildren(...first.nodes);
    else td.replaceChildren(...pieces(text));
    still(td);
  }

  function write(list) {
    for (const { td, to } of list) draw(td, to);
    const open = changed().length;
    button.hidden = !open;
    button.querySelector("b").textContent = open || "";
    button.setAttribute("aria-label", `${button.firstChild.textContent.trim()}: ${table.dataset.saidChanged.replace("#", open)}`);
  }

  function change(list) {
    const real = list.filter(({ td, to }) => value(td) !== to)
      .map(({ td, to }) => ({ td, to, before: value(td) }));
    if (!real.length) return 0;
    done.push(real);
    undone = [];
    write(real);
    return real.length;
  }

  function back(stack, other, which) {
    const last = stack.pop();
    if (!last) return;
    write(last.map((one) => ({ td: one.td, to: one[which] })));
    other.push(last);
    select(place(last[0].td));
    say("saidUndone", last.length);
  }

  const touched = new Set();
  for (const td of table.querySelectorAll("td[data-was]")) touched.add(td);
  function changed() {
    return [...new Set([...touched, ...drawn.keys()])].filter((td) => value(td) !== was(td));
  }

  function select(to, extend = false) {
    at = { r: inside(to.r, rows.length - 1), c: inside(to.c, COLUMNS - 1) };
    if (!extend) from = at;
    for (const td of table.querySelectorAll("[aria-selected=true]")) td.removeAttribute("aria-selected");
    for (const td of table.querySelectorAll('[tabindex="0"]')) td.tabIndex = -1;
    for (const td of chosen()) td.setAttribute("aria-selected", "true");
    for (const td of table.querySelectorAll("td[contenteditable]")) {
      td.removeAttribute("contenteditable");
      draw(td, value(td));
    }
    const td = cell(at.r, at.c);
    td.tabIndex = 0;
    ready(td); // before it has the focus: only then a browser composes in it
    td.focus();
    caret(td);
  }

  function ready(td) {
    drawnFirst(td);
    if (!touch) td.setAttribute("contenteditable", "true");
    still(td);
    const composed = document.createElement("i"); // the caret stands in it, unseen
    composed.className = "plan__composed";
    composed.textContent = "\u200b";
    td.append(composed);
  }
  const caret = (td) => {
    if (!td.isContentEditable) return;
    if (!td.querySelector("i")) ready(td); // what was drawn since took it away
    getSelection().collapse(td.querySelector("i").firstChild, 1);
  };

  function edit(text) {
    const td = cell(at.r, at.c);
    const old = value(td);
    draw(td, old);
    input = document.createElement("input");
    input.className = "plan__input";
    input.maxLength = 500;
    input.value = text ?? old;
    input.setAttribute("aria-label", `${table.dataset.saidEdit} ${rows[at.r].cells[0].innerText} ${table.tHead.rows[0].cells[at.c + 1].innerText}`);
    td.replaceChildren(input);
    input.focus();
    if (text === undefined) input.select();
    input.addEventListener("blur", () => end(true), { once: true });
  }

  function begin(td, text) {
    draw(td, value(td));
    if (text) edit(text);
  }

  function end(keep, step) {
    if (!input) return;
    const typed = input.value.trim();
    const td = input.parentNode;
    input = null;
    draw(td, value(td));
    if (keep) change([{ td, to: typed }]);
    if (step) select({ r: at.r + step.r, c: at.c + step.c });
    else if (document.activeElement === document.body) td.focus();
  }

  /* The block as a spreadsheet writes it: tabs between, quotes around what holds one. */
  const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  function block() {
    const b = box();
    const lines = [];
    for (let r = b.top; r <= b.bottom; r += 1) {
      const line = [];
      for (let c = b.left; c <= b.right; c += 1) line.push(quoted(value(cell(r, c))));
      lines.push(line.join("\t"));
    }
    return lines.join("\n");
  }
  function parsed(text) {
    const lines = [[""]];
    let within = false;
    for (let n = 0; n < text.length; n += 1) {
      const sign = text[n];
      const line = lines.at(-1);
      if (within && sign === '"' && text[n + 1] === '"') { line[line.length - 1] += '"'; n += 1; }
      else if (sign === '"' && (within || line.at(-1) === "")) within = !within;
      else if (!within && sign === "\t") line.push("");
      else if (!within && sign === "\n") lines.push([""]);
      else if (sign !== "\r") line[line.length - 1] += sign;
    }
    if (lines.length > 1 && lines.at(-1).join("") === "") lines.pop();
    return lines.map((line) => line.map((one) => one.replaceAll("\n", "; ").trim()));
  }
  const here = (text, td, city) => (city && td.parentNode.dataset.city !== city ? text.replace(/ ?#[^;@]*/g, "") : text);
  let copiedFrom = null; // the city of the first line that was copied: venues stay in theirs

  function paste(text) {
    const lines = parsed(text);
    const b = box();
    const one = lines.length === 1 && lines[0].length === 1;
    const list = [];
    if (one) {
      for (const td of chosen()) list.push({ td, to: here(lines[0][0], td, copiedFrom) });
    } else {
      const times = Math.max(1, Math.floor((b.bottom - b.top + 1) / lines.length));
      for (let r = 0; r < lines.length * times && b.top + r < rows.length; r += 1) {
        lines[r % lines.length].forEach((said, c) => {
          if (b.left + c >= COLUMNS) return;
          const td = cell(b.top + r, b.left + c);
          list.push({ td, to: here(said, td, copiedFrom) });
        });
      }
    }
    say("saidPasted", change(list));
    if (!one && list.length) {
      const last = place(list.at(-1).td);
      from = { r: b.top, c: b.left };
      select(last, true);
    }
  }

  function shift(r, c) {
    const b = box();
    if (b.top + r < 0 || b.bottom + r >= rows.length || b.left + c < 0 || b.right + c >= COLUMNS) return;
    const tds = chosen();
    const goes = new Map(tds.map((td) => [td, ""]));
    for (const td of tds) {
      const p = place(td);
      const target = cell(p.r + r, p.c + c);
      const there = tds.includes(target) ? goes.get(target) : goes.get(target) ?? value(target);
      const text = here(value(td), target, td.parentNode.dataset.city);
      goes.set(target, [there, text].filter(Boolean).join("; "));
    }
    change([...goes].map(([td, to]) => ({ td, to })));
    from = { r: from.r + r, c: from.c + c };
    select({ r: at.r + r, c: at.c + c }, true);
  }

  function send() {
    end(true);
    form.requestSubmit(button);
  }

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const JUMPS = {
    Home: (ctrl) => ({ r: ctrl ? 0 : at.r, c: 0 }),
    End: (ctrl) => ({ r: ctrl ? rows.length - 1 : at.r, c: COLUMNS - 1 }),
    PageUp: () => ({ r: at.r - 10, c: at.c }),
    PageDown: () => ({ r: at.r + 10, c: at.c }),
  };
  const WITH_CTRL = {
    z: () => back(done, undone, "before"),
    y: () => back(undone, done, "to"),
    s: send,
    d: () => {
      const b = box();
      change(chosen().map((td) => ({ td, to: here(value(cell(b.top, place(td).c)), td, rows[b.top].dataset.city) })));
    },
    a: () => { from = { r: 0, c: 0 }; select({ r: rows.length - 1, c: COLUMNS - 1 }, true); },
  };

  function whileEditing(event) {
    if (event.isComposing) return;
    const steps = { Enter: { r: event.shiftKey ? -1 : 1, c: 0 }, Tab: { r: 0, c: event.shiftKey ? -1 : 1 } };
    if (steps[event.key]) { event.preventDefault(); end(true, steps[event.key]); }
    else if (event.key === "Escape") { event.preventDefault(); end(false, { r: 0, c: 0 }); }
    else if (event.ctrlKey && event.key === "s") { event.preventDefault(); send(); }
  }

  function whileMoving(event) {
    if (event.isComposing) return;
    const { key } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    if (STEPS[key]) {
      const [r, c] = STEPS[key];
      if (event.altKey) shift(r, c);
      else select(ctrl ? { r: r ? (r < 0 ? 0 : rows.length) : at.r, c: c ? (c < 0 ? 0 : COLUMNS) : at.c } : { r: at.r + r, c: at.c + c }, event.shiftKey);
    } else if (JUMPS[key]) select(JUMPS[key](ctrl), event.shiftKey);
    else if (key === "Enter" || key === "F2") edit();
    else if (key === "Delete" || key === "Backspace") change(chosen().map((td) => ({ td, to: "" })));
    else if (key === "Escape") select(at);
    else if (ctrl && WITH_CTRL[key.toLowerCase()]) WITH_CTRL[key.toLowerCase()]();
    else if (key.length === 1 && !ctrl && !event.altKey) edit(key);
    else return;
    event.preventDefault();
  }

  table.addEventListener("keydown", (event) => {
    if (input) whileEditing(event);
    else if (event.target.matches("td")) whileMoving(event);
  });
  // Chinese is composed, which browsers do only where text can be written: the cell in hand can,
  // and what was composed goes on in the field. Nothing else writes into it.
  table.addEventListener("compositionend", (event) => {
    if (!input && event.target.matches("td")) begin(event.target, event.data);
  });
  table.addEventListener("beforeinput", (event) => {
    if (input || event.isComposing || event.inputType === "insertCompositionText") return;
    event.preventDefault();
    if (event.inputType === "insertText" && event.target.matches("td")) begin(event.target, event.data);
  });

  for (const kind of ["copy", "cut"]) {
    document.addEventListener(kind, (event) => {
      if (input || !table.contains(document.activeElement)) return;
      event.clipboardData.setData("text/plain", block());
      copiedFrom = rows[box().top].dataset.city;
      const count = chosen().length;
      if (kind === "cut") change(chosen().map((td) => ({ td, to: "" })));
      say("saidCopied", count);
      event.preventDefault();
    });
  }
  document.addEventListener("paste", (event) => {
    if (input || !table.contains(document.activeElement)) return;
    paste(event.clipboardData.getData("text/plain"));
    event.preventDefault();
  });

  let pressed = false;
  table.addEventListener("mousedown", (event) => {
    const td = event.target.closest("td");
    if (!td || input || event.target.closest("a")) return;
    select(place(td), event.shiftKey);
    if (event.target.closest(".plan__one")) return; // it may be dragged
    pressed = true;
    event.preventDefault();
  });
  table.addEventListener("mouseover", (event) => {
    const td = event.target.closest("td");
    if (pressed && td && event.buttons) select(place(td), true);
  });
  document.addEventListener("mouseup", () => { pressed = false; });
  table.addEventListener("dblclick", (event) => {
    if (event.target.closest("td") && !input) edit();
  });
  table.addEventListener("focusin", (event) => {
    if (!event.target.matches("td")) return;
    if (cell(at.r, at.c) !== event.target) select(place(event.target));
    caret(event.target);
  });

  // One session dragged into another cell; a click still opens it.
  let dragged = null;
  table.addEventListener("dragstart", (event) => {
    const one = event.target.closest(".plan__one");
    if (!one) return;
    const td = one.closest("td");
    dragged = { td, index: [...td.querySelectorAll(".plan__one")].indexOf(one) };
    event.dataTransfer.effectAllowed = "move";
  });
  table.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest("td")) event.preventDefault();
  });
  table.addEventListener("drop", (event) => {
    const td = event.target.closest("td");
    if (!dragged || !td || td === dragged.td) return;
    event.preventDefault();
    const left = value(dragged.td).split("; ");
    const [moved] = left.splice(dragged.index, 1);
    const text = here(moved, td, dragged.td.parentNode.dataset.city);
    change([{ td: dragged.td, to: left.join("; ") }, { td, to: [value(td), text].filter(Boolean).join("; ") }]);
    select(place(td));
    dragged = null;
  });

  form.addEventListener("submit", () => {
    end(true);
    const year = table.dataset.year;
    form.elements.changes.value = JSON.stringify(changed().map((td) => {
      const p = place(td);
      const { course, city } = rows[p.r].dataset;
      return [Number(course), Number(city), `${year}-${String(p.c + 1).padStart(2, "0")}`, was(td), value(td)];
    }));
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && changed().length) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { leaving = false; });

  write([]);
  cell(0, 0).tabIndex = 0;
  ready(cell(0, 0));
})();
