/** What the manager says to everybody: the emergency that takes over every screen, and notices on the walls. */

import { call, failure } from "../shared/js/api.js";
import { clock } from "../shared/js/format.js";
import { OnePress } from "../shared/js/press.js";
import { lang as own, named, page, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";

/** @import { MessageView } from "../shared/js/shapes.d.ts" */

const AGAIN_MS = 15_000; // another manager may have changed something

export class Messages {
  /** @type {MessageView | null} */ emergency = null;
  /** @type {MessageView[]} */ notices = [];
  /** @type {MessageView[]} those to be shown later */ planned = [];
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
      const [{ emergency }, notices, planned] = await Promise.all([
        call("GET", "/emergency"),
        call("GET", "/notices"),
        page.may.includes("manage") ? call("GET", "/notices/planned") : [],
      ]);
      Object.assign(this, { emergency, notices, planned });
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
              ${icon("alert")}<span
                ><b>${t(this.emergency.drill ? "common.drill" : "manager.emergency")}</b>
                ${named(this.emergency.text)}</span
              >
              <button class="button is-primary push" data-clear @click=${() => this.#change("DELETE", "/emergency")}>
                ${t("manager.clear")}
              </button>
            </div>`
          : nothing
      }
      ${this.notices.length ? this.#list(this.notices) : html`<p class="soft">${t("manager.no_notices")}</p>`}
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
  #notice({ id, text, at, starts_at: from, ends_at: until, zones }) {
    const where = zones.map((zone) => named(page.zones[zone]) || zone).join("、");
    return html`<li class="line" data-notice=${id}>
      <span class="soft">${from ? `${dayOf(from)} ${clock(from)}` : clock(at)}</span>
      <span
        >${named(text)}
        ${until ? html`<small>${t("manager.until", { time: `${dayOf(until)} ${clock(until)}` })}</small>` : nothing}
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
      (fields) => this.#change("POST", "/emergency", { text: text(fields), drill: Boolean(fields.drill) }),
      t("manager.declare"),
    );
  }

  #askNotice() {
    ask(
      t("manager.post"),
      html`${words()}${times()}<label class="tick"
          ><input type="checkbox" name="spoken" />${t("manager.spoken")}</label
        >`,
      (fields) =>
        this.#change("POST", "/notices", {
          text: text(fields),
          spoken: Boolean(fields.spoken),
          ...(fields.starts_at && { starts_at: inHall(fields.starts_at) }),
          ...(fields.ends_at && { ends_at: inHall(fields.ends_at) }),
          zones: Object.keys(page.zones).filter((zone) => fields[`zone ${zone}`]),
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

/** "11-25" @param {string} when RFC 3339 */
const dayOf = (when) => when.slice(5, 10);

/** A time that somebody chose is the hall's, wherever the browser stands. @param {string} chosen as "2026-11-25T09:00" */
const inHall = (chosen) => `${chosen}:00${page.offset}`;

/** When and where; left as it is: from now on until it is taken down, on every wall. */
const times = () =>
  html`<div class="row">
      ${["starts_at", "ends_at"].map(
        (name) =>
          html`<div class="field">
            <label for=${name}>${t(`manager.${name}`)}</label>
            <input id=${name} name=${name} type="datetime-local" />
          </div>`,
      )}
    </div>
    <fieldset class="places">
      <legend>${t("manager.on_walls")}</legend>
      ${Object.entries(page.zones).map(
        ([zone, name]) => html`<label class="tick"><input type="checkbox" name="zone ${zone}" />${named(name)}</label>`,
      )}
    </fieldset>`;

/** @param {Record<string, string>} fields */
const text = (fields) =>
  Object.fromEntries(page.languages.map((lang) => [lang, fields[lang].trim()]).filter(([, said]) => said));
