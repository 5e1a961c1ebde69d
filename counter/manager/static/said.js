/** What was just done, or could not be: in sight wherever one has scrolled, and read out without taking the keyboard. */

import { html, icon, nothing } from "../shared/js/view.js";

/** @type {Record<string, string>} icons, by kind of what is said */
const LOOKS = { "": "clock", ok: "check", info: "info", warn: "alert", danger: "alert" };

/**
 * The place is there before anything is said in it: what comes together with its words may not be read out.
 * @param {{kind: string, text: string} | null} said @param {unknown} [asked]  what is to be decided besides
 */
export const drawSaid = (said, asked = nothing) =>
  html`<div class="told">
    <div role="status">
      ${said ? html`<div class="banner is-${said.kind}">${icon(LOOKS[said.kind])}${said.text}</div>` : nothing}
    </div>
    ${asked}
  </div>`;
