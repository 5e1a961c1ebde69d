/** Patrol and faults: what is out of order now, what is to be looked at today and this month, and how it went before. */

import { call } from "../shared/js/api.js";
import { one, started, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { keepKeyboard } from "./keyboard.js";
import { managed } from "./managed.js";
import { askReport, faultList, faultsBefore } from "./patrol-faults.js";
import { roundOf, roundsBefore } from "./patrol-rounds.js";
import { page } from "../panel/staff-page.js";

/** @import { FaultsView, PatrolView, RoundView } from "../shared/js/shapes.d.ts" */
/** @import { Act } from "./managed.js" */

const AGAIN_MS = 5000;

/** @type {{patrol: PatrolView | null, faults: FaultsView | null, earlier: RoundView | null}} */
const state = { patrol: null, faults: null, earlier: null };
const mayAct = page.may.includes("assist");

async function load() {
  [state.patrol, state.faults] = await Promise.all([call("GET", "/patrol"), call("GET", "/device-faults")]);
}

/** @param {Act} act */
function content(act) {
  const { patrol, faults, earlier } = state;
  if (!patrol || !faults) return html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`;
  const does = mayAct ? act : null;
  const open = faults.faults.filter(({ until }) => !until);
  return html`<section class="card" data-part="now">
      <div class="card-head">
        <h2 class="heading">${t("patrol.now")}</h2>
        ${
          does
            ? html`<div class="row push patrol-report">
                <button class="button is-danger" data-urgent @click=${() => askReport(does, true)}>
                  ${icon("alert")}${t("patrol.report_urgent")}
                </button>
                <button class="button" data-report @click=${() => askReport(does, false)}>
                  ${icon("plus")}${t("patrol.report")}
                </button>
              </div>`
            : nothing
        }
      </div>
      ${open.length ? faultList(open, faults.time, does) : html`<p class="row">${icon("check")}${t("patrol.none_now")}</p>`}
    </section>
    <div class="patrol-rounds">${roundOf("day", patrol.day, does)} ${roundOf("month", patrol.month, does)}</div>
    ${roundsBefore(patrol.earlier, earlier, (period) => void look(period, act))} ${faultsBefore(faults)}`;
}

/** Shows one earlier round. @param {string} period @param {Act} act */
async function look(period, act) {
  await act("GET", `/patrol/${period}`, null, { done: (round) => (state.earlier = round) });
  one("#round-before").scrollIntoView({ block: "nearest" });
}

managed("#patrol", t("patrol.title"), load, content, AGAIN_MS);
keepKeyboard();
started();
