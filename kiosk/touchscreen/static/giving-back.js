/** Giving a number back is asked about once: nothing brings it back, and its paper may be in the hand already. */

import { t } from "../shared/js/page.js";
import { html, icon } from "../shared/js/view.js";

/** @import { Acts } from "./touch.d.ts" */
/** @import { Visit } from "./visit.js" */

/** @param {Visit} visit @param {Acts} acts */
export function drawGivingBack(visit, acts) {
  const { ticket, back } = visit.screen;
  return html` <div class="scrolled" data-scrolls>
      <div class="welcome" role="status">
        <h1>${t("kiosk.give_back_ask", ticket)}</h1>
        <p class="lead">${t("kiosk.give_back_note")}</p>
      </div>
      <article class="slip taken is-found">
        <div class="slip-head"><b class="number is-hero" id="number">${ticket.number}</b></div>
      </article>
    </div>
    <div class="actions">
      <button
        class="button is-plain"
        data-act="give-back"
        aria-busy=${visit.press?.what === "give-back"}
        @click=${() => acts.giveBack(ticket)}
      >
        ${icon("undo")}${t("kiosk.give_back")}
      </button>
      <button class="button is-primary is-large" data-act="keep" @click=${() => acts.go(back)}>
        ${icon("check")}${t("kiosk.keep")}
      </button>
    </div>`;
}
