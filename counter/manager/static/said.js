/** What was just done, or could not be: in sight wherever one has scrolled, and read out without taking the keyboard. */

import { html, icon, nothing } from "../shared/js/view.js";

/** @type {Record<string, string>} icons, by kind of what is said */
const LOOKS = { "": "clock", ok: "check", info: "info", warn: "alert", danger: "alert" };

/**
 * Its places are there before anything is said in them: what comes together with its words may not be read out. What
 * was refused is read out at once, what was done when there is a pause.
 * @param {{kind: string, text: string} | null} said @param {unknown} [asked]  what is to be decided besides
 */
export function drawSaid(said, asked = nothing) {
  const banner = said && html`<div class="banner is-${said.kind}">${icon(LOOKS[said.kind])}${said.text}</div>`;
  const isRefusal = said?.kind === "warn" || said?.kind === "danger";
  return html`<div class="told">
    <div role="status">${isRefusal ? nothing : banner}</div>
    <div role="alert">${isRefusal ? banner : nothing}</div>
    ${asked}
  </div>`;
}
