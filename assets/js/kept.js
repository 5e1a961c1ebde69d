/** What this device remembers. Where it may store nothing, or no more, it remembers until the page is closed. */

/** @type {Map<string, string>} what could not be stored */
const unstored = new Map();

export const kept = {
  /** @param {string} name @returns {string | null} */
  getItem(name) {
    if (unstored.has(name)) return unstored.get(name) ?? null;
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },

  /** @param {string} name @param {string} value */
  setItem(name, value) {
    try {
      localStorage.setItem(name, value);
      unstored.delete(name);
    } catch {
      unstored.set(name, value);
    }
  },
};
