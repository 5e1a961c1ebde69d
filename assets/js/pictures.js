/** Whole pictures, each with a version: an older one is never shown after a newer one. */

/** Lets a picture through unless a newer one of the same server's life was shown; the same one again is harmless. */
export class NewerPictures {
  /** @type {Map<string, number>} by event */ #shown = new Map();
  /** @type {string | undefined} */ #life;

  /** Another life of the server counts from the beginning. @param {string | undefined} life */
  epoch(life) {
    if (life === undefined || life === this.#life) return;
    this.#life = life;
    this.#shown.clear();
  }

  /** @param {string} event @param {{version?: number} | null} picture */
  accepts(event, picture) {
    const version = picture?.version;
    if (typeof version !== "number") return true;
    if (version < (this.#shown.get(event) ?? -Infinity)) return false;
    this.#shown.set(event, version);
    return true;
  }
}
