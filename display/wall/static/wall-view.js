/** How a wall looks: templates of its state, nothing else. */

import { clock, day } from "../shared/js/format.js";
import { lang } from "../shared/js/page.js";
import { width } from "../shared/js/room.js";
import { classMap, html, icon, nothing, repeat } from "../shared/js/view.js";
import { outOfDate } from "./over.js";
import { isClosed } from "./closed.js";
import { whenOpen, whyClosed } from "./door.js";
import { lines } from "./lines.js";
import { drawReady } from "./ready.js";
import { pageAt, pagesOf } from "./ticker.js";
import { inPages, turned } from "../shared/js/turn.js";
import { both, bothNames, hallName } from "./words.js";
import { page } from "./screen-page.js";

/** @import { Board, CallView, SpeechNow, Text } from "../shared/js/shapes.d.ts" */

const ROOMY = page.layout === "media" ? 4 : 6; // earlier calls beside the rest
const STEPS = [0, page.layout === "media" ? 4 : 3, ROOMY, 16, 25, 30]; // earlier calls: none, in one, two, four, five, six columns, in smaller ones
const BURST = 3; // from this step on calls take all the room
const WAITING_ROWS = { wide: 5, tall: 6, short: 4 }; // short: upright, and not much higher than wide
const ROOM_BESIDE_NEXT = 18; // a longer name takes the place of the numbers that are next
const WAITING_ALONE = 8; // rows where there is no earlier call beside
const TALL = 1.6; // higher than wide by so much
const WINDOWS = { wide: 240, narrow: 100 }; // what two lines of open counters hold
const CHIP = 6; // what a counter takes beside its name
const PAUSED_CHIP = 20;
const PLACES = ["windows", "notice", "ready"]; // they hold less on some screens
const TICKER = { wide: 220, narrow: 116 }; // what two lines of the foot hold

/** @typedef {(call: CallView) => boolean} Blinks   whether it asks for attention */

/**
 * @typedef {object} WallState
 * @property {Board | null} board               the newest picture, null until there is one
 * @property {SpeechNow | null} speech          what is said now and next, null until it is known
 * @property {number} rows                      lines of services that have room
 * @property {Record<string, number>} shares    by place: which share of what it usually holds has room on this screen
 * @property {boolean} stale
 * @property {Date} now                        the server's time
 * @property {Blinks} blinks
 */

/** @param {WallState} state */
export function drawWall({ board, speech, rows, shares, stale, now, blinks }) {
  const closed = isClosed(board);
  const calls = board && !closed ? lines(board.calls, ROOMY, speech?.saying?.call) : [];
  const many = STEPS.filter((step) => calls.length - 1 > step).length;
  return html`<main
    class="wall"
    data-layout=${page.layout}
    data-many=${many}
    ?data-burst=${many >= BURST}
    aria-busy=${!board}
  >
    ${masthead(now)} ${stale ? outOfDate() : nothing}
    <section class="now" aria-live="polite">
      ${calls.length ? newest(calls[0], blinks) : nobody(board, closed, now)}
    </section>
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
    ${page.layout === "calls" ? nothing : windows(board, now, shares.windows)}
    <div class="under">
      ${drawReady(board, now, shares.ready)}
      <footer class="foot">${notice(board, now, shares.notice)}</footer>
    </div>
  </main>`;
}

/** @param {Date} now */
const masthead = (now) =>
  html`<header class="masthead wall-head">
    ${hallName()}
    <div class="wall-zone">${bothNames(page.zone.name)}</div>
    <div class="wall-clock"><time>${clock(now, page.timezone)}</time><span>${day(now, page.timezone)}</span></div>
  </header>`;

/** @param {CallView} call @param {Blinks} blinks */
function newest(call, blinks) {
  const called = call.status === "called";
  const stamp = { number: true, "is-called": called, "is-blinking": called && blinks(call) };
  return html`<div class="newest" data-length=${lengthOf(call.number)}>
    <b class=${classMap(stamp)} data-id=${call.id}>${call.number}</b>
    <span class="where-icon">${icon("next")}</span>
    <div class="where">
      <span class="where-lead">${called ? both("to_counter") : both(`is_${call.status}`)}</span>
      <div class="where-name"><strong data-fit="both">${bothNames(call.counter_name)}</strong></div>
    </div>
  </div>`;
}

/** @param {CallView} call @param {Blinks} blinks */
function earlier(call, blinks) {
  const called = call.status === "called";
  const state = classMap({ call: true, "is-standing": called, "is-over": !called });
  return html`<div class=${state} data-length=${lengthOf(call.number)}>
    <b
      class=${classMap({ number: true, "is-called": called, "is-blinking": called && blinks(call) })}
      data-id=${call.id}
      >${call.number}</b
    >
    <span class="call-counter" data-fit>${bothNames(call.counter_name, numbered)}</span>
    ${called ? nothing : html`<span class="call-status">${both(`is_${call.status}`)}</span>`}
  </div>`;
}

/** A counter's name with its number apart, which is what a visitor looks for. @param {string} name */
function numbered(name) {
  const [, before, number, after] = /^(\D*)(\d+)(.*)$/su.exec(name) ?? [];
  if (!number) return name;
  return html`<span class="counter-numbered"
    >${before}<wbr /><b class="counter-number">${number}</b><wbr />${after}</span
  >`;
}

/** @param {Board | null} board @param {boolean} closed @param {Date} now */
const nobody = (board, closed, now) =>
  board
    ? html`<div class="state">
        ${icon(closed ? "clock" : "ticket")}
        <div class="state-title">${closed ? whyClosed(board.door) : both("no_calls")}</div>
        <p>${closed ? whenOpen(board.door, now) : both("no_calls_text")}</p>
      </div>`
    : html`<div class="loading" role="status"></div>`;

/** @param {Board | null} board @param {Date} now @param {number} many @param {number} rows */
function waiting(board, now, many, rows) {
  const { shown, mark } = turned(inPages(board?.waiting ?? [], waitingRows(many, rows)), now);
  const roomy = shown.every(({ name }) => width(name[lang]) <= ROOM_BESIDE_NEXT);
  return html`<section class="waiting">
    <h2 class="heading">${both("waiting")}<span class="page-mark">${mark}</span></h2>
    <div class="waiting-rows">
      ${repeat(
        shown,
        ({ service }) => service,
        ({ name, numbers, count }) =>
          html`<div class="waiting-row">
            <span class="waiting-name" data-fit>${bothNames(name)}</span>
            <span class="waiting-next">${roomy ? numbers.slice(0, 2).join(" ") : nothing}</span>
            <span class="waiting-count"
              >${count > 0 ? both("waiting_count", { count }) : html`<span class="soft">${both("nobody_waits")}</span>`}</span
            >
          </div>`,
      )}
    </div>
  </section>`;
}

const DEPTH = 0.2; // of letters' size: what lies beneath a last line, in some scripts, is no line that is cut

/** The places whose text does not fit as it is drawn. @returns {string[]} */
export const tooFull = () =>
  PLACES.filter((place) => {
    const there = document.querySelector(`.${place}`);
    if (!there) return false;
    const depth_px = DEPTH * Number.parseFloat(getComputedStyle(there).fontSize);
    return there.scrollHeight > there.clientHeight + depth_px || there.scrollWidth > there.clientWidth + 1;
  });

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

/** @param {number} many @param {number} rows */
function waitingRows(many, rows) {
  if (many === 0 && page.layout === "standard") {
    return innerWidth > innerHeight ? Math.min(WAITING_ALONE, 2 * rows) : WAITING_ALONE;
  }
  if (innerWidth > innerHeight) return Math.min(WAITING_ROWS.wide, rows);
  return page.layout === "standard" && innerHeight > TALL * innerWidth ? WAITING_ROWS.tall : WAITING_ROWS.short;
}

/** @param {{wide: number, narrow: number}} usual */
const usually = ({ wide, narrow }) => (innerWidth > innerHeight ? wide : narrow);

/** @param {Board | null} board @param {Date} now @param {number} share */
function windows(board, now, share) {
  const open = (board?.counters ?? []).filter(({ status }) => status !== "closed");
  const chip = (/** @type {{name: Text, status: string}} */ { name, status }) =>
    width(name[lang]) + (status === "open" ? CHIP : PAUSED_CHIP);
  const { shown, mark } = turned(inPages(open, usually(WINDOWS) * share, chip), now);
  return html`<section class="windows">
    <h2 class="heading">${both("windows")}</h2>
    ${
      open.length
        ? repeat(
            shown,
            ({ id }) => id,
            ({ name, status }) =>
              html`<span class="badge ${status === "open" ? "is-ok" : ""}">
                ${icon(status === "open" ? "check" : "pause")}<span data-fit>${name[lang]}</span
                >${status === "open" ? nothing : html`<span>· ${both("paused")}</span>`}
              </span>`,
          )
        : board
          ? html`<span class="soft">${both("no_windows")}</span>`
          : nothing
    }
    <span class="page-mark">${mark}</span>
  </section>`;
}

/**
 * One page at a time; without a notice, what visitors need to know anyway.
 * @param {Board | null} board @param {Date} now @param {number} share
 */
function notice(board, now, share) {
  const languages = [lang, ...(page.second ? [page.second.lang] : [])];
  const notices = board?.notices.length ? board.notices : [page.usual_notice];
  const shownNow = pageAt(pagesOf(notices, languages, usually(TICKER) * share), now.getTime());
  return html`${icon("info")}
    <p class="notice" lang=${shownNow?.lang ?? lang}>${shownNow?.text ?? ""}</p>`;
}

/** @param {string} number */
const lengthOf = (number) => Math.min(9, Math.max(4, number.length));
