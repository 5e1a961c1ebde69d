/** Help with one touch: what kind is asked, the guide desk is called, and the kiosk says when somebody is coming. */

import { Problem, Unreachable, call } from "../shared/js/api.js";
import { lang, page, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

const KINDS = /** @type {const} */ ({
  sign_language: "mute",
  wheelchair: "wheelchair",
  companion: "people",
  language: "language",
  other: "help",
});

export class Assistance {
  /** Calls that stand in the hall. @type {{id: number, kind: string, taken: boolean}[]} */ #all = [];
  /** This kiosk's own call. @type {number | null} */ #own = null;

  /** @param {import("./visit.js").Visit} visit @param {() => void} redraw */
  constructor(visit, redraw) {
    this.visit = visit;
    this.redraw = redraw;
  }

  /** @param {{id: number, kind: string, taken: boolean}[]} all */
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
      <div class="tiles subjects">
        ${Object.entries(KINDS).map(
          ([kind, picture]) =>
            html`<button class="tile" data-act="assistance-${kind}" @click=${() => this.#ask(kind)}>
              <span class="tile-mark">${icon(picture)}</span>
              <span class="tile-name">${t(`assistance.kind_${kind}`)}</span>
            </button>`,
        )}
      </div>`;
  }

  /** @param {string} kind */
  async #ask(kind) {
    const body = { kind, lang, ...(page.printer && { place: page.printer }) };
    try {
      const asked = await call("POST", "/assistance", body);
      this.#own = asked.id;
      if (!this.#all.some(({ id }) => id === asked.id)) this.#all = [...this.#all, asked];
      this.visit.home();
    } catch (why) {
      if (!(why instanceof Problem || why instanceof Unreachable)) throw why;
      this.visit.say("danger", why instanceof Problem ? why.detail : t("kiosk.gone"));
    }
    this.redraw();
  }
}
