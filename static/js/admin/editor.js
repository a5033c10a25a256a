// The outline editor: the server reads the text while it is typed; without this file the buttons do.
"use strict";
const form = document.querySelector("[data-editor]");
const area = form.querySelector("textarea");
const reading = form.querySelector("[data-reading]");
const PAUSE = 100; // ms without a key before the server is asked
let asked = 0;
let timer;
let readText = reading.querySelector(".reading") ? area.value : null; // what the reading shown is of

async function read() {
  const number = ++asked;
  const text = area.value;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("source", text);
  body.append("read_from", form.elements.read_from.value);
  if ("new" in form.dataset) {
    body.append("new", "1");
    body.append("title", form.elements.title.value);
  }
  if (form.dataset.course) body.append("course", form.dataset.course);
  for (const box of reading.querySelectorAll("[name=seen]:is(:checked, [type=hidden])")) body.append("seen", box.value);
  reading.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body, redirect: "error" });
    const html = answer.ok ? await answer.text() : null;
    if (number === asked && html !== null) {
      show(html);
      readText = text;
    }
  } catch {
    // The draft is kept; the Preview button says what is wrong.
  } finally {
    if (number === asked) reading.removeAttribute("aria-busy");
  }
}

// Rows that stayed are left alone: only what changed is laid out anew, and nothing jumps.
function show(html) {
  const answer = document.createElement("template");
  answer.innerHTML = html; // our own server's template, everything escaped there
  for (const box of reading.querySelectorAll("input:checked:not([name=seen])")) {
    answer.content.getElementById(box.id)?.setAttribute("checked", "");
  }
  const focused = reading.contains(document.activeElement) && document.activeElement.id;
  reading.dispatchEvent(new CustomEvent("reading", { detail: answer.content }));
  const rows = reading.querySelector(".reading");
  const fresh = answer.content.querySelector(".reading");
  if (!rows || !fresh) {
    reading.replaceChildren(answer.content);
    return;
  }
  replaceRows(rows, [...rows.children], [...fresh.children]);
  for (const node of [...reading.childNodes]) if (node !== rows) node.remove();
  fresh.remove();
  reading.prepend(answer.content);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function replaceRows(rows, before, after) {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head].isEqualNode(after[head])) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail).isEqualNode(after.at(-1 - tail))) tail++;
  const next = before[before.length - tail] ?? null;
  for (const row of before.slice(head, before.length - tail)) row.remove();
  for (const row of after.slice(head, after.length - tail)) rows.insertBefore(row, next);
}

function changed() {
  keep();
  clearTimeout(timer);
  if (!tooLong() && area.value.trim()) timer = setTimeout(read, PAUSE);
}

function tooLong() {
  const long = area.value.length > Number(area.dataset.limit);
  area.setCustomValidity(long ? form.dataset.tooLong : "");
  return long;
}

// What is typed is kept on the server under this page's token, and here while it cannot go there:
// the sign-in expired, the line is down. It ends with the save and is offered, never put in.
const LOCAL = "kaike-draft:";
const KEEP = 1000; // ms without a key before the draft goes to the server
const token = form.elements.draft;
let began = "unsaved" in form.dataset ? null : area.value;
let keeping;
let leaving = false;

function keep() {
  const entry = {
    user: form.dataset.user,
    course: form.dataset.course,
    base: form.elements.base?.value ?? "0",
    text: area.value === began ? "" : area.value,
  };
  store(token.value, entry);
  clearTimeout(keeping);
  keeping = setTimeout(() => send(token.value, entry), KEEP);
}

function store(name, entry) {
  try {
    if (entry) localStorage.setItem(LOCAL + name, JSON.stringify(entry));
    else localStorage.removeItem(LOCAL + name);
  } catch {
    // No storage, or it is full: the server has it.
  }
}

// True once the server has the text, or knows that it was saved or thrown away.
async function send(name, entry) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("draft", name);
  body.append("page", token.value);
  body.append("course", entry.course);
  body.append("base", entry.base);
  body.append("source", entry.text);
  let answer;
  try {
    answer = await fetch(form.dataset.draftUrl, { method: "POST", body, redirect: "error" });
  } catch {
    return false;
  }
  if (leaving) return false;
  if (answer.status === 410 && name === token.value) {
    // Saved meanwhile, and typed on: this is another draft now.
    store(name, null);
    token.value = fresh();
    if (entry.text) keep();
    return true;
  }
  if (answer.status !== 410 && !answer.ok) {
    if (answer.status === 403) note(form.dataset.signedOut);
    return false;
  }
  if (local(name)?.text === entry.text) store(name, null);
  if (answer.ok && entry.course === form.dataset.course) await offer(answer, name, entry);
  return true;
}

async function offer(answer, name, entry) {
  const html = document.createElement("template");
  html.innerHTML = await answer.text(); // our own server's template, everything escaped there
  const also = html.content.querySelector("[data-also]");
  if (name === token.value) {
    document.querySelector("[data-also]").replaceWith(also);
    if (entry.text) note(`${form.dataset.kept} ${new Date().toTimeString().slice(0, 5)}`);
  } else {
    document.querySelector("[data-drafts]").replaceChildren(html.content);
  }
}

function note(text) {
  let place = form.querySelector("[data-draft-note]");
  if (!place) {
    place = document.createElement("p");
    place.className = "editor__draft";
    place.dataset.draftNote = "";
    place.setAttribute("role", "status");
    area.after(place);
  }
  if (place.textContent !== text) place.textContent = text;
}

function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function local(name) {
  try {
    return JSON.parse(localStorage.getItem(LOCAL + name));
  } catch {
    return null;
  }
}

// Copies that never reached the server go there now; it offers those that belong to this page.
async function bring() {
  let names = [];
  try {
    names = Object.keys(localStorage).filter((key) => key.startsWith(LOCAL));
  } catch {
    return;
  }
  const ended = form.dataset.ended.split(" ");
  for (const key of names) {
    const name = key.slice(LOCAL.length);
    const entry = local(name);
    if (!entry || ended.includes(name)) localStorage.removeItem(key);
    else if (name !== token.value && entry.user === form.dataset.user) await send(name, entry);
  }
}

// Lines of the selection, moved or indented; typing and undo stay the browser's own.
function block() {
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  let end = area.value.indexOf("\n", Math.max(area.selectionEnd - 1, area.selectionStart));
  if (end < 0) end = area.value.length;
  return { start, end };
}

function put(start, end, text, from, to) {
  area.focus();
  area.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, start, end);
  area.setSelectionRange(from, to);
  changed();
}

const MOVES = {
  up() {
    const { start, end } = block();
    if (start === 0) return;
    const before = area.value.lastIndexOf("\n", start - 2) + 1;
    const lines = area.value.slice(start, end);
    const above = area.value.slice(before, start - 1);
    put(before, end, `${lines}\n${above}`, before, before + lines.length);
  },
  down() {
    const { start, end } = block();
    if (end === area.value.length) return;
    let after = area.value.indexOf("\n", end + 1);
    if (after < 0) after = area.value.length;
    const lines = area.value.slice(start, end);
    const below = area.value.slice(end + 1, after);
    const from = start + below.length + 1;
    put(start, after, `${below}\n${lines}`, from, from + lines.length);
  },
  in() {
    const { start, end } = block();
    const text = area.value.slice(start, end).replace(/^(?=.)/gm, "  ");
    put(start, end, text, start, start + text.length);
  },
  out() {
    const { start, end } = block();
    const text = area.value.slice(start, end).replace(/^(?: {1,2}|\t|\u3000)/gm, "");
    put(start, end, text, start, start + text.length);
  },
};
// The explicit mark of a line, 〔案例〕, is part of the text; another choice takes its place.
form.querySelector("[data-mark]").addEventListener("change", (event) => {
  const mark = event.target.value === "-" ? "" : event.target.value;
  if (event.target.value) {
    const { start, end } = block();
    const text = area.value
      .slice(start, end)
      .replace(/^(\s*)(?:〔[^〕\n]{1,8}〕)?(?=\S)/gm, `$1${mark}`);
    put(start, end, text, start, start + text.length);
  }
  event.target.value = "";
});

// Lists from Word or a web page: the server writes their numbers and nesting out.
area.addEventListener("paste", async (event) => {
  const html = event.clipboardData.getData("text/html");
  const plain = event.clipboardData.getData("text/plain");
  if (!/<(?:li|h[1-6]|tr)\b|mso-list/i.test(html)) return;
  event.preventDefault();
  const [start, end] = [area.selectionStart, area.selectionEnd];
  const text = (await written(html)) ?? plain;
  put(start, end, text, start + text.length, start + text.length);
});

async function written(html) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("html", html);
  try {
    const answer = await fetch(form.dataset.clipboard, { method: "POST", body, redirect: "error" });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

// Another reading is a line at the top of the text; undo takes it out again. Lines 〔读法：层级〕
// stay: between them an outline states its levels.
const READING = /^[ \t\u3000]*〔(?:读法|讀法|reading)\s?[:：](?!\s?(?:层级|levels)〕)\s?[^〔〕\n]{1,12}〕[ \t\u3000]*(?:\n|$)/gim;

async function readBy(line) {
  const old = area.value;
  const text = (line && `${line}\n`) + old.replace(READING, "");
  let same = 0; // from the end: to write all of a long text anew takes the browser seconds
  const most = Math.min(text.length, old.length);
  while (same < most && text.at(-1 - same) === old.at(-1 - same)) same++;
  put(0, old.length - same, text.slice(0, text.length - same), 0, 0);
  clearTimeout(timer);
  await read();
  reading.querySelector(".readings")?.focus();
}

const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

form.querySelector("[data-tools]").hidden = false;
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (button) MOVES[button.dataset.move]();
  const choice = event.target.closest("[data-line]");
  if (choice) {
    event.preventDefault();
    readBy(choice.dataset.line);
  }
  const link = event.target.closest("a[href^='#L']");
  if (link) {
    event.preventDefault();
    goTo(Number(link.hash.slice(2)));
  }
});
area.addEventListener("keydown", (event) => {
  if (event.altKey && event.shiftKey && event.key in KEYS) {
    event.preventDefault();
    MOVES[KEYS[event.key]]();
  }
});

// The line in the text, and beside it what was read of it.
function goTo(number) {
  const row = document.getElementById(`L${number}`);
  if (row) reading.scrollTop += row.getBoundingClientRect().top - reading.getBoundingClientRect().top - 180;
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[number - 1] || "").length);
  const height = parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (number - 4) * height);
}

area.addEventListener("input", changed);
reading.addEventListener("change", (event) => {
  if (event.target.name === "seen") read();
});
form.elements.title?.addEventListener("input", changed);
form.addEventListener("submit", (event) => {
  if (tooLong()) {
    event.preventDefault();
    area.reportValidity();
    return;
  }
  clearTimeout(keeping);
  leaving = true;
});
addEventListener("pageshow", () => {
  leaving = false;
});
if ("unsaved" in form.dataset) store(token.value, null); // the server has it, as it is shown
bring();
if (/^#L\d+$/.test(location.hash)) goTo(Number(location.hash.slice(2)));
if ("stale" in form.dataset && area.value.trim()) read();
