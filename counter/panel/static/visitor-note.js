/** What a clerk before wrote about the visitor who is at the counter now, and how one writes for the next. */

import { call, failure } from "../shared/js/api.js";
import { pause, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { ask } from "./dialogs.js";

/** @import { Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */

const AGAIN_MS = 3000; // a note that could not be read is asked for again, as long as its visitor is there

/** Asks for the note on each visitor whom a clerk has had before. */
export class VisitorNote {
  #of = "";
  #text = "";

  /** @param {string} path @param {() => void} redraw */
  constructor(path, redraw) {
    this.path = path;
    this.redraw = redraw;
  }

  /** @param {Panel} panel */
  async look({ current, day }) {
    const visit = current?.returns ? `${day} ${current.id} ${current.called_at}` : "";
    if (visit === this.#of) return;
    this.#of = visit;
    this.#text = "";
    if (!visit) return;
    while (visit === this.#of) {
      const text = await this.#ask();
      if (visit !== this.#of) return; // another visitor is there by now
      this.#text = text ?? t("counter.visitor_note_unknown");
      this.redraw();
      if (text !== null) return;
      await pause(AGAIN_MS);
    }
  }

  /** @returns {Promise<string | null>} null: it could not be read */
  async #ask() {
    try {
      return (await call("GET", this.path)).note;
    } catch (error) {
      failure(error);
      return null;
    }
  }

  draw() {
    if (!this.#text) return nothing;
    return html`<div class="banner visitor-note" data-visitor-note>
      ${icon("info")}
      <div role="note" tabindex="0"><strong>${t("counter.visitor_note")}</strong> ${this.#text}</div>
    </div>`;
  }
}

/** The visit is finished with a note; without one the finish key alone does it. @param {Acts} acts */
export const askFinish = (acts) =>
  ask(
    t("counter.note_title"),
    html`<div class="field">
      <label for="note">${t("counter.note_field")}</label>
      <input id="note" name="note" maxlength="300" required autofocus autocomplete="off" />
      <p class="soft">${t("counter.note_hint")}</p>
    </div>`,
    ({ note }, key) => acts.finishWith(note, key),
    t("counter.step_finish"),
  );
