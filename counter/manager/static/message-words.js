/** The words of a message in a question's form: chosen or written, made ahead, and heard before the hall says them. */

import { call, failure } from "../shared/js/api.js";
import { lang as own, page, pause, t } from "../shared/js/page.js";
import { Voice } from "../shared/js/sound.js";
import { html, icon } from "../shared/js/view.js";

/** @import { RehearsedText } from "../shared/js/shapes.d.ts" */

const AGAIN_MS = 700; // while clips are being made
const MAKING_MS = 90_000; // a voice with a model loads for seconds and then takes half as long as it speaks
const LANGUAGE_PAUSE_S = 0.35;

const voice = new Voice();

export const words = () =>
  html`<div class="field">
      <label for="ready">${t("manager.ready")}</label>
      <select id="ready" data-ready @change=${fill}>
        <option value="">${t("manager.ready_none")}</option>
        ${Object.entries(page.ready[own]).map(([key, message]) => html`<option value=${key}>${message}</option>`)}
      </select>
    </div>
    ${page.languages.map(
      (lang) =>
        html`<div class="field">
          <label for="text-${lang}">${page.language_names[lang]}</label>
          <input
            id="text-${lang}"
            name=${lang}
            lang=${lang}
            maxlength="300"
            @input=${forget}
            @change=${make}
            ?required=${lang === page.languages[0]}
            ?autofocus=${lang === page.languages[0]}
          />
        </div>`,
    )}
    <div class="rehearsal">
      <button class="button" type="button" data-listen @click=${listen}>${icon("voice")}${t("manager.listen")}</button>
      <p class="soft" role="status" data-heard></p>
    </div>`;

/** What is written, by language. @param {Record<string, string>} fields */
export const wordsOf = (fields) =>
  Object.fromEntries(page.languages.map((lang) => [lang, fields[lang].trim()]).filter(([, said]) => said));

/** @param {Event} event */
const formOf = ({ target }) => /** @type {HTMLFormElement} */ (/** @type {HTMLElement} */ (target).closest("form"));

/** @param {HTMLFormElement} form */
const written = (form) =>
  wordsOf(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])));

/** @param {HTMLFormElement} form */
const content = (form) => JSON.stringify(written(form));

/** Messages whose sentences are recorded: chosen, they may still be changed. @param {Event} event */
function fill(event) {
  const form = formOf(event);
  const chosen = /** @type {HTMLSelectElement} */ (event.target).value;
  for (const lang of page.languages) {
    const field = form.querySelector(`[name=${lang}]`);
    if (field instanceof HTMLInputElement) field.value = page.ready[lang][chosen] ?? "";
  }
  forget(event);
}

/** Other words have not been heard. @param {Event} event */
function forget(event) {
  const form = formOf(event);
  tell(form, "");
  const tick = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=spoken]"));
  if (!tick) return;
  tick.disabled = true;
  tick.checked = false;
}

/** Has the clips made while the manager goes on writing. @param {Event} event */
function make(event) {
  const form = formOf(event);
  if (written(form)[page.languages[0]]) void rehearsed(form);
}

/** @param {Event} event */
async function listen(event) {
  const form = formOf(event);
  if (!form.reportValidity()) return;
  const of = content(form);
  const found = await rehearsed(form);
  if (!found) return;
  const said = found.filter(({ readiness }) => readiness === "ready");
  const clips = said.flatMap(({ audio }, n) => (n ? [LANGUAGE_PAUSE_S, ...audio] : [...audio]));
  tell(form, [...(clips.length ? [t("manager.listening")] : []), ...unsaid(found)].join(" "));
  const heard = !clips.length || (await voice.say({ id: "rehearsal", clips }));
  if (!isStill(form, of)) return;
  tell(form, [clips.length ? t(heard ? "manager.heard" : "manager.not_heard") : "", ...unsaid(found)].join(" "));
  const tick = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=spoken]"));
  if (tick) tick.disabled = false;
}

/**
 * How it stands with what the form says, once it is made; null when it was changed meanwhile or nobody can tell.
 * @param {HTMLFormElement} form @returns {Promise<RehearsedText[] | null>}
 */
async function rehearsed(form) {
  const of = content(form);
  const given_up = performance.now() + MAKING_MS;
  try {
    while (isStill(form, of)) {
      /** @type {RehearsedText[]} */ const found = await call("POST", "/rehearsals", { text: written(form) });
      if (!isStill(form, of)) return null;
      if (performance.now() > given_up || found.every(({ readiness }) => readiness !== "making")) {
        tell(form, unsaid(found).join(" "));
        return found;
      }
      tell(form, t("manager.making"));
      await pause(AGAIN_MS);
    }
  } catch (error) {
    tell(form, failure(error).words(t("manager.no_answer")));
  }
  return null;
}

/** Whether the form is still there and says the same. @param {HTMLFormElement} form @param {string} of */
const isStill = (form, of) => form.isConnected && content(form) === of;

/** In which languages nobody will hear words. @param {RehearsedText[]} found */
const unsaid = (found) =>
  found
    .filter(({ readiness }) => readiness !== "ready")
    .map(({ lang }) => t("manager.unsaid", { language: page.language_names[lang] }));

/** @param {HTMLFormElement} form @param {string} told */
function tell(form, told) {
  const place = form.querySelector("[data-heard]");
  if (place) place.textContent = told;
}
