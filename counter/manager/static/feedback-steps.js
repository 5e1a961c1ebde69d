/** The questions before each step of following up: all answered by keyboard, Escape takes them back. */

import { page, t } from "../shared/js/page.js";
import { html } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { who } from "../panel/staff-page.js";

/** @typedef {(number: string, step: string, path: string, body: object, key?: string) => unknown} Post */

const KINDS = ["complaint", "suggestion", "praise"];
/** @type {Record<string, boolean | null>} by the button that says it */
const CALLED_BACK = { satisfied: true, unsatisfied: false, nobody: null };

export class Steps {
  /** @param {Post} post */
  constructor(post) {
    this.post = post;
  }

  /** @param {string} number @param {string} step */
  take(number, step) {
    const question = this.#questions(number)[step];
    if (question) question();
    else void this.post(number, step, step, {});
  }

  /** @param {string} number @returns {Record<string, () => void>} */
  #questions(number) {
    /** @param {string} step @param {string} path @param {object} body @param {string} key */
    const send = (step, path, body, key) => this.post(number, step, path, body, key);
    return {
      assign: () =>
        ask(
          t("followup.ask_assign", { number }),
          choice(
            "assign_to",
            "staff",
            page.follow_up.map((/** @type {string} */ id) => [id, who(id)]),
          ),
          ({ staff }, key) => send("assign", "assign", { staff }, key),
        ),
      contact: () =>
        ask(
          t("followup.ask_contact", { number }),
          answers("reached", ["reached", "not_reached"]),
          ({ reached }, key) => send("contact", "contact", { reached: reached === "reached" }, key),
          "",
        ),
      put_right: () =>
        ask(t("followup.ask_put_right", { number }), html`<p>${t("followup.put_right_text")}</p>`, (_, key) =>
          send("put_right", "put-right", {}, key),
        ),
      answer: () =>
        ask(
          t("followup.ask_answer", { number }),
          html`${words("answer_text")}
            <p class="soft">${t("followup.answer_note")}</p>`,
          ({ text }, key) => send("answer", "answer", { text }, key),
        ),
      call_back: () =>
        ask(
          t("followup.ask_call_back", { number }),
          answers("called", ["called_satisfied", "called_unsatisfied", "called_nobody"]),
          ({ called }, key) =>
            send("call_back", "call-back", { satisfied: CALLED_BACK[called.replace("called_", "")] ?? null }, key),
          "",
        ),
      appeal: () =>
        ask(t("followup.ask_appeal", { number }), words("appeal_text"), ({ text }, key) =>
          send("appeal", "appeal", { text }, key),
        ),
      decide_appeal: () =>
        ask(
          t("followup.ask_decide_appeal", { number }),
          html`<p>${t("followup.decide_note")}</p>
            ${answers("upheld", ["uphold", "reject"])}`,
          ({ upheld }, key) => send("decide_appeal", "appeal-decision", { upheld: upheld === "uphold" }, key),
          "",
        ),
    };
  }
}

/** @param {(body: object, key: string) => unknown} send */
export const askTakeDown = (send) =>
  ask(
    t("followup.take_down"),
    html`${choice(
        "col_kind",
        "kind",
        KINDS.map((kind) => [kind, t(`feedback.kind_${kind}`)]),
      )}
      ${words("text")} ${line("about", 200)} ${line("contact", 100)}
      <p class="soft">${t("feedback.privacy")}</p>`,
    send,
  );

/** @param {string} label */
const words = (label) =>
  html`<div class="field">
    <label for="f-text">${t(`followup.${label}`)}</label>
    <textarea id="f-text" name="text" rows="5" maxlength="2000" required autofocus></textarea>
  </div>`;

/** @param {string} name @param {number} longest */
const line = (name, longest) =>
  html`<div class="field">
    <label for="f-${name}">${t(`feedback.${name}`)}</label>
    <input id="f-${name}" name=${name} maxlength=${longest} autocomplete="off" />
  </div>`;

/** @param {string} label @param {string} name @param {string[][]} all   each a value and what it is called */
const choice = (label, name, all) =>
  html`<div class="field">
    <label for="f-${name}">${t(`followup.${label}`)}</label>
    <select id="f-${name}" name=${name}>
      ${all.map(([value, called]) => html`<option value=${value}>${called}</option>`)}
    </select>
  </div>`;

/** Each answer is a button of its own. @param {string} name @param {string[]} all */
const answers = (name, all) =>
  html`<div class="stack">
    ${all.map((value, index) => html`<button class="button ${index ? "" : "is-primary"}" name=${name} value=${value} data-answer=${value}>${t(`followup.${value}`)}</button>`)}
  </div>`;
