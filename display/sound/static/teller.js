/** Says what the picture asks for, one thing after the other: clips, else the browser's voice, else the chime alone. */

import { keyOf, next, pending, stands, unsaid } from "./announcer.js";

const CHIME_GAP_S = 0.1;
const FULL = 1;
const EMERGENCY_PAUSE_MS = 3000;

/**
 * @typedef {object} Around
 * @property {import("../shared/js/sound.js").Voice} voice
 * @property {import("./announcer.js").Spoken} spoken
 * @property {(text: Record<string, string>, number?: string) => Promise<boolean>} read   the browser's own voice; whether it spoke
 * @property {() => Date} now                                                            the server's time
 * @property {string} chime
 * @property {{repeats: number, stale_after_s: number}} settings
 * @property {(call: import("./announcer.js").Call, delay_s: number, how: "clips" | "browser" | "chime" | "none") => void} report
 * @property {() => void} changed                                                        told after each saying
 */

export class Teller {
  /** @type {import("./announcer.js").Board | null} */ #board = null;
  /** @type {import("./announcer.js").Call[]} */ #due = [];
  #running = false;
  #emergency = null;

  /** @param {Around} around */
  constructor(around) {
    this.around = around;
    around.voice.prepare([around.chime]);
  }

  get isSpeaking() {
    return this.#running;
  }

  /** Whether a call was said here, or is being said. */
  hasSaid(call) {
    return this.around.spoken.has(keyOf("call", call));
  }

  /** Takes a new picture. An emergency, and its end, cut in at once. @param {import("./announcer.js").Board} board */
  show(board) {
    this.#board = board;
    const emergency = board.emergency?.id ?? null;
    if (emergency !== this.#emergency) {
      this.#emergency = emergency;
      this.around.voice.stop();
    }
    this.around.voice.volume = emergency === null ? board.volume : FULL;
    this.look();
    this.around.voice.prepare(this.#due.flatMap(({ audio }) => audio));
    void this.#run();
  }

  /** Also called as time goes by. Reports what the browser's rule about sound has silenced, once it is over: until then a touch may help. */
  look() {
    if (!this.#board) return;
    const moment = this.#moment();
    const due = pending(this.#board, moment);
    const lost = this.around.voice.blocked ? unsaid(this.#due, due, moment) : [];
    this.#due = due;
    for (const call of lost) this.around.report(call, 0, "none");
  }

  #moment() {
    const { spoken, now, settings } = this.around;
    return {
      spoken,
      now_ms: now().getTime(),
      stale_ms: settings.stale_after_s * 1000,
      repeats: settings.repeats,
    };
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let said = next(this.#board, this.#moment()); said; said = next(this.#board, this.#moment())) {
        await this.#say(said);
        this.around.changed();
      }
    } finally {
      this.#running = false;
    }
  }

  /** @param {import("./announcer.js").Announcement} announcement */
  async #say(announcement) {
    const { chime } = this.around;
    const withClips =
      announcement.clips.length > 0 &&
      (await this.#play(announcement, [chime, CHIME_GAP_S, ...announcement.clips], "clips"));
    if (!withClips && this.#stands(announcement)) await this.#sayWithout(announcement);
    if (announcement.kind === "emergency") await this.#breath(announcement);
    else if (this.#stands(announcement)) this.around.spoken.add(announcement.key); // also what nobody could hear: not for ever
  }

  /** No clip will do: the chime makes people look up, and the browser reads if it can. */
  async #sayWithout(announcement) {
    const { chime, read } = this.around;
    const { text, number } = /** @type {any} */ (announcement.subject);
    let how = (await this.#play(announcement, [chime], null)) ? "chime" : "none";
    if (this.#stands(announcement) && (await read(text, number))) how = "browser";
    if (this.#stands(announcement)) this.#report(announcement, 0, how);
  }

  #play(announcement, clips, how) {
    return this.around.voice.say({
      id: announcement.key,
      clips,
      wanted: () => this.#stands(announcement),
      started: (in_s) => {
        if (announcement.kind !== "emergency") this.around.spoken.add(announcement.key);
        if (how) this.#report(announcement, in_s, how);
        this.around.changed();
      },
    });
  }

  #report({ kind, subject }, in_s, how) {
    if (kind === "call") this.around.report(/** @type {any} */ (subject), in_s, how);
  }

  #stands(announcement) {
    return stands(this.#board, announcement, this.#moment());
  }

  /** Between two times of an emergency; its end is noticed soon. */
  async #breath(announcement) {
    const until = performance.now() + EMERGENCY_PAUSE_MS;
    while (performance.now() < until && this.#stands(announcement)) await new Promise((done) => setTimeout(done, 100));
  }
}
