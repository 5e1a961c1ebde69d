/** The one-time notices given to a ticket: what is still to bring, to be read at home. */

import { Problem, Unreachable, call } from "../shared/js/api.js";
import { clock } from "../shared/js/format.js";
import { named, page, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

export class Told {
  #notices = [];

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
  }

  /** Asks for the notices when the ticket says that there are others than are known. @param {any} ticket */
  async look(ticket) {
    if (!ticket.started_at || ticket.notices === this.#notices.length) return;
    try {
      this.#notices = await call("GET", `/tickets/${page.token}/notices`);
      this.redraw();
    } catch (why) {
      if (!(why instanceof Problem || why instanceof Unreachable)) throw why; // the next picture asks again
    }
  }

  draw() {
    if (!this.#notices.length) return nothing;
    return html`<section class="card" aria-labelledby="told">
      <h2 class="heading" id="told">${t("ticket.notices")}</h2>
      <p class="soft">${t("ticket.notices_note")}</p>
      <ul class="links">${this.#notices.map((notice) => html`<li><a class="button" href="${new URL(notice.url).pathname}?lang=${page.lang}">${icon("guide")}
        <span>${named(notice.name)}<span class="second">${notice.id}${" · "}${clock(notice.at)}</span></span></a></li>`)}</ul>
    </section>`;
  }
}
