/** A finger that rests on a button has pressed it; Chromium takes a long touch for the wish for a menu, and tells of no click. */

const LONG_MS = 450; // Chromium's own limit is 500: between them a click comes
const TO_CLICK_MS = 60; // and comes by then; later the page may be drawn anew (let-go.js), and the button be another's

/** Lets a long touch be a press on this page: those who see or hold badly touch long. */
export function pressLong() {
  /** @type {HTMLElement | null} what is touched, until it is pressed */
  let touched = null;
  let since_ms = 0;

  addEventListener(
    "pointerdown",
    ({ isPrimary, pointerType, target, timeStamp }) => {
      touched = isPrimary && pointerType === "touch" ? controlOf(target) : null;
      since_ms = timeStamp;
    },
    true,
  );
  addEventListener("click", () => (touched = null), true);
  addEventListener(
    "pointerup",
    ({ clientX, clientY, timeStamp }) => {
      const held = touched;
      const isLong = timeStamp - since_ms >= LONG_MS;
      if (!held || !isLong || controlOf(document.elementFromPoint(clientX, clientY)) !== held) return;
      setTimeout(() => touched === held && !held.closest("[inert]") && held.click(), TO_CLICK_MS);
    },
    true,
  );
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const controlOf = (target) => (target instanceof Element ? target.closest("button, a, label, summary") : null);
