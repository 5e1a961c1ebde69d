/** The phone's screen, kept on while that is wanted and where the browser can: over HTTPS alone. */

import { t } from "../shared/js/page.js";
import { html, icon } from "../shared/js/view.js";

export class Awake {
  /** @type {WakeLockSentinel | null} */ #lock = null;
  #taking = false;
  #wanted = false;
  #refused = false;

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
    document.addEventListener("visibilitychange", () => void this.#take()); // out of sight the browser takes it away
  }

  end() {
    this.#wanted = false;
    void this.#lock?.release();
    this.#lock = null;
  }

  draw() {
    if (!("wakeLock" in navigator)) return html`<p class="soft" data-awake="never">${t("ticket.awake_never")}</p>`;
    return html`<button
        class="button"
        role="switch"
        aria-checked=${String(this.#wanted)}
        data-act="awake"
        @click=${() => this.#turn()}
      >
        ${icon(this.#wanted ? "check" : "screen")}${t(this.#wanted ? "ticket.awake_on" : "ticket.awake")}
      </button>
      ${this.#refused ? html`<p class="soft" role="status">${t("ticket.awake_refused")}</p>` : ""}`;
  }

  #turn() {
    this.#refused = false;
    if (this.#wanted) this.end();
    else {
      this.#wanted = true;
      void this.#take();
    }
    this.redraw();
  }

  async #take() {
    if (!this.#wanted || this.#taking || document.hidden || this.#lock?.released === false) return;
    this.#taking = true;
    try {
      const lock = await navigator.wakeLock.request("screen");
      if (!this.#wanted) return void lock.release(); // turned off meanwhile
      lock.addEventListener("release", () => this.#wanted && lock === this.#lock && this.#lost());
      this.#lock = lock;
    } catch {
      this.#lost();
    } finally {
      this.#taking = false;
    }
  }

  /** Taken away or refused: out of sight that is usual, in sight the phone saves its battery. */
  #lost() {
    if (document.hidden) return;
    this.#wanted = false;
    this.#refused = true;
    this.redraw();
  }
}
