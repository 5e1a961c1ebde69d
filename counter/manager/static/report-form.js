/** The question: which report, of which days, sorted by what, of whom alone, beside what; and its files. */

import { named, page, t } from "../shared/js/page.js";
import { html, nothing } from "../shared/js/view.js";
import { fileOf, monthOf, reportNamed, reports, usualSpans } from "./report-question.js";

/** @typedef {import("./report-question.js").Question} Question */

const ALONE = new Set(["hours", "audit"]); // nothing stands beside these
const COMPARED = { "": "compare_none", before: "compare_before", year_before: "compare_year_before" };

export class ReportForm {
  #month = page.today.slice(0, 7);

  /** @param {(change: Partial<Question>) => unknown} ask */
  constructor(ask) {
    this.ask = ask;
  }

  /** @param {Question} question @param {unknown} said   what is to be said of it */
  draw(question, said) {
    const report = reportNamed(question.report);
    return html`<section class="card stack">
      ${this.#reports(question)} ${this.#spans(question)}
      <div class="asked">
        ${
          report.by.length > 1
            ? this.#choice(
                "by",
                t("statistics.by"),
                question.by,
                report.by.map((by) => [by, t(`statistics.by_${by}`)]),
                (by) => ({ by }),
              )
            : nothing
        }
        ${report.only.map((what) => this.#only(question, what))}
        ${
          !ALONE.has(report.name)
            ? this.#choice(
                "compare",
                t("statistics.compared_with"),
                question.compare,
                Object.entries(COMPARED).map(([value, words]) => [value, t(`statistics.${words}`)]),
                (compare) => ({ compare }),
              )
            : nothing
        }
      </div>
      <div class="asked">
        <a class="button" href=${fileOf(question, "csv")} download>${t("statistics.csv")}</a>
        <a class="button" href=${fileOf(question, "xlsx")} download>${t("statistics.xlsx")}</a>
        ${this.#monthly()}
      </div>
      ${said}
    </section>`;
  }

  /** @param {Question} question */
  #reports(question) {
    return html`<div class="chapters" role="group" aria-label=${t("statistics.report")}>
      ${reports.map(
        ({ name }) =>
          html`<button
            type="button"
            aria-pressed=${name === question.report}
            @click=${() => this.ask({ report: name })}
          >
            ${t(`statistics.report_${name.replaceAll("-", "_")}`)}
          </button>`,
      )}
    </div>`;
  }

  /** @param {Question} question */
  #spans({ from, to }) {
    const usual = Object.entries(usualSpans(page.today));
    return html`<div class="asked" role="group" aria-label=${t("statistics.span")}>
      <div class="choice">
        ${usual.map(
          ([name, [first, last]]) =>
            html`<button
              type="button"
              aria-pressed=${first === from && last === to}
              @click=${() => this.ask({ from: first, to: last })}
            >
              ${t(`statistics.span_${name}`)}
            </button>`,
        )}
      </div>
      ${this.#date("from", from, to)} ${this.#date("to", to, from)}
    </div>`;
  }

  /** A date; when it passes the other one, that goes with it. @param {"from" | "to"} name @param {string} value @param {string} other */
  #date(name, value, other) {
    const change = (/** @type {Event} */ event) => {
      const date = /** @type {HTMLInputElement} */ (event.target).value;
      if (!date) return;
      const passed = name === "from" ? date > other : date < other;
      this.ask({ [name]: date, ...(passed && { [name === "from" ? "to" : "from"]: date }) });
    };
    return html`<div class="field">
      <label for="date-${name}">${t(`statistics.${name}`)}</label>
      <input id="date-${name}" type="date" .value=${value} @change=${change} />
    </div>`;
  }

  /** @param {Question} question @param {string} what */
  #only(question, what) {
    const kind = what === "service" && ["cases", "notices"].includes(question.report) ? "guide" : what;
    /** @type {[string, string][]} */
    const known = Object.entries(page.names[kind] ?? {}).map(([id, name]) => [
      id,
      named(/** @type {any} */ (name)) || id,
    ]);
    const chosen = question.only[what] ?? "";
    if (chosen && !known.some(([id]) => id === chosen)) known.push([chosen, chosen]);
    return this.#choice(
      what,
      t(`statistics.by_${what}`),
      chosen,
      [["", t("statistics.everything")], ...known],
      (which) => ({ only: { ...question.only, [what]: which } }),
    );
  }

  /**
   * @param {string} id @param {string} words @param {string} value @param {string[][]} choices
   * @param {(value: string) => Partial<Question>} change
   */
  #choice(id, words, value, choices, change) {
    const chosen = (/** @type {Event} */ event) =>
      this.ask(change(/** @type {HTMLSelectElement} */ (event.target).value));
    return html`<div class="field">
      <label for="choice-${id}">${words}</label>
      <select id="choice-${id}" @change=${chosen}>
        ${choices.map(([one, name]) => html`<option value=${one} .selected=${one === value}>${name}</option>`)}
      </select>
    </div>`;
  }

  #monthly() {
    const change = (/** @type {Event} */ event) => {
      this.#month = /** @type {HTMLInputElement} */ (event.target).value || this.#month;
      this.ask({});
    };
    return html`<div class="field is-pushed">
        <label for="month">${t("statistics.monthly")}</label>
        <input id="month" type="month" .value=${this.#month} @change=${change} />
      </div>
      <a class="button" href=${monthOf(this.#month, "pdf")} download>${t("statistics.month_pdf")}</a>
      <a class="button" href=${monthOf(this.#month, "xlsx")} download>${t("statistics.month_xlsx")}</a>`;
  }
}
