/** What moves away between press and release is not pressed: what draws itself anew waits until nothing is held down. */

const LONGEST_MS = 1000; // a list that opens keeps its release to itself
const TO_CLICK_MS = 100; // a finger's click comes after its release

/** @type {Set<() => void>} */
const waiting = new Set();
let isHeld = false;
let timer = 0;

function letGo() {
  clearTimeout(timer);
  isHeld = false;
  for (const act of waiting) act();
  waiting.clear();
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
addEventListener("click", letGo);

/** @returns {Promise<void>} */
export const untilLetGo = () => new Promise((resolve) => void (isHeld ? waiting.add(resolve) : resolve()));
