/** The manager's reports: a question above, its answer as figures, charts and a table below. */

import { call } from "../shared/js/api.js";
import { one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { keepKeyboard } from "./keyboard.js";
import { Chart } from "./report-chart.js";
import { HeatMap } from "./heat-map.js";
import { ReportForm } from "./report-form.js";
import { drawnOf, spreadOf } from "./report-pictures.js";
import { asked, changed, pathOf, remember } from "./report-question.js";
import { ReportTable } from "./report-table.js";
import { cellOf, headOf } from "./report-words.js";
import { askAgain, unread } from "./said.js";

/** @typedef {import("./report-question.js").Question} Question */

const PATIENCE_MS = 120_000; // a year that is counted for the first time
const SLOW_MS = 3000;
const root = one("#reports");
/** @type {{question: Question, answer: any, failed: string, busy: boolean, slow: boolean}} */
const state = { question: asked(), answer: null, failed: "", busy: false, slow: false };
const form = new ReportForm((change) => ask(changed(state.question, change)));
const table = new ReportTable(() => draw());
const chart = new Chart(() => draw());
const spread = new Chart(() => draw());
const heat = new HeatMap(() => draw());

/** @param {Question} question */
function ask(question) {
  remember(question);
  state.question = question;
  return load();
}

/** Asks, and shows the answer unless another question was asked meanwhile. */
async function load() {
  const { question } = state;
  document.title = `${t(`statistics.report_${question.report.replaceAll("-", "_")}`)} · ${t("statistics.title")}`;
  Object.assign(state, { busy: true, slow: false, failed: "" });
  const slow = setTimeout(() => {
    state.slow = true;
    draw();
  }, SLOW_MS);
  draw();
  try {
    const answer = await call("GET", pathOf(question), null, { timeout_ms: PATIENCE_MS });
    if (question === state.question) show(answer);
  } catch (why) {
    if (question === state.question) Object.assign(state, { failed: unread(why), answer: null });
  } finally {
    clearTimeout(slow);
    if (question === state.question) state.busy = false;
    draw();
  }
}

/** @param {any} answer */
function show(answer) {
  state.answer = answer;
  table.begin();
  draw(); // so that the charts' places are there, and as wide as they will be
  const drawn = drawnOf(answer);
  const waits = spreadOf(answer);
  if (drawn) chart.show(drawn);
  if (waits) spread.show(waits);
}

function draw() {
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("statistics.title")}</h1>
        <div class="masthead-tools">
          <span class="soft">${page.staff.name}</span>
          <a class="button is-plain" href="/counter/manager/reports/glossary"
            >${icon("info")}${t("statistics.glossary")}</a
          >
          <a class="button is-plain" href="/counter/manager">${icon("back")}${t("common.back")}</a>
        </div>
      </header>
      <main class="figures">
        ${form.draw(state.question, html`<div aria-live="polite" aria-busy=${state.busy}>${said()}</div>`)}
        ${state.answer ? answered(state.answer) : nothing}
      </main>`,
    root,
  );
}

function said() {
  if (state.failed) {
    return html`<div class="banner is-warn">${icon("alert")}<span>${state.failed}</span>${askAgain(load)}</div>`;
  }
  if (!state.busy) return nothing;
  return html`<div class="banner">
    ${icon("clock")}<span>${t(state.slow ? "statistics.slow" : "statistics.loading")}</span>
  </div>`;
}

/** @param {any} answer */
function answered(answer) {
  if (!answer.recorded) return empty(t("statistics.nothing_recorded"));
  return html`${
    answer.unread.length
      ? html`<div class="banner is-danger" role="alert">
          ${icon("alert")}<span>${t("statistics.unread", { days: answer.unread.join(", ") })}</span>
        </div>`
      : nothing
  }
  ${answer.rows.length ? pictures(answer) : empty(t("statistics.nothing"))}`;
}

/** @param {string} words */
const empty = (words) =>
  html`<section class="card state">
    ${icon("info")}
    <p class="state-title">${words}</p>
  </section>`;

/** @param {any} answer */
const pictures = (answer) =>
  html`${totals(answer)}
    ${answer.report === "hours" ? html`<section class="card">${heat.draw(answer.rows)}</section>` : nothing}
    ${drawnOf(answer) ? html`<section class="card">${chart.draw()}</section>` : nothing}
    ${spreadOf(answer) ? html`<section class="card">${spread.draw()}</section>` : nothing}
    <section class="card">${table.draw(answer)}</section>`;

/** What everything comes to, beside the other span. @param {any} answer */
function totals({ report, columns, totals: sums, compared }) {
  const shown = columns.filter(
    (/** @type {{name: string, kind: string}} */ { name, kind }) => name in sums && kind !== "materials",
  );
  if (!shown.length) return nothing;
  return html`<section class="card stack">
    ${compared ? html`<p class="soft">${t("statistics.beside", compared)}</p>` : nothing}
    <div class="totals">
      ${shown.map(
        (/** @type {{name: string, kind: string}} */ column) =>
          html`<div class="figure" data-figure=${column.name}>
            <span class="figure-value">${cellOf(column, sums)}</span>
            <span class="figure-name">${headOf(report, column.name)}</span>
            ${compared ? html`<small>${cellOf(column, compared.recorded ? compared.totals : {})}</small>` : nothing}
          </div>`,
      )}
    </div>
  </section>`;
}

addEventListener("popstate", () => {
  state.question = asked();
  void load();
});
void load();
keepKeyboard();
started();
