/** How a page stands to its server: rules over what was heard and when. Time and events are given from outside. */

/**
 * "connecting": nothing heard yet. "live": what is shown is how things are. "stale": nothing heard for too long.
 * "refused": the server is there, and says why this page may not listen. "outdated": live, but the server has another
 * page to give: of other software, of another plan, or now that a refusal is over.
 * @typedef {"connecting" | "live" | "stale" | "refused" | "outdated"} State
 */

/** Why the server refuses: a code with words in the catalogue, and the facts they need. */
/** @typedef {{code: string, facts: Record<string, string>}} Refusal */

/** What a page is made of: it is out of date when the server's are others. @typedef {{digest?: string, plan?: number}} Make */

/** Whether the server can be asked for anything. @param {State} state */
export const isThere = (state) => state === "live" || state === "outdated";

/** Rules of one page's line. Times are milliseconds of one clock. */
export class LineState {
  /** @type {Refusal | null} */ #refusal = null;
  #greeted = false;
  #wasRefused = 0;
  #lacks = "";

  /** @param {Make} made   what this page is made of @param {number} staleAfter_ms @param {number} now_ms */
  constructor(made, staleAfter_ms, now_ms) {
    this.made = made;
    this.staleAfter_ms = staleAfter_ms;
    this.contact_ms = now_ms;
  }

  /** Why the server refuses, while it does. */
  get refusal() {
    return this.#refusal;
  }

  /** What this page lacks, as one word for each thing; empty when it is up to date. */
  get lacks() {
    return this.#lacks;
  }

  /** Any sign of life. @param {number} now_ms */
  heard(now_ms) {
    this.contact_ms = now_ms;
  }

  /** The server lets this page listen, and says what its pages are made of. @param {Make} make @param {number} now_ms */
  greeted(make, now_ms) {
    this.heard(now_ms);
    this.#greeted = true;
    if (this.#refusal) this.#wasRefused = now_ms;
    this.#refusal = null;
    this.#lacks = [
      ...(differs(this.made.digest, make.digest) ? [`digest ${make.digest}`] : []),
      ...(differs(this.made.plan, make.plan) ? [`plan ${make.plan}`] : []),
      ...(this.#wasRefused ? [`refused until ${this.#wasRefused}`] : []),
    ].join(", ");
  }

  /** @param {Refusal} why @param {number} now_ms */
  refused(why, now_ms) {
    this.heard(now_ms);
    this.#refusal = why;
  }

  /** The device itself knows that it hears nothing: nobody need wait for the silence. */
  lost() {
    this.contact_ms = -Infinity;
  }

  /** A clock that was set back while nobody looked is a silence too. @param {number} now_ms @returns {State} */
  at(now_ms) {
    if (Math.abs(now_ms - this.contact_ms) > this.staleAfter_ms) return "stale";
    if (this.#refusal) return "refused";
    if (!this.#greeted) return "connecting";
    return this.#lacks ? "outdated" : "live";
  }
}

/** What one side does not say is no difference. @param {unknown} mine @param {unknown} theirs */
const differs = (mine, theirs) => mine !== undefined && theirs !== undefined && mine !== theirs;
