/** The week's hours as a table in which more is darker: a screen reader reads it as any table. */

import { t } from "../shared/js/page.js";
import { html } from "../shared/js/view.js";
import { figure } from "./report-words.js";

const STEPS = 8; // of darkness
const SHOWN = ["issued", "waiting", "open"];

/** @typedef {{weekday: number, from: string, days: number, issued: number, waiting: number, open: number | null}} HalfHour */

export class HeatMap {
  #shown = SHOWN[0];

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
  }

  /** @param {HalfHour[]} rows */
  draw(rows) {
    const values = new Map(rows.map((row) => [`${row.weekday} ${row.from}`, this.#value(row)]));
    const begins = [...new Set(rows.map(({ from }) => from))].sort();
    const weekdays = [...new Set(rows.map(({ weekday }) => weekday))].sort();
    const most = Math.max(...[...values.values()].map((value) => value ?? 0));
    return html`<div class="stack">
      <div class="choice" role="group" aria-label=${t("statistics.heat_show")}>
        ${SHOWN.map(
          (one) =>
            html`<button type="button" aria-pressed=${one === this.#shown} @click=${() => this.#show(one)}>
              ${t(`statistics.heat_${one}`)}
            </button>`,
        )}
      </div>
      <div class="wide" role="region" tabindex="0" aria-label=${t(`statistics.heat_${this.#shown}`)}>
        <table class="heat">
          <thead>
            <tr>
              <td></td>
              ${begins.map((from) => html`<th scope="col">${from}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${weekdays.map(
              (weekday) =>
                html`<tr>
                  <th scope="row">${t(`statistics.weekday_${weekday}`)}</th>
                  ${begins.map((from) => cell(values.get(`${weekday} ${from}`), most))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  /** Tickets as a mean a day: there are not as many of each weekday. @param {HalfHour} row */
  #value(row) {
    return this.#shown === "issued" ? row.issued / row.days : this.#shown === "waiting" ? row.waiting : row.open;
  }

  /** @param {string} what */
  #show(what) {
    this.#shown = what;
    this.redraw();
  }
}

/** @param {number | null | undefined} value @param {number} most */
function cell(value, most) {
  if (value === undefined || value === null) return html`<td class="is-step-0">–</td>`;
  const step = most > 0 ? Math.round((value / most) * STEPS) : 0;
  return html`<td class="is-step-${step}">${figure("number", value)}</td>`;
}
