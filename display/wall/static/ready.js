/** Cases ready to be collected: by number alone, one row of them at a time. */

import { html, nothing } from "../shared/js/view.js";
import { inPages, turned } from "../shared/js/turn.js";
import { both } from "./words.js";

const WIDE = 5; // numbers in a row
const NARROW = 2;

/** @param {any} board @param {Date} now @param {number} share   of what a row usually holds */
export function drawReady(board, now, share) {
  const ready = board?.ready ?? [];
  if (!ready.length) return nothing;
  const { shown, mark } = turned(
    inPages(ready, Math.max(1, Math.floor((innerWidth > innerHeight ? WIDE : NARROW) * share))),
    now,
  );
  return html`<section class="ready" aria-live="off">
    <h2 class="heading">${both("ready")}</h2>
    ${shown.map((number) => html`<b class="ready-number">${number}</b>`)}
    <span class="page-mark">${mark}</span>
  </section>`;
}
