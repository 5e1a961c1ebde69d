/** What a clerk who has left says to whoever takes over. */

import { clock } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { tell } from "./dialogs.js";
import { who } from "./staff-page.js";

/** @import { HandoverView, Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */

/** The notes for this counter; without any nothing. @param {Panel} panel @param {Acts} acts */
export function drawHandovers(panel, acts) {
  if (!panel.handovers.length) return nothing;
  return html`<section class="card list is-aside" data-handovers>
    <div class="card-head"><h2 class="heading">${t("counter.handovers")}</h2></div>
    <ul class="rows">
      ${panel.handovers.map(
        (left) =>
          html`<li class="line">
            <b class="line-number">${named(left.counter_name)}</b>
            <span class="line-what">${who(left.staff)} · ${clock(left.at)}</span>
            <button class=${left.read ? "button is-plain" : "button is-primary"} @click=${() => acts.handover(left)}>
              ${icon("info")}${t(left.read ? "counter.handover_again" : "counter.handover_read")}
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {HandoverView} left @param {{note: string}} answer */
export const tellHandover = (left, { note }) =>
  tell(
    t("counter.handover_from", { counter: named(left.counter_name), clerk: who(left.staff) }),
    html`<p class="handover-note">${note || t("counter.handover_forgotten")}</p>`,
  );
