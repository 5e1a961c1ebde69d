/** Messages to the visitor's phone: where the hall has a way out, asked for once and stopped with one touch. */

import { call, failure } from "../shared/js/api.js";
import { t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { page } from "./phone-page.js";

/** @import { OwnTicket } from "../shared/js/shapes.d.ts" */

const MAY_BE_CALLED = ["waiting", "called", "serving", "held", "no_show"];

export class Reminder {
  #asked = page.reminder === true;

  /** @param {HTMLDialogElement} dialog @param {() => void} redraw @param {(why: ReturnType<typeof failure>) => unknown} failed */
  constructor(dialog, redraw, failed) {
    this.dialog = dialog;
    this.redraw = redraw;
    this.failed = failed;
  }

  /** @param {OwnTicket} ticket */
  draw(ticket) {
    if (page.reminder === null || !MAY_BE_CALLED.includes(ticket.status)) return nothing;
    return this.#asked
      ? html`<p class="row">${icon("phone")}<span>${t("ticket.reminder_on")}</span></p>
          <button class="button is-plain" data-act="reminder-stop" @click=${() => this.#tell("DELETE")}>
            ${t("ticket.reminder_stop")}
          </button>`
      : html`<button class="button" data-act="reminder" @click=${() => this.#ask()}>
          ${icon("phone")}${t("ticket.reminder")}
        </button>`;
  }

  #ask() {
    render(
      html`<form class="stack" method="dialog" @submit=${(/** @type {SubmitEvent} */ event) => this.#sent(event)}>
        <h2 class="heading" id="ask-title">${t("ticket.reminder")}</h2>
        <p>${t("ticket.reminder_ask")}</p>
        <div class="field">
          <label for="reminder-phone">${t("ticket.reminder_phone")}</label>
          <input id="reminder-phone" type="tel" name="phone" autocomplete="tel" required maxlength="40" />
        </div>
        <div class="dialog-foot">
          <button class="button" type="button" @click=${() => this.dialog.close()}>${t("ticket.another_none")}</button>
          <button class="button is-primary" data-act="reminder-yes">${t("ticket.reminder_yes")}</button>
        </div>
      </form>`,
      this.dialog,
    );
    this.dialog.setAttribute("aria-labelledby", "ask-title");
    this.dialog.showModal();
  }

  /** @param {SubmitEvent} event */
  #sent(event) {
    const phone = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("phone");
    void this.#tell("POST", { phone });
  }

  /** @param {"POST" | "DELETE"} how @param {object} [body] */
  async #tell(how, body) {
    try {
      const { asked } = await call(how, `/tickets/${page.token}/reminder`, body);
      this.#asked = asked;
      this.redraw();
    } catch (error) {
      await this.failed(failure(error));
    }
  }
}
