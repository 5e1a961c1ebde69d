/** "Where is my number?": typed on a pad, or read by a scanner that types the code's address. */

import { hasText, named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { drawCase } from "./case.js";
import { drawThen } from "./several.js";
import { drawFacts } from "./taken.js";
import { page } from "./kiosk-page.js";

/** @import { Acts, Ticket } from "./touch.d.ts" */
/** @import { Visit } from "./visit.js" */

const LONGEST = 12; // a case's: a letter, the day, three digits
const TICKET_LONGEST = 6; // three letters and three digits

/** @param {Visit} visit @param {Acts} acts */
export function drawFind(visit, acts) {
  const { typed } = visit.screen;
  const letters = [...new Set(visit.services.flatMap(({ prefix }) => [...prefix]))].sort();
  const key = (/** @type {string} */ label) =>
    html`<button
      class="button"
      data-key=${label}
      @click=${() => typed.length < LONGEST && acts.typeNumber(typed + label)}
    >
      ${label}
    </button>`;
  return html` <div class="scrolled" data-scrolls>
    <div class="welcome">
      <h1>${t("kiosk.find_title")}</h1>
      <p class="lead">${t(page.bookable ? "kiosk.find_how_booked" : "cases.find_how")}</p>
    </div>
    <div class="pad">
      <div class="typed ${typed.length > TICKET_LONGEST ? "is-long" : ""}">
        <output class="number" aria-label=${t("kiosk.find_number")}>${typed || "– – –"}</output>
      </div>
      <div class="keys is-letters">${letters.map(key)}</div>
      <div class="keys is-digits">
        ${[..."123456789"].map(key)}
        <button class="button" data-key="erase" @click=${() => acts.typeNumber(typed.slice(0, -1))}>
          ${icon("back")}<span class="only-heard">${t("kiosk.find_erase")}</span>
        </button>
        ${key("0")}
        <button
          class="button is-primary"
          data-act="look-up"
          ?disabled=${!typed || visit.press !== null}
          @click=${() => acts.lookUp(typed)}
        >
          ${t("kiosk.find_go")}
        </button>
      </div>
    </div>
  </div>`;
}

/** @param {Visit} visit @param {Acts} acts */
export function drawFound(visit, acts) {
  const { ticket, found } = visit.screen;
  if (found) return drawCase(found, acts);
  const service = visit.services.find(({ id }) => id === ticket.service);
  const where = drawWhere(ticket);
  return html` <div class="scrolled" data-scrolls>
      <div class="welcome" role="status"><h1>${t(`kiosk.found_${ticket.status}`)}</h1></div>
      <article class="slip taken is-found" data-status=${ticket.status}>
        <div class="slip-head">
          <b class="number is-hero ${ticket.status === "called" ? "is-called" : ""}" id="number">${ticket.number}</b>
          <strong>${named(service?.name)}</strong>
          ${drawThen(visit, ticket)}
        </div>
        ${where === nothing ? nothing : html`<div class="slip-body">${where}</div>`}
      </article>
    </div>
    <div class="actions">
      ${ticket.token && ticket.status === "no_show" ? html`<button class="button is-primary" data-act="come-back" aria-busy=${visit.press?.what === "come-back"} @click=${() => acts.comeBack(ticket)}>${icon("undo")}${t("kiosk.come_back")}</button>` : nothing}
      ${ticket.token && ["waiting", "held"].includes(ticket.status) ? html`<button class="button is-plain" data-act="give-up" @click=${() => acts.askGiveBack(ticket)}>${icon("close")}${t("kiosk.give_up")}</button>` : nothing}
      <button class="button is-primary is-large" data-act="done" @click=${() => acts.home()}>
        ${icon("check")}${t("kiosk.done")}
      </button>
    </div>`;
}

/** @param {Ticket} ticket */
function drawWhere(ticket) {
  const counter = page.counters[ticket.counter ?? ""];
  if (ticket.status === "waiting") return html`<dl class="facts">${drawFacts(ticket)}</dl>`;
  if (["called", "serving"].includes(ticket.status)) {
    return html`<p class="go">${named(counter?.name)}</p>
      <p>${named(counter?.zone)}</p>`;
  }
  const note =
    ticket.status === "no_show" && ticket.token ? "kiosk.found_missed_note" : `kiosk.found_${ticket.status}_note`;
  return hasText(note) ? html`<p class="lead">${t(note)}</p>` : nothing;
}
