/** One counter's work: the picture shown, and the one press under way. No press is lost in silence. */

import { Problem, Unreachable, call, newKey } from "../shared/js/api.js";
import { t } from "../shared/js/page.js";

const ASK_AGAIN_MS = 2000; // where the line is there but the answer was lost
const ASK_AGAIN_FOR_MS = 60_000; // later, a press that never arrived is not made up for: its moment is over

/** @typedef {{step: string, path: string, body: object, key: string, since: number, lost: boolean, early?: string}} Press
 *   `early` is a step asked for while this one was under way: it is not done, and that is said */

/** Whether there is nothing more to do here: the session is over, or the hall has this counter no more. */
const isOut = (why) => why instanceof Problem && (why.status === 401 || why.type === "urn:hallcall:counter-unknown");

export class Work {
  /** @type {any} the newest picture */ panel = null;
  /** @type {"live" | "stale" | ""} */ line = "";
  /** @type {Press | null} */ press = null;
  /** @type {any} of the last press */ answer = null;
  /** @type {any} how things stood when the business day ended */ over = null;
  /** @type {{kind: string, text: string, holds: (work: Work) => boolean} | null} what the last press led to */ said =
    null;
  turn = 0; // how often something was said: the same words once more are a new answer

  /** @param {string} counter @param {() => void} redraw @param {() => void} signedOut */
  constructor(counter, redraw, signedOut) {
    this.counter = counter;
    this.redraw = redraw;
    this.signedOut = signedOut;
  }

  /** Takes a picture, unless a newer one is known. One of another day ends the work: nobody is signed in to that one. */
  show(panel) {
    if (this.panel && panel.version < this.panel.version) return;
    if (this.panel && panel.day !== this.panel.day) this.over ??= this.panel;
    this.panel = panel;
    this.#forgetPast();
    this.redraw();
  }

  /** The line came or went. When it comes back, a press without an answer is asked about first. */
  lineIs(state) {
    this.line = state;
    this.#forgetPast();
    if (state === "live") this.#askAgain();
    else this.#amISignedIn();
    this.redraw();
  }

  /** A line that was refused looks like one that was cut; only the server can tell. */
  async #amISignedIn() {
    try {
      await this.refresh();
    } catch (why) {
      if (isOut(why)) this.signedOut();
      else if (!(why instanceof Unreachable) && !(why instanceof Problem)) throw why;
    }
  }

  #askAgain() {
    if (this.press?.lost) this.#ask();
  }

  /** Says something where the clerk looks, as long as it `holds`. @param {string} kind "ok" | "warn" | "danger" */
  say(kind, text, holds = (/** @type {Work} */ _) => true) {
    this.said = { kind, text, holds };
    this.turn += 1;
    this.redraw();
  }

  #forgetPast() {
    if (this.said && !this.said.holds(this)) this.said = null;
  }

  /**
   * Does a step, or says why not; either way something shows at once.
   * @param {string} step  for its words @param {string} path @param {object} [body]
   * @returns {Promise<boolean>} whether it was done
   */
  async act(step, path, body = {}) {
    if (this.isBusyFor(step)) return false;
    if (this.line === "stale") {
      this.say("danger", t("counter.out_of_reach"), ({ line }) => line === "stale");
      return false;
    }
    this.press = { step, path, body, key: newKey(), since: Date.now(), lost: false };
    this.said = null;
    this.redraw();
    return this.#ask();
  }

  /** Whether another press is under way; then this one is not done, and that is said. @param {string} step */
  isBusyFor(step) {
    if (!this.press) return false;
    this.press.early = step;
    this.say("warn", t(this.press.lost ? "counter.still_unknown" : "counter.still_busy"));
    return true;
  }

  async #ask() {
    const { press } = this;
    press.lost = false;
    try {
      if (Date.now() - press.since > ASK_AGAIN_FOR_MS) return await this.#tooLate();
      const answer = await call("POST", press.path, press.body, { key: press.key });
      await this.refresh();
      this.#done(press, answer);
      return true;
    } catch (why) {
      return this.#failed(press, why);
    }
  }

  #done(press, answer) {
    this.press = null;
    this.answer = answer;
    const nobody = press.step === "next" && answer === null;
    const done = t(nobody ? "counter.nobody_waits" : `counter.done_${press.step}`, answer ?? {});
    const early = press.early ? ` ${t("counter.not_done_early", { step: t(`counter.step_${press.early}`) })}` : "";
    this.say(nobody || early ? "warn" : "ok", done + early, nobody ? ({ panel }) => !panel.waiting : undefined);
  }

  #failed(press, why) {
    if (why instanceof Unreachable) {
      press.lost = true;
      if (this.line === "live") setTimeout(() => this.#askAgain(), ASK_AGAIN_MS);
      this.say("danger", t("counter.no_answer"));
      return false;
    }
    if (!(why instanceof Problem)) throw why;
    this.press = null;
    if (isOut(why)) this.signedOut();
    this.say("danger", why.detail || t("common.error"));
    return false;
  }

  async #tooLate() {
    await this.refresh();
    this.press = null;
    this.say("warn", t("counter.check_state"));
    return false;
  }

  /** Asks for the truth. */
  async refresh() {
    this.show(await call("GET", `/counters/${encodeURIComponent(this.counter)}`));
  }
}
