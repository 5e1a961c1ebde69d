/** The visitor's own rating after the visit: five levels; the low two ask why. Nobody has to answer. */

import { newKey } from "../shared/js/api.js";
import { page, t } from "../shared/js/page.js";
import { LOW, drawLevels, drawReasons } from "../shared/js/rating.js";
import { html, icon, nothing } from "../shared/js/view.js";

export class Rating {
  #score = 0;
  #reasons = new Set();
  #busy = false;
  #key = "";

  /** @param {(rating: object, key: string) => Promise<void>} send @param {() => void} redraw */
  constructor(send, redraw) {
    this.send = send;
    this.redraw = redraw;
  }

  /** @param {any} ticket */
  draw(ticket) {
    if (ticket.status !== "finished") return nothing;
    if (ticket.rated) return html`<p class="banner is-ok" role="status">${icon("check")}${t("rating.thanks")}</p>`;
    return html`<section class="card asked" aria-labelledby="asked">
      ${this.#score ? this.#drawWhy() : this.#drawHow()}
    </section>`;
  }

  #drawHow() {
    return html`<h2 class="heading" id="asked">${t("rating.how")}</h2>
      ${drawLevels((score) => this.#choose(score), this.#busy)}
      <p class="soft">${t("rating.voluntary")}</p>`;
  }

  #drawWhy() {
    return html`<h2 class="heading" id="asked">${t("rating.why")}</h2>
      <p class="soft">${t("rating.why_text", { score: t(`rating.score_${this.#score}`) })}</p>
      ${drawReasons(page.reasons, this.#reasons, (reason) => this.#tick(reason))}
      <div class="acts">
        <button
          class="button is-primary is-large"
          data-send
          ?disabled=${this.#busy || !this.#reasons.size}
          @click=${() => this.#give()}
        >
          ${icon("check")}${t("rating.send")}
        </button>
        <button class="button is-plain" ?disabled=${this.#busy} @click=${() => this.#choose(0)}>
          ${icon("back")}${t("common.back")}
        </button>
      </div>`;
  }

  #choose(score) {
    this.#score = score;
    this.#reasons.clear();
    this.#key = newKey();
    if (score > LOW) this.#give();
    else this.redraw();
  }

  #tick(reason) {
    if (!this.#reasons.delete(reason)) this.#reasons.add(reason);
    this.#key = newKey(); // another answer is another act
    this.redraw();
  }

  /** After a lost answer the same touch may be repeated: it has the same key. */
  async #give() {
    this.#busy = true;
    this.redraw();
    await this.send({ score: this.#score, reasons: [...this.#reasons] }, this.#key);
    this.#busy = false;
    if (this.#score > LOW) this.#score = 0;
    this.redraw();
  }
}
