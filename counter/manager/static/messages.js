/** What the manager says to everybody: the emergency that takes over every screen, and notices on the walls. */

import { call, failure } from "../shared/js/api.js";
import { clock } from "../shared/js/format.js";
import { OnePress } from "../shared/js/press.js";
import { named, page, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { words, wordsOf } from "./message-words.js";

/** @import { MessageView } from "../shared/js/shapes.d.ts" */

const AGAIN_MS = 15_000; // another manager may have changed something
const WEEK_MIN = 7 * 24 * 60;

export class Messages {
  /** @type {MessageView | null} */ emergency = null;
  /** @type {MessageView[]} */ notices = [];
  problem = "";
  #press;

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
    this.#press = new OnePress(redraw);
    void this.load();
    setInterval(() => this.load(), AGAIN_MS);
  }

  async load() {
    try {
      const [{ emergency }, notices] = await Promise.all([call("GET", "/emergency"), call("GET", "/notices")]);
      Object.assign(this, { emergency, notices });
    } catch (error) {
      failure(error); // the line's own banner tells of it
    }
    this.redraw();
  }

  /** @param {"POST" | "DELETE"} method @param {string} path @param {object | null} [body] */
  async #change(method, path, body = null) {
    if (this.#press.now) {
      this.problem = t("counter.still_busy");
      this.redraw();
      return;
    }
    this.problem = "";
    const { why } = await this.#press.do(path, (key) => call(method, path, body, { key }));
    this.problem = why?.words(t("manager.no_answer")) ?? "";
    await this.load();
  }

  draw() {
    return html`<section class="card stack">
      <div class="card-head">
        <h2 class="heading">${t("manager.messages")}</h2>
        ${
          page.may.includes("manage")
            ? html`<button class="button push" @click=${() => this.#askNotice()}>
                  ${icon("info")}${t("manager.post")}
                </button>
                <button class="button is-danger" @click=${() => this.#askEmergency()}>
                  ${icon("alert")}${t("manager.declare")}
                </button>`
            : nothing
        }
      </div>
      ${this.problem ? html`<div class="banner is-warn" role="status">${icon("alert")}${this.problem}</div>` : nothing}
      ${
        this.emergency
          ? html`<div class="banner is-danger" role="alert">
              ${icon("alert")}<span><b>${t("manager.emergency")}</b> ${named(this.emergency.text)}</span>
              <button class="button is-primary push" data-clear @click=${() => this.#change("DELETE", "/emergency")}>
                ${t("manager.clear")}
              </button>
            </div>`
          : nothing
      }
      ${
        this.notices.length
          ? html`<ul class="rows">
              ${repeat(
                this.notices,
                ({ id }) => id,
                (notice) => this.#notice(notice),
              )}
            </ul>`
          : html`<p class="soft">${t("manager.no_notices")}</p>`
      }
    </section>`;
  }

  /** @param {MessageView} message */
  #notice({ id, text, at, until }) {
    return html`<li class="line">
      <span class="soft">${at ? clock(at) : nothing}</span><span>${named(text)}</span>
      ${until ? html`<span class="soft">${t("manager.until", { time: `${until.slice(5, 10)} ${clock(until)}` })}</span>` : nothing}
      <button class="button is-plain" @click=${() => this.#change("DELETE", `/notices/${id}`)}>
        ${t("manager.remove")}
      </button>
    </li>`;
  }

  #askEmergency() {
    ask(
      t("manager.declare"),
      html`<p class="banner is-danger">${icon("alert")}${t("manager.declare_text")}</p>
        ${words()}`,
      (fields) => this.#change("POST", "/emergency", { text: wordsOf(fields) }),
      t("manager.declare"),
    );
  }

  #askNotice() {
    ask(
      t("manager.post"),
      html`${words()}
        <div class="field">
          <label for="minutes">${t("manager.stands")}</label>
          <select id="minutes" name="minutes">
            <option value="">${t("manager.stands_today")}</option>
            <option value="60">${t("manager.stands_hour")}</option>
            <option value=${WEEK_MIN}>${t("manager.stands_week")}</option>
            <option value="0">${t("manager.stands_on")}</option>
          </select>
        </div>
        <label class="tick"><input type="checkbox" name="spoken" disabled />${t("manager.spoken")}</label>`,
      (fields) =>
        this.#change("POST", "/notices", {
          text: wordsOf(fields),
          spoken: Boolean(fields.spoken),
          ...(fields.minutes && { minutes: Number(fields.minutes) }),
        }),
      t("manager.post"),
    );
  }
}
