/** The kiosk's guides: fetched once in whole, so that they can be read while the server is out of reach. */

import { Unreachable, call, failure } from "../shared/js/api.js";

export class Shelf {
  /** @type {any[]} */ list = [];
  /** @type {Map<string, any>} */ #whole = new Map();

  /** Every guide's line; asked for at once if the shelf is not filled yet. */
  async all() {
    if (!this.list.length) this.list = await call("GET", "/guides");
    return this.list;
  }

  /** Fetches the list and then each guide, one after the other, without hurry. */
  async fill() {
    this.list = await call("GET", "/guides");
    for (const { id } of this.list) {
      this.#whole.set(id, await call("GET", `/guides/${id}`));
      await fetch(`/guides/${id}/qr.svg`); // kept by the page's keeper
    }
  }

  /** A whole guide: the newest, and without the server the one at hand. @param {string} id @param {boolean} online */
  async guide(id, online) {
    const kept = online ? null : await this.#atHand(id);
    if (kept) return kept;
    try {
      this.#whole.set(id, await call("GET", `/guides/${id}`));
    } catch (error) {
      if (!(error instanceof Unreachable) || !(await this.#atHand(id))) throw error;
    }
    return this.#whole.get(id);
  }

  /** The guides that fit what was typed; without the server, those at hand. @param {string} typed @param {boolean} online */
  async search(typed, online) {
    if (!typed) return this.all();
    try {
      if (online) return await call("GET", `/guides?q=${encodeURIComponent(typed)}`);
    } catch (error) {
      failure(error); // the shelf will do
    }
    const meant = folded(typed);
    const found = [];
    for (const guide of await this.all()) {
      const words = (await this.#atHand(guide.id))?.found_by ?? Object.values(guide.name).map(folded);
      if (meant && words.some((/** @type {string} */ word) => fits(word, meant))) found.push(guide);
    }
    return found;
  }

  /**
   * A whole guide that this page has fetched, or its keeper: a page just opened asks a server for each that may be long
   * in not answering, and nobody waits for that.
   * @param {string} id
   */
  async #atHand(id) {
    if (!this.#whole.has(id)) {
      const kept = await globalThis.caches?.match(`/api/v1/guides/${id}`, { ignoreVary: true });
      if (kept) this.#whole.set(id, await kept.json());
    }
    return this.#whole.get(id);
  }
}

/** Letters and digits alone, without differences of width, case and accents: as the server folds what it finds by. @param {string} text */
function folded(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Whether `word` has what was typed; one letter must begin it. ü is typed as v, u or ü. @param {string} word @param {string} meant */
function fits(word, meant) {
  return [meant, meant.replaceAll("v", "u")].some((typed) =>
    typed.length === 1 ? word.startsWith(typed) : word.includes(typed),
  );
}
