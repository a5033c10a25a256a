// Save, release and tidy without leaving the page, so that what was typed before can still be undone.
"use strict";
const WITHOUT_LEAVING = ["save", "release", "tidy"];
let isSending = false;
let waiting = null; // the button pressed while an earlier one was still on its way

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  const isHere = WITHOUT_LEAVING.includes(button?.value) && button.name === "do";
  const makesCourse = "new" in form.dataset && button?.value !== "tidy";
  if (event.defaultPrevented || !isHere || makesCourse || form.elements.file.value) return;
  event.preventDefault();
  if (isSending) {
    waiting = button;
    return;
  }
  isSending = true;
  const sent = area.value;
  form.setAttribute("aria-busy", "true");
  try {
    await sendHere(button);
  } catch {
    leaving = false;
    note(tools.dataset.offline);
    form.dispatchEvent(new Event("change")); // leaving asks again
  } finally {
    isSending = false;
    form.removeAttribute("aria-busy");
    const next = waiting;
    waiting = null;
    if (next && (next !== button || area.value !== sent)) form.requestSubmit(next); // twice the same is once
  }
});

// The form goes as the browser would send it; an answer that is not the page we know is the browser's to show.
async function sendHere(button) {
  const text = area.value;
  const body = new FormData(form);
  body.append(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  leaving = false;
  const isOurs = Boolean(page.querySelector("[data-editor]")) && answer.url === form.action;
  if (isOurs && button.value === "tidy" && answer.ok) return showPatches(page);
  if (isOurs && answer.redirected) return saved(page, text);
  const copy = document.createElement("input");
  Object.assign(copy, { type: "hidden", name: button.name, value: button.value });
  form.append(copy);
  leaving = true;
  form.submit();
}

function saved(page, text) {
  const fresh = page.querySelector("[data-editor]");
  for (const name of ["base", "draft", "read_from"]) form.elements[name].value = fresh.elements[name].value;
  form.elements.reason.value = "";
  form.dataset.ended = fresh.dataset.ended;
  store(token.value, null);
  began = text;
  for (const old of document.querySelectorAll("#content > .errornote, #content > .draft, .patches")) old.remove();
  for (const part of [".versions", "[data-drafts]"]) {
    document.querySelector(part)?.replaceWith(page.querySelector(part));
  }
  showMessages(page);
  history.replaceState(null, "", form.action); // a draft that was opened has ended
  if (area.value !== text) return changed(); // typed on meanwhile
  clearTimeout(timer);
  read();
}

function showMessages(page) {
  const list = page.querySelector(".messagelist");
  document.querySelector(".messagelist")?.remove();
  if (!list) return;
  list.setAttribute("role", "status");
  document.querySelector("#content").before(list);
  list.scrollIntoView({ block: "nearest" });
}

function showPatches(page) {
  const place = form.querySelector(".editor__reading");
  place.querySelector(".patches")?.remove();
  const patches = page.querySelector(".patches");
  showMessages(page);
  if (!patches) return;
  place.prepend(patches);
  patches.scrollIntoView({ block: "nearest" });
  patches.querySelector("input").focus();
}

// The ticked lines of the tidy numbering go in as one edit.
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[value=tidied]");
  if (!button) return;
  event.preventDefault();
  const lines = area.value.split("\n");
  const boxes = [...form.querySelectorAll(".patches input:checked")];
  const isStale = (box) => lines[Number(box.dataset.at) - 1] !== box.dataset.old;
  const ticked = boxes.filter((box) => !isStale(box)).map((box) => ({ at: Number(box.dataset.at) - 1, text: box.dataset.new }));
  button.closest(".patches").remove();
  if (!ticked.length) return;
  const [first, last] = [ticked[0].at, ticked.at(-1).at];
  const start = offset(lines, first);
  const end = offset(lines, last) + lines[last].length;
  for (const { at, text } of ticked) lines[at] = text;
  const text = lines.slice(first, last + 1).join("\n");
  put(start, end, text, start, start);
});

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".editor__do [value=save]"));
});
