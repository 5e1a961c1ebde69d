/** What the manager sees of enquiries: all that is open with its age, and who received and resolved how many. */

import { call, failure } from "../shared/js/api.js";
import { t } from "../shared/js/page.js";
import { html, nothing } from "../shared/js/view.js";
import { askEnquiry, drawOpen } from "../panel/enquiries.js";
import { folded } from "../panel/folded.js";
import { who } from "../panel/staff-page.js";
import { figure, goalFigure } from "./goal-figure.js";
import { soon } from "./soon.js";

/** @import { EnquiriesNow, EnquiriesFiguresView } from "../shared/js/shapes.d.ts" */
/** @import { EnquiryActs } from "../panel/acts.d.ts" */

const AGAIN_MS = 60_000;

export class EnquiryFloor {
  /** @type {EnquiriesNow | null} */ now = null;
  #again = soon(() => void this.load());

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
    void this.load();
    setInterval(() => this.load(), AGAIN_MS);
  }

  async load() {
    try {
      this.now = await call("GET", "/enquiries");
    } catch (error) {
      failure(error); // the line's own banner tells of it
      if (!this.now) this.#again();
    }
    this.redraw();
  }

  /** @param {EnquiryActs} acts */
  draw(acts) {
    if (!this.now) return nothing;
    const { open, days, received, resolved, clerks } = this.now;
    const figures = { open: open.length, late: open.filter(({ late }) => late).length, received, resolved };
    return html`<section class="card stack" data-enquiries>
      <div class="card-head">
        <h2 class="heading">${t("counter.enquiries")}</h2>
        <span class="soft push">${t("manager.enquiry_days", { days })}</span>
      </div>
      <div class="totals">
        ${Object.entries(figures).map(([name, value]) => figure(name, value, t(`manager.enquiry_${name}`)))}
        ${goalFigure("handed_over_share", this.now.handed_over_share, this.now.handed_over_goal, "manager.enquiry_handed_over_share")}
        ${goalFigure("resolved_share", this.now.resolved_share, this.now.resolved_goal, "manager.enquiry_resolved_share")}
      </div>
      ${open.length ? drawOpen(open, acts.now(), (one) => askEnquiry(one, acts)) : html`<p class="soft">${t("manager.no_enquiries")}</p>`}
      ${clerks.length ? folded(clerks, (some) => this.#clerks(some)) : nothing}
    </section>`;
  }

  /** @param {readonly EnquiriesFiguresView[]} clerks */
  #clerks(clerks) {
    const columns = /** @type {const} */ (["received", "accepted", "resolved", "open"]);
    return html`<div class="wide" role="region" tabindex="0" aria-label=${t("counter.enquiries")}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">${t("manager.clerk")}</th>
            ${columns.map((name) => html`<th scope="col">${t(`manager.enquiry_${name}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${clerks.map(
            (one) =>
              html`<tr>
                <th scope="row">${who(one.staff)}</th>
                ${columns.map((name) => html`<td>${one[name]}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
