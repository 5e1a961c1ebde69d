/** Whether a wall is dark: outside the hall's hours, by its own clock, also without the server. */

/** @import { Board } from "../shared/js/shapes.d.ts" */

/** Whoever is called, served or waits, and whoever has to be warned, has a lit wall. @param {Board | null} board @param {Date} now */
export function isDark(board, now) {
  if (!board?.dark || board.emergency) return false;
  const is = now.getTime();
  if (is < Date.parse(board.dark.begins) || is >= Date.parse(board.dark.ends)) return false;
  return !board.counters.some(({ status }) => status !== "closed") && !board.waiting.some(({ count }) => count);
}
