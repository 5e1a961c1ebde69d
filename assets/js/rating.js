/** Rating a visit: five levels, and reasons for the low two. Nobody has to answer. */

import { KeyOf, OnePress } from "./press.js";
import { page, t } from "./page.js";
import { classMap, html, icon, nothing } from "./view.js";

const LOW = 2; // from here down a reason is asked for
const SCORES = [5, 4, 3, 2, 1];

/**
 * @typedef {object} Sender
 * @property {(given: {score: number, reasons: string[], comment?: string, contact?: string}, key: string) => Promise<unknown>} send
 * @property {(why: ReturnType<typeof import("./api.js").failure>) => unknown} failed
 * @property {boolean} [asksWords]   a comment and a number to be called at may be left; not where others look on
 */

export class Rating {
  #score = 0;
  /** @type {Set<string>} */ #reasons = new Set();
  /** @type {Record<string, string>} */ #words = {};
  #keys = new KeyOf();

  /** @param {Sender} sender @param {() => void} redraw */
  constructor(sender, redraw) {
    this.sender = sender;
    this.redraw = redraw;
    this.press = new OnePress(redraw);
  }

  /** Whether somebody is in the middle of it. */
  get isBegun() {
    return this.#score > 0;
  }

  /** The next visit finds a fresh question. */
  reset() {
    this.#score = 0;
    this.#reasons.clear();
    this.#words = {};
    this.#keys.answered();
  }

  /** @param {(words: string) => unknown} heading */
  draw(heading) {
    return this.#score > 0 ? this.#drawWhy(heading) : this.#drawHow(heading);
  }

  /** @param {(words: string) => unknown} heading */
  #drawHow(heading) {
    return html`${heading(t("rating.how"))}
      <div class="levels">${SCORES.map((score) => this.#drawLevel(score))}</div>
      <p class="soft">${t("rating.voluntary")}</p>`;
  }

  /** @param {number} score */
  #drawLevel(score) {
    const stars = SCORES.map(
      (_, i) => html`<span class=${classMap({ star: true, "is-on": i < score })}>${icon("star")}</span>`,
    );
    return html`<button
      class="button level"
      ?disabled=${this.press.now !== null}
      data-score=${score}
      @click=${() => this.#choose(score)}
    >
      <span class="stars" aria-hidden="true">${stars}</span>
      ${t(`rating.score_${score}`)}
    </button>`;
  }

  /** @param {(words: string) => unknown} heading */
  #drawWhy(heading) {
    const busy = this.press.now !== null;
    return html`${heading(t("rating.why"))}
      <p class="soft">${t("rating.why_text", { score: t(`rating.score_${this.#score}`) })}</p>
      <div class="reasons">${page.reasons.map((/** @type {string} */ reason) => this.#drawReason(reason))}</div>
      ${this.sender.asksWords ? this.#drawWords() : nothing}
      <div class="actions">
        <button class="button is-large" ?disabled=${busy} @click=${() => this.#choose(0)}>
          ${icon("back")}${t("common.back")}
        </button>
        <button
          class="button is-primary is-large"
          data-send
          ?disabled=${busy || !this.#reasons.size}
          @click=${() => this.#give()}
        >
          ${icon("check")}${t("rating.send")}
        </button>
      </div>`;
  }

  #drawWords() {
    const written = (/** @type {InputEvent} */ { target }) => {
      const { name, value } = /** @type {HTMLInputElement} */ (target);
      this.#words[name] = value.trim();
    };
    return html`<div class="field">
        <label for="comment">${t("rating.comment")}</label>
        <textarea id="comment" name="comment" rows="3" maxlength="1000" @input=${written}></textarea>
      </div>
      <div class="field">
        <label for="contact">${t("rating.contact")}</label>
        <input id="contact" name="contact" type="tel" maxlength="100" autocomplete="off" @input=${written} />
      </div>`;
  }

  /** @param {string} reason */
  #drawReason(reason) {
    const chosen = this.#reasons.has(reason);
    return html`<button
      class="button is-plain"
      data-reason=${reason}
      aria-pressed=${chosen}
      @click=${() => this.#tick(reason)}
    >
      ${chosen ? icon("check") : nothing}${t(`rating.reason_${reason}`)}
    </button>`;
  }

  /** @param {number} score   0 goes back */
  #choose(score) {
    this.#score = score;
    this.#reasons.clear();
    if (score > LOW) void this.#give();
    else this.redraw();
  }

  /** @param {string} reason */
  #tick(reason) {
    if (!this.#reasons.delete(reason)) this.#reasons.add(reason);
    this.redraw();
  }

  async #give() {
    const words = Object.fromEntries(Object.entries(this.#words).filter(([, said]) => said));
    const given = { score: this.#score, reasons: [...this.#reasons], ...words };
    const { why } = await this.press.do("rating", (key) => this.sender.send(given, key), this.#keys.said(given));
    if (why) this.sender.failed(why);
    if (given.score > LOW) this.#score = 0;
    this.redraw();
  }
}
