/** One counter's work: the picture shown, and the one press under way. No press is lost in silence. */

import { call } from "../shared/js/api.js";
import { isThere } from "../shared/js/line-state.js";
import { t } from "../shared/js/page.js";
import { OnePress } from "../shared/js/press.js";

const ASK_AGAIN_FOR_MS = 60_000; // later, a press that never arrived is not made up for: its moment is over

/** @import { Panel } from "../shared/js/shapes.d.ts" */
/** @import { Refusal, State } from "../shared/js/line-state.js" */
/** @typedef {ReturnType<typeof import("../shared/js/api.js").failure>} Failure */

/** Whether there is nothing more to do here: the session is over, or the hall has this counter no more. @param {Failure} why */
const isOut = (why) => why.status === 401 || ("type" in why && why.type === "urn:hallcall:counter-unknown");

export class Work {
  /** @type {Panel | null} the newest picture */ panel = null;
  /** @type {State} */ line = "connecting";
  /** @type {Refusal | null} why the server refuses this page */ refusal = null;
  /** @type {Panel | null} how things stood when the business day ended */ over = null;
  /** @type {{kind: string, text: string, holds: (work: Work) => boolean} | null} what the last press led to */ said =
    null;
  failed = ""; // why the last press was not done, if it was not
  turn = 0; // how often something was said: the same words once more are a new answer
  #press;

  /** @param {string} counter @param {() => void} redraw @param {() => void} signedOut  told when the server says so */
  constructor(counter, redraw, signedOut) {
    this.counter = counter;
    this.redraw = redraw;
    this.signedOut = signedOut;
    const lost = () => this.say("danger", t("counter.no_answer"));
    this.#press = new OnePress(redraw, { lost, kept_ms: ASK_AGAIN_FOR_MS });
  }

  /** The press under way, if there is one. */
  get press() {
    return this.#press.now;
  }

  /**
   * Takes a picture, unless a newer one is known. One of another day ends the work, unless the shift goes on over the
   * turn: else nobody is signed in to that one.
   * @param {Panel} panel
   */
  show(panel) {
    if (this.panel && panel.version < this.panel.version) return;
    const goesOn = panel.staff !== null && panel.staff === this.panel?.staff;
    if (this.panel && panel.day !== this.panel.day && !goesOn) this.over ??= this.panel;
    this.panel = panel;
    this.#forgetPast();
    this.redraw();
  }

  /**
   * The line came or went. When it comes back, a press without an answer is asked about first.
   * @param {State} state @param {Refusal | null} refusal
   */
  lineIs(state, refusal) {
    this.line = state;
    this.refusal = refusal;
    this.#forgetPast();
    this.#press.serverIs(this.isThere);
    this.redraw();
  }

  /** Whether the server can be asked for anything. */
  get isThere() {
    return isThere(this.line);
  }

  /**
   * Says something where the clerk looks, as long as it `holds`.
   * @param {"ok" | "warn" | "danger"} kind @param {string} text @param {(work: Work) => boolean} [holds]
   */
  say(kind, text, holds = () => true) {
    this.said = { kind, text, holds };
    this.turn += 1;
    this.redraw();
  }

  #forgetPast() {
    if (this.said && !this.said.holds(this)) this.said = null;
  }

  /**
   * Does a step, or says why not; either way something shows at once.
   * @param {string} step  for its words @param {string} path @param {object} [body] @param {string} [given]  the request key
   * @returns {Promise<any>} the answer, if it was done and has one
   */
  async act(step, path, body = {}, given = undefined) {
    if (this.isBusyFor(step)) return null;
    this.failed = "";
    if (!this.isThere) {
      this.say("danger", (this.failed = t("counter.out_of_reach")), (work) => !work.isThere);
      return null;
    }
    this.said = null;
    const ask = async (/** @type {string} */ key) => {
      const done = await call("POST", path, body, { key });
      await this.refresh();
      return done;
    };
    const { answer, why, late, early } = await this.#press.do(step, ask, given);
    if (late) this.say("warn", (this.failed = t("counter.check_state")));
    else if (why) this.#failed(why);
    else this.#done(step, answer, early);
    return answer;
  }

  /** Whether another press is under way; then this one is not done, and that is said. @param {string} step */
  isBusyFor(step) {
    if (!this.press) return false;
    this.press.early = step;
    this.say("warn", t(this.press.lost ? "counter.still_unknown" : "counter.still_busy"));
    return true;
  }

  /** @param {string} step @param {any} answer @param {string} [pressedEarly] */
  #done(step, answer, pressedEarly) {
    const nobody = step === "next" && answer === null;
    const done = t(nobody ? "counter.nobody_waits" : `counter.done_${step}`, answer ?? {});
    const early = pressedEarly ? ` ${t("counter.not_done_early", { step: t(`counter.step_${pressedEarly}`) })}` : "";
    this.say(nobody || early ? "warn" : "ok", done + early, nobody ? ({ panel }) => !panel?.waiting : undefined);
  }

  /** @param {Failure} why */
  #failed(why) {
    if (isOut(why)) this.signedOut();
    this.say("danger", (this.failed = why.words(t("counter.no_answer"))));
  }

  /** Asks for the truth. */
  async refresh() {
    this.show(await call("GET", `/counters/${encodeURIComponent(this.counter)}`));
  }
}
