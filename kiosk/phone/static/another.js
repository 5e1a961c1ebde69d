/** Another service on the same ticket, asked for on the phone. */

import { named, t } from "../shared/js/page.js";
import { html, icon, render } from "../shared/js/view.js";
import { page } from "./phone-page.js";

/** @import { OwnTicket } from "../shared/js/shapes.d.ts" */

const ON_ITS_WAY = ["waiting", "called", "serving", "held"];

/** The services that the ticket is not for. @param {OwnTicket} ticket */
const others = (ticket) => page.services.filter((id) => id !== ticket.service && !ticket.then.includes(id));

/** Whether there is another service that the ticket could be for. @param {OwnTicket} ticket */
export const mayAdd = (ticket) => ON_ITS_WAY.includes(ticket.status) && others(ticket).length > 0;

/** What follows on the ticket, in order. @param {OwnTicket} ticket */
export const drawThen = ({ then }) =>
  then.map(
    (id, n) =>
      html`<p class="then">${t(n ? "ticket.and_then" : "ticket.then", { service: named(page.service_names[id]) })}</p>`,
  );

/**
 * Asks in `dialog` which service; a touch on one is the answer.
 * @param {HTMLDialogElement} dialog @param {OwnTicket} ticket @param {(service: string) => void} add
 */
export function askWhich(dialog, ticket, add) {
  const choose = (/** @type {string | null} */ service) => () => {
    dialog.close();
    if (service) add(service);
  };
  render(
    html`<h2 class="heading" id="ask-title">${t("ticket.another")}</h2>
      <p>${t("ticket.another_ask")}</p>
      <ul class="links">
        ${others(ticket).map(
          (id) =>
            html`<li>
              <button class="button" data-another=${id} @click=${choose(id)}>
                ${icon("plus")}<span>${named(page.service_names[id])}</span>
              </button>
            </li>`,
        )}
      </ul>
      <div class="dialog-foot">
        <button class="button" @click=${choose(null)}>${t("ticket.another_none")}</button>
      </div>`,
    dialog,
  );
  dialog.setAttribute("aria-labelledby", "ask-title");
  dialog.showModal();
}
