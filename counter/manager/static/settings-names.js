/** Names and sentences in every language of the hall. */

import { page, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { at, without } from "./settings-draft.js";
import { idOf, set, value, wrongAt } from "./settings-fields.js";

/** @import { Field, Path } from "./settings-draft.js" */
/** @import { About, Editing } from "./settings-fields.js" */
/** @typedef {Record<string, string>} Words   by language */

const LONGEST = 80; // characters of a name; the check has no bound, screens have

/** A field in each language. @param {About} about @param {Words} now @param {(next: Words) => void} changed */
function inLanguages({ id, said, wrong, label }, now, changed) {
  const one = (/** @type {string} */ lang, /** @type {string} */ words) => {
    changed(words ? { ...now, [lang]: words } : without(now, lang));
  };
  return html`<div class="pair">
    ${page.languages.map(
      (lang) =>
        html`<label class="in-language"
          ><span aria-hidden="true">${page.language_names[lang]}</span>
          <input
            id="${id}-${lang}"
            lang=${lang}
            maxlength=${LONGEST}
            .value=${now[lang] ?? ""}
            aria-label="${label} ${page.language_names[lang]}"
            aria-invalid=${wrong && !now[lang]}
            aria-describedby=${said || nothing}
            autocomplete="off"
            @input=${(/** @type {Event} */ event) => one(lang, value(event))}
          />
        </label>`,
    )}
  </div>`;
}

/**
 * A name; one that may be left out goes when all its languages are empty.
 * @param {Editing} editing @param {Path} path @param {Field} field @param {About} about
 */
export const pair = (editing, path, { required }, about) =>
  inLanguages(about, at(editing.plan, path) ?? {}, (next) =>
    set(editing, path, required || Object.keys(next).length ? next : undefined),
  );

/** Several names, e.g. who may ask for a priority ticket. @param {Editing} editing @param {Path} path @param {Field} field @param {About} about */
export function names(editing, path, field, about) {
  /** @type {Words[]} */
  const now = at(editing.plan, path) ?? field.default;
  const one = (/** @type {Words} */ words, /** @type {number} */ index) => {
    const place = [...path, index];
    const wrong = wrongAt(editing.mistakes, place).length > 0;
    const label = `${about.label} ${index + 1}`;
    return html`<li>
      ${inLanguages({ ...about, id: idOf(place), wrong, label }, words, (next) => set(editing, path, now.with(index, next)))}
      <button
        type="button"
        class="button is-plain is-icon"
        aria-label="${t("settings.remove")} ${index + 1}"
        @click=${() => set(editing, path, now.toSpliced(index, 1))}
      >
        ${icon("minus")}
      </button>
    </li>`;
  };
  return html`<ul class="several-rows">
      ${now.map(one)}
    </ul>
    <button type="button" class="button is-plain" @click=${() => set(editing, path, [...now, {}])}>
      ${icon("plus")}${t("settings.add")}
    </button>`;
}

const MOMENTS = ["free", "called", "serving", "away"];

/** Polite phrases: the usual ones, or the hall's own, a sentence on each line. @param {Editing} editing */
export function phrases(editing) {
  const one = (/** @type {string} */ moment) => {
    const path = ["phrases", moment];
    const own = at(editing.plan, path);
    const usual = Object.fromEntries(page.languages.map((lang) => [lang, page.phrases[lang][moment] ?? []]));
    const wrong = wrongAt(editing.mistakes, path).map(({ msg }) => msg);
    return html`<fieldset class="field several" data-field=${path.join(".")}>
      <legend class="field-name">${t(`settings.phrases_${moment}`)}</legend>
      <label class="tick"
        ><input
          type="checkbox"
          .checked=${Boolean(own)}
          @change=${() => set(editing, path, own ? undefined : usual)}
        />${t("settings.phrases_own")}</label
      >
      ${page.languages.map((lang) =>
        own
          ? html`<label class="in-language"
              ><span>${page.language_names[lang]} <small>${t("settings.phrases_lines")}</small></span>
              <textarea
                lang=${lang}
                rows="3"
                .value=${(own[lang] ?? []).join("\n")}
                @change=${(/** @type {Event} */ event) => set(editing, [...path, lang], lines(value(event)))}
              ></textarea>
            </label>`
          : html`<p class="field-hint" lang=${lang}>${usual[lang].join(" / ")}</p>`,
      )}
      ${wrong.length ? html`<p class="field-error">${icon("alert")}<span>${[...new Set(wrong)].join(" ")}</span></p>` : nothing}
    </fieldset>`;
  };
  return MOMENTS.map(one);
}

export const lines = (/** @type {string} */ written) =>
  written
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean);
