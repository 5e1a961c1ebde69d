/** What came of a visit, to be read at home: the one-time notices given to a ticket, and the cases accepted for it. */

import { call, failure } from "../shared/js/api.js";
import { clock } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { page } from "./phone-page.js";

/** @import { NoticeView, OwnTicket, TicketCase } from "../shared/js/shapes.d.ts" */

export class Told {
  /** @type {NoticeView[]} */ #notices = [];
  /** @type {TicketCase[]} */ #cases = [];
  /** Whether a low rating is followed up. */ followUp = page.follow_up;

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
  }

  /** Asks when the ticket says that there are others than are known. @param {OwnTicket} ticket */
  async look(ticket) {
    if (!ticket.started_at || (ticket.notices === this.#notices.length && ticket.cases === this.#cases.length)) return;
    try {
      const both = ["notices", "cases"].map((what) => call("GET", `/tickets/${page.token}/${what}`));
      [this.#notices, this.#cases] = await Promise.all(both);
      this.redraw();
    } catch (error) {
      failure(error); // the next picture asks again
    }
  }

  draw() {
    const note = (/** @type {NoticeView} */ notice) => html`${notice.id}${" · "}${clock(notice.at)}`;
    const status = (/** @type {TicketCase} */ one) => html`${one.number}${" · "}${t(`cases.status_${one.status}`)}`;
    return html`${this.followUp ? followed() : nothing} ${links("told", "ticket.notices", this.#notices, note)}
    ${links("cases", "cases.of_ticket", this.#cases, status)}`;
  }
}

const followed = () =>
  html`<section class="card" aria-labelledby="followed">
    <h2 class="heading" id="followed">${t("feedback.followed")}</h2>
    <p class="soft">${t("feedback.followed_note")}</p>
    <div class="links">
      <a class="button" data-follow-up href="/f/${page.token}?lang=${page.lang}"
        >${icon("search")}${t("feedback.see")}</a
      >
    </div>
  </section>`;

/** @param {string} id @param {string} words @param {any[]} all @param {(one: any) => unknown} second */
const links = (id, words, all, second) =>
  all.length
    ? html`<section class="card" aria-labelledby=${id}>
        <h2 class="heading" id=${id}>${t(words)}</h2>
        <p class="soft">${t(`${words}_note`)}</p>
        <ul class="links">
          ${all.map(
            (one) =>
              html`<li>
                <a class="button" href="${new URL(one.url).pathname}?lang=${page.lang}"
                  >${icon("guide")} <span>${named(one.name)}<span class="second">${second(one)}</span></span></a
                >
              </li>`,
          )}
        </ul>
      </section>`
    : nothing;
