/** The overview at the office's wall: alarms, figures, services, counters, and who is in nobody's hands, at one look. */

import { clock, day, minutes, waitBriefly } from "../shared/js/format.js";
import { drawOutdated, drawRefused } from "../shared/js/line-view.js";
import { live } from "../shared/js/live.js";
import { named, one as element, page as given, started, t } from "../shared/js/page.js";
import { inPages, turned } from "../shared/js/turn.js";
import { html, icon, nothing, render, repeat } from "../shared/js/view.js";
import { page } from "../panel/staff-page.js";
import { figuresOf, howLong, levelOf, lookOf, statusOf, whyOf } from "./floor.js";

/** @import { AlarmView, CounterNow, Figures, FloorNow, LooseView, ServiceNow } from "../shared/js/shapes.d.ts" */
/** @import { Refusal } from "../shared/js/line-state.js" */

const REDRAW_MS = 1000;
const ALARMS = 4; // what has room; of more, how many is said
const LOOSE = 5;
/** From so many on a list is drawn smaller, and from twice so many smaller still. */
const MANY = { services: 7, counters: 25 };
const WHOLE = matchMedia("(min-width: 80rem)"); // so wide it is a wall's, on which nobody scrolls

const root = element("#screen");
/** @type {{floor: FloorNow | null, cases: Figures | null, line: string, refusal: Refusal | null}} */
const state = { floor: null, cases: null, line: "", refusal: null };
/** So many counters have room at once. */
let room = Infinity;

const since_s = (/** @type {string | null} */ when) =>
  Math.max(0, (line.now().getTime() - Date.parse(when ?? "")) / 1000 || 0);

/** @param {keyof typeof MANY} what @param {number} count */
const density = (what, count) => (count < MANY[what] ? "few" : count < 2 * MANY[what] ? "many" : "most");

function draw() {
  const { floor, refusal } = state;
  const now = line.now();
  render(
    html`<div class="screen">
      <header class="screen-head">
        <h1>${named(page.hall)} · ${t("manager.screen_title")}</h1>
        ${state.line === "stale" ? html`<span class="banner is-danger" role="alert">${icon("offline")}${t("common.stale")}</span>` : nothing}
        ${state.line === "outdated" ? drawOutdated() : nothing}
        <time>${day(now, given.timezone)} <b>${clock(now, given.timezone)}</b></time>
      </header>
      ${refusal ? drawRefused(refusal) : floor ? drawFloor(floor) : html`<div class="state"><div class="loading" role="status" aria-label=${t("common.loading")}></div></div>`}
    </div>`,
    root,
  );
}

/** How many counters have room, as they are drawn now: every one is as high as the others. */
function roomNow() {
  const grid = document.querySelector(".screen-counters");
  const first = grid?.firstElementChild;
  if (!WHOLE.matches || !grid || !first) return Infinity;
  const { gridTemplateColumns, rowGap } = getComputedStyle(grid);
  const gap = Number.parseFloat(rowGap) || 0;
  const rows = Math.floor((grid.clientHeight + gap) / (first.getBoundingClientRect().height + gap));
  return Math.max(1, rows) * gridTemplateColumns.split(" ").length;
}

/** Draws, and once more where more or less has room than was thought. */
function drawWhole() {
  draw();
  const now = roomNow();
  if (now === room) return;
  room = now;
  draw();
}

/** @param {FloorNow} floor */
const drawFloor = (floor) =>
  html`<section class="screen-figures" aria-label=${t("manager.screen_title")}>
      ${Object.entries({ ...figuresOf(floor, since_s), ...besides(floor) }).map(
        ([name, value]) =>
          html`<div class="screen-figure"><b>${value}</b><span>${t(`manager.total_${name}`)}</span></div>`,
      )}
    </section>
    <main class="screen-body">
      <div class="screen-side">${alarms(floor)} ${loose(floor)}</div>
      ${services(floor.services)} ${counters(floor.counters)}
    </main>`;

/** What the desk's page has in parts of its own: calls that nobody heard, cases. @param {FloorNow} floor */
const besides = ({ sounds }) => {
  const share = state.cases?.on_time ?? null;
  return {
    never: sounds.reduce((sum, { never }) => sum + never, 0),
    on_time: share === null ? "–" : `${Math.floor(share * 1000) / 10}%`,
    overdue: state.cases ? (state.cases.due.overdue ?? 0) : "–",
  };
};

/** @param {FloorNow} floor */
const alarms = ({ alarms: all, time }) =>
  html`<section class="screen-card">
    <h2>${t("manager.alarms")}</h2>
    ${all.length ? all.slice(0, ALARMS).map((one) => alarm(one, time)) : html`<p class="screen-well">${icon("check")}${t("manager.no_alarms")}</p>`}
    ${more(all.length - ALARMS)}
  </section>`;

/** @param {AlarmView} one @param {string} time */
const alarm = (one, time) =>
  html`<p class="screen-alarm ${one.noted ? "is-noted" : lookOf(one)}">
    ${icon(one.noted ? "check" : "alert")}<span>${named(one.text)}<small>${howLong(one, time)}</small></span>
  </p>`;

/** @param {FloorNow} floor */
const loose = (floor) =>
  html`<section class="screen-card">
    <h2>${t("manager.loose")}</h2>
    ${floor.loose.slice(0, LOOSE).map((one) => looseOne(one, floor))}
    ${floor.loose.length ? more(floor.loose_count - LOOSE) : html`<p class="screen-well">${icon("check")}${t("manager.loose_none")}</p>`}
  </section>`;

/** @param {LooseView} one @param {FloorNow} floor */
const looseOne = (one, floor) =>
  html`<p class="screen-loose">
    <b>${one.number}</b><span>${named(page.service_names[one.service])}</span
    ><span>${whyOf(one, floor)} · ${minutes(since_s(one.since))}</span>
  </p>`;

/** @param {number} count */
const more = (count) => (count > 0 ? html`<p class="screen-more">${t("manager.more_alarms", { count })}</p>` : nothing);

/** @param {ServiceNow[]} all */
const services = (all) =>
  html`<section class="screen-card" data-density=${density("services", all.length)}>
    <h2>${t("manager.services")}</h2>
    <div class="screen-services">${repeat(all, ({ id }) => id, service)}</div>
  </section>`;

/** @param {ServiceNow} one */
function service(one) {
  const longest_s = one.longest_since ? since_s(one.longest_since) : 0;
  const how = levelOf(longest_s) || (one.wait_s ? levelOf(one.wait_s.likely) : "");
  return html`<article class="screen-service ${how ? `is-${how}` : ""}">
    <h3>${how ? icon("alert") : nothing}<span>${named(one.name)}</span></h3>
    <b>${one.waiting}</b>
    <span>${t("manager.longest")} ${one.longest_since ? minutes(longest_s) : "–"}</span>
    <span>${t("manager.newcomer_short")} ${one.wait_s ? waitBriefly(one) : "–"}</span>
    <span
      >${one.waiting && !one.counters_open ? html`${icon("alert")}${t("manager.unattended")}` : `${t("manager.total_open")} ${one.counters_open}`}</span
    >
  </article>`;
}

/** Those that have no room turn by; who calls for help stays. @param {CounterNow[]} all */
function counters(all) {
  const calling = all.length > room ? all.filter(({ help }) => help).slice(0, Math.floor(room / 2)) : [];
  const others = all.filter((one) => !calling.includes(one));
  const { shown, mark } = turned(inPages(others, Math.max(1, room - calling.length)), line.now());
  return html`<section class="screen-card" data-density=${density("counters", all.length)}>
    <h2>${t("manager.counters")} ${mark ? html`<span data-turn>${mark}</span>` : nothing}</h2>
    <div class="screen-counters">${repeat([...calling, ...shown], ({ id }) => id, counter)}</div>
  </section>`;
}

/** @param {CounterNow} one */
const counter = (one) =>
  html`<article class="screen-counter is-${one.help ? "help" : one.status}">
    <h3>${one.help ? icon("help") : nothing}<span>${named(one.name)}</span></h3>
    <b>${one.number ?? "–"}</b>
    <span>${one.number ? minutes(since_s(one.ticket_since)) : statusOf(one)}</span>
  </article>`;

const line = live(
  "/counter",
  { floor: true },
  {
    floor: (/** @type {FloorNow} */ picture) => {
      state.floor = picture;
      drawWhole();
    },
    cases: (/** @type {Figures} */ figures) => {
      state.cases = figures;
      drawWhole();
    },
  },
  {
    onState: (now, refusal) => {
      Object.assign(state, { line: now, refusal });
      draw();
    },
  },
);
addEventListener("resize", drawWhole);
setInterval(drawWhole, REDRAW_MS);
draw();
started();
