/** What this device, or this tab alone, remembers. Where it may store nothing, or no more, until the page is closed. */

class Kept {
  /** @type {Map<string, string>} what could not be stored */
  #unstored = new Map();

  /** @param {() => Storage} area   throws where nothing may be stored */
  constructor(area) {
    this.area = area;
  }

  /** @param {string} name @returns {string | null} */
  getItem(name) {
    if (this.#unstored.has(name)) return this.#unstored.get(name) ?? null;
    try {
      return this.area().getItem(name);
    } catch {
      return null;
    }
  }

  /** @param {string} name @param {string} value */
  setItem(name, value) {
    try {
      this.area().setItem(name, value);
      this.#unstored.delete(name);
    } catch {
      this.#unstored.set(name, value);
    }
  }

  /** @param {string} name @returns {string | null} what was there */
  takeItem(name) {
    const value = this.getItem(name);
    this.#unstored.delete(name);
    try {
      this.area().removeItem(name);
    } catch {
      return value; // of this page's own memory: nothing was stored
    }
    return value;
  }
}

export const kept = new Kept(() => localStorage);
export const keptInTab = new Kept(() => sessionStorage);
