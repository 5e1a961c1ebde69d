/** How a ticket looks to its holder, in each of its states. */

import { clock, isNear, isNext, opening, peopleAhead, seat, wait } from "../shared/js/format.js";
import { lang, named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { drawThen, mayAdd } from "./another.js";
import { page } from "./phone-page.js";

/** @import { OwnTicket } from "../shared/js/shapes.d.ts" */

/**
 * @typedef {object} PhoneActs
 * @property {boolean} soundOn
 * @property {() => void} sound
 * @property {() => void} comeBack
 * @property {() => void} putOff
 * @property {() => void} another
 * @property {() => void} giveUp
 */

/** @typedef {{awake: import("./awake.js").Awake, reminder: import("./reminder.js").Reminder}} Reaching   a visitor who waits */

/**
 * @param {OwnTicket} ticket
 * @param {unknown[]} sections     what else there is to say, between the ticket and what can be done
 * @param {PhoneActs} acts
 * @param {boolean} mute           the browser wants a touch before it makes sound
 * @param {Reaching} reaching
 */
export function drawTicket(ticket, sections, acts, mute, reaching) {
  return html` <article class="slip mine" data-status=${ticket.status}>
      <div class="slip-head">
        <h1 class="label">${t("ticket.your_number")}</h1>
        <b class="number is-hero ${ticket.status === "called" ? "is-called is-blinking" : ""}" id="number"
          >${ticket.number}</b
        >
        <strong>${named(page.service_names[ticket.service])}</strong>
        ${drawThen(ticket)}
        ${ticket.class === "normal" ? nothing : html`<span class="badge">${named(page.class_names[ticket.class])}</span>`}
      </div>
      <div class="slip-body">${(STATES[ticket.status] ?? drawNote)(ticket)}</div>
    </article>
    ${sections}
    <div class="acts">${drawActs(ticket, acts, mute, reaching)}</div>`;
}

/** What is read aloud: one's own call. Places move with everybody's, and that is for the eye. @param {OwnTicket} ticket */
export function toHear(ticket) {
  if (ticket.status !== "called") return "";
  const again = ticket.calls > 1 ? t("ticket.recalled", { calls: ticket.calls }) : "";
  return [ticket.number, t("ticket.go_now"), named(counterOf(ticket).name), named(counterOf(ticket).zone), again].join(
    " ",
  );
}

/** Whether this page can name the counter that calls: the hall may have another plan by now. @param {OwnTicket} ticket */
export const knowsWhere = (ticket) => ticket.status !== "called" || (ticket.counter ?? "") in page.counters;

/** @param {OwnTicket} ticket */
const counterOf = (ticket) => page.counters[ticket.counter ?? ""] ?? { name: {}, zone: {} };

/** @type {Record<string, (ticket: OwnTicket) => unknown>} by status */
const STATES = {
  waiting: (ticket) =>
    html`${ticket.counters_open && isNear(ticket) ? html`<p class="next">${t(isNext(ticket) ? "ticket.next" : "ticket.near")}</p>` : nothing}
      <dl class="facts">
        ${
          isNext(ticket)
            ? nothing
            : html`<dt>${t("ticket.ahead")}</dt>
                <dd>${peopleAhead(ticket)}</dd>`
        }
        ${
          ticket.wait_s && !isOver(ticket)
            ? html`<dt>${t("ticket.wait")}</dt>
                <dd>${wait(ticket)}</dd>`
            : nothing
        }
        <dt>${t("ticket.seat")}</dt>
        <dd>${seat(ticket.service)}</dd>
        <dt>${t("ticket.issued")}</dt>
        <dd>${clock(ticket.issued_at)}</dd>
      </dl>
      ${ticket.counters_open ? nothing : drawNobodyCalls(ticket)}
      ${ticket.put_off ? html`<p class="soft">${t("ticket.put_off_used")}</p>` : nothing}`,
  called: (ticket) =>
    html`<p>${t("ticket.go_now")}</p>
      <p class="go">${named(counterOf(ticket).name)}</p>
      <p>${named(counterOf(ticket).zone)}</p>
      ${ticket.calls > 1 ? html`<p>${t("ticket.recalled", { calls: ticket.calls })}</p>` : nothing}`,
  serving: (ticket) =>
    html`<p class="title"><strong>${t("ticket.serving")}</strong></p>
      <p>${named(counterOf(ticket).name)}</p>
      <p>${t("ticket.serving_note")}</p>`,
};

/** Whether the hall has closed for the day, and nobody will call any more. @param {OwnTicket} ticket */
const isOver = ({ closed }) => closed?.over ?? false;

/** @param {OwnTicket} ticket */
function drawNobodyCalls(ticket) {
  const { closed } = ticket;
  if (!closed) return html`<p class="soft">${t("ticket.no_counter")}</p>`;
  const { key, facts } = opening(closed.opens_at, page.today());
  return html`<p class="title"><strong>${t(`common.hall_${closed.why}`)}</strong></p>
    <p class="soft">${t(isOver(ticket) ? "ticket.closed_over" : "ticket.no_counter")}</p>
    <p class="soft">${t(key, facts(lang))}</p>`;
}

/** @param {OwnTicket} ticket */
const drawNote = (ticket) =>
  html`<p class="title"><strong>${t(`ticket.${ticket.status}`)}</strong></p>
    <p>${t(`ticket.${ticket.status}_note`)}</p>`;

/** @param {OwnTicket} ticket @param {PhoneActs} acts @param {boolean} mute @param {Reaching} reaching */
function drawActs(ticket, acts, mute, { awake, reminder }) {
  const waiting = ticket.status === "waiting";
  const guide = page.guides[ticket.service];
  return html` ${ticket.status === "no_show" ? html`<button class="button is-primary is-large" data-act="come-back" @click=${acts.comeBack}>${icon("undo")}${t("ticket.come_back")}</button>` : nothing}
  ${waiting || ticket.status === "called" ? [drawSound(acts, mute), awake.draw()] : nothing} ${reminder.draw(ticket)}
  ${guide ? html`<a class="button" href="/guides/${guide}?lang=${page.lang}">${icon("guide")}${t("ticket.guide")}</a>` : nothing}
  ${mayAdd(ticket) ? html`<button class="button" data-act="another" @click=${acts.another}>${icon("plus")}${t("ticket.another")}</button>` : nothing}
  ${waiting && !ticket.put_off ? html`<button class="button" data-act="put-off" @click=${acts.putOff}>${icon("clock")}${t("ticket.put_off")}</button>` : nothing}
  ${waiting || ticket.status === "held" ? html`<button class="button is-plain" data-act="give-up" @click=${acts.giveUp}>${icon("close")}${t("ticket.give_up")}</button>` : nothing}
  ${waiting || ticket.status === "called" ? nothing : html`<a class="button is-plain" data-act="feedback" href="/t/${page.token}/feedback?lang=${page.lang}">${icon("star")}${t("feedback.open")}</a>`}`;
}

/** @param {PhoneActs} acts @param {boolean} mute */
const drawSound = (acts, mute) =>
  acts.soundOn && !mute
    ? html`<p class="row">${icon("voice")}<span>${t("ticket.sound_on")}</span></p>`
    : html`<button class="button" data-act="sound" @click=${acts.sound}>${icon("voice")}${t("ticket.sound")}</button>
        <p class="soft">${t("ticket.sound_note")}</p>`;
