/** Visitors who have called the guide desk from a kiosk: shown to everybody at work until somebody has helped. */

import { call, failure } from "../shared/js/api.js";
import { minutes } from "../shared/js/format.js";
import { t } from "../shared/js/page.js";
import { html, icon, repeat } from "../shared/js/view.js";
import { who } from "./staff-page.js";

/** @import { AssistanceView as Asked } from "../shared/js/shapes.d.ts" */

export class Assistance {
  /** @type {Asked[]} */ #waiting = [];

  /** @param {() => void} redraw @param {() => Date} now @param {(text: string) => void} failed */
  constructor(redraw, now, failed) {
    this.redraw = redraw;
    this.now = now;
    this.failed = failed;
  }

  /** @param {Asked[]} waiting */
  show(waiting) {
    this.#waiting = waiting;
    this.redraw();
  }

  /** Who is coming presses another button than who has helped: Enter twice is one answer, and a list that moves has none. */
  draw() {
    return repeat(
      this.#waiting,
      ({ id, taken_by }) => `${id} ${taken_by}`,
      (one) =>
        html`<div class="banner ${one.taken_by ? "is-ok" : "is-warn"}" role="alert">
          ${icon("help")}<span>${this.#words(one)}</span>
          <button class="button is-primary push" @click=${() => this.#act(one.id, one.taken_by ? "done" : "taken")}>
            ${t(one.taken_by ? "assistance.done" : "assistance.come")}
          </button>
        </div>`,
    );
  }

  /** @param {Asked} one */
  #words({ kind, place, at, taken_by }) {
    const what = t(`assistance.kind_${kind}`);
    if (taken_by) return t("assistance.taken", { by: who(taken_by), kind: what });
    const wait = minutes(Math.max(0, (this.now().getTime() - Date.parse(at)) / 1000));
    return t(place ? "assistance.waiting" : "assistance.waiting_here", { place, kind: what, wait });
  }

  /** @param {number} id @param {string} what */
  async #act(id, what) {
    try {
      this.show(await call("POST", `/assistance/${id}/${what}`, {}));
    } catch (error) {
      this.failed(failure(error).words(t("counter.out_of_reach")));
    }
  }
}
