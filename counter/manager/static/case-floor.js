/** What the manager sees of cases: how many are near their day or over it, the most urgent, and the on-time figure. */

import { call, failure } from "../shared/js/api.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { dueBadge } from "../panel/case-look.js";
import { askCase } from "../panel/case-questions.js";
import { askSearch } from "../panel/cases.js";
import { page, who } from "../panel/staff-page.js";
import { figure, goalFigure } from "./goal-figure.js";
import { soon } from "./soon.js";

/** @import { CaseView, Cases } from "../shared/js/shapes.d.ts" */
/** @import { CaseActs } from "../panel/acts.d.ts" */

const URGENT = new Set(["overdue", "near_due"]);

export class CaseFloor {
  /** @type {Cases | null} */ now = null;
  /** @type {CaseView[]} what a lead has to settle */ unsettled = [];
  #again = soon(() => void this.load());

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
    void this.load();
  }

  async load() {
    try {
      this.now = await call("GET", "/cases");
      if (page.may_decide) this.unsettled = (await call("GET", "/cases/unsettled")).cases;
    } catch (error) {
      failure(error); // the line's own banner tells of it
      if (!this.now) this.#again();
    }
    this.redraw();
  }

  /** @param {CaseActs} acts */
  draw(acts) {
    if (!this.now) return nothing;
    const { figures, cases } = this.now;
    const urgent = cases.filter(({ due_state, outcome }) => !outcome && due_state !== null && URGENT.has(due_state));
    const counts = {
      open: Object.values(figures.due).reduce((sum, count) => sum + count, 0),
      near_due: figures.due.near_due ?? 0,
      overdue: figures.due.overdue ?? 0,
      wishes: figures.wishes,
      ready: figures.ready,
    };
    return html`<section class="card stack" data-cases>
      <div class="card-head">
        <h2 class="heading">${t("cases.figures")}</h2>
        ${page.may_decide ? html`<button class="button push" data-search @click=${() => askSearch(acts)}>${icon("search")}${t("cases.search")}</button>` : nothing}
      </div>
      <div class="totals">
        ${Object.entries(counts).map(([name, value]) => figure(name, value, t(`cases.figure_${name}`)))}
        ${goalFigure("on_time", figures.on_time, figures.on_time_goal, "cases.figure_on_time")}
      </div>
      ${this.unsettled.length ? settling(this.unsettled, acts) : nothing} ${urgent.length ? table(urgent) : nothing}
    </section>`;
  }
}

/** What waits for a lead: more time that is asked for, and the cases of whoever has left. @param {CaseView[]} unsettled @param {CaseActs} acts */
const settling = (unsettled, acts) =>
  html`<div class="stack" data-unsettled>
    <h3 class="heading is-small">${t("cases.unsettled")}</h3>
    ${repeat(
      unsettled,
      ({ number }) => number,
      ({ number, name, owner }) =>
        html`<button class="button is-plain case" @click=${() => askCase(number, acts)}>
          <span class="case-what"
            ><b class="case-number">${number}</b><span>${named(name)}</span><small>${who(owner)}</small></span
          >
        </button>`,
    )}
  </div>`;

/** @param {CaseView[]} urgent */
const table = (urgent) =>
  html`<div class="wide" role="region" tabindex="0" aria-label=${t("cases.figures")}>
    <table class="table">
      <thead>
        <tr>
          ${["number", "matter", "due", "owner"].map((name) => html`<th scope="col">${t(`cases.${name}`)}</th>`)}
          <th scope="col"></th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          urgent,
          ({ number }) => number,
          (one) =>
            html`<tr>
              <th scope="row" class="case-number">${one.number}</th>
              <td>${named(one.name)}</td>
              <td>${one.due}</td>
              <td>${who(one.owner)}</td>
              <td>${dueBadge(one)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
