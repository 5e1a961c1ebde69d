/** The small screen over one counter. */

import { fit } from "../shared/js/fit.js";
import { live } from "../shared/js/live.js";
import { lang, one, started } from "../shared/js/page.js";
import { longOf, width } from "../shared/js/room.js";
import { classMap, html, icon, nothing, render } from "../shared/js/view.js";
import { drawOver, outOfDate } from "../wall/over.js";
import { inPages, turned } from "../shared/js/turn.js";
import { whenOpen, whyClosed } from "../wall/door.js";
import { both, bothNames } from "../wall/words.js";
import { page } from "../wall/screen-page.js";

/** @import { Clerk, CounterScreen, Text } from "../shared/js/shapes.d.ts" */
/** @import { Refusal } from "../shared/js/line-state.js" */

const STALE_AFTER_MS = 4500;
const REDRAW_MS = 1000;
const FOOT = { high: 0.06, wide: 0.03 }; // its letters, of the screen's height and width: as in counter-screen.css
const LETTER = 0.56; // as wide as it is high, or less
const BETWEEN = 3;
/** @type {{screen: CounterScreen | null, stale: boolean, refusal: Refusal | null}} */
const state = { screen: null, stale: false, refusal: null };
/** @type {Record<string, string>} icons, by the counter's status */
const SIGNS = { open: "check", paused: "pause", closed: "close" };

const line = live(
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
  render(drawScreen(state, line.now()), one("#screen"));
  fit(one("#screen"));
  render(drawOver({ emergency: state.screen?.emergency, refusal: state.refusal }), one("#over"));
}

/** @param {typeof state} is @param {Date} now */
function drawScreen({ screen, stale }, now) {
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
    <section class="oc-now" aria-live="polite">${standing(screen, now)}</section>
    <footer class="oc-foot"><span class="oc-services" data-fit>${services(screen.services, now)}</span></footer>
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

/** A closed counter sends nobody to another while the whole hall is closed. @param {CounterScreen} screen @param {Date} now */
function standing(screen, now) {
  if (screen.number) return drawNumber(screen.number, screen);
  if (screen.status === "closed" && !screen.door.open) {
    return drawState("clock", whyClosed(screen.door), whenOpen(screen.door, now));
  }
  const paused = screen.status === "paused" && screen.reason;
  const text = both(paused ? `counter_paused_${screen.reason}` : `counter_${screen.status}_text`);
  return drawState(SIGNS[screen.status], both(`counter_${screen.status}`), text);
}

/** @param {string} sign @param {unknown} title @param {unknown} text */
const drawState = (sign, title, text) =>
  html`<div class="oc-state">
    ${icon(sign)}
    <div class="oc-title">${title}</div>
    <p>${text}</p>
  </div>`;

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

/** As many as stand in a line, a page at a time. @param {Text[]} names @param {Date} now */
function services(names, now) {
  const letter_px = LETTER * Math.min(FOOT.high * innerHeight, FOOT.wide * innerWidth);
  const pages = inPages(names, (0.94 * innerWidth) / letter_px, (name) => BETWEEN + width(name[lang] ?? name.zh));
  return turned(pages, now).shown.map((name, i) => html`${i > 0 ? " · " : ""}<span>${name[lang] ?? name.zh}</span>`);
}

draw();
addEventListener("resize", () => draw());
setInterval(draw, REDRAW_MS);
started();
