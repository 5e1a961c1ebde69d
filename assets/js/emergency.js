/** An emergency takes over the whole page, whatever it was showing. */

import { longOf } from "./room.js";
import { html, icon } from "./view.js";

const WIDTHS = [60, 120, 240, 480];
const WIDTHS_SECOND = WIDTHS.map((width) => width / 0.6); // written smaller than the first language

/**
 * @param {unknown} heading   a template or text
 * @param {Record<string, string>} text   by language; the first one is shown large
 * @param {string[]} languages   in the order shown
 */
export function takeOver(heading, text, languages) {
  const [first, ...others] = languages.filter((lang) => text[lang]);
  const long = Math.max(longOf(text[first], WIDTHS), ...others.map((lang) => longOf(text[lang], WIDTHS_SECOND)));
  return html`<div class="emergency" role="alertdialog" aria-live="assertive" data-long=${long}>
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
