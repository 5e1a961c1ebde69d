/** A scanner is a keyboard that types very fast, and ends with Enter or with nothing. */

import { meaning } from "../shared/js/scanned.js";

const GAP_MS = 120; // people type slower
const END_MS = 300; // so long after the last sign a code without Enter is complete
const SHORTEST = 3;
const LONGEST = 400;

/** @typedef {import("../shared/js/scanned.js").Meaning} Meaning */

/** Calls `scanned` with what each code means; with null for one that is none of ours. @param {(meant: Meaning | null) => void} scanned */
export function listenToScanner(scanned) {
  let typed = "";
  let struck = ""; // the same by the keys themselves: Caps Lock and the system's keyboard layout do not matter there
  let last_ms = 0;
  let end = 0;
  const take = () => {
    const [read, keys] = [typed, struck];
    typed = struck = "";
    if (read.length >= SHORTEST) scanned(meaning(read) ?? meaning(keys));
  };
  addEventListener(
    "keydown",
    (event) => {
      if (event.repeat) return; // something lies on the key
      clearTimeout(end);
      if (event.timeStamp - last_ms > GAP_MS) typed = struck = "";
      last_ms = event.timeStamp;
      if (event.key === "Enter" && typed.length >= SHORTEST) {
        event.preventDefault();
        take();
        return;
      }
      if (event.key === " " && typed) event.preventDefault(); // within a code it presses no button
      const sign = signOf(event);
      typed = (typed + (event.key.length === 1 ? event.key : sign)).slice(-LONGEST);
      struck = (struck + sign).slice(-LONGEST);
      if (typed.length >= SHORTEST) end = setTimeout(take, END_MS);
    },
    { capture: true },
  );
}

const ON_DIGITS = ")!@#$%^&*(";
/** @type {Record<string, string>} by key: alone, and with Shift */
const SIGNS = { Minus: "-_", Slash: "/?", Period: ".>", Semicolon: ";:", Equal: "=+", Comma: ",<" };

/** What a key writes on the keyboard that scanners take theirs for; nothing for keys that write nothing. @param {KeyboardEvent} event */
function signOf({ code, shiftKey }) {
  const [, letter, digit] = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code) ?? [];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  if (digit) return shiftKey ? ON_DIGITS[Number(digit)] : digit;
  return SIGNS[code]?.[shiftKey ? 1 : 0] ?? "";
}
