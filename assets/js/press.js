/** The press under way: one at a time, under one request key, until the server has answered it or its moment is over. */

import { Problem, Unreachable, failure, newKey } from "./api.js";
import { pause } from "./page.js";

const AGAIN_MS = 2000; // where the line is there but the answer was lost

/**
 * @typedef {object} Press
 * @property {string} what      which one: for its words
 * @property {boolean} lost     no answer came; whether it was done is not known
 * @property {boolean} [held]   the server is away, and was not asked yet
 * @property {string} [early]   what was pressed while this was under way: it is not done, and that is said
 */

/**
 * @typedef {object} Outcome    of these one, or none when somebody gave the press up while it was lost
 * @property {any} [answer]
 * @property {Problem | import("./api.js").Unreachable} [why]   why it was not done
 * @property {boolean} [late]   no answer came while it mattered, and it is not asked for any more
 * @property {boolean} [givenUp]   an answer came for somebody who has gone
 * @property {string} [early]   see Press
 */

export class OnePress {
  /** @type {Press | null} */ now = null;
  #isThere = false;
  #wake = () => {};

  /**
   * @param {() => void} changed                             told when a press begins or is lost
   * @param {{lost?: () => void, kept_ms?: number, held_ms?: number}} [how]    so long a lost press is asked for again, and
   *   one made while the server is away is held back for it; usually not at all
   */
  constructor(changed, { lost = changed, kept_ms = 0, held_ms = 0 } = {}) {
    this.changed = changed;
    this.lost = lost;
    this.kept_ms = kept_ms;
    this.held_ms = held_ms;
  }

  /** The server came or went. When it comes back, a press without an answer is asked for first. @param {boolean} isThere */
  serverIs(isThere) {
    this.#isThere = isThere;
    if (isThere) this.#wake();
  }

  /** Whoever pressed has gone. */
  giveUp() {
    this.now = null;
    this.#wake();
  }

  /**
   * Does it; nothing else may be under way.
   * @param {string} what @param {(key: string) => Promise<any>} ask  also again, with the same key @param {string} [key]
   * @returns {Promise<Outcome>}
   */
  async do(what, ask, key = newKey()) {
    /** @type {Press} */
    const press = { what, lost: false };
    const begun_ms = Date.now();
    const past = (/** @type {number} */ ms) => Math.abs(Date.now() - begun_ms) > ms; // also asleep, or set
    this.now = press;
    if (this.held_ms && !this.#isThere) press.held = true;
    this.changed();
    try {
      if (press.held) {
        await Promise.race([this.#back(), pause(this.held_ms)]);
        if (this.now !== press) return {};
        if (!this.#isThere || past(this.held_ms)) return { why: new Unreachable(key, null) };
        press.held = false;
        this.changed();
      }
      for (;;) {
        const outcome = await this.#once(ask, key);
        if (outcome) return { ...outcome, early: press.early, givenUp: this.now !== press };
        press.lost = true; // and stays so while it is asked for again
        this.lost();
        await this.#again();
        if (this.now !== press) return {};
        if (past(this.kept_ms)) return { late: true }; // nobody waits for it
      }
    } finally {
      if (this.now === press) this.now = null;
    }
  }

  /** @param {(key: string) => Promise<any>} ask @param {string} key @returns {Promise<Outcome | null>} null: to be asked for again */
  async #once(ask, key) {
    try {
      return { answer: await ask(key) };
    } catch (error) {
      const why = failure(error);
      return why instanceof Problem || !this.kept_ms ? { why } : null;
    }
  }

  /** Waits until the line is back; where it never went, a little. */
  async #again() {
    await (this.#isThere ? Promise.race([this.#back(), pause(AGAIN_MS)]) : this.#back());
  }

  /** Waits until the line is back, or the press is given up. */
  #back() {
    return new Promise((wake) => {
      this.#wake = () => wake(undefined);
    });
  }
}

/** The request key of what is said: the same words after a lost answer are the same act, others another. */
export class KeyOf {
  #words = "";
  #key = "";

  /** @param {unknown} said */
  said(said) {
    const words = JSON.stringify(said);
    if (words !== this.#words) this.#key = newKey();
    this.#words = words;
    return this.#key;
  }

  /** There was an answer: the same words are another act from now on. */
  answered() {
    this.#words = "";
  }
}
