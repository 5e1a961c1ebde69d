/** Text that is to be read whole: where it has no room, the second language goes, then it is written smaller, then in two lines. */

const SMALLEST_LINE = 0.7; // of its size: smaller letters are better read in two lines
const SMALLEST = 0.22;
const STEP = 0.93;

/** @type {WeakMap<Element, string>} what each was fitted for last */
const fitted = new WeakMap();

/**
 * Fits all that has `data-fit` into the width it is given and the height of what is around it. Styles write it by
 * `--fit`, in one line, and in two where `data-lines` is 2; `data-alone` hides the second language.
 * @param {ParentNode} root
 */
export function fit(root) {
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-fit]"))) {
    const { textContent, clientWidth, parentElement } = one;
    const now = [textContent, clientWidth, parentElement?.clientHeight, innerHeight, document.fonts.status].join(" ");
    if (fitted.get(one) === now) continue;
    fitOne(one);
    fitted.set(one, now);
  }
}

/** @param {HTMLElement} one */
function fitOne(one) {
  const room_px = one.parentElement?.clientHeight ?? 0;
  const fits = () => one.scrollWidth <= one.clientWidth && one.offsetHeight <= room_px;
  const ways = [
    { alone: false, lines: 1, most: 1, least: 1 },
    { alone: true, lines: 1, most: 1, least: SMALLEST_LINE },
    { alone: true, lines: 2, most: SMALLEST_LINE, least: SMALLEST },
  ];
  for (const { alone, lines, most, least } of ways) {
    one.toggleAttribute("data-alone", alone);
    one.dataset.lines = String(lines);
    for (let share = most; share >= least; share *= STEP) {
      one.style.setProperty("--fit", String(share));
      if (fits()) return;
    }
  }
}
