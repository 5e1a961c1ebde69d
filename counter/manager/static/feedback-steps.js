/** The questions before each step of following up: all answered by keyboard, Escape takes them back. */

import { page, t } from "../shared/js/page.js";
import { html } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { who } from "../panel/staff-page.js";

/** @typedef {Record<string, string>} Fields */
/** @typedef {(number: string, step: string, path: string, body: object) => unknown} Post */

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
    const send = (/** @type {string} */ step, /** @type {string} */ path, /** @type {object} */ body) =>
      this.post(number, step, path, body);
    return {
      assign: () =>
        ask(
          t("followup.ask_assign", { number }),
          choice(
            "assign_to",
            "staff",
            page.follow_up.map((/** @type {string} */ id) => [id, who(id)]),
          ),
          (/** @type {Fields} */ { staff }) => send("assign", "assign", { staff }),
        ),
      contact: () =>
        ask(
          t("followup.ask_contact", { number }),
          answers("reached", ["reached", "not_reached"]),
          (/** @type {Fields} */ { reached }) => send("contact", "contact", { reached: reached === "reached" }),
          "",
        ),
      put_right: () =>
        ask(t("followup.ask_put_right", { number }), html`<p>${t("followup.put_right_text")}</p>`, () =>
          send("put_right", "put-right", {}),
        ),
      answer: () =>
        ask(
          t("followup.ask_answer", { number }),
          html`${words("answer_text")}
            <p class="soft">${t("followup.answer_note")}</p>`,
          (/** @type {Fields} */ { text }) => send("answer", "answer", { text }),
        ),
      call_back: () =>
        ask(
          t("followup.ask_call_back", { number }),
          answers("called", ["called_satisfied", "called_unsatisfied", "called_nobody"]),
          (/** @type {Fields} */ { called }) =>
            send("call_back", "call-back", { satisfied: CALLED_BACK[called.replace("called_", "")] ?? null }),
          "",
        ),
      appeal: () =>
        ask(t("followup.ask_appeal", { number }), words("appeal_text"), (/** @type {Fields} */ { text }) =>
          send("appeal", "appeal", { text }),
        ),
      decide_appeal: () =>
        ask(
          t("followup.ask_decide_appeal", { number }),
          html`<p>${t("followup.decide_note")}</p>
            ${answers("upheld", ["uphold", "reject"])}`,
          (/** @type {Fields} */ { upheld }) =>
            send("decide_appeal", "appeal-decision", { upheld: upheld === "uphold" }),
          "",
        ),
    };
  }
}

/** @param {(body: object) => unknown} send */
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
    (/** @type {Fields} */ fields) => send(fields),
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
