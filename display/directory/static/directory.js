/** The hall's guide: which service at which counters, where they are, and when the hall is open. */

import { clock, day } from "../shared/js/format.js";
import { live } from "../shared/js/live.js";
import { one, started } from "../shared/js/page.js";
import { width } from "../shared/js/room.js";
import { classMap, html, icon, nothing, render } from "../shared/js/view.js";
import { drawOver, outOfDate } from "../wall/over.js";
import { inPages, turned } from "../shared/js/turn.js";
import { whenOpen, whyClosed } from "../wall/door.js";
import { both, bothNames, hallName } from "../wall/words.js";
import { page } from "../wall/screen-page.js";
import { inRuns } from "./runs.js";

/** @import { GuideScreen, Text } from "../shared/js/shapes.d.ts" */
/** @import { Refusal } from "../shared/js/line-state.js" */
/** @import { Where } from "../wall/screen-page.js" */
/** @import { Chip } from "./runs.js" */

const STALE_AFTER_MS = 4500;
const REDRAW_MS = 1000;
const LINES = { wide: 15.2, tall: 16 }; // of places on a page: fewer where names are long
const FEWER = 0.85;
const LEAST_LINES = 1.6; // a service with one place needs room for its two names
const BETWEEN_LINES = 0.3; // and for what parts it from the next
const PLACE_ROOM = 50; // what a line of one service's counters holds
const MOST_LINES = 12; // a service with more of them goes on in a row of its own
const MANY_LINES = 9; // of a week's hours: more have room in smaller letters only
const CHIP = 5; // what a counter takes beside its name

/** @typedef {{name: Text | null, chips: Chip[]}} Place   counters in one zone; in a further line its name is not said again */
/** @typedef {{prefix: string, name: Text, places: Place[]}} Row */

/** @type {{guide: GuideScreen | null, stale: boolean, refusal: Refusal | null, share: number}} */
const state = { guide: null, stale: false, refusal: null, share: 1 };
const line = live(
  "/display",
  { guide: true },
  { guide: (/** @type {GuideScreen} */ guide) => draw({ guide }) },
  {
    onState: (is, refusal) => draw({ stale: is === "stale", refusal }),
    staleAfter_ms: STALE_AFTER_MS,
  },
);

function draw(change = {}) {
  Object.assign(state, change);
  const now = line.now();
  const drawAll = () => render(drawGuide(state.guide, state.stale, now, state.share), one("#screen"));
  drawAll();
  while (isTooFull() && state.share > LEAST_LINES / LINES.wide) {
    state.share *= FEWER;
    drawAll();
  }
  render(
    drawOver({ emergency: state.guide?.emergency, refusal: state.refusal, instead: "guide_unusable" }),
    one("#over"),
  );
}

/** Whether something of the page that is shown has no room. */
function isTooFull() {
  const { scrollHeight, clientHeight } = one(".guide-services");
  return scrollHeight > clientHeight + 1;
}

/** @param {GuideScreen | null} guide @param {boolean} stale @param {Date} now @param {number} share   of what a page usually holds */
function drawGuide(guide, stale, now, share) {
  const lines = share * (innerWidth > innerHeight ? LINES.wide : LINES.tall);
  const most = Math.max(1, Math.floor(Math.min(MOST_LINES, lines)));
  const open = new Set((guide?.counters ?? []).filter(({ status }) => status === "open").map(({ id }) => id));
  const isOpen = (/** @type {string} */ id) => open.has(id);
  const { shown, mark } = turned(
    inPages(
      page.services.flatMap((service) => inLines(service, most, isOpen)),
      lines,
      linesOf,
    ),
    now,
  );
  return html`<main class="guide" aria-busy=${!guide}>
    <header class="masthead">
      ${hallName()}
      <div class="masthead-tools guide-clock">
        <time>${clock(now, page.timezone)}</time><span>${day(now, page.timezone)}</span>
      </div>
    </header>
    ${stale ? outOfDate() : nothing}
    <section class="guide-services">
      <h1 class="heading">${both("guide_where")} <span class="page-mark">${mark}</span></h1>
      ${shown.map(row)}
    </section>
    ${hours(guide, now)}
  </main>`;
}

const linesOf = (/** @type {Row} */ { places }) => Math.max(LEAST_LINES, places.length + BETWEEN_LINES);

/**
 * A service's places, each line of counters for itself: no counter is left out.
 * @param {Where} service @param {number} most   lines in a row @param {(id: string) => boolean} isOpen @returns {Row[]}
 */
function inLines({ prefix, name, zones }, most, isOpen) {
  const places = zones.flatMap((zone) =>
    inPages(inRuns(zone.counters, isOpen), PLACE_ROOM, (chip) => CHIP + width(chip.name)).map((chips, i) => ({
      name: i === 0 ? zone.name : null,
      chips,
    })),
  );
  return inPages(places, most).map((some) => ({ prefix, name, places: some }));
}

/** @param {Row} row */
const row = ({ prefix, name, places }) =>
  html`<div class="guide-row">
    <span class="tile-mark">${prefix}</span>
    <strong class="guide-name">${bothNames(name)}</strong>
    <div class="guide-places">${places.map(inZone)}</div>
  </div>`;

/** @param {Place} place */
const inZone = ({ name, chips }) =>
  html`<div class="guide-place">
    <span class="guide-zone">${name ? html`${icon("location")}${bothNames(name)}` : nothing}</span>
    <span class="guide-counters">${chips.map(drawChip)}</span>
  </div>`;

/** @param {Chip} chip */
const drawChip = ({ name, open }) =>
  html`<span class=${classMap({ badge: true, "is-ok": open })}>${open ? icon("check") : nothing}${name}</span>`;

/** Today's are as today is: on a holiday the week's would be wrong. */
const spansOf = (/** @type {string[]} */ spans) =>
  spans.length ? spans.map((span) => html`<span>${span}</span>`) : both("guide_closed_day");

/** @param {GuideScreen | null} guide @param {Date} now */
function hours(guide, now) {
  const weekday = (new Date(now.toLocaleString("en-US", { timeZone: page.timezone })).getDay() + 6) % 7;
  const lines = page.hours.reduce((sum, spans) => sum + Math.max(1, spans.length), 0);
  return html`<aside class="guide-hours card" ?data-many=${lines > MANY_LINES}>
    <h2 class="heading">${both("guide_hours")}</h2>
    ${page.hours.map(
      (spans, i) =>
        html`<div class=${classMap({ "guide-day": true, "is-today": i === weekday })}>
          <span>${both(`day_${i}`)}</span>
          <span class="guide-spans">${spansOf(guide && i === weekday ? guide.today : spans)}</span>
        </div>`,
    )}
    ${
      guide
        ? html`<p class="badge ${guide.door.open ? "is-ok" : "is-warn"} guide-open">
            ${icon(guide.door.open ? "check" : "clock")}<span
              >${guide.door.open ? both("guide_open_now") : html`${whyClosed(guide.door)}<br />${whenOpen(guide.door, now)}`}</span
            >
          </p>`
        : nothing
    }
  </aside>`;
}

addEventListener("resize", () => draw({ share: 1 }));
setInterval(draw, REDRAW_MS);
draw();
started();
