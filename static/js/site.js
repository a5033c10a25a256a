// The one script of the public pages: each part looks itself whether the page is one of its own.

// == copy
// A number to copy, such as a WeChat id; without this script it can be selected.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
    });
  });
})();

// == course
// Optional behaviour of a course's page.

// The bar that leads to the sessions goes while they are in sight: it would cover their buttons.
(() => {
  "use strict";
  const bar = document.querySelector(".enroll-bar");
  const rows = document.querySelector(".sessions .session-rows");
  if (!bar || !rows) return;
  new IntersectionObserver(([seen]) => {
    bar.classList.toggle("enroll-bar--away", seen.isIntersecting);
  }).observe(rows);
})();

// The outline: fold, unfold, find within, open what a link points into.
(() => {
  "use strict";
  const body = document.getElementById("outline-body");
  if (!body) return;
  const parts = Array.from(body.querySelectorAll("details.part"));
  const tools = body.querySelector(".outline__tools");
  const field = tools.querySelector("input");
  const said = tools.querySelector("output");
  const items = Array.from(body.querySelectorAll("[id^=item-]"));
  const setAll = (open) => parts.forEach((part) => { part.open = open; });

  const index = document.querySelector(".outline__index");
  if (index && matchMedia("(max-width: 59.99rem)").matches) index.open = false;
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const fold = event.target.dataset.fold;
    if (fold) setAll(fold === "open");
  });

  const find = () => {
    const words = field.value.normalize("NFKC").trim().toLowerCase();
    let found = 0;
    items.forEach((item) => {
      const hit = words !== "" && item.textContent.normalize("NFKC").toLowerCase().includes(words);
      item.classList.toggle("is-hit", hit);
      if (hit) found += 1;
    });
    body.classList.toggle("is-searched", found > 0);
    body.querySelectorAll("li, details").forEach((node) => {
      node.classList.remove("is-below");
      node.classList.toggle("has-hit", found > 0 && node.querySelector(".is-hit") !== null);
    });
    body.querySelectorAll(".is-hit").forEach((item) => {
      item.closest("li, details").querySelectorAll("li").forEach((below) => below.classList.add("is-below"));
    });
    if (found > 0) setAll(true);
    said.textContent = words === "" ? "" : found === 0 ? field.dataset.none : field.dataset.found.replace("{n}", String(found));
  };
  let waiting = 0;
  // Enter goes from one to the next; a phone's keyboard covers half of the page.
  let current = -1;
  const next = () => {
    const hits = items.filter((item) => item.classList.contains("is-hit"));
    if (hits.length === 0) return;
    current = (current + 1) % hits.length;
    items.forEach((item) => item.classList.toggle("is-current", item === hits[current]));
    hits[current].scrollIntoView({ block: "center" });
    said.textContent = `${current + 1} / ${hits.length}`;
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    clearTimeout(waiting);
    if (current < 0) find();
    next();
  });
  field.addEventListener("input", () => {
    current = -1;
    clearTimeout(waiting);
    waiting = setTimeout(find, 150);
  });

  const reveal = () => {
    const target = location.hash.startsWith("#item-") && document.getElementById(location.hash.slice(1));
    const part = target && target.closest("details.part");
    if (part && !part.open) {
      part.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => setAll(true));
  reveal();
})();

// == done
// What was done is said once: people keep the address of their own page.
(() => {
  "use strict";
  if (/^(\/en)?\/my\//.test(location.pathname) && new URLSearchParams(location.search).has("done")) {
    history.replaceState(null, "", location.pathname);
  }
})();

// == enroll
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
  const untaken = form.querySelector(".names__untaken");
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

  // A list copied from a sheet or a chat: a person a line, each with a telephone and a position,
  // or names alone in one line.
  const numbered = /^\s*\d{1,3}(?:\s*[.、)）\t]\s*|\s*(?=[一-鿿])|\s+(?=[a-z]))/i;
  const heading = /^(?=.*姓名|(?:full )?name\b)\D*$/i;
  const labels = /(?:姓名|手机号?码?|电话|职务|岗位)[:：] *(?=\S)/g;
  // A number of an identity card has no field, and is no telephone.
  const identity = /(?<!\d)(?:\d{6}[\s-]?(?:19|20)\d{6}[\s-]?\d{3}[\dx]|\d{15,})(?!\d)/gi;
  const mobile = /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)/;
  const landline =
    /(?<![\d-])(?:(?:\+\d{1,3}|\(?0\d{1,3}\)?|[48]00)(?:[\s-]?\d){6,10}|\d{7,8})(?:[转-]\d{1,6})?(?!\d)/;
  const between = /\t|[,，;；|]|\s{2,}/;
  const cellsOf = (text) => {
    const cells = text.split(between).map((cell) => cell.trim()).filter(Boolean);
    const alone = cells.length === 1 && /^[一-鿿·]{2,6}\s/.test(cells[0]);
    return alone ? cells[0].split(/\s+/) : cells;
  };
  const personOf = (line) => {
    const text = line.replace(numbered, "").replace(labels, "").replace(identity, "\t");
    const [phone = ""] = text.match(mobile) || text.match(landline) || [];
    const [name = "", ...others] = cellsOf(phone ? text.replace(phone, "\t") : text);
    return { name, phone, job_title: others.join(" ") };
  };
  const peopleOf = (text) => {
    const lines = text.split(/[\r\n]+/).filter((line) => line.trim());
    if (heading.test(lines[0]?.replace(labels, ""))) lines.shift();
    const [one] = lines;
    if (lines.length !== 1 || /[\d\t]/.test(one)) return lines.map(personOf);
    return one.split(/[、,，;；]/).filter((name) => name.trim()).map(personOf);
  };
  const spread = (people, from) => {
    isTouched = true; // who pastes a list looks at it
    const wanted = from + people.length + (attends.checked ? 1 : 0);
    if ((typed() ?? 0) < wanted) seats.value = Math.min(wanted, most);
    draw();
    const room = rows.children.length - from;
    people.slice(0, room).forEach((person, n) => {
      // All of a row: the telephone of whom it held before is not that of who stands there now.
      Object.entries(person).forEach(([field, value]) => {
        const input = form.elements[`participants-${from + n}-${field}`];
        if (input) input.value = value;
      });
    });
    untaken.textContent = "";
    if (people.length > room) say(untaken, people.length - room);
    rows.dispatchEvent(new Event("input"));
    draw();
  };
  rows.addEventListener("paste", (event) => {
    const [, from] = event.target.name.match(/^participants-(\d+)-name$/) || [];
    const text = event.clipboardData.getData("text/plain");
    const people = from ? peopleOf(text) : [];
    if (people.length < 2 && !(people.length && text.includes("\t"))) return;
    event.preventDefault();
    spread(people, Number(from));
  });

  form.querySelector(".names__paste").hidden = false;
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

// == filters
// Where the filters stand beside the list there is room to show them open.
(() => {
  "use strict";
  const filters = document.querySelector(".listing__filters");
  if (filters && matchMedia("(min-width: 60rem)").matches) filters.open = true;
})();

// == headings
// Chinese headings break between words where the browser knows them; else CSS balances the lines.
(() => {
  "use strict";
  if (!Intl.Segmenter) return;
  const words = new Intl.Segmenter("zh", { granularity: "word" });
  const opening = /[“‘《〈（【「『(]$/;
  const chinese = /[\u3400-\u9fff]{3}/;

  const phrase = (text) => {
    const parts = document.createDocumentFragment();
    let before = "";
    for (const { segment, isWordLike } of words.segment(text.data)) {
      // No line begins with a closing mark or ends with an opening one.
      if (before && isWordLike && !opening.test(before)) parts.append(document.createElement("wbr"));
      parts.append(segment);
      before = segment;
    }
    text.replaceWith(parts);
  };

  document.querySelectorAll("h1, h2, .board__course, .slot__course").forEach((heading) => {
    const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) if (chinese.test(texts.currentNode.data)) found.push(texts.currentNode);
    if (!found.length) return;
    heading.classList.add("phrased");
    found.forEach(phrase);
  });
})();

// == slower
// A form that came too fast: work out the number that its page asks for and send the form again.
// Without this script a code comes by mail, or one waits.
(() => {
  "use strict";
  const step = document.querySelector(".slower");
  if (!step || "byMail" in step.dataset) return; // who asked for a letter goes on with it
  const form = step.closest("form");
  const { task, choice } = step.dataset;
  const bits = Number(step.dataset.bits);
  const chunk = 20; // milliseconds of work, then the page may answer its reader

  // SHA-256 of one block of at most 55 characters; only its first word is needed.
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const initial = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const words = new Int32Array(64);
  const turned = (word, by) => (word >>> by) | (word << (32 - by));

  const fill = (text) => {
    words.fill(0);
    for (let n = 0; n < text.length; n += 1) words[n >> 2] |= text.charCodeAt(n) << (24 - (n % 4) * 8);
    words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
    words[15] = text.length * 8;
  };
  const firstWord = (text) => {
    fill(text);
    for (let n = 16; n < 64; n += 1) {
      const early = words[n - 15];
      const late = words[n - 2];
      const low = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
      const high = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
      words[n] = (words[n - 16] + low + words[n - 7] + high) | 0;
    }
    let [a, b, c, d, e, f, g, h] = initial;
    for (let n = 0; n < 64; n += 1) {
      const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const first = (h + high + ((e & f) ^ (~e & g)) + constants[n] + words[n]) | 0;
      const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    return (a + initial[0]) | 0;
  };

  const add = (name, value) => {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  };
  const send = (number) => {
    add("worked", number);
    if (choice) add("choice", choice); // the button that was pressed
    HTMLFormElement.prototype.submit.call(form);
  };
  let number = 0;
  const work = () => {
    const until = performance.now() + chunk;
    do {
      for (let n = 0; n < 500; n += 1, number += 1) {
        if (firstWord(task + number) >>> (32 - bits) === 0) {
          send(number);
          return;
        }
      }
    } while (performance.now() < until);
    setTimeout(work);
  };
  step.querySelector(".slower__working").hidden = false;
  step.querySelector(".slower__ways").hidden = true;
  work();
})();

// == sight
// What a phone does not see at first (content-visibility in site.css) is laid out after the first
// paint, in pieces; what is in sight keeps its place. Then is-seen lets pages be rendered ahead.
(() => {
  "use strict";
  const late = ":is(.part + .part, .courses > :nth-child(n+6), .founds > :nth-child(n+4))";
  const parts = matchMedia("(max-width: 60rem)").matches ? [...document.querySelectorAll(late)] : [];
  const piece = 25; // milliseconds of work, then the page may answer its reader
  const layOut = (pause) => {
    const until = performance.now() + piece;
    const kept = document.elementFromPoint(innerWidth / 2, innerHeight / 2) || document.body;
    const top = kept.getBoundingClientRect().top;
    while (parts.length && (!pause || performance.now() < until)) {
      parts.shift().classList.add("is-laid");
      document.body.getBoundingClientRect();
    }
    scrollBy({ top: kept.getBoundingClientRect().top - top, behavior: "instant" });
    if (parts.length) setTimeout(layOut, 0, pause);
    else afterPaint(() => document.documentElement.classList.add("is-seen"));
  };
  const afterPaint = (then) => requestAnimationFrame(() => setTimeout(then));
  // A link into the page is scrolled to before the first paint: nothing may grow above it then.
  // A page that is rendered ahead has time for all of it; no frame comes before it is shown.
  if (location.hash) layOut(false);
  else if (document.prerendering) setTimeout(layOut, 0, true);
  else afterPaint(() => layOut(true));
  if (!document.prerendering) return;
  // It is not laid out before it is shown, unless something asks.
  document.body.getBoundingClientRect();
  // It may be shown much later: seats and prices are not to be older than those of a page in memory.
  const freshFor = 60_000; // milliseconds, the most of PAGE_SECONDS
  document.addEventListener("prerenderingchange", () => {
    if (performance.now() > freshFor) location.reload();
  });
})();

// == suggest
// Suggestions below the search box, as a combobox: arrows choose, Enter goes, Escape closes.
(() => {
  "use strict";
  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [], chosen = -1, asked = "", waiting = 0;

  list.id = "search-suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })
    .forEach(([name, value]) => input.setAttribute(name, value));
  form.querySelector(".search-box__row").after(list, status);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    chosen = (place + options.length + 1) % (options.length + 1);
    if (chosen === options.length) chosen = -1;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (rows) => {
    options = rows.map(({ label, kind, url }, n) => {
      const option = document.createElement("li"), name = document.createElement("span"), what = document.createElement("span");
      option.id = `suggestion-${n}`;
      option.dataset.url = url;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      name.textContent = label;
      what.textContent = kind;
      what.className = "suggestions__kind";
      option.append(name, what);
      return option;
    });
    list.replaceChildren(...options);
    chosen = -1;
    status.textContent = rows.length ? `${rows.length} ${form.dataset.some}` : form.dataset.none;
    if (!rows.length) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const typed = input.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (!typed) return close();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      const { suggestions } = await answer.json();
      if (typed === input.value.trim() && document.activeElement === input) show(suggestions);
    } catch { close(); }
  };

  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(ask, 120);
  });
  input.addEventListener("compositionend", () => { waiting = setTimeout(ask, 120); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? options.length - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(options[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-url]");
    event.preventDefault();
    if (option) location.assign(option.dataset.url);
  });
})();
