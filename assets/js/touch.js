/**
 * A finger that touches a button has pressed it, also where Chromium tells of no click: it takes a long touch for the
 * wish for a menu, and a second finger, or one beside a palm that lies on the screen, for the wish to zoom.
 */

const LONG_MS = 450; // Chromium's own limit is 500: between them a click comes
const TO_CLICK_MS = 60; // and comes by then; later the page may be drawn anew (let-go.js), and the button be another's
const STILL_PX = 30; // two fingers that move further mean no button

/** @typedef {{control: HTMLElement | null, isAlone: boolean, x: number, y: number, since_ms: number}} Touch   `control`: until it is pressed */

/** Lets each touch be a press on this page: those who see or hold badly touch long, and lean on what they touch. */
export function pressByTouch() {
  /** @type {Map<number, Touch>} by pointer */
  const touches = new Map();

  addEventListener(
    "pointerdown",
    ({ pointerId, isPrimary, pointerType, target, clientX, clientY, timeStamp }) => {
      if (pointerType !== "touch") return;
      if (isPrimary) touches.clear(); // there is no other
      const touch = { control: controlOf(target), isAlone: isPrimary, x: clientX, y: clientY, since_ms: timeStamp };
      for (const other of touches.values()) {
        other.isAlone = false;
        const isPalm = timeStamp - other.since_ms >= LONG_MS || !other.control || !touch.control;
        const areBothMeant = other.control === touch.control || (isKey(other.control) && isKey(touch.control));
        if (!isPalm && !areBothMeant) other.control = touch.control = null; // which was meant?
      }
      touches.set(pointerId, touch);
    },
    true,
  );
  addEventListener("pointercancel", ({ pointerId }) => touches.delete(pointerId), true);
  addEventListener(
    "click",
    ({ target }) => {
      const pressed = controlOf(target);
      for (const touch of touches.values()) {
        const isNextKey = touch.control !== pressed && isKey(touch.control) && isKey(pressed);
        if (!isNextKey) touch.control = null; // whatever else lies there is lifted without meaning
      }
    },
    true,
  );
  addEventListener(
    "pointerup",
    ({ pointerId, clientX, clientY, timeStamp }) => {
      const touch = touches.get(pointerId);
      const { control = null, isAlone = true, x = 0, y = 0, since_ms = 0 } = touch ?? {};
      const isMeant = isAlone ? timeStamp - since_ms >= LONG_MS : Math.hypot(clientX - x, clientY - y) < STILL_PX;
      const isThere = control !== null && controlOf(document.elementFromPoint(clientX, clientY)) === control;
      setTimeout(() => {
        touches.delete(pointerId);
        if (isMeant && isThere && touch?.control && !control.closest("[inert]")) control.click();
      }, TO_CLICK_MS);
    },
    true,
  );
}

/** Whoever types with both hands touches the next key before the last one is let go. @param {HTMLElement | null} control */
const isKey = (control) => control !== null && control.closest(".keys") !== null;

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const controlOf = (target) => (target instanceof Element ? target.closest("button, a, label, summary") : null);
