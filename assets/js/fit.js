/** Text that is to be read whole: where it has no room, the second language goes, then it is written smaller, then in two lines. */

const SMALLEST_LINE = 0.7; // of its size: smaller letters are better read in two lines
const SMALLEST = 0.15;
const SMALLEST_BOTH = 0.4; // large letters: only smaller than this does the second language cost the first too much
const STEP = 0.96;
const IN_ONE_LINE = { alone: false, lines: 1, most: 1, least: 1 };
const WAYS = [
  IN_ONE_LINE,
  { alone: true, lines: 1, most: 1, least: SMALLEST_LINE },
  { alone: true, lines: 2, most: 1, least: SMALLEST },
];
const WAYS_BOTH = [
  { ...IN_ONE_LINE, least: SMALLEST_LINE },
  { alone: false, lines: 2, most: 1, least: SMALLEST_BOTH },
  { alone: true, lines: 2, most: 1, least: SMALLEST },
];

/** @type {WeakMap<Element, string>} what each was fitted for last */
const fitted = new WeakMap();

/**
 * Fits all that has `data-fit` into the width it is given and the height of what is around it. Styles write it by
 * `--fit`, in one line, and in several where `data-lines` is 2; `data-alone` hides the second language, which what is
 * fitted as "both" keeps for longer.
 * @param {ParentNode} root
 * @returns {boolean} whether anything was fitted anew: it may have left its neighbours another room
 */
export function fit(root) {
  let changed = false;
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-fit]"))) {
    if (fitted.get(one) === asItStands(one)) continue;
    fitOne(one);
    fitted.set(one, asItStands(one));
    changed = true;
  }
  return changed;
}

/** @param {HTMLElement} one */
const asItStands = ({ textContent, clientWidth, parentElement }) =>
  [textContent, clientWidth, parentElement?.clientHeight, innerHeight, document.fonts.status].join(" ");

/** @param {HTMLElement} one */
function fitOne(one) {
  const room_px = () => one.parentElement?.clientHeight ?? 0; // as high as what is in it, up to what it is given
  const fits = () => one.scrollWidth <= one.clientWidth && one.offsetHeight <= room_px();
  for (const { alone, lines, most, least } of one.dataset.fit === "both" ? WAYS_BOTH : WAYS) {
    one.toggleAttribute("data-alone", alone);
    one.dataset.lines = String(lines);
    for (let share = most; share >= least; share *= STEP) {
      one.style.setProperty("--fit", String(share));
      if (fits()) return;
    }
  }
}
