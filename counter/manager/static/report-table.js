/** A report as a table: rows by their keys, what they come to, and each column to sort by. */

import { t } from "../shared/js/page.js";
import { html, nothing } from "../shared/js/view.js";
import { cellOf, headOf, keyOf } from "./report-words.js";

/** @typedef {import("./report-words.js").Column} Column */
/** @typedef {import("./report-words.js").Row} Row */
/** @typedef {{column: string, down: boolean} | null} Order */

const IN_THE_KEY = ["weekday", "from"]; // said by what the row is called

const FIGURES = new Set(["count", "number", "seconds", "share"]);

export class ReportTable {
  /** @type {Order} */ #order = null;

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
  }

  /** Another report begins in its own order. */
  begin() {
    this.#order = null;
  }

  /** @param {any} answer */
  draw({ report, by, columns: all, rows, totals, compared }) {
    const columns = all.filter((/** @type {Column} */ { name }) => !IN_THE_KEY.includes(name));
    const before = new Map(compared?.rows.map((/** @type {Row} */ row) => [row.key, row]));
    return html`<div
      class="wide"
      role="region"
      tabindex="0"
      aria-label=${t(`statistics.report_${report.replaceAll("-", "_")}`)}
    >
      <table class="table is-figures">
        <thead>
          <tr>
            ${this.#head("key", t(`statistics.by_${by}`), false)}
            ${columns.map((/** @type {Column} */ one) => this.#head(one.name, headOf(report, one.name), FIGURES.has(one.kind)))}
          </tr>
        </thead>
        <tbody>
          ${this.#sorted(rows).map(
            (row) =>
              html`<tr>
                <th scope="row">${keyOf(report, by, row.key)}</th>
                ${columns.map((/** @type {Column} */ one) => cell(one, row, before.get(row.key)))}
              </tr>`,
          )}
        </tbody>
        ${
          Object.keys(totals).length && rows.length
            ? html`<tfoot>
                <tr>
                  <th scope="row">${t("statistics.totals")}</th>
                  ${columns.map((/** @type {Column} */ one) => cell(one, totals, compared?.recorded ? compared.totals : compared && {}))}
                </tr>
              </tfoot>`
            : nothing
        }
      </table>
    </div>`;
  }

  /** @param {string} column @param {string} words @param {boolean} isFigure */
  #head(column, words, isFigure) {
    const order = this.#order?.column === column ? (this.#order.down ? "descending" : "ascending") : nothing;
    return html`<th scope="col" class=${isFigure ? "is-figure" : ""} aria-sort=${order}>
      <button type="button" @click=${() => this.#sortBy(column, isFigure)}>${words}</button>
    </th>`;
  }

  /** Figures begin with the largest; once more turns the order round, a third time gives the first one back. @param {string} column @param {boolean} isFigure */
  #sortBy(column, isFigure) {
    const again = this.#order?.column === column;
    if (again && this.#order?.down !== isFigure) this.#order = null;
    else this.#order = { column, down: again ? !isFigure : isFigure };
    this.redraw();
  }

  /** @param {Row[]} rows */
  #sorted(rows) {
    const order = this.#order;
    if (!order) return rows;
    const sign = order.down ? -1 : 1;
    return [...rows].sort((a, b) => sign * compare(a[order.column], b[order.column]));
  }
}

/** What is unknown stands below everything. @param {any} a @param {any} b */
function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  return a < b ? -1 : 1;
}

/** A figure, and under it that of the other span. @param {Column} column @param {Row} row @param {Row | undefined} before */
function cell(column, row, before) {
  const isFigure = FIGURES.has(column.kind);
  const then = before && isFigure ? html`<small>${cellOf(column, before)}</small>` : nothing;
  return html`<td class=${isFigure ? "is-figure" : ""}>${cellOf(column, row)}${then}</td>`;
}
