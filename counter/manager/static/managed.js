/** A page on which the manager sees what the hall has of something, and does something to it. */

import { call } from "../shared/js/api.js";
import { whenLetGo } from "../shared/js/let-go.js";
import { one, page, t } from "../shared/js/page.js";
import { pressOnce } from "../shared/js/press-once.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { answering } from "../panel/dialogs.js";
import { drawSaid, stale, told } from "./said.js";

/**
 * Does something, and promises why it was not done, "" if it was.
 * @typedef {(method: "GET" | "POST" | "DELETE", path: string, body: object | null, how?: {key?: string, done?: (answer: any) => void}) => Promise<string>} Act
 */

/** The head of such a page. @param {string} title */
export const masthead = (title) =>
  html`<header class="masthead">
    <h1 class="masthead-name">${title}</h1>
    <div class="masthead-tools">
      <span class="soft who">${icon("person")}${page.staff.name}</span>
      ${
        page.may && !page.may.includes("oversee")
          ? html`<a class="button is-plain" href="/counter">${icon("back")}${t("counter.title")}</a>`
          : html`<a class="button is-plain" href="/counter/manager">${icon("back")}${t("manager.title")}</a>`
      }
    </div>
  </header>`;

/** What went wrong, above all else. @param {string} problem */
export const problemBanner = (problem) =>
  problem ? html`<div class="banner is-danger" role="alert">${icon("alert")}${problem}</div>` : nothing;

/**
 * Starts a page that asks anew every few seconds and after each act.
 * @param {string} root  where it is drawn @param {string} title
 * Returns what draws it anew.
 * @param {() => Promise<void>} ask  gets what there is @param {(act: Act) => unknown} content  draws it @param {number} again_ms
 */
export function managed(root, title, ask, content, again_ms) {
  const state = { failed: "", stale: "", busy: false };
  answering.whyNot = () => (state.busy ? t("counter.still_busy") : "");

  const drawNow = () =>
    render(
      html`${masthead(title)}
        ${drawSaid(state.failed || state.stale ? { kind: "danger", text: state.failed || state.stale } : null)}
        <main class="floor">${content(act)}</main>`,
      one(root),
    );
  const draw = () => whenLetGo(drawNow);

  async function load() {
    try {
      await ask();
      state.stale = "";
    } catch (why) {
      state.stale = stale(why);
    }
    draw();
  }

  /** @type {Act} */
  async function act(method, path, body, { key, done = () => {} } = {}) {
    Object.assign(state, { busy: true, failed: "" }); // stands until something else is done
    try {
      done(await call(method, path, body, { key }));
    } catch (why) {
      state.failed = told(why);
    }
    state.busy = false;
    await load();
    return state.failed;
  }

  draw();
  void load();
  pressOnce();
  setInterval(load, again_ms);
  return draw;
}
