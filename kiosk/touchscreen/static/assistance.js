/** Help with one touch: what kind is asked, the guide desk is called, and the kiosk says when somebody is coming. */

import { call, failure } from "../shared/js/api.js";
import { lang, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { page } from "./kiosk-page.js";

/** @typedef {{id: number, kind: string, taken: boolean}} Asked */

const KINDS = /** @type {const} */ ({
  sign_language: "mute",
  wheelchair: "wheelchair",
  companion: "people",
  language: "language",
  other: "help",
});

export class Assistance {
  /** @type {Asked[]} calls that stand in the hall */ #all = [];
  /** @type {number | null} this kiosk's own call */ #own = null;
  #asking = false;

  /** @param {import("./visit.js").Visit} visit @param {() => void} redraw */
  constructor(visit, redraw) {
    this.visit = visit;
    this.redraw = redraw;
  }

  /** @param {Asked[]} all */
  show(all) {
    this.#all = all;
    this.redraw();
  }

  /** What somebody who has called is told, until somebody has come. */
  draw() {
    const own = this.#all.find(({ id }) => id === this.#own);
    return own
      ? html`<div class="banner is-ok" role="status">
          ${icon("help")}<strong>${t(own.taken ? "assistance.coming" : "assistance.called")}</strong>
        </div>`
      : nothing;
  }

  drawChoice() {
    return html`<h1 class="heading">${t("assistance.which")}</h1>
      <div class="choices" data-scrolls>
        <div class="tiles subjects">
          ${Object.entries(KINDS).map(
            ([kind, picture]) =>
              html`<button class="tile" data-act="assistance-${kind}" @click=${() => this.#ask(kind)}>
                <span class="tile-mark">${icon(picture)}</span>
                <span class="tile-name">${t(`assistance.kind_${kind}`)}</span>
              </button>`,
          )}
        </div>
      </div>`;
  }

  /** @param {string} kind */
  async #ask(kind) {
    if (this.#asking) return; // whoever is in need touches more than once
    this.#asking = true;
    const { screen } = this.visit;
    const body = { kind, lang, ...(page.printer && { place: page.printer }) };
    try {
      const asked = await call("POST", "/assistance", body);
      this.#own = asked.id;
      if (!this.#all.some(({ id }) => id === asked.id)) this.#all = [...this.#all, asked];
      if (this.visit.screen === screen) this.visit.home();
    } catch (error) {
      this.visit.say("danger", failure(error).words(t("kiosk.gone")));
    } finally {
      this.#asking = false;
    }
    this.redraw();
  }
}
