/** What somebody should see to: since when, and who has taken note; what nobody has stands first and rings. */

import { named, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { howLong, lookOf } from "./floor.js";

/** @import { AlarmView, FloorNow } from "../shared/js/shapes.d.ts" */
/** @import { FloorTools } from "./floor.js" */

const IN_SIGHT = 8; // the floor itself stays in sight below them

/** @param {AlarmView} alarm */
const keyOf = ({ code, about }) => `${code} ${about}`;

/** @param {FloorNow} floor @param {FloorTools} tools */
export function drawAlarms({ alarms, time }, tools) {
  const noted = alarms.filter((alarm) => alarm.noted);
  const open = alarms.filter((alarm) => !alarm.noted);
  const banners = (/** @type {AlarmView[]} */ some) => repeat(some, keyOf, (alarm) => ringing(alarm, time, tools));
  return html`<section class="alarms" aria-label=${t("manager.alarms")}>
    ${banners(open.slice(0, IN_SIGHT))}
    ${
      open.length > IN_SIGHT
        ? html`<details class="card" data-more>
            <summary class="heading">${t("manager.more_alarms", { count: open.length - IN_SIGHT })}</summary>
            <div class="alarms">${banners(open.slice(IN_SIGHT))}</div>
          </details>`
        : nothing
    }
    ${
      noted.length
        ? html`<details class="card" data-noted>
            <summary class="heading">${t("manager.noted_alarms", { count: noted.length })}</summary>
            <ul class="rows">
              ${noted.map((alarm) => html`<li class="line is-noted">${named(alarm.text)}<small class="soft">${howLong(alarm, time)}</small></li>`)}
            </ul>
          </details>`
        : nothing
    }
  </section>`;
}

/** @param {AlarmView} alarm @param {string} time @param {FloorTools} tools */
const ringing = (alarm, time, { may, post }) =>
  html`<div class="banner ${lookOf(alarm)}" role="alert" data-alarm=${alarm.code}>
    ${icon("alert")}<span>${named(alarm.text)} <small>${howLong(alarm, time)}</small></span>
    ${
      alarm.since && may("direct")
        ? html`<button class="button" @click=${() => note(alarm, post)}>${t("manager.note")}</button>`
        : nothing
    }
  </div>`;

/** @param {AlarmView} alarm @param {FloorTools["post"]} post */
const note = ({ code, about, degree }, post) =>
  post("/alarms/acknowledge", { code, about, degree }, t("manager.done_note"));
