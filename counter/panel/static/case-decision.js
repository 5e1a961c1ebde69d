/** How a case is decided, and a wrong decision put right: a refusal says why, in a way that the visitor is told. */

import { one, t } from "../shared/js/page.js";
import { html, nothing, render } from "../shared/js/view.js";
import { ask, options } from "./dialogs.js";

/** @import { CaseActs } from "./acts.d.ts" */
/** @typedef {Record<string, string>} Fields */

const OUTCOMES = ["granted", "refused"];
const GROUNDS = ["conditions", "materials", "jurisdiction", "untrue", "forbidden", "other"];
const MISTAKES = ["facts", "law", "clerical", "procedure"];
const LONGEST = 1000;

/** What is sent of a decision. @param {string} outcome @param {Fields} why */
export const ruling = (outcome, { grounds, words }) =>
  outcome === "refused" ? { outcome, grounds, words: words ?? "" } : { outcome };

/** Asks for the grounds of a refusal, in the place for them, and for none of anything else. @param {string} outcome */
export const askGrounds = (outcome) => render(outcome === "refused" ? groundsFields() : nothing, one("#grounds"));

const groundsFields = () =>
  html`<div class="field">
      <label for="why">${t("cases.grounds")}</label>
      <select id="why" name="grounds" required autofocus @change=${wordsAreNeeded}>
        <option value=""></option>
        ${GROUNDS.map((value) => html`<option value=${value}>${t(`cases.grounds_${value}`)}</option>`)}
      </select>
    </div>
    ${wordsField("words")}
    <p class="soft">${t("cases.words_note")}</p>`;

/** @param {Event} event */
function wordsAreNeeded(event) {
  const grounds = /** @type {HTMLSelectElement} */ (event.target).value;
  /** @type {HTMLTextAreaElement} */ (one("#words")).required = grounds === "other";
}

/** @param {string} label */
export const wordsField = (label) =>
  html`<div class="field">
    <label for="words">${t(`cases.${label}`)}</label>
    <textarea id="words" name="words" rows="3" maxlength=${LONGEST}></textarea>
  </div>`;

/**
 * A decision ends the case, and a digit is soon pressed: it is asked about once more, or why it is a refusal.
 * @param {string} number @param {CaseActs} acts
 */
export function askDecide(number, acts) {
  ask(
    t("cases.ask_decide", { number }),
    options(
      "outcome",
      OUTCOMES.map((value) => ({ value, label: t(`cases.outcome_${value}`) })),
    ),
    ({ outcome }) => (outcome === "refused" ? askRefuse(number, acts) : askSure(number, outcome, acts)),
    "",
  );
}

/** @param {string} number @param {CaseActs} acts */
const askRefuse = (number, acts) =>
  ask(
    t("cases.ask_grounds", { number }),
    html`${groundsFields()}
      <p>${t("cases.sure_text")}</p>`,
    (fields) => acts.case("decide", number, ruling("refused", fields)),
    t("cases.decide"),
    () => askDecide(number, acts),
  );

/** @param {string} number @param {string} outcome @param {CaseActs} acts */
const askSure = (number, outcome, acts) =>
  ask(
    t("cases.ask_sure", { number, outcome: t(`cases.outcome_${outcome}`) }),
    html`<p>${t("cases.sure_text")}</p>`,
    () => acts.case("decide", number, ruling(outcome, {})),
    t("cases.decide"),
    () => askDecide(number, acts),
  );

/** @param {string} number @param {string | null} outcome  as it is now @param {CaseActs} acts */
export function askCorrect(number, outcome, acts) {
  const usual = outcome === "granted" ? "refused" : "granted";
  const onOutcome = (/** @type {Event} */ event) => askGrounds(/** @type {HTMLInputElement} */ (event.target).value);
  ask(
    t("cases.ask_correct", { number }),
    html`<fieldset class="places" @change=${onOutcome}>
        <legend>${t("cases.outcome")}</legend>
        ${OUTCOMES.map(
          (value) =>
            html`<label class="tick"
              ><input type="radio" name="outcome" value=${value} .checked=${value === usual} />
              ${t(`cases.outcome_${value}`)}</label
            >`,
        )}
      </fieldset>
      <div class="field">
        <label for="mistake">${t("cases.mistake")}</label>
        <select id="mistake" name="mistake">
          ${MISTAKES.map((value) => html`<option value=${value}>${t(`cases.mistake_${value}`)}</option>`)}
        </select>
      </div>
      <div id="grounds" class="stack"></div>
      <p class="soft">${t("cases.correct_note")}</p>`,
    ({ outcome: to, mistake, ...why }) => acts.case("correct", number, { mistake, ...ruling(to, why) }),
    t("cases.correct"),
  );
  askGrounds(usual);
}
