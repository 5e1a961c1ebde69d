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

  /** A whole guide: the newest, or the one that was fetched before. @param {string} id */
  async guide(id) {
    try {
      this.#whole.set(id, await call("GET", `/guides/${id}`));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    return this.#whole.get(id) ?? null;
  }

  /** The guides that fit what was typed; without the server those that were fetched whole. @param {string} typed @param {boolean} online */
  async search(typed, online) {
    if (!typed) return this.all();
    try {
      if (online) return await call("GET", `/guides?q=${encodeURIComponent(typed)}`);
    } catch (error) {
      failure(error); // the shelf will do
    }
    const meant = folded(typed);
    return (await this.all()).filter(({ id, name }) => {
      const words = this.#whole.get(id)?.found_by ?? Object.values(name).map(folded);
      return meant && words.some((/** @type {string} */ word) => fits(word, meant));
    });
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
