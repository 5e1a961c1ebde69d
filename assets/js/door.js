/** When a closed hall opens, as it is said: not for one language alone, since walls say it in two. */

import { clock, day } from "./format.js";

/**
 * The key of the words, and in a language what stands in them.
 * @param {string | null} at      RFC 3339 in the hall's time; null where nobody knows
 * @param {string} today          the hall's own date, as "2026-11-24"
 * @returns {{key: string, facts: (lang: string) => Record<string, string>}}
 */
export function opening(at, today) {
  if (!at) return { key: "common.opens_unknown", facts: () => ({}) };
  const on = at.slice(0, 10);
  const days = Math.round((Date.parse(on) - Date.parse(today)) / 86_400_000);
  const key = `common.opens_${days === 0 ? "today" : days === 1 ? "tomorrow" : "day"}`;
  return { key, facts: (lang) => ({ time: clock(at), day: day(on, "UTC", lang) }) };
}
