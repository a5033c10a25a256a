// An item of the outline with all that stands below it: moved by a key or by dragging, and folded in the reading.
"use strict";
const tools = form.querySelector("[data-tools]");
const folded = new Set();
let moves = Promise.resolve();

// The rows of the reading in their order; a heading that the text lacks stands at the line after it.
function readRows() {
  const rows = [...reading.querySelectorAll(".reading > .r:not(.doubt)")].map((node) => ({
    node,
    line: Number(node.id.slice(1)) || 0,
    depth: Number(/\bd(\d)\b/.exec(node.className)[1]),
    item: node.classList.contains("item"),
  }));
  let next = area.value.split("\n").length + 1;
  for (const row of rows.toReversed()) next = row.line ||= next;
  return rows;
}

// The index behind the last row that belongs to the item at n; what follows the last item belongs to nothing.
function endOf(rows, n) {
  let last = n;
  for (let m = n + 1; m < rows.length; m++) {
    if (rows[m].item && rows[m].depth <= rows[n].depth) return m;
    if (rows[m].item) last = m;
  }
  return last + 1;
}

// Rows a..m and m..z change places as one edit; blank lines between them stay between them, and numbers too.
function swap(rows, a, m, z, isFirst) {
  const lines = area.value.split("\n");
  const at = (index) => (index < rows.length ? rows[index].line - 1 : lines.length);
  const [start, middle, end] = [at(a), at(m), at(z)];
  if (start >= middle || middle >= end) return;
  const first = parted(lines.slice(start, middle));
  const second = parted(lines.slice(middle, end));
  const text = [...second.text, ...first.gap, ...first.text, ...second.gap];
  const shift = second.text.length + first.gap.length;
  const depth = rows[isFirst ? a : m].depth;
  const places = (from, to, by) => rows.slice(from, to).filter((row) => row.item && row.depth <= depth).map((row) => ({ row, at: row.line - 1 + by }));
  keepNumbers(text, places(a, m, shift - start), places(m, z, -middle), depth);
  const from = offset(lines, start);
  const line = isFirst ? start + shift : start;
  const old = lines.slice(start, end).join("\n");
  const moved = [...lines.slice(0, start), ...text];
  const caret = offset(moved, line);
  put(from, from + old.length, text.join("\n"), caret, caret);
  reveal(line);
}

// Siblings in another order: the first keeps the first number. Out of order, the text would read as another tree.
function keepNumbers(text, first, second, depth) {
  const before = [...first, ...second];
  const labels = before.map(({ row }) => row.node.querySelector("i")?.textContent ?? "");
  const shapes = new Set(labels.map((label) => label.replace(/[\d〇零一二三四五六七八九十百IVX]+/, "#")));
  const isList = shapes.size === 1 && [...shapes][0].includes("#");
  if (!isList || before.some(({ row, at }) => row.depth < depth || !row.node.id || text[at] === undefined)) return;
  [...second, ...first].forEach(({ row, at }, n) => {
    const own = row.node.querySelector("i").textContent;
    if (text[at].trimStart().startsWith(own)) text[at] = text[at].replace(own, () => labels[n]);
  });
}

function parted(lines) {
  let size = lines.length;
  while (size > 1 && !lines[size - 1].trim()) size--;
  return { text: lines.slice(0, size), gap: lines.slice(size) };
}

function offset(lines, line) {
  return lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
}

function reveal(line) {
  const height = parseFloat(getComputedStyle(area).lineHeight);
  if (line * height < area.scrollTop || (line + 2) * height > area.scrollTop + area.clientHeight) {
    area.scrollTop = Math.max(0, (line - 3) * height);
  }
}

// The reading of the text as it is now: what was typed or moved a moment ago is read first.
async function settled() {
  if (readText !== area.value) {
    clearTimeout(timer);
    await read();
  }
  return readText === area.value ? readRows() : [];
}

async function step(isUp) {
  const rows = await settled();
  const line = area.value.slice(0, area.selectionStart).split("\n").length;
  const n = rows.findLastIndex((row) => row.node.id && row.line <= line);
  if (n < 0 || !rows[n].item) return;
  const end = endOf(rows, n);
  if (isUp) {
    const before = rows.findLastIndex((row, m) => m < n && row.item && row.depth <= rows[n].depth);
    if (before >= 0 && rows[before].depth === rows[n].depth) return swap(rows, before, n, end, false);
  } else if (end < rows.length && rows[end].item && rows[end].depth === rows[n].depth) {
    return swap(rows, n, end, endOf(rows, end), true);
  }
  note(tools.dataset.edge);
}

function queueStep(isUp) {
  moves = moves.then(() => step(isUp));
}

area.addEventListener("keydown", (event) => {
  const isVertical = event.key === "ArrowUp" || event.key === "ArrowDown";
  if (!isVertical || !event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  queueStep(event.key === "ArrowUp");
});
tools.addEventListener("click", (event) => {
  const button = event.target.closest("[data-block]");
  if (button) queueStep(button.dataset.block === "up");
});

// Dragging: a row by its badge, to above or below another; never into the middle of a deeper block.
let dragged = null;
let place = null;

function placeAt(node, y) {
  const rows = readRows();
  const from = rows.findIndex((row) => row.node === dragged);
  let target = rows.findIndex((row) => row.node === node);
  if (from < 0 || target < 0) return null;
  const end = endOf(rows, from);
  if (target >= from && target < end) return null;
  const hovered = target;
  while (target >= 0 && (!rows[target].item || rows[target].depth > rows[from].depth)) target--;
  if (target < 0 || target === from) return null;
  const last = endOf(rows, target);
  const box = node.getBoundingClientRect();
  const isAlone = last === target + 1 || rows[target + 1].node.hidden;
  const isUpper = isAlone ? y < box.top + box.height / 2 : hovered < (target + last) / 2;
  let index = isUpper ? target : last;
  if (rows[target].depth < rows[from].depth) index = target + 1;
  return { rows, from, end, index };
}

function markPlace(found) {
  for (const row of reading.querySelectorAll(".drop")) row.classList.remove("drop");
  for (const row of reading.querySelectorAll(".drop-below")) row.classList.remove("drop-below");
  place = found;
  if (!found) return;
  const { rows, index } = found;
  if (index < rows.length) rows[index].node.classList.add("drop");
  else rows.findLast((row) => !row.node.hidden).node.classList.add("drop-below");
}

reading.addEventListener("mousedown", (event) => {
  const badge = event.target.closest(".r.item[id] > b");
  if (badge) badge.parentNode.draggable = true;
});
reading.addEventListener("mouseup", () => reading.querySelector("[draggable]")?.removeAttribute("draggable"));
reading.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".r[draggable]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("application/x-outline", "item"); // no text: dropped into a field it would be typed there
});
reading.addEventListener("dragover", (event) => {
  const row = dragged && event.target.closest(".reading > .r");
  if (!row) return;
  markPlace(placeAt(row, event.clientY));
  if (place) event.preventDefault();
});
reading.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!place || readText !== area.value) return;
  const { rows, from, end, index } = place;
  if (index < from) swap(rows, index, from, end, false);
  else if (index > end) swap(rows, from, end, index, true);
});
reading.addEventListener("dragend", () => {
  markPlace(null);
  dragged?.removeAttribute("draggable");
  dragged = null;
});

// Folding: a button on every row that has rows below it; what is folded stays so while the text changes.
function nameOf(row) {
  return [...row.childNodes].filter((node) => node.nodeType === 3 || node.localName === "i").map((node) => node.textContent).join("").trim();
}

function dress(list) {
  const rows = [...list.children].filter((node) => node.matches(".r"));
  const depth = (row) => Number(/\bd(\d)\b/.exec(row.className)[1]);
  let closed = 0; // the depth below which rows are hidden; 0: none are
  rows.forEach((row, n) => {
    const item = row.classList.contains("item") ? row : rows.slice(n).find((one) => one.classList.contains("item"));
    const isBelow = closed && item && depth(item) > closed;
    if (item === row && !isBelow) closed = 0;
    row.hidden = Boolean(isBelow);
    const below = rows[n + 1];
    const owns = row.classList.contains("item") && below?.classList.contains("item") && depth(below) > depth(row);
    let button = row.querySelector(".fold");
    if (!owns) return button?.remove();
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "fold";
      row.append(button);
    }
    const isFolded = folded.has(nameOf(row));
    button.setAttribute("aria-expanded", String(!isFolded));
    button.setAttribute("aria-label", `${tools.dataset.fold} ${nameOf(row)}`);
    if (isFolded && !closed) closed = depth(row);
  });
  foldAll.hidden = !list.querySelector(".k-module > .fold");
}

const foldAll = form.querySelector("[data-fold-all]");
foldAll.addEventListener("click", () => {
  const list = reading.querySelector(".reading");
  const names = [...list.querySelectorAll(".k-module")].filter((row) => row.querySelector(".fold")).map(nameOf);
  const isOpen = names.some((name) => !folded.has(name));
  if (isOpen) for (const name of names) folded.add(name);
  else folded.clear();
  foldAll.setAttribute("aria-pressed", String(isOpen));
  dress(list);
});
reading.addEventListener("click", (event) => {
  const button = event.target.closest(".fold");
  if (!button) return;
  const name = nameOf(button.parentNode);
  if (!folded.delete(name)) folded.add(name);
  dress(reading.querySelector(".reading"));
});
reading.addEventListener("reading", (event) => {
  const list = event.detail.querySelector(".reading");
  if (list) dress(list);
});
// A link to a line that is folded away opens it first.
form.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#L']");
  const row = link && document.getElementById(link.hash.slice(1));
  if (!row?.hidden) return;
  folded.clear();
  dress(row.parentNode);
}, true);

const list = reading.querySelector(".reading");
if (list) dress(list);
