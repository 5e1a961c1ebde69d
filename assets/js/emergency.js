/** An emergency takes over the whole page, whatever it was showing. */

import { width } from "./room.js";
import { html, icon } from "./view.js";

const ROOM = 76; // so many narrow characters have room at full size, measured on screens from 640×400 to 2560×1080
const SECOND = 0.72 ** 2; // what a character of a further language takes: it is written smaller (base.css)

/**
 * @param {unknown} heading   a template or text
 * @param {Record<string, string>} text   by language; the first one is shown large
 * @param {string[]} languages   in the order shown
 */
export function takeOver(heading, text, languages) {
  const [first, ...others] = languages.filter((lang) => text[lang]);
  const taken = others.reduce((sum, lang) => sum + width(text[lang]) * SECOND, width(text[first]));
  const share = Math.sqrt(ROOM / taken); // letters half as large take a quarter of the room
  return html`<div class="emergency" role="alertdialog" aria-live="assertive">
    <div class="emergency-head">
      ${icon("alert")}
      <h1>${heading}</h1>
    </div>
    <div class="emergency-text" .style=${`--fit: ${share}`}>
      <span lang=${first}>${text[first]}</span
      >${others.map((lang) => html`<span class="second" lang=${lang}>${text[lang]}</span>`)}
    </div>
  </div>`;
}
