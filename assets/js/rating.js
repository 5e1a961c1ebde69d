/** What everybody rates a visit with: five levels, and reasons for the low two. */

import { t } from "./page.js";
import { classMap, html, icon, nothing } from "./view.js";

/** From here down a reason is asked for. */
export const LOW = 2;
const SCORES = [5, 4, 3, 2, 1];

/** @param {(score: number) => void} choose @param {boolean} busy */
export const drawLevels = (choose, busy) =>
  html`<div class="levels">
    ${SCORES.map(
      (score) =>
        html`<button class="button level" ?disabled=${busy} data-score=${score} @click=${() => choose(score)}>
          <span class="stars" aria-hidden="true"
            >${SCORES.map((_, i) => html`<span class=${classMap({ star: true, "is-on": i < score })}>${icon("star")}</span>`)}</span
          >
          ${t(`rating.score_${score}`)}
        </button>`,
    )}
  </div>`;

/** @param {string[]} reasons @param {Set<string>} chosen @param {(reason: string) => void} tick */
export const drawReasons = (reasons, chosen, tick) =>
  html`<div class="reasons">
    ${reasons.map(
      (reason) =>
        html`<button
          class="button is-plain"
          data-reason=${reason}
          aria-pressed=${String(chosen.has(reason))}
          @click=${() => tick(reason)}
        >
          ${chosen.has(reason) ? icon("check") : nothing}${t(`rating.reason_${reason}`)}
        </button>`,
    )}
  </div>`;
