/** The small screen over one counter. */

import { live } from "../shared/js/live.js";
import { lang, one, started } from "../shared/js/page.js";
import { longOf } from "../shared/js/room.js";
import { classMap, html, icon, nothing, render } from "../shared/js/view.js";
import { drawOver, outOfDate } from "../wall/over.js";
import { both, bothNames } from "../wall/words.js";
import { page } from "../wall/screen-page.js";

/** @import { Clerk, CounterScreen, Text } from "../shared/js/shapes.d.ts" */
/** @import { Refusal } from "../shared/js/line-state.js" */

const STALE_AFTER_MS = 4500;
/** @type {{screen: CounterScreen | null, stale: boolean, refusal: Refusal | null}} */
const state = { screen: null, stale: false, refusal: null };
/** @type {Record<string, string>} icons, by the counter's status */
const SIGNS = { open: "check", paused: "pause", closed: "close" };

live(
  "/display",
  { counter: page.counter },
  { screen: (/** @type {CounterScreen} */ screen) => draw({ screen }) },
  {
    onState: (is, refusal) => draw({ stale: is === "stale", refusal }),
    staleAfter_ms: STALE_AFTER_MS,
  },
);

function draw(change = {}) {
  Object.assign(state, change);
  render(drawScreen(state), one("#screen"));
  render(drawOver({ emergency: state.screen?.emergency, refusal: state.refusal }), one("#over"));
}

/** @param {typeof state} now */
function drawScreen({ screen, stale }) {
  if (!screen) {
    return html`<main class="over-counter" aria-busy="true">
      ${stale ? outOfDate() : html`<div class="loading" role="status"></div>`}
    </main>`;
  }
  return html`<main class="over-counter" data-status=${screen.status}>
    <header class="masthead oc-head">
      <strong class="oc-name" data-long=${longOf(screen.name[lang] ?? "")}>${bothNames(screen.name)}</strong>
      ${clerk(screen.clerk)}
    </header>
    ${stale ? outOfDate() : nothing}
    <section class="oc-now" aria-live="polite">${now(screen)}</section>
    <footer class="oc-foot">${services(screen.services)}</footer>
  </main>`;
}

/** @param {Clerk | null} person */
const clerk = (person) =>
  person
    ? html`<div class="oc-clerk">
        ${icon("person")}
        <div>
          <strong>${person.name}</strong>
          ${person.badge ? html`<span class="oc-badge">${both("badge", { badge: person.badge })}</span>` : nothing}
        </div>
      </div>`
    : nothing;

/** @param {CounterScreen} screen */
function now(screen) {
  if (screen.number) return drawNumber(screen.number, screen);
  const paused = screen.status === "paused" && screen.reason;
  const text = both(paused ? `counter_paused_${screen.reason}` : `counter_${screen.status}_text`);
  return html`<div class="oc-state">
    ${icon(SIGNS[screen.status])}
    <div class="oc-title">${both(`counter_${screen.status}`)}</div>
    <p>${text}</p>
  </div>`;
}

/** @param {string} number @param {CounterScreen} screen */
function drawNumber(number, { call, status }) {
  const paused = status === "paused";
  const called = call !== null && !paused; // nobody is asked to come to a counter that pauses
  const looks = { number: true, "is-called": called, "is-blinking": called };
  return html`<div class="oc-ticket" data-length=${Math.min(9, Math.max(4, number.length))}>
    <div class="oc-lead">
      ${paused ? html`<span class="badge is-warn">${icon("pause")}${both("counter_paused")}</span>` : both(called ? "counter_called" : "counter_serving")}
    </div>
    <b class=${classMap(looks)}>${number}</b>
  </div>`;
}

/** @param {Text[]} names */
const services = (names) => names.map((name, i) => html`${i > 0 ? " · " : ""}<span>${name[lang] ?? name.zh}</span>`);

draw();
started();
