/** What lies over or above every screen: an emergency, why it may not show, a touch wanted for sound, a picture out of date. */

import { takeOver } from "../shared/js/emergency.js";
import { refusalKey } from "../shared/js/line-view.js";
import { lang } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { both } from "./words.js";
import { page } from "./screen-page.js";

const LANGUAGES = page.second ? [lang, page.second.lang] : [lang];

/** @typedef {import("../shared/js/live.js").Refusal} Refusal */

/** @param {{emergency?: any, refusal?: Refusal | null, blocked?: boolean, instead?: string}} state   `instead`: what visitors do who cannot read here */
export function drawOver({ emergency = null, refusal = null, blocked = false, instead = "unusable" }) {
  if (emergency) return takeOver(both(emergency.drill ? "common.drill" : "emergency"), emergency.text, LANGUAGES);
  if (refusal) return drawRefused(refusal, instead);
  return blocked
    ? html`<div class="touch-me" role="alert">
        ${icon("mute")}
        <div>${both("sound_blocked")}</div>
      </div>`
    : nothing;
}

/** The server is there and has nothing for this screen: visitors read where else, and whoever looks after it why. @param {Refusal} refusal @param {string} instead */
function drawRefused(refusal, instead) {
  const key = `common.${refusalKey(refusal)}`;
  return html`<section class="state refused" role="alert" data-refused=${refusal.code}>
    ${icon("alert")}
    <h1 class="state-title">${both(key, refusal.facts)}</h1>
    <p class="instead">${both(instead)}</p>
    <p>${both(`${key}_do`, refusal.facts)}</p>
    <a class="button" href="/display">${both("common.choose_screen")}</a>
  </section>`;
}

export const outOfDate = () =>
  html`<div class="banner is-danger out-of-date" role="alert">
    ${icon("offline")}
    <div>${both("stale")}</div>
  </div>`;
