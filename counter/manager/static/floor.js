/** What every part of the overview says, on the desk's page and on the large screen. */

import { moment } from "../shared/js/moment.js";
import { named, t } from "../shared/js/page.js";
import { html } from "../shared/js/view.js";
import { page, who } from "../panel/staff-page.js";

/** @import { AlarmView, CounterNow, FloorNow, LooseView } from "../shared/js/shapes.d.ts" */

const BAD = 2; // from this degree on an alarm is more than a warning

/**
 * @typedef {object} FloorTools
 * @property {(when: string | null) => number} since_s   seconds since then, by the hall's clock
 * @property {(permission: string) => boolean} may       whether this person's role may
 * @property {() => FloorNow | null} floor               how things stand now, also while a question is open
 * @property {(path: string, id: string) => void} act    does something at a counter
 * @property {(path: string, body: object, done: string) => void} post   does something, and says `done`
 */

/** How bad a wait is. @param {number} waited_s */
export const levelOf = (waited_s) =>
  waited_s >= page.limits.alarm_s ? "danger" : waited_s >= page.limits.warn_s ? "warn" : "";

/** The hall in figures, by name. @param {FloorNow} floor @param {(when: string | null) => number} since_s */
export function figuresOf({ waiting, served, missed, held, loose_count, counters, services }, since_s) {
  const open = counters.filter(({ status }) => status === "open").length;
  const late = services.filter(({ longest_since }) => longest_since && levelOf(since_s(longest_since))).length;
  return { waiting, late, loose: loose_count, open: `${open} / ${counters.length}`, held, served, missed };
}

/** @param {FloorNow} floor @param {(when: string | null) => number} since_s */
export const drawFigures = (floor, since_s) =>
  html`<section class="card totals">
    ${Object.entries(figuresOf(floor, since_s)).map(
      ([name, value]) =>
        html`<div class="figure" data-total=${name}>
          <span class="figure-value">${value}</span><span class="figure-name">${t(`manager.total_${name}`)}</span>
        </div>`,
    )}
  </section>`;

/** How a counter stands, in words. @param {CounterNow} counter */
export const statusOf = ({ status, closing, reason }) => {
  if (closing) return t("counter.status_closing");
  return status === "paused" && reason
    ? t("counter.status_paused_for", { reason: t(`counter.pause_${reason}`) })
    : t(`counter.status_${status}`);
};

/** Why a visitor is in nobody's hands. @param {LooseView} one @param {FloorNow} floor */
export const whyOf = ({ why, counter }, { counters }) => {
  const only = counters.find(({ id }) => id === counter);
  return t(`manager.why_${why}`, { counter: only ? named(only.name) : (counter ?? "") });
};

/** @param {AlarmView} alarm */
export const lookOf = ({ degree }) => (degree >= BAD ? "is-danger" : "is-warn");

/** Since when, and who has taken note. @param {AlarmView} alarm @param {string} [now] of the picture that has it */
export const howLong = ({ since, noted }, now) => {
  const began = since ? t("manager.alarm_since", { time: moment(since, now) }) : t("manager.alarm_new");
  return noted ? `${began} · ${t("manager.noted", { by: who(noted.by), time: moment(noted.at, now) })}` : began;
};
