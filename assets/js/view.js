/** Drawing: lit-html and the icon set. Text put in through a template cannot become markup. */

import { html } from "../vendor/lit-html/lit-html.js";

export { html, nothing, render } from "../vendor/lit-html/lit-html.js";
export { repeat } from "../vendor/lit-html/directives/repeat.js";
export { classMap } from "../vendor/lit-html/directives/class-map.js";

const SPRITE = new URL("../icons/icons.svg", import.meta.url).pathname;

/**
 * A drawn icon. Decoration: what it means stands beside it in words, or in the control's aria-label.
 * @param {string} name   id of a symbol in icons.svg
 */
export const icon = (name) => html`<svg class="icon" aria-hidden="true"><use href="${SPRITE}#${name}"></use></svg>`;
