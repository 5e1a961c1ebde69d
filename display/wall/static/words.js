/** Two languages at once, as a wall shows them: the page's own large, the other beneath. */

import { lang, t } from "../shared/js/page.js";
import { longOf } from "../shared/js/room.js";
import { html, nothing } from "../shared/js/view.js";
import { page } from "./screen-page.js";

const LONG_HALLS = [48, 96];
const SECOND = page.second; // {lang, text: by section} or null in a hall of one language

/**
 * @param {string} name   of words, as "common.emergency"; without a section of "display"
 * @param {Record<string, string | number>} [params]
 * @param {Record<string, string | number>} [beneath]   in the second language, where they are others
 */
export function both(name, params = {}, beneath = params) {
  const [key, section = "display"] = name.split(".").reverse();
  const words = SECOND?.text[section]?.[key];
  const second = words?.replace(/\{(\w+)\}/g, (/** @type {string} */ whole, /** @type {string} */ fact) =>
    String(beneath[fact] ?? whole),
  );
  return html`<span>${t(`${section}.${key}`, params)}</span>${inSecond(second)}`;
}

/**
 * A name kept in several languages.
 * @param {Record<string, string> | null | undefined} name
 * @param {(first: string) => unknown} drawn   how the first language is drawn
 */
export function bothNames(name, drawn = (first) => first) {
  const first = name?.[lang] ?? name?.zh ?? "";
  const second = SECOND ? name?.[SECOND.lang] : "";
  return html`<span>${drawn(first)}</span>${second && second !== first ? inSecond(second) : nothing}`;
}

/** The hall's name, smaller where it is long. */
export const hallName = () =>
  html`<div class="masthead-name" data-long=${longOf(page.hall[lang] ?? page.hall.zh, LONG_HALLS)}>
    ${bothNames(page.hall)}
  </div>`;

/** @param {string | undefined} words */
const inSecond = (words) =>
  words && SECOND ? html`<span class="second" lang=${SECOND.lang}>${words}</span>` : nothing;
