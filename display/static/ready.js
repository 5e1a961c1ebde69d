/** Cases ready to be collected: by number alone, one row of them at a time. */

import { html, nothing } from "../shared/js/view.js";
import { both } from "./words.js";

const PAGE_MS = 8000; // long enough to find one's own
const WIDE = 5; // numbers in a row
const NARROW = 2;

/** @param {any} board @param {Date} now  all screens of a hall turn together */
export function drawReady(board, now) {
  const ready = board?.ready ?? [];
  if (!ready.length) return nothing;
  const room = innerWidth > innerHeight ? WIDE : NARROW;
  const pages = Math.ceil(ready.length / room);
  const at = Math.floor(now.getTime() / PAGE_MS) % pages;
  return html`<section class="ready" aria-live="off">
    <h2 class="heading">${both("ready")}</h2>
    ${ready.slice(at * room, (at + 1) * room).map((number) => html`<b class="ready-number">${number}</b>`)}
    ${pages > 1 ? html`<span class="ready-page">${at + 1} / ${pages}</span>` : nothing}
  </section>`;
}
