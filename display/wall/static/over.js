/** What lies over or above every screen: an emergency, a touch wanted for sound, a picture out of date. */

import { takeOver } from "../shared/js/emergency.js";
import { lang, page } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { both } from "./words.js";

const LANGUAGES = page.second ? [lang, page.second.lang] : [lang];

/** @param {{emergency?: any, blocked?: boolean}} state */
export function drawOver({ emergency = null, blocked = false }) {
  if (emergency) return takeOver(both("emergency"), emergency.text, LANGUAGES);
  return blocked
    ? html`<div class="touch-me" role="alert">
        ${icon("mute")}
        <div>${both("sound_blocked")}</div>
      </div>`
    : nothing;
}

export const outOfDate = () =>
  html`<div class="banner is-danger out-of-date" role="alert">
    ${icon("offline")}
    <div>${both("stale")}</div>
  </div>`;
