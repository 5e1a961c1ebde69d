/** How a wall looks: templates of its state, nothing else. */

import { clock, day } from "../shared/js/format.js";
import { lang, page } from "../shared/js/page.js";
import { longOf, width } from "../shared/js/room.js";
import { classMap, html, icon, nothing, repeat } from "../shared/js/view.js";
import { outOfDate } from "./over.js";
import { lines } from "./lines.js";
import { drawReady } from "./ready.js";
import { pageAt, pagesOf } from "./ticker.js";
import { inPages, turned } from "./turn.js";
import { both, bothNames } from "./words.js";

const ROOMY = page.layout === "media" ? 4 : 6; // earlier calls beside the rest
const STEPS = [0, page.layout === "media" ? 4 : 3, ROOMY, 16, 25, 30]; // earlier calls: none, in one, two, four, five, six columns, in smaller ones
const BURST = 3; // from this step on calls take all the room
const WAITING_ROWS = { wide: 5, tall: 6, short: 4 }; // short: upright, and not much higher than wide
const WAITING_ALONE = 8; // rows where there is no earlier call beside
const TALL = 1.6; // higher than wide by so much
const WINDOWS_WIDE = 240; // what two lines of open counters hold
const WINDOWS_NARROW = 100;
const CHIP = 6; // what a counter takes beside its name
const TICKER_WIDE = 220; // what two lines of the foot hold
const TICKER_NARROW = 116;

/**
 * @typedef {object} WallState
 * @property {any} board                       the newest picture, null until there is one
 * @property {any} speech                      what is said now and next, null until it is known
 * @property {number} rows                      lines of services that have room
 * @property {boolean} stale
 * @property {Date} now                        the server's time
 * @property {(call: any) => boolean} blinks
 */

/** @param {WallState} state */
export function drawWall({ board, speech, rows, stale, now, blinks }) {
  const calls = board ? lines(board.calls, ROOMY, speech?.saying?.call) : [];
  const many = STEPS.filter((step) => calls.length - 1 > step).length;
  return html`<main
    class="wall"
    data-layout=${page.layout}
    data-many=${many}
    ?data-burst=${many >= BURST}
    aria-busy=${!board}
  >
    ${masthead(now)} ${stale ? outOfDate() : nothing}
    <section class="now" aria-live="polite">${calls.length ? newest(calls[0], blinks) : nobody(board)}</section>
    <section class="earlier" ?hidden=${calls.length < 2}>
      ${repeat(
        calls.slice(1),
        ({ number, counter }) => `${number} ${counter}`,
        (call) => earlier(call, blinks),
      )}
    </section>
    <aside class="beside">
      ${page.layout === "media" ? html`<div id="media" class="media"></div>` : nothing}${page.layout === "calls" ? nothing : waiting(board, now, many, rows)}
    </aside>
    ${page.layout === "calls" ? nothing : windows(board, now)}
    <div class="under">
      ${drawReady(board, now)}
      <footer class="foot">${notice(board, now)}</footer>
    </div>
  </main>`;
}

const masthead = (now) =>
  html`<header class="masthead wall-head">
    <div class="masthead-name">${bothNames(page.hall)}</div>
    <div class="wall-zone">${bothNames(page.zone.name)}</div>
    <div class="wall-clock"><time>${clock(now, page.timezone)}</time><span>${day(now, page.timezone)}</span></div>
  </header>`;

function newest(call, blinks) {
  const called = call.status === "called";
  const stamp = { number: true, "is-called": called, "is-blinking": called && blinks(call) };
  return html`<div class="newest" data-length=${lengthOf(call.number)}>
    <b class=${classMap(stamp)} data-id=${call.id}>${call.number}</b>
    <span class="where-icon">${icon("next")}</span>
    <div class="where" data-long=${longOf(call.counter_name[lang])}>
      <span class="where-lead">${called ? both("to_counter") : both(`is_${call.status}`)}</span>
      <strong>${bothNames(call.counter_name)}</strong>
    </div>
  </div>`;
}

function earlier(call, blinks) {
  const called = call.status === "called";
  return html`<div class=${classMap({ call: true, "is-standing": called, "is-over": !called })}>
    <b
      class=${classMap({ number: true, "is-called": called, "is-blinking": called && blinks(call) })}
      data-id=${call.id}
      >${call.number}</b
    >
    <span class="call-counter" data-long=${longOf(call.counter_name[lang])}>${bothNames(call.counter_name)}</span>
    ${called ? nothing : html`<span class="call-status">${both(`is_${call.status}`)}</span>`}
  </div>`;
}

const nobody = (board) =>
  board
    ? html`<div class="state">
        ${icon("ticket")}
        <div class="state-title">${both("no_calls")}</div>
        <p>${both("no_calls_text")}</p>
      </div>`
    : html`<div class="loading" role="status"></div>`;

function waiting(board, now, many, rows) {
  const { shown, mark } = turned(inPages(board?.waiting ?? [], waitingRows(many, rows)), now);
  return html`<section class="waiting">
    <h2 class="heading">${both("waiting")}<span class="page-mark">${mark}</span></h2>
    <div class="waiting-rows">
      ${repeat(
        shown,
        ({ service }) => service,
        ({ name, numbers, count }) =>
          html`<div class="waiting-row">
            <span class="waiting-name">${bothNames(name)}</span>
            <span class="waiting-next">${numbers.slice(0, 2).join(" ")}</span>
            <span class="waiting-count"
              >${count > 0 ? both("waiting_count", { count }) : html`<span class="soft">${both("nobody_waits")}</span>`}</span
            >
          </div>`,
      )}
    </div>
  </section>`;
}

/** How many lines of services have room where it is given from outside: on a lying wall. At least one. */
export function rowsThatFit() {
  const around = document.querySelector(".beside");
  const row = around?.querySelector(".waiting-row");
  if (!around || !row || innerWidth <= innerHeight || page.layout === "media") return Infinity;
  const { paddingBottom } = getComputedStyle(around);
  const room_px =
    around.getBoundingClientRect().bottom - Number.parseFloat(paddingBottom) - row.getBoundingClientRect().top;
  return Math.max(1, Math.floor(room_px / row.getBoundingClientRect().height + 0.05));
}

function waitingRows(many, rows) {
  if (many === 0 && page.layout === "standard") {
    return innerWidth > innerHeight ? Math.min(WAITING_ALONE, 2 * rows) : WAITING_ALONE;
  }
  if (innerWidth > innerHeight) return Math.min(WAITING_ROWS.wide, rows);
  return page.layout === "standard" && innerHeight > TALL * innerWidth ? WAITING_ROWS.tall : WAITING_ROWS.short;
}

function windows(board, now) {
  const open = (board?.counters ?? []).filter(({ status }) => status !== "closed");
  const room = innerWidth > innerHeight ? WINDOWS_WIDE : WINDOWS_NARROW;
  const { shown, mark } = turned(
    inPages(open, room, ({ name }) => CHIP + width(name[lang])),
    now,
  );
  return html`<section class="windows">
    <h2 class="heading">${both("windows")}</h2>
    ${
      open.length
        ? repeat(
            shown,
            ({ id }) => id,
            ({ name, status }) =>
              html`<span class="badge ${status === "open" ? "is-ok" : ""}">
                ${icon(status === "open" ? "check" : "pause")}${name[lang]}${status === "open" ? nothing : html` · ${both("paused")}`}
              </span>`,
          )
        : html`<span class="soft">${both("no_windows")}</span>`
    }
    <span class="page-mark">${mark}</span>
  </section>`;
}

/** One page at a time; without a notice, what visitors need to know anyway. */
function notice(board, now) {
  const languages = [lang, ...(page.second ? [page.second.lang] : [])];
  const notices = board?.notices.length ? board.notices : [page.usual_notice];
  const room = innerWidth > innerHeight ? TICKER_WIDE : TICKER_NARROW;
  const shownNow = pageAt(pagesOf(notices, languages, room), now.getTime());
  return html`${icon("info")}
    <p class="notice" lang=${shownNow?.lang ?? lang}>${shownNow?.text ?? ""}</p>`;
}

const lengthOf = (number) => Math.min(9, Math.max(4, number.length));
