/** Nobody there: the kiosk goes back to its first page, and says beforehand in how many seconds. */

const BEAT_MS = 250;

export class Idle {
  #until = 0;
  #left_s = 0;
  #over = () => {};
  /** @type {(left_s: number) => void} */ #told = () => {};

  /** @param {(left_s: number) => void} told every second while it runs @param {() => void} over */
  constructor(told, over) {
    this.#told = told;
    this.#over = over;
    setInterval(() => this.#beat(performance.now()), BEAT_MS);
  }

  /** Seconds left; 0 when it does not run. */
  get left_s() {
    return this.#left_s;
  }

  /** Counts from now. @param {number} s 0 stops it */
  run(s) {
    this.#until = s && performance.now() + s * 1000;
    this.#tell(s);
  }

  /** @param {number} now_ms */
  #beat(now_ms) {
    if (!this.#until) return;
    const left_s = Math.max(0, Math.ceil((this.#until - now_ms) / 1000));
    if (left_s === 0) {
      this.#until = 0;
      this.#over();
    }
    this.#tell(left_s);
  }

  /** @param {number} left_s */
  #tell(left_s) {
    if (left_s === this.#left_s) return;
    this.#left_s = left_s;
    this.#told(left_s);
  }
}
