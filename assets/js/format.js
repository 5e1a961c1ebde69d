/** Times and waits as people say them, in the page's language. Durations are seconds. */

import { lang, named, page, t } from "./page.js";

/** @import { ServiceView } from "./shapes.d.ts" */

/** @typedef {Pick<ServiceView, "wait_s" | "expected_at" | "latest_at" | "after_break">} Told   of a wait */
/** @typedef {{ahead: number, others_ahead: number, counters_open: number}} Place   in the line of a waiting ticket */

/** @type {Record<string, string>} */
const LOCALES = { zh: "zh-CN", en: "en-GB" };
const LOCALE = LOCALES[lang] ?? lang;
/** @type {Intl.DateTimeFormatOptions} */
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/**
 * "09:05". Shown in the hall's time when given its zone, or else as the text itself says.
 * @param {string | Date} when   RFC 3339 or a Date
 * @param {string} [timeZone]    e.g. "Asia/Shanghai"
 */
export function clock(when, timeZone) {
  if (typeof when === "string" && !timeZone) return when.slice(11, 16);
  return new Intl.DateTimeFormat(LOCALE, { ...CLOCK, timeZone }).format(new Date(when));
}

/** "11月23日星期一", "Monday 23 November". @param {string | Date} when @param {string} [timeZone] @param {string} [language] */
export const day = (when, timeZone, language = lang) =>
  new Intl.DateTimeFormat(LOCALES[language] ?? language, {
    month: "long",
    day: "numeric",
    weekday: "long",
    timeZone,
  }).format(new Date(when));

/** The date in a zone, as "2026-11-24". @param {string} timeZone @param {Date} now */
export const dateIn = (timeZone, now) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(now);

/** "不到 1 分钟", "12 分钟", "1 小时 20 分钟", from two days on "57 天 1 小时". Rounded up: a wait told too short is a broken promise. @param {number} seconds */
export function minutes(seconds) {
  const whole = Math.ceil(seconds / 60);
  if (seconds < 60) return t("common.minutes_under_one");
  if (whole < 60) return t(whole === 1 ? "common.minutes_one" : "common.minutes", { minutes: whole });
  const hours = Math.floor(whole / 60);
  if (hours >= 48) return t("common.days_hours", { days: Math.floor(hours / 24), hours: hours % 24 });
  const params = { hours, minutes: whole % 60 };
  return t(params.minutes ? "common.hours_minutes" : "common.hours", params);
}

/** "1 人", "12 人". @param {number} count */
const people = (count) => t(count === 1 ? "common.people_one" : "common.people", { count });

/**
 * Those of the same service before a ticket; and those of others, where they are more: its counters call who came first.
 * @param {Place} ticket
 */
export function peopleAhead({ ahead, others_ahead: others }) {
  if (others > ahead) return t("common.people_and_others", { count: ahead, others });
  return ahead ? people(ahead) : t("common.nobody");
}

/** Whether a waiting ticket may be told that it is next: not where nobody calls. @param {Place} ticket */
export const isNext = ({ ahead, others_ahead: others, counters_open: open }) => open > 0 && ahead === 0 && !others;

/** Whether no more than two are before a waiting ticket. @param {Place} ticket */
export const isNear = ({ ahead, others_ahead: others }) => ahead + others <= 2;

/**
 * How a wait is told: "约 5 到 12 分钟"; where it is long, or lunch lies between, by the clock: "约 14:10，最晚 14:40".
 * @param {Told} told
 */
export const wait = (told) => say(told, "wait", told.after_break ? "after_break" : "clock");

/** The same where there is little room: "约 5–12 分钟", "约 14:10–14:40". @param {Told} told */
export const waitBriefly = (told) => say(told, "brief", "clock");

/** @param {Told} told @param {string} form the words to use @param {string} long those of a long wait */
function say({ wait_s, expected_at, latest_at }, form, long) {
  if (!expected_at || !latest_at) return duration(wait_s, form);
  return t(`common.${form}_${long}`, { at: clock(expected_at), late: clock(latest_at) });
}

/**
 * "约 5 到 12 分钟", "约 40 分钟到 1.5 小时", "约 3 到 4.5 小时"; one number where both say the same; words where
 * nothing is known. Nobody waits by the minute for hours: fives beyond twenty minutes, halves beyond an hour.
 * @param {{likely: number, late: number} | null} about   seconds
 * @param {string} form
 */
function duration(about, form) {
  if (!about) return t("common.wait_unknown");
  if (about.late < 60) return t("common.minutes_under_one");
  const likely = rough(about.likely, Math.round);
  const late = rough(about.late, Math.ceil);
  if (likely >= late) return t(`common.${form}_about`, { wait: minutes(late * 60) });
  if (late < 60) return t(`common.${form}_range`, { likely, late });
  if (likely < 60) return t(`common.${form}_range_long`, { likely, late: late / 60 });
  return t(`common.${form}_range_hours`, { likely: likely / 60, late: late / 60 });
}

/** Minutes as people say them. @param {number} seconds @param {(exact: number) => number} round */
function rough(seconds, round) {
  const whole = Math.max(1, Math.ceil(seconds / 60));
  const fives = whole > 20 ? round(whole / 5) * 5 : whole;
  return fives < 60 ? fives : round(whole / 30) * 30;
}

/** "刚刚", "3 分钟前". @param {string} when RFC 3339 @param {Date} now */
export function ago(when, now) {
  const seconds = (now.getTime() - Date.parse(when)) / 1000;
  return seconds < 60 ? t("common.just_now") : t("common.ago", { wait: minutes(seconds) });
}

/** The area where a service is called, if it is one. @param {string} service */
export function seat(service) {
  const zones = page.seats[service] ?? [];
  return zones.length === 1 ? named(zones[0]) : t("common.seat_any");
}

/**
 * When a closed hall opens: the key of the words, and what stands in them in a language, since walls say it in two.
 * @param {string | null} at      RFC 3339 in the hall's time; null where nobody knows
 * @param {string} today          the hall's own date, as "2026-11-24"
 * @returns {{key: string, facts: (language: string) => Record<string, string>}}
 */
export function opening(at, today) {
  if (!at) return { key: "common.opens_unknown", facts: () => ({}) };
  const on = at.slice(0, 10);
  const days = Math.round((Date.parse(on) - Date.parse(today)) / 86_400_000);
  const key = `common.opens_${days === 0 ? "today" : days === 1 ? "tomorrow" : "day"}`;
  return { key, facts: (language) => ({ time: clock(at), day: day(on, "UTC", language) }) };
}
