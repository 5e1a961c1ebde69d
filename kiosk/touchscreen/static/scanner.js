/** A scanner is a keyboard that types very fast and ends with Enter. */

const GAP_MS = 120; // people type slower
const LONGEST = 400;

/** Calls `scanned` with each code that comes in. @param {(code: string) => void} scanned */
export function listenToScanner(scanned) {
  let code = "";
  let last_ms = 0;
  addEventListener(
    "keydown",
    (event) => {
      if (event.timeStamp - last_ms > GAP_MS) code = "";
      last_ms = event.timeStamp;
      if (event.key === "Enter" && code.length >= 3) {
        event.preventDefault();
        scanned(code);
        code = "";
      } else if (event.key.length === 1) {
        code = (code + event.key).slice(-LONGEST);
      }
    },
    { capture: true },
  );
}

const CASE = /^B?\d{8}-?\d{3,6}$/;

/**
 * What a code means: the token of a ticket or of a case's receipt, in an address like http://…/t/<token> or …/c/<token>;
 * or else the number of a case or of a ticket.
 * @param {string} code @returns {{token?: string, receipt?: string, case?: string, number?: string}}
 */
export function meaning(code) {
  const [, kind, token] = /\/([tc])\/([\w-]{16,64})/.exec(code) ?? [];
  if (token) return kind === "c" ? { receipt: token } : { token };
  const number = code.trim().toUpperCase();
  return CASE.test(number) ? { case: number } : { number };
}
