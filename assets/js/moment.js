/** A moment of any day, as lists show it. */

/**
 * "2026-11-23 09:05"; where `now` is of the same day the time alone: a time without its day is read as today's.
 * @param {string} when     RFC 3339, in the hall's time
 * @param {string} [now]    likewise, or a date
 */
export const moment = (when, now = "") =>
  when.slice(0, 10) === now.slice(0, 10) ? when.slice(11, 16) : `${when.slice(0, 10)} ${when.slice(11, 16)}`;
