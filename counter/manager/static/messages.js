/** What the manager says to everybody: the emergency that takes over every screen, and notices on the walls. */

import { call, failure, newKey } from "../shared/js/api.js";
import { moment } from "../shared/js/moment.js";
import { OnePress } from "../shared/js/press.js";
import { inOneLine, named, page, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { words, wordsOf } from "./message-words.js";
import { soon } from "./soon.js";

/** @import { MessageView } from "../shared/js/shapes.d.ts" */

const AGAIN_MS = 15_000; // another manager may have changed something
const WEEK_MIN = 7 * 24 * 60;

export class Messages {
  /** @type {MessageView | null} */ emergency = null;
  /** @type {MessageView[] | null} null: not known yet */ notices = null;
  /** @type {MessageView[]} those to be shown later */ planned = [];
  problem = "";
  #press;
  #again = soon(() => void this.load());

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
    this.#press = new OnePress(redraw);
    void this.load();
    setInterval(() => this.load(), AGAIN_MS);
  }

  async load() {
    try {
      const [{ emergency }, notices, planned] = await Promise.all([
        call("GET", "/emergency"),
        call("GET", "/notices"),
        page.may.includes("manage") ? call("GET", "/notices/planned") : [],
      ]);
      Object.assign(this, { emergency, notices, planned });
    } catch (error) {
      failure(error); // the line's own banner tells of it
      if (!this.notices) this.#again();
    }
    this.redraw();
  }

  /**
   * Promises why it was not done, "" if it was.
   * @param {"POST" | "DELETE"} method @param {string} path @param {object | null} [body] @param {string} [key]
   */
  async #change(method, path, body = null, key = newKey()) {
    if (this.#press.now) {
      this.problem = t("counter.still_busy");
      this.redraw();
      return this.problem;
    }
    this.problem = "";
    const { why } = await this.#press.do(path, () => call(method, path, body, { key }));
    this.problem = why?.words(t("manager.no_answer")) ?? "";
    await this.load();
    return this.problem;
  }

  draw() {
    const { emergency, notices } = this;
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
        emergency
          ? html`<div class="banner is-danger" role="alert">
              ${icon("alert")}<span
                ><b>${t(emergency.drill ? "common.drill" : "manager.emergency")}</b> ${named(emergency.text)}</span
              >
              <button
                class="button is-primary push"
                data-clear
                @click=${() => this.#change("DELETE", `/emergency/${emergency.id}`)}
              >
                ${t("manager.clear")}
              </button>
            </div>`
          : nothing
      }
      ${notices?.length ? this.#list(notices) : nothing}
      ${notices?.length === 0 ? html`<p class="soft">${t("manager.no_notices")}</p>` : nothing}
      ${
        this.planned.length
          ? html`<h3>${t("manager.planned")}</h3>
              ${this.#list(this.planned)}`
          : nothing
      }
    </section>`;
  }

  /** @param {MessageView[]} notices */
  #list(notices) {
    return html`<ul class="rows">
      ${repeat(
        notices,
        ({ id }) => id,
        (notice) => this.#notice(notice),
      )}
    </ul>`;
  }

  /** @param {MessageView} message */
  #notice({ id, text, at, until, starts_at: from, zones }) {
    const where = inOneLine(zones.map((zone) => named(page.zones[zone]) || zone));
    return html`<li class="line" data-notice=${id}>
      <span class="soft">${moment(from ?? at)}</span>
      <span
        >${named(text)} ${until ? html`<small>${t("manager.until", { time: moment(until) })}</small>` : nothing}
        ${where ? html`<small>${where}</small>` : nothing}</span
      >
      <button class="button is-plain" @click=${() => this.#change("DELETE", `/notices/${id}`)}>
        ${t("manager.remove")}
      </button>
    </li>`;
  }

  #askEmergency() {
    ask(
      t("manager.declare"),
      html`<p class="banner is-danger">${icon("alert")}${t("manager.declare_text")}</p>
        ${words()}
        <label class="tick"><input type="checkbox" name="drill" />${t("manager.drill")}</label>`,
      (fields, key) => this.#change("POST", "/emergency", { text: wordsOf(fields), drill: Boolean(fields.drill) }, key),
      t("manager.declare"),
    );
  }

  #askNotice() {
    ask(
      t("manager.post"),
      html`${words()}${beginning()}
        <div class="field">
          <label for="minutes">${t("manager.stands")}</label>
          <select id="minutes" name="minutes">
            <option value="">${t("manager.stands_today")}</option>
            <option value="60">${t("manager.stands_hour")}</option>
            <option value=${WEEK_MIN}>${t("manager.stands_week")}</option>
            <option value="0">${t("manager.stands_on")}</option>
          </select>
        </div>
        ${areas()}
        <label class="tick"><input type="checkbox" name="spoken" disabled />${t("manager.spoken")}</label>`,
      (fields, key) => {
        const notice = {
          text: wordsOf(fields),
          spoken: Boolean(fields.spoken),
          ...(fields.starts_at && { starts_at: inHall(fields.starts_at) }),
          zones: Object.keys(page.zones).filter((zone) => fields[`zone ${zone}`]),
          ...(fields.minutes && { minutes: Number(fields.minutes) }),
        };
        return this.#change("POST", "/notices", notice, key);
      },
      t("manager.post"),
    );
  }
}

/** A time that somebody chose is the hall's, wherever the browser stands. @param {string} chosen as "2026-11-25T09:00" */
const inHall = (chosen) => `${chosen}:00${page.offset}`;

/** Left as it is: from now on. */
const beginning = () =>
  html`<div class="field">
    <label for="starts_at">${t("manager.starts_at")}</label>
    <input id="starts_at" name="starts_at" type="datetime-local" />
  </div>`;

/** With none ticked: on every wall. */
const areas = () =>
  html`<fieldset class="places">
    <legend>${t("manager.on_walls")}</legend>
    ${Object.entries(page.zones).map(
      ([zone, name]) => html`<label class="tick"><input type="checkbox" name="zone ${zone}" />${named(name)}</label>`,
    )}
  </fieldset>`;
