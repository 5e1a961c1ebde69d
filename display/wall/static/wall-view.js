/** How a wall looks: templates of its state, nothing else. */

import { clock, day } from "../shared/js/format.js";
import { lang, page } from "../shared/js/page.js";
import { longOf, width } from "../shared/js/room.js";
import { classMap, html, icon, nothing, repeat } from "../shared/js/view.js";
import { outOfDate } from "./over.js";
import { drawReady } from "./ready.js";
import { pageAt, pagesOf } from "./ticker.js";
import { inPages, turned } from "./turn.js";
import { both, bothNames } from "./words.js";

const ROOMY = page.layout === "media" ? 4 : 8; // earlier calls beside the rest
const STEPS = [0, 4, 8, 15, 24]; // up to so many earlier calls: none, and in one, two, four, five columns; else six
const BURST = 3; // from this step on calls take all the room
const WAITING_ROWS = { wide: 4, tall: 6, short: 4 }; // short: upright, and not much higher than wide
const WAITING_ALONE = 8; // rows where there is no earlier call beside
const TALL = 1.6; // higher than wide by so much
const WINDOWS_WIDE = 240; // what two lines of open counters hold
const WINDOWS_NARROW = 100;
const CHIP = 6; // what a counter takes beside its name
const TICKER_WIDE = 220; // what two lines of the foot hold
const TICKER_NARROW = 116;
const GONE = new Set(["waiting", "cancelled", "expired", "held"]);

/**
 * @typedef {object} WallState
 * @property {any} board                       the newest picture, null until there is one
 * @property {boolean} stale
 * @property {Date} now                        the server's time
 * @property {(call: any) => boolean} blinks
 */

/** @param {WallState} state */
export function drawWall({ board, stale, now, blinks }) {
  const calls = board ? lines(board.calls) : [];
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
      ${page.layout === "media" ? html`<div id="media" class="media"></div>` : nothing}${page.layout === "calls" ? nothing : waiting(board, now, many)}
    </aside>
    ${page.layout === "calls" ? nothing : windows(board, now)}
    <div class="under">
      ${drawReady(board, now)}
      <footer class="foot">${notice(board, now)}</footer>
    </div>
  </main>`;
}

/** One line for each visitor, the newest call's; every call that stands, and of the rest what there is room for. */
function lines(calls) {
  const seen = new Set();
  const each = calls.filter(({ number, status }) => !GONE.has(status) && !seen.has(number) && seen.add(number));
  const room = ROOMY + 1 - each.filter(({ status }) => status === "called").length;
  let left = room;
  return each.filter(({ status }) => status === "called" || left-- > 0);
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

function waiting(board, now, many) {
  const { shown, mark } = turned(inPages(board?.waiting ?? [], waitingRows(many)), now);
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

function waitingRows(many) {
  if (many === 0 && page.layout === "standard") return WAITING_ALONE;
  if (innerWidth > innerHeight) return WAITING_ROWS.wide;
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
