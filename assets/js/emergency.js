/** An emergency takes over the whole page, whatever it was showing. */

import { width } from "./room.js";
import { html, icon } from "./view.js";

const WIDTHS = [60, 120, 240, 480];
const SECOND = 0.6; // of the room of a text in the first language

/** How much smaller it must be, from 0, to be read whole in all languages. @param {string} first @param {string[]} others */
function longOf(first, others) {
  const widest = Math.max(width(first), ...others.map((text) => width(text) * SECOND));
  return WIDTHS.filter((limit) => widest > limit).length;
}

/**
 * @param {unknown} heading   a template or text
 * @param {Record<string, string>} text   by language; the first one is shown large
 * @param {string[]} languages   in the order shown
 */
export function takeOver(heading, text, languages) {
  const [first, ...others] = languages.filter((lang) => text[lang]);
  return html`<div
    class="emergency"
    role="alertdialog"
    aria-live="assertive"
    data-long=${longOf(
      text[first],
      others.map((lang) => text[lang]),
    )}
  >
    <div class="emergency-head">
      ${icon("alert")}
      <h1>${heading}</h1>
    </div>
    <div class="emergency-text">
      <span lang=${first}>${text[first]}</span
      >${others.map((lang) => html`<span class="second" lang=${lang}>${text[lang]}</span>`)}
    </div>
  </div>`;
}
