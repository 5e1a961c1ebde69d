/** What was just done, or could not be: in sight wherever one has scrolled, and read out without taking the keyboard. */

import { Problem, Unreachable } from "../shared/js/api.js";
import { t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

/** @type {Record<string, string>} icons, by kind of what is said */
const LOOKS = { "": "clock", ok: "check", info: "info", warn: "alert", danger: "alert" };

/**
 * Its places are there before anything is said in them: what comes together with its words may not be read out. What
 * was refused is read out at once, what was done when there is a pause.
 * @param {{kind: string, text: string} | null} said @param {unknown} [asked]  what is to be decided besides
 */
export function drawSaid(said, asked = nothing) {
  const banner = said && html`<div class="banner is-${said.kind}">${icon(LOOKS[said.kind])}${said.text}</div>`;
  const isRefusal = said?.kind === "warn" || said?.kind === "danger";
  return html`<div class="told">
    <div role="status">${isRefusal ? nothing : banner}</div>
    <div role="alert">${isRefusal ? banner : nothing}</div>
    ${asked}
  </div>`;
}

/** What to say of a press or a question that came to nothing. Whoever is signed out is led to the sign-in. @param {unknown} why */
export function told(why) {
  if (!(why instanceof Problem || why instanceof Unreachable)) throw why;
  if (why instanceof Unreachable) return t("manager.no_answer");
  if (why.status === 401) leave();
  return why.errors.map((/** @type {{msg: string}} */ { msg }) => msg).join(" ") || why.words();
}

/** What is written in a question can be read until it is closed. */
function leave() {
  const question = document.querySelector("dialog[open]");
  if (question) question.addEventListener("close", leave, { once: true });
  else location.reload();
}

/** What to say where what is shown could not be asked for anew. @param {unknown} why */
export const stale = (why) => (why instanceof Unreachable ? t("common.stale") : told(why));

/** What to say where something was asked for once. @param {unknown} why */
export const unread = (why) => (why instanceof Unreachable ? t("common.unread") : told(why));

/** Asks again for what could not be read. @param {() => unknown} load */
export const askAgain = (load) =>
  html`<button class="button is-primary" data-again @click=${load}>${icon("again")}${t("common.again")}</button>`;
