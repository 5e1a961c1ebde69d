/** What the manager says to everybody: the emergency that takes over every screen, and notices on the walls. */

import { call, failure } from "../shared/js/api.js";
import { clock, day } from "../shared/js/format.js";
import { OnePress } from "../shared/js/press.js";
import { lang as own, named, page, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";

/** @import { MessageView } from "../shared/js/shapes.d.ts" */

const AGAIN_MS = 15_000; // another manager may have changed something
const LIVES_H = { hour: 1, half: 4, day: 24, week: 7 * 24, month: 30 * 24 }; // how long a notice may stand

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
      <span class="soft">${at ? clock(at) : nothing}</span
      ><span
        >${named(text)}${until ? html` <small>${t("manager.until", { day: day(until.slice(0, 10), "UTC"), time: clock(until) })}</small>` : nothing}</span
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
        ${words()}`,
      (fields) => this.#change("POST", "/emergency", { text: text(fields) }),
      t("manager.declare"),
    );
  }

  #askNotice() {
    ask(
      t("manager.post"),
      html`${words()}${life()}<label class="tick"
          ><input type="checkbox" name="spoken" />${t("manager.spoken")}</label
        >`,
      (fields) =>
        this.#change("POST", "/notices", {
          text: text(fields),
          spoken: Boolean(fields.spoken),
          lasts_s: Number(fields.lasts_s),
        }),
      t("manager.post"),
    );
  }
}

/** Messages whose sentences are recorded: chosen, they may still be changed. @param {Event} chosen */
function fill({ target }) {
  const select = /** @type {HTMLSelectElement} */ (target);
  for (const lang of page.languages) {
    const field = select.form?.querySelector(`[name=${lang}]`);
    if (field instanceof HTMLInputElement) field.value = page.ready[lang][select.value] ?? "";
  }
}

const words = () =>
  html`<div class="field">
      <label for="ready">${t("manager.ready")}</label>
      <select id="ready" data-ready @change=${fill}>
        <option value="">${t("manager.ready_none")}</option>
        ${Object.entries(page.ready[own]).map(([key, message]) => html`<option value=${key}>${message}</option>`)}
      </select>
    </div>
    ${page.languages.map(
      (lang) =>
        html`<div class="field">
          <label for="text-${lang}">${page.language_names[lang]}</label>
          <input
            id="text-${lang}"
            name=${lang}
            lang=${lang}
            maxlength="300"
            ?required=${lang === page.languages[0]}
            ?autofocus=${lang === page.languages[0]}
          />
        </div>`,
    )}`;

const life = () =>
  html`<div class="field">
    <label for="lasts">${t("manager.lasts")}</label>
    <select id="lasts" name="lasts_s">
      ${Object.entries(LIVES_H).map(([name, hours]) => html`<option value=${hours * 3600} ?selected=${name === "day"}>${t(`manager.lasts_${name}`)}</option>`)}
    </select>
  </div>`;

/** @param {Record<string, string>} fields */
const text = (fields) =>
  Object.fromEntries(page.languages.map((lang) => [lang, fields[lang].trim()]).filter(([, said]) => said));
