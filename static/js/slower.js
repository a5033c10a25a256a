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
