/** One kiosk's state: which screen is shown, what the visitor has chosen, and the one press under way. */

import { Problem, Unreachable, call, newKey } from "../shared/js/api.js";
import { lang, page, t } from "../shared/js/page.js";

const ASK_AGAIN_FOR_MS = 45_000; // later, whoever pressed has gone, and a ticket would come out for nobody
const REPRINT_FOR_MS = 90_000; // so long the last ticket may be printed again from the first page

/** @typedef {{name: string, [more: string]: any}} Screen */
/** @typedef {{service: string, body: object, key: string, since: number, lost: boolean}} Press */

export class Visit {
  /** @type {Screen} */ screen = { name: "home" };
  /** @type {any[]} */ services = [];
  /** @type {any} whether the hall is open, and else why and until when */ door = null;
  /** @type {Record<string, string> | null} by language */ emergency = null;
  /** @type {{usual: string | null, printers: Record<string, {state: string, prints: boolean}>}} */
  printing = { usual: null, printers: {} };
  /** @type {"live" | "stale" | ""} */ line = "";
  /** The class that the visitor has asked for. @type {string | null} */ visitorClass = null;
  /** @type {Press | null} */ press = null;
  /** @type {{kind: string, text: string} | null} */ said = null;
  /** @type {{ticket: any, at: number} | null} the ticket given last, and when */ last = null;

  /** @param {() => void} redraw @param {(screen: Screen) => void} moved told at every new screen */
  constructor(redraw, moved) {
    this.redraw = redraw;
    this.moved = moved;
  }

  /** @param {Screen} screen */
  go(screen) {
    this.screen = screen;
    this.said = null;
    this.moved(screen);
    this.redraw();
  }

  /** Ends the visit: nothing of it is left for the next one. */
  home() {
    this.visitorClass = null;
    this.press = null;
    this.go({ name: "home" });
  }

  /** Says something above what is shown. @param {string} kind "ok" | "warn" | "danger" @param {string} text */
  say(kind, text) {
    this.said = { kind, text };
    this.redraw();
  }

  /** The printer of this kiosk: the one its address names, or the hall's usual one; null in a hall without. */
  get printer() {
    return this.printing.printers[page.printer ?? this.printing.usual ?? ""] ?? null;
  }

  /** The last ticket, while it may still be printed again. */
  get reprintable() {
    const recent = this.last && Date.now() - this.last.at < REPRINT_FOR_MS;
    return recent && this.printer?.prints ? this.last.ticket : null;
  }

  /** The line came or went; when it comes back, a press without an answer is asked about first. */
  lineIs(state) {
    this.line = state;
    if (state === "live" && this.press?.lost) this.#ask(this.press);
    this.redraw();
  }

  /** Takes a ticket: one, however often and wherever the screen is touched meanwhile. @param {any} service */
  async take(service) {
    if (this.press) return;
    if (this.line === "stale") return this.say("danger", t("kiosk.gone"));
    const body = {
      service: service.id,
      lang,
      ...(this.visitorClass && { class: this.visitorClass }),
      ...(page.printer && { printer: page.printer }),
    };
    this.press = { service: service.id, body, key: newKey(), since: Date.now(), lost: false };
    this.redraw();
    await this.#ask(this.press);
  }

  /** @param {Press} press */
  async #ask(press) {
    press.lost = false;
    if (Date.now() - press.since > ASK_AGAIN_FOR_MS) return this.home();
    try {
      const ticket = await call("POST", "/tickets", press.body, { key: press.key });
      this.last = { ticket, at: Date.now() };
      if (this.press === press) this.#given(ticket);
    } catch (why) {
      if (!(why instanceof Problem || why instanceof Unreachable)) throw why;
      if (this.press === press) this.#failed(press, why);
    }
  }

  #given(ticket) {
    this.press = null;
    this.go({ name: "ticket", ticket, paper: Boolean(this.printer?.prints) });
  }

  #failed(press, why) {
    press.lost = why instanceof Unreachable;
    if (!press.lost) {
      this.press = null;
      this.say("danger", why.detail || t("common.error"));
    }
    this.redraw();
  }
}
