/** The keyboard stays where somebody works, though what had it is drawn no longer or cannot be pressed any more. */

/** What had the keyboard, then what stood around it from near to far: there the work goes on. @type {HTMLElement[]} */
let places = [];

/** @param {HTMLElement} one */
function around(one) {
  const found = [one];
  for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) {
    const near = [at, at.nextElementSibling, at.previousElementSibling];
    found.push(...near.filter((place) => place instanceof HTMLElement));
  }
  return found;
}

/** @param {FocusEvent} event */
function came({ target }) {
  if (target instanceof HTMLElement && !target.closest("dialog")) places = around(target);
}

const isOut = (/** @type {HTMLElement} */ one) => !one.isConnected || one.matches(":disabled");

/** To the place itself, not to a button in it: whoever presses Enter twice shall not do two things. */
function stay() {
  const [had] = places;
  const { activeElement: now } = document;
  if (!had || !isOut(had) || document.querySelector("dialog[open]")) return;
  if (now && now !== document.body && now !== had) return;
  const place = places.slice(1).find((one) => one.isConnected && one.getClientRects().length);
  if (!place) return;
  place.tabIndex = -1;
  place.addEventListener("blur", () => place.removeAttribute("tabindex"), { once: true });
  place.focus({ preventScroll: true });
}

/** Begins to look after the keyboard on this page. */
export function keepKeyboard() {
  document.addEventListener("focusin", came);
  document.addEventListener("close", stay, true); // of a question whose button has gone meanwhile
  const attributes = { attributes: true, attributeFilter: ["disabled"] };
  new MutationObserver(stay).observe(document.body, { subtree: true, childList: true, ...attributes });
}
