/** How much room a text takes. */

const LIMITS = [8, 12, 18, 30];

/** A Chinese character is two wide. @param {string} text */
export const width = (text) => [...text].reduce((sum, char) => sum + (char > "\u2e7f" ? 2 : 1), 0);

/** How much smaller a text must be to have room, from 0: how many of `limits` its width passes. @param {string} text */
export const longOf = (text, limits = LIMITS) => limits.filter((limit) => width(text) > limit).length;
