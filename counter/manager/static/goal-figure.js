/** A figure of the floor, and a share beside its goal. */

import { t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

/** @param {string} name @param {unknown} value @param {unknown} words */
export const figure = (name, value, words) =>
  html`<div class="figure" data-figure=${name}>
    <span class="figure-value">${value}</span><span class="figure-name">${words}</span>
  </div>`;

/** A share of nothing is none: a dash says so. @param {string} name @param {number | null} share @param {number} goal @param {string} said what it is, with a place for the goal */
export function goalFigure(name, share, goal, said) {
  const words = t(said, { goal: percent(goal) });
  if (share === null) return figure(name, t("cases.no_figure"), words);
  const below =
    share < goal ? html` <span class="badge is-danger">${icon("alert")}${t("cases.below_goal")}</span>` : nothing;
  return figure(name, percent(share), html`${words}${below}`);
}

/** Rounded down: 94.96 % is not the goal of 95 %. @param {number} share */
const percent = (share) => `${Math.floor(share * 1000) / 10}%`;
