/** What is asked of the figures, as the page's address says it: a reload, a bookmark and "back" bring it again. */

import { lang, page } from "../shared/js/page.js";

/**
 * @typedef {object} Question
 * @property {string} report
 * @property {string} from
 * @property {string} to
 * @property {string} by
 * @property {string} compare                "", "before" or "year_before"
 * @property {Record<string, string>} only   by what, and which
 */
/** @typedef {{name: string, by: string[], only: string[]}} Report */

/** @type {Report[]} */
export const reports = page.reports;
const COMPARED = ["", "before", "year_before"];
const DAY_MS = 86_400_000;

/** @param {string} name */
export const reportNamed = (name) => reports.find((one) => one.name === name) ?? reports[0];

/** Dates are counted in the world's time, so that no clock change moves a day. @param {string} day @param {number} days */
const daysAfter = (day, days) => iso(new Date(Date.parse(day) + days * DAY_MS));

/** @param {Date} when */
const iso = (when) => when.toISOString().slice(0, 10);

/** @param {string} day @param {number} months   the first of the month so many months later */
function firstOfMonth(day, months) {
  const [year, month] = day.split("-").map(Number);
  return iso(new Date(Date.UTC(year, month - 1 + months, 1)));
}

/** The usual spans: of what is not over yet, as far as it has gone. @param {string} today @returns {Record<string, [string, string]>} */
export function usualSpans(today) {
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  const month = Number(today.slice(5, 7));
  return {
    today: [today, today],
    week: [daysAfter(today, -weekday), today],
    month: [firstOfMonth(today, 0), today],
    last_month: [firstOfMonth(today, -1), daysAfter(firstOfMonth(today, 0), -1)],
    quarter: [firstOfMonth(today, -((month - 1) % 3)), today],
    year: [`${today.slice(0, 4)}-01-01`, today],
  };
}

/** @returns {Question} */
export function asked() {
  const given = new URLSearchParams(location.search);
  const report = reportNamed(given.get("report") ?? "");
  const [from, to] = usualSpans(page.today).month;
  const by = given.get("by") ?? "";
  const compare = given.get("compare") ?? "";
  /** @type {Record<string, string>} */
  const only = {};
  for (const what of report.only) if (given.get(what)) only[what] = given.get(what) ?? "";
  return {
    report: report.name,
    from: given.get("from") ?? from,
    to: given.get("to") ?? to,
    by: report.by.includes(by) ? by : report.by[0],
    compare: COMPARED.includes(compare) ? compare : "",
    only,
  };
}

/** A changed question; what the report does not know is left out. @param {Question} question @param {Partial<Question>} change @returns {Question} */
export function changed(question, change) {
  const made = { ...question, ...change };
  const { by, only } = reportNamed(made.report);
  return {
    ...made,
    by: by.includes(made.by) ? made.by : by[0],
    only: Object.fromEntries(Object.entries(made.only).filter(([what, which]) => which && only.includes(what))),
  };
}

/** @param {Question} question */
export function remember(question) {
  const { only, ...rest } = question;
  const address = new URL(location.href);
  const language = address.searchParams.get("lang");
  address.search = String(new URLSearchParams({ ...rest, ...only, ...(language && { lang: language }) }));
  history.pushState(null, "", address);
}

/** The address of the answer below /api/v1. @param {Question} question @param {Record<string, string>} [more] */
export function pathOf({ report, from, to, by, compare, only }, more = {}) {
  const query = new URLSearchParams({ from, to, by, ...only, ...(compare && !more.format && { compare }), ...more });
  return `/statistics/${encodeURIComponent(report)}?${query}`;
}

/** The address of a file, in the page's words. @param {Question} question @param {string} format */
export const fileOf = (question, format) => `/api/v1${pathOf(question, { format, lang })}`;

/** @param {string} month @param {string} format */
export const monthOf = (month, format) => `/api/v1/statistics/monthly?${new URLSearchParams({ month, format, lang })}`;
