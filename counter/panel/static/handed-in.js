/** What was handed in with a case, ticked on the guide's own list: it is printed on the receipt. */

import { call, failure } from "../shared/js/api.js";
import { named, one } from "../shared/js/page.js";
import { html } from "../shared/js/view.js";
import { fill } from "./dialogs.js";

/** @typedef {{id: string, name: Record<string, string>, wanted: Record<string, string>, required: boolean}} Material */

/**
 * Ticks what is always required, but for what the visitor was told to be missing; the clerk sees it and says so.
 * @param {string} guide @param {string} counter
 */
export async function listMaterials(guide, counter) {
  const place = one("#handed-in");
  place.dataset.guide = guide;
  const missing = await toldMissing(guide, counter);
  if (place.dataset.guide !== guide) return; // another one has been chosen meanwhile
  const isHere = (/** @type {Material} */ { id, required }) => missing !== null && required && !missing.has(id);
  await fill(place, `/guides/${encodeURIComponent(guide)}`, (/** @type {{materials: Material[]}} */ { materials }) =>
    materials.map((material) => box(material, isHere(material))),
  );
}

/**
 * What the visitor at this counter was told to be missing; null when that cannot be known.
 * @param {string} guide @param {string} counter @returns {Promise<Set<string> | null>}
 */
async function toldMissing(guide, counter) {
  try {
    /** @type {{guide: string, missing: string[]}[]} */
    const notices = await call("GET", `/counters/${encodeURIComponent(counter)}/notices`);
    return new Set(notices.filter((notice) => notice.guide === guide).flatMap((notice) => notice.missing));
  } catch (error) {
    failure(error);
    return null;
  }
}

/** @param {Material} material @param {boolean} ticked */
const box = ({ id, name, wanted }, ticked) =>
  html`<label class="tick"
    ><input type="checkbox" value=${id} .checked=${ticked} /><span
      >${named(name)} <small>${named(wanted)}</small></span
    ></label
  >`;

/**
 * The ticked materials; nothing is said of them as long as they cannot be seen.
 * @returns {{received?: string[]}}
 */
export function handedIn() {
  const boxes = [...document.querySelectorAll("#handed-in input")].map(
    (found) => /** @type {HTMLInputElement} */ (found),
  );
  return boxes.length ? { received: boxes.filter((found) => found.checked).map((found) => found.value) } : {};
}
