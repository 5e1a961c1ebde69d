/** Which charts a report has: what of it is drawn over its rows, and how waits are spread. */

import { t } from "../shared/js/page.js";
import { figure, headOf, keyOf } from "./report-words.js";

/** @typedef {import("./report-chart.js").Drawn} Drawn */

/** The columns that are drawn, one or two of one kind. @type {Record<string, string[]>} */
const DRAWN = {
  volumes: ["issued", "finished"],
  waits: ["mean_s", "p90_s"],
  "service-times": ["mean_s", "p90_s"],
  counters: ["used_share"],
  clerks: ["finished"],
  cases: ["accepted", "on_time"],
  notices: ["given"],
  "first-asked": ["received", "resolved"],
  ratings: ["satisfied_share"],
  complaints: ["complaint", "answered"],
};
const TIMES = new Set(["day", "week", "month", "hour"]);
const MOST_BARS = 40;
const STEP_MIN = 5;

/** What of an answer is drawn, null where nothing is. @param {any} answer @returns {Drawn | null} */
export function drawnOf({ report, by, columns, rows }) {
  const names = DRAWN[report];
  if (!names || !rows.length) return null;
  const { kind } = columns.find((/** @type {{name: string}} */ { name }) => name === names[0]);
  const heads = names.map((name) => headOf(report, name));
  return {
    title: heads.join(" · "),
    kind: TIMES.has(by) && (kind !== "count" || rows.length > MOST_BARS) ? "lines" : "bars",
    durations: kind === "seconds",
    labels: rows.map((/** @type {{key: string | null}} */ { key }) => keyOf(report, by, key)),
    series: names.map((name, index) => ({
      name: heads[index],
      values: rows.map((/** @type {Record<string, number | null>} */ row) => row[name]),
    })),
    told: (value) => figure(kind === "count" && !Number.isInteger(value) ? "number" : kind, value),
  };
}

/** How waits are spread, in steps of five minutes. @param {any} answer @returns {Drawn | null} */
export function spreadOf({ spread }) {
  if (!spread.some((/** @type {number} */ count) => count > 0)) return null;
  const last = spread.length - 1;
  return {
    title: t("statistics.chart_spread"),
    kind: "bars",
    durations: false,
    labels: spread.map((/** @type {number} */ _, /** @type {number} */ step) =>
      step === last ? `${STEP_MIN * step}+` : `${STEP_MIN * step}–${STEP_MIN * (step + 1)}`,
    ),
    series: [{ name: headOf("waits", "count"), values: spread }],
    told: (value) => figure(Number.isInteger(value) ? "count" : "number", value),
  };
}
