/** When a scanner has finished, and what it typed. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { listenToScanner } from "../touchscreen/scanner.js";

const TOKEN = "Ab3-_fGhIjKlMnOpQrStUv";
const ADDRESS = `http://hall:8000/t/${TOKEN}`;
const SHIFTED = { ")": "0", "!": "1", "@": "2", "#": "3", _: "Minus", "?": "Slash", ":": "Semicolon" };
const PLAIN = { "-": "Minus", "/": "Slash", ".": "Period", ";": "Semicolon" };

/** A page with a scanner: `type` has it typed, so many ms between two signs; `heard` is what was understood. */
function kiosk() {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  const heard = [];
  let onKey = () => {};
  let now_ms = 10_000;
  globalThis.addEventListener = (_name, listener) => (onKey = listener);
  listenToScanner((meant) => heard.push(meant));
  const strike = (event) => {
    let prevented = false;
    onKey({ timeStamp: now_ms, shiftKey: false, code: "", preventDefault: () => (prevented = true), ...event });
    return prevented;
  };
  const pass = (ms) => {
    now_ms += ms;
    mock.timers.tick(ms);
  };
  const type = (text, { gap_ms = 10, key = (sign) => sign } = {}) => {
    for (const sign of text) {
      strike({ ...physical(sign), key: key(sign) });
      pass(gap_ms);
    }
  };
  return { heard, strike, pass, type };
}

/** Which key writes a sign on the keyboard that scanners take theirs for. */
function physical(sign) {
  if (/[A-Za-z]/.test(sign)) return { code: `Key${sign.toUpperCase()}`, shiftKey: sign === sign.toUpperCase() };
  if (/\d/.test(sign)) return { code: `Digit${sign}` };
  if (PLAIN[sign]) return { code: PLAIN[sign] };
  const code = SHIFTED[sign];
  return code ? { code: /\d/.test(code) ? `Digit${code}` : code, shiftKey: true } : { code: "" };
}

const ticket = { kind: "ticket", code: TOKEN };

test("a code that ends with Enter is taken at once, and Enter presses nothing else", () => {
  const { heard, strike, type } = kiosk();
  type(ADDRESS);
  assert.equal(strike({ key: "Enter", code: "Enter" }), true);
  assert.deepEqual(heard, [ticket]);
});

test("a code without Enter is taken after a short pause, once", () => {
  const { heard, strike, pass, type } = kiosk();
  type(ADDRESS);
  assert.deepEqual(heard, []);
  pass(300);
  assert.deepEqual(heard, [ticket]);
  assert.equal(strike({ key: "Enter", code: "Enter" }), false);
  assert.deepEqual(heard, [ticket]);
});

test("Caps Lock, another keyboard layout and an input method change nothing", () => {
  const swap = (sign) => (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase());
  const german = (sign) => ({ "/": "-", "-": "ß", _: "?", ":": "Ö", z: "y", y: "z" })[sign] ?? sign;
  for (const key of [swap, german, () => "Process", (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)]) {
    const { heard, strike, type } = kiosk();
    type(ADDRESS, { key });
    strike({ key: "Enter", code: "Enter" });
    assert.deepEqual(heard, [ticket], String(key));
  }
});

test("what is none of ours is heard as that, and never as its text", () => {
  const { heard, pass, type } = kiosk();
  type("110101199003078888");
  pass(300);
  assert.deepEqual(heard, [null]);
});

test("an appointment's page is heard as that", () => {
  const { heard, type, pass } = kiosk();
  type(`http://hall:8000/a/${TOKEN}`);
  pass(300);
  type("12345678");
  pass(300);
  assert.deepEqual(heard, [{ kind: "appointment", code: TOKEN }, null]);
});

test("people who type are no scanner", () => {
  const { heard, strike, pass, type } = kiosk();
  type("A001", { gap_ms: 200 });
  strike({ key: "Enter", code: "Enter" });
  pass(1000);
  assert.deepEqual(heard, []);
});

test("two codes one after the other are two", () => {
  const { heard, pass, type } = kiosk();
  type("A001");
  pass(300);
  type("A002");
  pass(300);
  assert.deepEqual(
    heard.map(({ code }) => code),
    ["A001", "A002"],
  );
});
