/** Who waits for a counter, and whose visit can be taken up again. */

import { clock, minutes } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { page } from "./staff-page.js";

/** @import { Panel, TicketView } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */

/** Who waits for this counter. @param {Panel} panel @param {Acts} acts */
export function drawQueue(panel, acts) {
  return html`<section class="card list">
    <div class="card-head">
      <h2 class="heading">${t("counter.queue")}</h2>
      <span class="badge push">${t("common.people_waiting", { count: panel.waiting })}</span>
    </div>
    ${
      panel.queue.length
        ? html`<ol class="rows" tabindex="0" aria-label=${t("counter.queue")}>
            ${repeat(
              panel.queue,
              (ticket) => ticket.id,
              (ticket) => waiting(ticket, acts),
            )}
          </ol>`
        : html`<p class="soft queue-empty">${t("counter.queue_empty")}</p>`
    }
  </section>`;
}

/** @param {TicketView} ticket @param {Acts} acts */
function waiting(ticket, acts) {
  const waited_s = Math.max(0, (acts.now().getTime() - Date.parse(ticket.issued_at)) / 1000);
  const level = waited_s >= page.limits.alarm_s ? "danger" : waited_s >= page.limits.warn_s ? "warn" : "";
  return html`<li class="line">
    <b class="line-number">${ticket.number}</b>
    <span class="line-what"
      >${named(page.service_names[ticket.service])}
      ${ticket.class !== "normal" ? html`<span class="badge is-warn">${named(page.class_names[ticket.class])}</span>` : nothing}</span
    >
    <span class=${level ? `badge is-${level}` : "soft"} title=${clock(ticket.issued_at)}>
      ${level ? icon(level === "danger" ? "alert" : "clock") : nothing}${minutes(waited_s)}</span
    >
    ${
      page.may_call_any
        ? html`<button class="button is-plain" @click=${() => acts.callNumber(ticket.number)}>
            ${t("common.call")} <span class="only-heard">${ticket.number}</span>
          </button>`
        : nothing
    }
  </li>`;
}

/** Whose visit can be taken up again. @param {Panel} panel @param {Acts} acts */
export function drawAside(panel, acts) {
  const rows = [
    ...panel.held.map((ticket) => ({ ticket, act: "resume", drawn: "hold", go: acts.resume })),
    ...panel.missed.map((ticket) => ({ ticket, act: "reinstate", drawn: "no-show", go: acts.reinstate })),
  ];
  if (!rows.length) return nothing;
  const more = panel.held_count + panel.missed_count - rows.length;
  return html`<section class="card list is-aside">
    <div class="card-head">
      <h2 class="heading">${t("counter.aside")}</h2>
      <kbd class="push">K</kbd>
    </div>
    <ul class="rows">
      ${repeat(
        rows,
        ({ ticket }) => ticket.id,
        ({ ticket, act, drawn, go }) =>
          html`<li class="line">
            <b class="line-number">${ticket.number}</b>
            <span class="line-what">${icon(drawn)}${t(`counter.status_${ticket.status}`)}</span>
            <button class="button" data-act=${act} data-number=${ticket.number} @click=${() => go(ticket.number)}>
              ${t(`counter.${act}`)} <span class="only-heard">${ticket.number}</span>
            </button>
          </li>`,
      )}
    </ul>
    ${more > 0 ? html`<p class="soft" data-more>${t("counter.aside_more", { count: more })}</p>` : nothing}
  </section>`;
}

/** Who has booked and is still to come; in a hall without appointments nothing. @param {Panel} panel */
export function drawBooked(panel) {
  if (!page.bookable) return nothing;
  return html`<section class="card list" data-booked>
    <div class="card-head">
      <h2 class="heading">${t("appointments.booked_next")}</h2>
      <a class="button is-plain push" href="/counter/appointments">${t("appointments.open_list")}</a>
    </div>
    ${
      panel.booked.length
        ? html`<ul class="rows">
            ${panel.booked.map(
              ({ at, service, count }) =>
                html`<li class="line">
                  <span class="line-number">${clock(at)}</span>
                  <span class="line-what">${named(page.service_names[service])}</span>
                  <span class="soft">${t("appointments.people", { count })}</span>
                </li>`,
            )}
          </ul>`
        : nothing
    }
  </section>`;
}
