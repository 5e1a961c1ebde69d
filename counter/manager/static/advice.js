/** Which counter to open soon and why, and what came of earlier advice. */

import { clock, minutes } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

/** @import { AdviceView, FloorNow, OutcomeView } from "../shared/js/shapes.d.ts" */

/** @param {FloorNow} floor */
export const drawAdvice = (floor) => [
  floor.advice
    ? html`<div class="banner" role="status" data-advice>
        ${icon("info")}<span>${t("manager.advice", words(floor, floor.advice))}</span>
      </div>`
    : nothing,
  floor.outcomes.length
    ? html`<details class="card" data-outcomes>
        <summary class="heading">${t("manager.outcomes", { count: floor.outcomes.length })}</summary>
        <ul>
          ${floor.outcomes.map((outcome) => html`<li>${drawOutcome(floor, outcome)}</li>`)}
        </ul>
      </details>`
    : nothing,
];

/** @param {FloorNow} floor @param {OutcomeView} outcome */
const drawOutcome = (floor, outcome) =>
  t(outcome.followed ? "manager.outcome_followed" : "manager.outcome_not_followed", {
    ...words(floor, outcome),
    over: outcome.over,
  });

/** @param {FloorNow} floor @param {AdviceView} advice */
const words = ({ services, counters }, { service, counter, opens_at, limit_s, over_without, over_with }) => ({
  time: clock(opens_at),
  counter: nameOf(counters, counter),
  service: nameOf(services, service),
  limit: minutes(limit_s),
  without: over_without,
  with: over_with,
});

/**
 * A counter or service by its name; its id when it is no more there.
 * @param {FloorNow["counters"] | FloorNow["services"]} all @param {string} id
 */
const nameOf = (all, id) => {
  const found = all.find((known) => known.id === id);
  return found ? named(found.name) : id;
};
