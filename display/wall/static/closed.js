/** Whether a wall says that the hall is closed. */

/** @import { Board } from "../shared/js/shapes.d.ts" */

const AT_WORK = ["called", "serving"];

/** Not while somebody is called or served, or an open counter has still to call who waits, whatever the hour. @param {Board | null} board */
export function isClosed(board) {
  if (!board || board.door.open || board.calls.some(({ status }) => AT_WORK.includes(status))) return false;
  return !board.waiting.some(({ count }) => count) || !board.counters.some(({ status }) => status === "open");
}
