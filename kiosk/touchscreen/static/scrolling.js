/** Scrolling that is seen and pressed: two keys beside what is longer than its place. */

import { t } from "../shared/js/page.js";
import { html, icon } from "../shared/js/view.js";

const LEAST = 0.18; // of the screen's height: where less is left to choose in, all of the page scrolls
const LEAST_REM = 28; // and so where less width is left beside tools and keys; a part may want more (`data-scrolls`)
const STEP = 0.8; // of what is seen, where nothing is cut: some of it stays in sight
const MARGIN_PX = 12;
const PIECES =
  "button, a, label, h1, h2, p, strong, dt, dd, li, output, figcaption, .number, .qr, .soft, .second, .banner div"; // what is to be seen wholly

export class Scrolling {
  #page = "";
  #parts = "";

  /** @param {HTMLElement} root   of the page; what scrolls in it has `data-scrolls`, and may say how many rem wide main must be */
  constructor(root) {
    this.root = root;
    addEventListener("resize", () => this.#fit());
    document.fonts.addEventListener("loadingdone", () => this.#fit());
    root.addEventListener("scroll", () => this.#tell(), { capture: true, passive: true });
  }

  draw() {
    return html`<nav class="scroll-keys" aria-label=${t("kiosk.scroll")} hidden>
      <button class="button" data-scroll="up" @click=${() => this.#step(-1)}>
        ${icon("up")}<span>${t("kiosk.scroll_up")}</span>
      </button>
      <button class="button is-primary" data-scroll="down" @click=${() => this.#step(1)}>
        ${icon("down")}<span>${t("kiosk.scroll_down")}</span>
      </button>
    </nav>`;
  }

  /**
   * After each drawing. Another page begins at its top; where only its parts are others now, it stays where it was read.
   * @param {string} page @param {string} parts   it has now
   */
  drawn(page, parts) {
    const isOther = page !== this.#page;
    if (isOther || parts !== this.#parts) this.#fit();
    if (isOther) this.#part()?.scrollTo(0, 0);
    this.#page = page;
    this.#parts = parts;
    this.#tell();
  }

  /** What scrolls: a part of the page, or all of it. @returns {HTMLElement | null} */
  #part() {
    return this.root.matches(".is-tight") ? this.root : this.root.querySelector("[data-scrolls]");
  }

  /** Gives the part its own place, where enough room is left to it. */
  #fit() {
    const at_px = this.#part()?.scrollTop ?? 0;
    this.#keys().hidden = true;
    this.root.classList.remove("is-tight");
    const part = this.#part();
    if (part) {
      this.#tell(); // the keys take room too
      this.root.classList.toggle("is-tight", this.#isTight(part));
    }
    this.#part()?.scrollTo(0, at_px);
    this.#tell();
  }

  /** Whether a part has too little room, or leaves too little to the others. @param {HTMLElement} part */
  #isTight(part) {
    const around = [this.root, ...this.root.querySelectorAll(".kiosk-main, .kiosk-foot")];
    const main_px = part.closest("main")?.clientWidth ?? 0;
    const rem_px = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return (
      around.some((one) => one.scrollHeight > one.clientHeight + 2) ||
      part.clientHeight < Math.min(part.scrollHeight, LEAST * innerHeight) ||
      (innerWidth > innerHeight && main_px < Number(part.dataset.scrolls || LEAST_REM) * rem_px) ||
      this.#pieces(part).some(({ height }) => height > part.clientHeight - 2 * MARGIN_PX)
    );
  }

  /** @param {Element} part */
  #pieces(part) {
    return [...part.querySelectorAll(PIECES)].map((piece) => piece.getBoundingClientRect());
  }

  /** Shows the keys where there is something to scroll; each can be pressed while it has something to show. */
  #tell() {
    const part = this.#part();
    const keys = this.#keys();
    const more_px = part ? part.scrollHeight - part.clientHeight : 0;
    const scrolls = more_px > 1;
    for (const before of this.root.parentElement?.querySelectorAll("[data-scrolling]") ?? []) {
      if (before !== part) before.removeAttribute("data-scrolling");
    }
    part?.toggleAttribute("data-scrolling", scrolls);
    if (scrolls) keys.hidden = false; // and there they stay: without them it might be too long again
    const [up, down] = keys.querySelectorAll("button");
    up.disabled = !part || part.scrollTop < 1;
    down.disabled = !part || part.scrollTop > part.scrollHeight - part.clientHeight - 1;
  }

  /** @returns {HTMLElement} */
  #keys() {
    return /** @type {HTMLElement} */ (this.root.querySelector(".scroll-keys"));
  }

  /** Down to the first piece that is not wholly seen, or up by about a screen. @param {1 | -1} way */
  #step(way) {
    const part = this.#part();
    if (!part) return;
    const { top, bottom } = part === this.root ? { top: 0, bottom: innerHeight } : part.getBoundingClientRect();
    const cut = this.#pieces(part).filter((box) => box.bottom > bottom + 1 && box.top > top + 2 * MARGIN_PX);
    const first_px = Math.min(...cut.map((box) => box.top - top - MARGIN_PX));
    part.scrollBy(0, way > 0 && cut.length ? first_px : way * STEP * (bottom - top));
    this.#tell();
  }
}
