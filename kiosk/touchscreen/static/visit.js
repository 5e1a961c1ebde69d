/** One kiosk's state: which screen is shown, what the visitor has chosen, and the one press under way. */

import { call } from "../shared/js/api.js";
import { isThere } from "../shared/js/line-state.js";
import { lang, t } from "../shared/js/page.js";
import { OnePress } from "../shared/js/press.js";
import { page } from "./kiosk-page.js";

const ASK_AGAIN_FOR_MS = 45_000; // later, whoever pressed has gone, and a ticket would come out for nobody
const HELD_FOR_MS = 5000; // so long a touch waits for a server that is away; then whoever touched is told, and does it again
const REPRINT_FOR_MS = 90_000; // so long the last ticket may be printed again from the first page

const SAID_FOR_MS = 15_000; // the next visitor need not read what the last one was told

/** @typedef {{name: string, [more: string]: any}} Screen */
/** @import { Refusal, State } from "../shared/js/line-state.js" */
/** @import { Door, Printers, ServiceView, TakenTicket, Text } from "../shared/js/shapes.d.ts" */

export class Visit {
  /** @type {Screen} */ screen = { name: "home" };
  /** @type {ServiceView[]} */ services = [];
  /** @type {Door | null} */ door = null;
  /** @type {Text | null} */ emergency = null;
  /** The emergency is only practised. */ drill = false;
  /** @type {Pick<Printers, "usual" | "printers">} */ printing = { usual: null, printers: {} };
  /** @type {State} */ line = "connecting";
  /** @type {Refusal | null} why the server refuses this kiosk */ refusal = null;
  /** @type {string | null} the class that the visitor has asked for */ visitorClass = null;
  /** @type {ServiceView[] | null} what was chosen so far for one ticket; null: one touch gives one */ several = null;
  /** @type {{kind: string, text: string} | null} */ said = null;
  /** @type {{ticket: TakenTicket, at: number} | null} the ticket given last, and when */ last = null;
  #press;

  /** @param {() => void} redraw @param {(screen: Screen) => void} moved told at every new screen */
  constructor(redraw, moved) {
    this.redraw = redraw;
    this.moved = moved;
    this.#press = new OnePress(redraw, { kept_ms: ASK_AGAIN_FOR_MS, held_ms: HELD_FOR_MS });
  }

  /** The service whose ticket is on its way, and whether the answer was lost. */
  get press() {
    return this.#press.now;
  }

  /** A ticket is about to be shown: until then nothing else is done that would keep it from whoever touched. */
  get isTaking() {
    return this.press !== null && !this.press.lost && !this.press.held;
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
    this.several = null;
    this.#press.giveUp();
    this.go({ name: "home" });
  }

  /** Says something above what is shown, for a while. @param {string} kind "ok" | "warn" | "danger" @param {string} text */
  say(kind, text) {
    const said = { kind, text };
    this.said = said;
    this.redraw();
    setTimeout(() => {
      if (this.said !== said) return;
      this.said = null;
      this.redraw();
    }, SAID_FOR_MS);
  }

  /** The printer of this kiosk: the one its address names, or the hall's usual one; null in a hall without. */
  get printer() {
    return this.printing.printers[page.printer ?? this.printing.usual ?? ""] ?? null;
  }

  /** The last ticket, while it may still be printed again. */
  get reprintable() {
    if (!this.last || performance.now() - this.last.at >= REPRINT_FOR_MS) return null;
    return this.printer?.prints ? this.last.ticket : null;
  }

  /**
   * The line came or went; when it comes back, a press without an answer is asked about first.
   * @param {State} state @param {Refusal | null} refusal
   */
  lineIs(state, refusal) {
    this.line = state;
    this.refusal = refusal;
    this.#press.serverIs(this.isThere);
    this.redraw();
  }

  /** Whether the server can be asked for anything. */
  get isThere() {
    return isThere(this.line);
  }

  /**
   * Does what changes the hall: one thing, however often and wherever the screen is touched meanwhile; its answer is
   * shown wherever that is, for whoever touched sees it nowhere else.
   * @param {string} what  which one @param {(key: string) => Promise<any>} ask
   * @param {{came: (answer: any) => unknown, shown: (answer: any) => unknown, refused: (why: NonNullable<import("../shared/js/press.js").Outcome["why"]>) => unknown}} then
   *   `came` also where whoever touched has gone
   */
  async act(what, ask, { came, shown, refused }) {
    if (this.press) return;
    const { answer, why, late, givenUp } = await this.#press.do(what, ask);
    if (answer) came(answer);
    if (givenUp) return;
    if (answer) shown(answer);
    if (why) refused(why);
    if (late) this.home();
  }

  /** Takes a ticket. @param {ServiceView} service @param {ServiceView[]} others on the same ticket */
  take(service, ...others) {
    const body = {
      service: service.id,
      lang,
      ...(others.length && { also: others.map(({ id }) => id) }),
      ...(this.visitorClass && { class: this.visitorClass }),
      ...(page.printer && { printer: page.printer }),
    };
    return this.act(service.id, (key) => call("POST", "/tickets", body, { key }), {
      came: (ticket) => this.gave(ticket),
      shown: (ticket) => {
        this.several = null;
        this.showTicket(ticket);
      },
      refused: (why) => this.say("danger", why.words(t("kiosk.touch_again"))),
    });
  }

  /** @param {TakenTicket} ticket */
  gave(ticket) {
    this.last = { ticket, at: performance.now() };
  }

  /** @param {TakenTicket} ticket */
  showTicket(ticket) {
    this.go({ name: "ticket", ticket, paper: Boolean(this.printer?.prints) });
  }
}
