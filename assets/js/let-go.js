/**
 * What moves away between press and release is not pressed, and what came in its place is: what draws itself anew waits
 * until nothing is held down. The press's own answer is drawn at once.
 */

const LONGEST_MS = 2000; // a list that opens keeps its release to itself
const TO_CLICK_MS = 100; // a finger's click comes after its release

/** @type {Set<() => void>} */
const waiting = new Set();
let isHeld = false;
let timer = 0;

function letGo() {
  clearTimeout(timer);
  isHeld = false;
  const acts = [...waiting];
  waiting.clear();
  for (const act of acts) act();
}

/** @param {number} after_ms */
function letGoAfter(after_ms) {
  clearTimeout(timer);
  timer = setTimeout(letGo, after_ms);
}

addEventListener(
  "pointerdown",
  () => {
    isHeld = true;
    letGoAfter(LONGEST_MS);
  },
  true,
);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => letGoAfter(TO_CLICK_MS), true);
addEventListener("click", () => (isHeld = false), true);
addEventListener("click", letGo);

/** Does it now, or once when nothing is held down any more. @param {() => void} act */
export function whenLetGo(act) {
  if (isHeld) waiting.add(act);
  else act();
}

/** Whether a finger or a button is down: a page that left now would take the press with it. */
export const isPressed = () => isHeld;
