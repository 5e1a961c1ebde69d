/** A scanner is a keyboard that types very fast and ends with Enter. */

const GAP_MS = 120; // people type slower
const LONGEST = 400;

/** Calls `scanned` with each code that comes in. @param {(code: string) => void} scanned */
export function listenToScanner(scanned) {
  let code = "";
  let last_ms = 0;
  addEventListener("keydown", (event) => {
    if (event.timeStamp - last_ms > GAP_MS) code = "";
    last_ms = event.timeStamp;
    if (event.key === "Enter" && code.length >= 3) {
      event.preventDefault();
      scanned(code);
      code = "";
    } else if (event.key.length === 1) {
      code = (code + event.key).slice(-LONGEST);
    }
  }, { capture: true });
}

/** What a code means: the ticket's token in an address like http://…/t/<token>, or else a number. @param {string} code */
export function meaning(code) {
  const token = /\/t\/([\w-]{16,64})/.exec(code)?.[1];
  return token ? { token } : { number: code.trim().toUpperCase() };
}
