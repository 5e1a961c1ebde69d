/** Cases: how this clerk's stand, and the list of all that are not done. */

import { Problem, Unreachable, call } from "../shared/js/api.js";
import { named, one, page, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { dueBadge, lit } from "./case-look.js";
import { askCase, tokenIn } from "./case-questions.js";
import { ask, fill } from "./dialogs.js";

const NINE = 9; // as many have a digit of their own

/** The hall's figures, kept up to date by the line. */
export class Cases {
  /** @type {any} */ figures = null;

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
  }

  /** Takes figures, unless newer ones are known. */
  show(figures) {
    if (this.figures && figures.version < this.figures.version) return;
    this.figures = figures;
    this.redraw();
  }
}

/** What of mine is near its day or over it, lit. @param {Cases} cases @param {any} acts */
export function drawCases({ figures }, acts) {
  const mine = figures?.by_staff[page.staff.id];
  if (!mine) return nothing;
  return html`<section class="card list is-aside" data-cases>
    <div class="card-head"><h2 class="heading">${t("cases.list_title")}</h2>
      ${["overdue", "near_due"].map((state) => (mine[state] ? lit(state, t(`cases.lit_${state}`, { count: mine[state] })) : nothing))}
      <button class="button push" data-open-cases @click=${() => askCases(acts)}>${t("cases.figure_open")} ${total(mine)} <kbd>L</kbd></button></div>
  </section>`;
}

const total = (by_state) => Object.values(by_state).reduce((sum, count) => sum + count, 0);

/** The list: one's own first; a scanned or typed receipt goes straight to its case. @param {any} acts @param {string} [whose] */
export function askCases(acts, whose = "mine") {
  ask(
    t("cases.list_title"),
    html`<div class="field"><label for="receipt">${t("cases.ask_receipt_or_number")}</label>
        <input id="receipt" name="receipt" maxlength="300" autocomplete="off" autocapitalize="characters" autofocus /></div>
      <fieldset class="places case-whose"><legend>${t("cases.whose")}</legend>
        ${["mine", "everyones"].map((choice) => html`<label class="tick"><input type="radio" name="whose" value=${choice}
          ?checked=${choice === whose} @change=${() => list(choice)} /> ${t(`cases.${choice}`)}</label>`)}
      </fieldset>
      <div id="cases" class="case-list"></div>`,
    ({ case: number, receipt }) => (number ? askCase(number, acts) : receipt?.trim() && find(receipt.trim(), acts)),
    t("common.search"),
  );
  list(whose);
}

const list = (/** @type {string} */ whose) => fill(one("#cases"), whose === "mine" ? "/cases/mine" : "/cases", rows);

/** @param {{cases: any[], count: number}} found */
const rows = ({ cases, count }) =>
  cases.length
    ? html`<div class="stack options">${cases.map((one, index) => row(one, index))}</div>
        ${count > cases.length ? html`<p class="soft">${t("cases.more_than_shown", { count, shown: cases.length })}</p>` : nothing}`
    : html`<p class="soft">${t("cases.none")}</p>`;

const row = (one, index) =>
  html`<button class="button is-plain case" name="case" value=${one.number} data-digit=${index < NINE ? index + 1 : ""}>
    ${index < NINE ? html`<kbd>${index + 1}</kbd>` : nothing}
    <span class="case-what"><b class="case-number">${one.number}</b><span>${named(one.name)}</span>
      <small>${t(`cases.status_${one.status}`)} · ${t("cases.due")} ${one.due} · ${page.staff_names[one.by] ?? one.by}</small></span>
    ${dueBadge(one)}</button>`;

/** Goes to the case of a receipt or a number, or says that there is none. */
async function find(written, acts) {
  const token = tokenIn(written);
  try {
    const path = token ? `/cases/${token}` : `/case-numbers/${encodeURIComponent(written)}`;
    const { number } = await call("GET", path);
    askCase(number, acts, token ?? "");
  } catch (why) {
    if (!(why instanceof Problem || why instanceof Unreachable)) throw why;
    askCases(acts);
    const said = html`<p class="field-error" role="alert">${icon("alert")}${why instanceof Problem ? why.detail : t("counter.no_answer")}</p>`;
    render(said, one("#receipt").parentElement.appendChild(document.createElement("div")));
  }
}
