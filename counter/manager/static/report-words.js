/** How keys and figures are said on the page. */

import { lang, named, page, t } from "../shared/js/page.js";

/** @typedef {{name: string, kind: string}} Column */
/** @typedef {Record<string, any>} Row */

const LOCALE = { zh: "zh-CN", en: "en-GB" }[lang] ?? lang;
const COUNT = new Intl.NumberFormat(LOCALE);
const MEAN = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const SHARE = new Intl.NumberFormat(LOCALE, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
/** Which part of an act is a key of what. @type {Record<string, Record<string, string>>} */
const PARTS_OF_ACTS = {
  chosen_call: { after: "counter" },
  put_first: { before: "service", after: "service" },
  released: { about: "counter", before: "clerk" },
  one_more: { about: "service" },
};

/** @param {string} report @param {string} column */
export const headOf = (report, column) => t(`statistics.${report.replaceAll("-", "_")}_${column}`);

/** @param {string} kind @param {string} key */
export const called = (kind, key) => named(page.names[kind]?.[key]) || key;

/** What a row is called. @param {string} report @param {string} by @param {string | null} key */
export function keyOf(report, by, key) {
  if (key === null) return t(by === "service" ? "statistics.none_service" : "statistics.none");
  if (by === "service" && ["cases", "notices"].includes(report)) return called("guide", key);
  if (by === "week") {
    const [year, week] = key.split("-W");
    return t("statistics.week", { year, week: Number(week) });
  }
  if (report === "hours") {
    const [weekday, begins] = key.split("-");
    return `${t(`statistics.weekday_${weekday}`)} ${begins}`;
  }
  if (by === "time") return `${key.slice(0, 10)} ${key.slice(11, 19)}`;
  return called(by, key);
}

/** "0:12:34", also where it is more than a day. @param {number} seconds */
function duration(seconds) {
  const whole = Math.round(seconds);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** A cell as it is read; a dash where there is nothing to say. @param {Column} column @param {Row} row */
export function cellOf(column, row) {
  const value = row[column.name];
  if (value === null || value === undefined || value === "") return "–";
  if (column.kind === "materials") return materials(value);
  if (column.kind === "text") return row.source ? ofFeedback(column.name, value) : part(column.name, value, row.what);
  return figure(column.kind, value);
}

/** @param {string} kind @param {number} value */
export function figure(kind, value) {
  if (kind === "seconds") return duration(value);
  if (kind === "share") return SHARE.format(value);
  return (kind === "number" ? MEAN : COUNT).format(value);
}

/** @param {{guide: string, material: string, times: number}[]} missing */
const materials = (missing) =>
  missing
    .map(({ guide, material, times }) => `${named(page.names.material[`${guide}/${material}`]) || material} ×${times}`)
    .join(t("statistics.list")) || "–";

/** @type {Record<string, string>} what the parts of the register's rows name */
const NAMED = { service: "service", counter: "counter", assigned: "clerk" };
const WORDED = new Set(["kind", "source", "status", "satisfied"]);

/** @param {string} name @param {string} value */
function ofFeedback(name, value) {
  if (WORDED.has(name)) return t(`statistics.feedback_${name}_${value}`);
  return NAMED[name] ? called(NAMED[name], value) : value;
}

/** @param {string} name @param {string} value @param {string | undefined} act */
function part(name, value, act) {
  if (act === undefined) return value;
  if (name === "what") return t(`statistics.act_${value}`);
  const account = name === "by" || (name === "about" && act.startsWith("staff_"));
  const kind = account ? "clerk" : PARTS_OF_ACTS[act]?.[name];
  return kind ? called(kind, value) : value;
}
