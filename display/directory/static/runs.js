/** Neighbouring counters in one: where any of forty will do, nobody reads forty names. */

import { lang, t } from "../shared/js/page.js";

/** @import { Named } from "../wall/screen-page.js" */

/** @typedef {{name: string, open: boolean}} Chip */

const LEAST = 3; // of two both are named

/**
 * Chips for `counters`, one for all that follow one another by number and are open alike.
 * @param {Named[]} counters @param {(id: string) => boolean} isOpen @returns {Chip[]}
 */
export function inRuns(counters, isOpen) {
  /** @type {Named[][]} */
  const runs = [];
  for (const counter of counters) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (last && follows(counter, last) && isOpen(counter.id) === isOpen(last.id)) run?.push(counter);
    else runs.push([counter]);
  }
  return runs.flatMap((run) => {
    const open = isOpen(run[0].id);
    if (run.length < LEAST) return run.map(({ name }) => ({ name: name[lang] ?? name.zh, open }));
    return [{ name: t("display.guide_counters_run", { first: run[0].id, last: run[run.length - 1].id }), open }];
  });
}

/** Whether both are called by their numbers alone, one after the other. @param {Named} counter @param {Named} before */
const follows = (counter, before) =>
  isNumbered(counter) && isNumbered(before) && Number(counter.id) === Number(before.id) + 1;

/** @param {Named} counter */
const isNumbered = ({ id, name }) =>
  /^\d+$/.test(id) && (name[lang] ?? name.zh) === t("display.guide_counter", { number: id });
