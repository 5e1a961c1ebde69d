/** The ticket just taken: its number, where to sit, and the code to carry it away. */

import { isNext, peopleAhead, seat, wait } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { page } from "./kiosk-page.js";
import { drawThen } from "./several.js";

/** @import { Acts, Ticket } from "./touch.d.ts" */
/** @import { Visit } from "./visit.js" */

/** @param {Visit} visit @param {Acts} acts */
export function drawTaken(visit, acts) {
  const { ticket, paper } = visit.screen;
  const onPaper = paper && visit.printer?.prints;
  return html` <div class="scrolled" data-scrolls>
      <div class="welcome" role="status">
        <h1>${icon(onPaper ? "printer" : "check")}${onPaper ? t("kiosk.take_paper") : t("kiosk.your_number")}</h1>
        ${onPaper || page.wifi !== null ? nothing : html`<p class="lead">${t("kiosk.on_screen")}</p>`}
      </div>
      <article class="slip taken">
        <div class="slip-head">
          <span class="soft">${t("kiosk.your_number")}</span>
          <b class="number is-hero" id="number">${ticket.number}</b>
          <strong>${named(serviceOf(visit, ticket).name)}</strong>
          ${drawThen(visit, ticket)}
          ${ticket.class === "normal" ? nothing : html`<span class="badge">${named(page.class_names[ticket.class])}</span>`}
        </div>
        <div class="slip-body">
          <dl class="facts">${drawFacts(ticket)}</dl>
          <img class="qr" src="/t/${ticket.token}/qr.svg" alt=${t("kiosk.qr_alt")} width="240" height="240" />
          <p class="scan">${icon("phone")}${t("kiosk.scan")}</p>
          ${page.wifi === null ? nothing : drawWifi(page.wifi)}
        </div>
      </article>
    </div>
    <div class="actions">
      ${visit.printer?.prints ? html`<button class="button" data-act="reprint" @click=${() => acts.reprint(ticket)}>${icon("printer")}${t("kiosk.reprint")}</button>` : nothing}
      <button class="button is-plain" data-act="wrong" @click=${() => acts.askGiveBack(ticket)}>
        ${icon("undo")}${t("kiosk.wrong")}
      </button>
      <button class="button is-primary is-large" data-act="done" @click=${() => acts.home()}>
        ${icon("check")}${t("kiosk.done")}
      </button>
    </div>`;
}

/** A stranger's phone reaches the ticket's page over the hall's own network. @param {string} name */
const drawWifi = (name) =>
  html`<div class="wifi">
    <img class="qr" src="/kiosk/wifi.svg" alt=${t("kiosk.wifi_alt")} width="240" height="240" />
    <p>${t("kiosk.scan_wifi", { name })}</p>
  </div>`;

/** @param {Visit} visit @param {Ticket} ticket */
const serviceOf = (visit, ticket) => visit.services.find((service) => service.id === ticket.service) ?? { name: {} };

/**
 * How many are ahead, how long, and where to wait; also on other pages that show a waiting ticket.
 * @param {Ticket} ticket
 */
export const drawFacts = (ticket) =>
  html` <dt>${t("kiosk.ahead")}</dt>
    <dd>${isNext(ticket) ? t("kiosk.nobody_ahead") : peopleAhead(ticket)}</dd>
    ${
      ticket.wait_s
        ? html`<dt>${t("kiosk.wait")}</dt>
            <dd>${wait(ticket)}</dd>`
        : nothing
    }
    <dt>${t("kiosk.seat")}</dt>
    <dd>${seat(ticket.service)}</dd>`;
