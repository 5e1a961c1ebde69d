/** What is to be looked at today and this month, ticked by whoever looks; and how earlier rounds went. */

import { newKey } from "../shared/js/api.js";
import { moment } from "../shared/js/moment.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { folded } from "../panel/folded.js";
import { who } from "../panel/staff-page.js";

/** @import { ItemView, RoundView, SumView } from "../shared/js/shapes.d.ts" */
/** @import { Act } from "./managed.js" */

/** @type {Record<string, [string, string]>} how each state looks: badge and icon */
const LOOKS = {
  open: ["", "clock"],
  not_done: ["is-warn", "alert"],
  in_order: ["is-ok", "check"],
  fault: ["is-danger", "alert"],
};

/** A round of now. @param {"day" | "month"} every @param {RoundView | null} round @param {Act | null} act */
export const roundOf = (every, round, act) =>
  html`<section class="card" data-round=${every}>
    <div class="card-head">
      <h2 class="heading">${t(`patrol.${every}`)}</h2>
      ${round ? html`<span class="badge push">${progress(round)}</span>` : nothing}
    </div>
    ${round ? items(round, (item) => (act ? acts(every, item, act) : nothing)) : html`<p class="soft">${t(`patrol.none_${every}`)}</p>`}
  </section>`;

/** @param {RoundView} round */
const progress = ({ items: all }) => t("patrol.progress", { done: all.filter(({ at }) => at).length, due: all.length });

/** @param {RoundView} round @param {(item: ItemView) => unknown} tools */
const items = (round, tools) =>
  html`<ul class="rows">
    ${repeat(
      round.items,
      ({ id }) => id,
      (item) =>
        html`<li class="patrol-item" data-item=${item.id} data-state=${item.state}>
          <b>${named(item.name)}</b>
          <span class="badge ${LOOKS[item.state][0]}"
            >${icon(LOOKS[item.state][1])}${t(`patrol.state_${item.state}`)}</span
          >
          ${item.at ? html`<small class="soft">${t("patrol.looked", { by: who(item.by), time: moment(item.at, round.period) })}</small>` : nothing}
          ${item.remark ? html`<p class="patrol-words">${item.remark}</p>` : nothing} ${tools(item)}
        </li>`,
    )}
  </ul>`;

/** @param {"day" | "month"} every @param {ItemView} item @param {Act} act */
function acts(every, item, act) {
  const tick = (/** @type {boolean} */ in_order, remark = "", key = newKey()) =>
    act("POST", "/patrol/ticks", { every, item: item.id, in_order, remark }, { key });
  return html`<div class="row patrol-acts">
    ${
      item.state === "in_order"
        ? nothing
        : html`<button class="button" data-tick @click=${() => tick(true)}>
            ${icon("check")}${t("patrol.in_order")} <span class="only-heard">${named(item.name)}</span>
          </button>`
    }
    <button
      class="button is-plain"
      data-wrong
      @click=${() => askWrong(item, (remark, key) => tick(false, remark, key))}
    >
      ${t("patrol.not_in_order")} <span class="only-heard">${named(item.name)}</span>
    </button>
  </div>`;
}

/** @param {ItemView} item @param {(remark: string, key: string) => unknown} tell */
const askWrong = ({ name }, tell) =>
  ask(
    t("patrol.ask_fault"),
    html`<p><strong>${named(name)}</strong></p>
      <div class="field">
        <label for="remark">${t("patrol.remark")}</label>
        <textarea id="remark" name="remark" rows="3" maxlength="1000" required autofocus></textarea>
        <p class="soft">${t("patrol.remark_hint")}</p>
      </div>`,
    ({ remark }, key) => tell(remark, key),
    t("patrol.send"),
  );

/** Earlier rounds in figures, and one of them whole. @param {readonly SumView[]} sums @param {RoundView | null} shown @param {(period: string) => void} look */
export const roundsBefore = (sums, shown, look) =>
  html`<section class="card" data-part="earlier">
    <div class="card-head"><h2 class="heading">${t("patrol.earlier")}</h2></div>
    ${sums.length ? folded(sums, (some) => table(some, look)) : html`<p class="soft">${t("patrol.none_rounds")}</p>`}
    <div id="round-before">
      ${
        shown
          ? html`<h3 class="heading">${t("patrol.of_period", { period: shown.period })}</h3>
              ${items(shown, () => nothing)}`
          : nothing
      }
    </div>
  </section>`;

/** @param {readonly SumView[]} sums @param {(period: string) => void} look */
const table = (sums, look) =>
  html`<div class="wide" role="region" tabindex="0" aria-label=${t("patrol.earlier")}>
    <table class="table listed">
      <thead>
        <tr>
          <th scope="col">${t("patrol.period")}</th>
          ${["due", "in_order", "faults", "not_done"].map((name) => html`<th scope="col" class="is-figure">${t(`patrol.${name}`)}</th>`)}
          <td></td>
        </tr>
      </thead>
      <tbody>
        ${sums.map((sum) => before(sum, look))}
      </tbody>
    </table>
  </div>`;

/** @param {SumView} sum @param {(period: string) => void} look */
const before = ({ period, due, in_order, faults, not_done }, look) =>
  html`<tr data-period=${period}>
    <th scope="row">${period}</th>
    <td class="is-figure" data-label=${t("patrol.due")}>${due}</td>
    <td class="is-figure" data-label=${t("patrol.in_order")}>${in_order}</td>
    <td class="is-figure" data-label=${t("patrol.faults")}>${faults}</td>
    <td class="is-figure" data-label=${t("patrol.not_done")}>
      ${not_done ? html`<span class="badge is-warn">${icon("alert")}${not_done}</span>` : not_done}
    </td>
    <td>
      <button class="button is-plain" @click=${() => look(period)}>
        ${t("patrol.look")} <span class="only-heard">${period}</span>
      </button>
    </td>
  </tr>`;
