// Marks attendance without waiting for the net: taps are kept in this browser until the server has
// them. They hold numbers only, no name. The server takes a tap twice as one, and the later holds.
(() => {
  "use strict";
  const form = document.querySelector("[data-attendance]");
  if (!form || !window.fetch) return;
  const PREFIX = "attendance:";
  const unsent = document.querySelector("[data-unsent]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let busy = false;
  let signedOut = false;
  let failed = false;

  const load = (key) => JSON.parse(localStorage.getItem(key) || "[]");
  const save = (key, taps) => (taps.length ? localStorage.setItem(key, JSON.stringify(taps)) : localStorage.removeItem(key));
  const queues = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

  function show(person, presence) {
    const row = document.getElementById(`p${person}`);
    if (!row) return;
    row.className = `is-${presence}`;
    row.querySelectorAll("[name=tap]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === `${person}:${presence}`));
    });
  }

  function tell(refused) {
    const rows = [...form.querySelectorAll("li")];
    document.querySelectorAll("[data-count]").forEach((count) => {
      const wanted = count.dataset.count;
      count.textContent = rows.filter((row) => (wanted ? row.classList.contains(`is-${wanted}`) : !/is-/.test(row.className))).length;
    });
    const waiting = queues().reduce((sum, key) => sum + load(key).length, 0);
    unsent.hidden = !refused && !signedOut && !(failed && waiting);
    if (refused) unsent.textContent = refused;
    else if (signedOut) unsent.textContent = unsent.dataset.signedOut;
    else unsent.textContent = unsent.dataset.waiting.replace("%n%", waiting);
  }

  async function send(key) {
    const taps = load(key);
    const body = new URLSearchParams({ csrfmiddlewaretoken: token });
    taps.forEach((tap) => body.append("tap", tap));
    const answer = await fetch(key.slice(PREFIX.length), { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15000) });
    signedOut = answer.redirected || answer.status === 403;
    if (signedOut) return "";
    if (!answer.ok && answer.status !== 409) throw new Error(answer.status);
    // Those that were tapped while this was under way stay.
    save(key, load(key).slice(taps.length));
    return answer.status === 409 ? (await answer.json()).refused : "";
  }

  async function flush() {
    if (busy) return;
    busy = true;
    let refused = "";
    try {
      failed = false;
      while (queues().length && !signedOut) {
        for (const key of queues()) refused = (await send(key)) || refused;
      }
    } catch {
      failed = true; // no net, or a server that is away: tried again later
    } finally {
      busy = false;
    }
    tell(refused);
  }

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const now = Date.now();
    let taps = [button.value];
    if (button.name === "rest") {
      const rows = [...form.querySelectorAll("li")].filter((row) => !/is-/.test(row.className));
      taps = rows.map((row) => `${row.id.slice(1)}:${button.value}`);
    }
    const key = PREFIX + location.pathname;
    save(key, [...load(key), ...taps.map((tap) => `${tap}:${now}`)]);
    taps.forEach((tap) => show(...tap.split(":")));
    tell("");
    flush();
  });
  window.addEventListener("online", flush);
  setInterval(() => queues().length && flush(), 10000);
  load(PREFIX + location.pathname).forEach((tap) => show(...tap.split(":")));
  flush();
})();
