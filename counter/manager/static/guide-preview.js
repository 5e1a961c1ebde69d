/** What the guide will look like: drawn as every screen draws it, and the very picture that the roll prints. */

import { call, failure } from "../shared/js/api.js";
import { drawGuide } from "../shared/js/guide.js";
import { lang, page, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

/** @import { GuidePreviewed } from "../shared/js/shapes.d.ts" */
/** @import { Settings } from "./settings-state.js" */

const SLOW_MS = 30_000; // drawing paper takes the server a moment

export class Preview {
  /** @type {GuidePreviewed | null} */ shown = null;
  /** @type {Set<string>} materials that were ticked */ have = new Set();
  paper = lang;
  problem = "";
  busy = false;
  #of = "";

  /** @param {Settings} settings @param {() => void} redraw */
  constructor(settings, redraw) {
    this.settings = settings;
    this.redraw = redraw;
  }

  get #place() {
    return `/guides/${encodeURIComponent(page.guide)}/preview`;
  }

  async #show() {
    this.busy = true;
    this.problem = "";
    this.redraw();
    const of = JSON.stringify(this.settings.plan);
    try {
      const asked = { guide: this.settings.plan, lang: this.paper };
      this.shown = await call("POST", this.#place, asked, { timeout_ms: SLOW_MS });
      this.#of = of;
    } catch (error) {
      this.problem = failure(error).words(t("common.offline"));
    }
    this.busy = false;
    this.redraw();
  }

  /** The sheet opens beside, as the visitor's own browser would show it. */
  async #sheet() {
    const beside = window.open("", "_blank");
    const answer = await fetch(`/api/v1${this.#place}/sheet`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": page.csrf ?? "" },
      body: JSON.stringify({ guide: this.settings.plan, lang: this.paper }),
    }).catch(() => null);
    if (answer?.ok && beside) {
      beside.location.href = URL.createObjectURL(await answer.blob());
      return;
    }
    beside?.close();
    this.problem = t("settings.preview_failed");
    this.redraw();
  }

  /** @param {string} id @param {boolean} on */
  #tick(id, on) {
    if (on) this.have.add(id);
    else this.have.delete(id);
    this.redraw();
  }

  draw() {
    const isOld = this.shown !== null && this.#of !== JSON.stringify(this.settings.plan);
    const wrong = this.settings.checked.mistakes.length;
    return html`<div class="row">
        <label class="in-language"
          ><span>${t("settings.preview_lang")}</span>
          <select
            @change=${(/** @type {Event} */ event) => (this.paper = /** @type {HTMLSelectElement} */ (event.target).value)}
          >
            ${page.languages.map((one) => html`<option value=${one} .selected=${one === this.paper}>${page.language_names[one]}</option>`)}
          </select>
        </label>
        <button
          type="button"
          class="button is-primary"
          data-preview
          ?disabled=${this.busy || wrong > 0}
          @click=${() => void this.#show()}
        >
          ${icon("screen")}${t("settings.preview_show")}
        </button>
        <button type="button" class="button is-plain" ?disabled=${wrong > 0} @click=${() => void this.#sheet()}>
          ${icon("printer")}${t("settings.preview_sheet")}
        </button>
      </div>
      ${wrong ? html`<p class="field-error">${icon("alert")}<span>${t("settings.preview_wrong", { count: wrong })}</span></p>` : nothing}
      ${this.problem ? html`<div class="banner is-warn" role="alert">${icon("alert")}${this.problem}</div>` : nothing}
      ${this.busy ? html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>` : nothing}
      ${isOld ? html`<p class="banner is-warn" role="status">${icon("info")}${t("settings.preview_old")}</p>` : nothing}
      ${this.shown ? this.#looks(this.shown) : nothing}`;
  }

  /** @param {GuidePreviewed} shown */
  #looks({ screen, roll }) {
    return html`<div class="looks">
      <section aria-label=${t("settings.preview_screen")} class="look" data-face="phone" data-theme="light">
        <div>${drawGuide(screen, this.have, { tick: (id, on) => this.#tick(id, on) })}</div>
      </section>
      <section aria-label=${t("settings.preview_roll")} class="look">
        <img class="roll" src="data:image/png;base64,${roll}" alt=${t("settings.preview_roll")} />
      </section>
    </div>`;
  }
}
