/** The week: last week beside the one before, and what this one begins with. */

import { call, failure } from "../shared/js/api.js";
import { day } from "../shared/js/format.js";
import { moment } from "../shared/js/moment.js";
import { named, one, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { folded } from "../panel/folded.js";
import { howLong } from "./floor.js";
import { keepKeyboard } from "./keyboard.js";
import { figure, headOf } from "./report-words.js";
import { askAgain } from "./said.js";

/** @import { FigureView, HoursView, MondayView } from "../shared/js/shapes.d.ts" */

const root = one("#monday");
/** @type {{week: MondayView | null, failed: boolean}} */
const state = { week: null, failed: false };

async function load() {
  try {
    Object.assign(state, { week: await call("GET", "/monday"), failed: false });
  } catch (error) {
    if (failure(error).status === 401) location.reload(); // the page that asks who is there
    state.failed = true;
  }
  draw();
}

function draw() {
  const { week, failed } = state;
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("monday.title")}</h1>
        <div class="masthead-tools">
          <a class="button is-plain" href="/counter/manager">${icon("back")}${t("manager.title")}</a>
        </div>
      </header>
      ${week ? drawWeek(week) : failed ? drawFailed() : html`<div class="state"><div class="loading" role="status" aria-label=${t("common.loading")}></div></div>`}`,
    root,
  );
}

const drawFailed = () =>
  html`<main class="state" role="alert">
    ${icon("alert")}
    <p>${t("common.unread")}</p>
    ${askAgain(load)}
  </main>`;

/** @param {MondayView} week */
const drawWeek = (week) =>
  html`<main class="floor">
    ${week.unread.length ? html`<div class="banner is-warn" role="alert">${icon("alert")}${t("monday.unread", { days: week.unread.join(t("statistics.list")) })}</div>` : nothing}
    ${figures(week)} ${due(week)}
    ${card(
      "away",
      week.away.map(({ staff, name }) => html`${name} <span class="soft">${staff}</span>`),
      "nobody_away",
    )}
    ${card(
      "ails",
      week.ails.map((alarm) => html`${named(alarm.text)} <small class="soft">${howLong(alarm)}</small>`),
      "nothing_ails",
    )}
    ${card("hours", week.hours.map(hours), "usual_hours")} ${card("backup", [backup(week)], "no_backup")}
  </main>`;

/** @param {MondayView} week */
const figures = (week) =>
  html`<section class="card" data-part="figures">
    <div class="wide" role="region" tabindex="0" aria-label=${t("monday.title")}>
      <table class="table week-figures">
        <thead>
          <tr>
            <th scope="col">${t("monday.figure")}</th>
            <th scope="col" class="is-figure">${t("monday.week")}<br />${span(week.first, week.last)}</th>
            <th scope="col" class="is-figure">
              ${t("monday.before")}<br />${span(week.before_first, week.before_last)}
            </th>
            <th scope="col" class="is-figure">${t("monday.change")}</th>
          </tr>
        </thead>
        <tbody>
          ${week.figures.map(row)}
        </tbody>
      </table>
    </div>
  </section>`;

/** "11-16 – 11-22". @param {string} first @param {string} last */
const span = (first, last) => `${first.slice(5)} – ${last.slice(5)}`;

/** @param {FigureView} one */
const row = ({ report, column, kind, last, before }) =>
  html`<tr data-figure="${report}-${column}">
    <th scope="row">${t(`statistics.report_${report.replaceAll("-", "_")}`)} · ${headOf(report, column)}</th>
    <td class="is-figure">${said(kind, last)}</td>
    <td class="is-figure">${said(kind, before)}</td>
    <td class="is-figure">${last === null || before === null ? "–" : change(kind, last - before)}</td>
  </tr>`;

/** @param {string} kind @param {number | null} value */
const said = (kind, value) => (value === null ? "–" : figure(kind, value));

/** @param {string} kind @param {number} difference */
const change = (kind, difference) =>
  `${difference > 0 ? "+" : difference < 0 ? "−" : "±"}${figure(kind, Math.abs(difference))}`;

/** @param {MondayView} week */
const due = (week) =>
  html`<section class="card" data-part="due">
    <div class="card-head"><h2 class="heading">${t("monday.due")}</h2></div>
    <div class="totals">
      ${week.due.map(
        ({ what, count }) =>
          html`<div class="figure" data-due=${what}>
            <span class="figure-value">${count}</span><span class="figure-name">${t(`monday.${what}`)}</span>
          </div>`,
      )}
    </div>
  </section>`;

/** A list, or the sentence that says why it is empty. @param {string} name @param {unknown[]} lines @param {string} none */
const card = (name, lines, none) =>
  html`<section class="card" data-part=${name}>
    <div class="card-head"><h2 class="heading">${t(`monday.${name}`)}</h2></div>
    ${
      lines.length
        ? folded(
            lines,
            (some) =>
              html`<ul class="rows">
                ${some.map((words) => html`<li class="week-line">${words}</li>`)}
              </ul>`,
          )
        : html`<p class="soft">${t(`monday.${none}`)}</p>`
    }
  </section>`;

/** @param {HoursView} one */
const hours = ({ date, spans, usual }) =>
  html`<b>${day(`${date}T12:00:00Z`, "UTC")}</b> ${opening(spans)}
    <span class="soft">${t("monday.usually", { spans: opening(usual) })}</span>`;

/** @param {readonly string[]} spans */
const opening = (spans) => spans.join(" ") || t("monday.closed");

/** @param {MondayView} week */
const backup = ({ backup_at }) =>
  backup_at ? t("monday.backup_at", { time: moment(backup_at) }) : t("monday.no_backup");

draw();
void load();
keepKeyboard();
started();
