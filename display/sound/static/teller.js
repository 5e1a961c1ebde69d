/** Says what the server asks of this wall, and tells it what was heard: which words, how short and when is its decision. */

const FULL = 1;

/**
 * @typedef {{turn: string, kind: "call" | "notice" | "emergency", id: number, clips: (string | number)[], volume: number}} Turn
 * @typedef {{turn: Turn | null}} Say   the whole of what this wall is to say now
 * @typedef {"clips" | "chime" | "none"} How
 */

/**
 * @typedef {object} Around
 * @property {import("../shared/js/sound.js").Voice} voice
 * @property {string} chime
 * @property {(turn: Turn, in_s: number, how: How) => void} report
 */

export class Teller {
  /** @type {Turn | null} */ #turn = null;

  /** @param {Around} around */
  constructor(around) {
    this.around = around;
    around.voice.prepare([around.chime]);
  }

  get isSpeaking() {
    return this.#turn !== null;
  }

  /** Has the words of calls at hand before they are wanted. @param {{calls: {status: string, audio: string[]}[]}} board */
  prepare({ calls }) {
    this.around.voice.prepare(calls.filter(({ status }) => status === "called").flatMap(({ audio }) => audio));
  }

  /** An emergency cuts in, and its end; anything else follows what is being said. @param {Say} say */
  say({ turn }) {
    const { voice } = this.around;
    if (!turn || turn.kind === "emergency" || this.#turn?.kind === "emergency") voice.stop();
    this.#turn = turn;
    if (!turn) return;
    voice.volume = turn.kind === "emergency" ? FULL : turn.volume;
    void this.#tell(turn);
  }

  /** @param {Turn} turn */
  async #tell(turn) {
    const heard =
      (await this.#play(turn, turn.clips, "clips")) || (await this.#play(turn, [this.around.chime], "chime"));
    if (!heard && this.#turn === turn) this.around.report(turn, 0, "none");
    if (this.#turn === turn) this.#turn = null;
  }

  /** Whether it began; what is cut short by the next word has. @param {Turn} turn @param {(string | number)[]} clips @param {How} how */
  async #play(turn, clips, how) {
    let hasBegun = false;
    await this.around.voice.say({
      id: turn.turn,
      clips,
      wanted: () => this.#turn === turn,
      started: (in_s) => {
        hasBegun = true;
        this.around.report(turn, in_s, how);
      },
    });
    return hasBegun || this.#turn !== turn;
  }
}
