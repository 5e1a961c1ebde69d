/** Fields of texts that are longer than a name: in every language, several of them, words to be found by, a day. */

import { page, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { at, move, without } from "./settings-draft.js";
import { idOf, set, value, wrongAt } from "./settings-fields.js";
import { lines } from "./settings-names.js";

/** @import { Field, Path } from "./settings-draft.js" */
/** @import { About, Editing } from "./settings-fields.js" */
/** @typedef {Record<string, string>} Words   by language */

const LONGEST = 2000; // characters, as the check allows

/** A text in each language. @param {About} about @param {Words} now @param {(next: Words) => void} changed */
const inLanguages = ({ id, said, wrong, label }, now, changed) =>
  html`<div class="pair">
    ${page.languages.map(
      (lang) =>
        html`<label class="in-language"
          ><span aria-hidden="true">${page.language_names[lang]}</span>
          <textarea
            id="${id}-${lang}"
            class="prose"
            lang=${lang}
            rows="1"
            maxlength=${LONGEST}
            .value=${now[lang] ?? ""}
            aria-label="${label} ${page.language_names[lang]}"
            aria-invalid=${wrong && !now[lang]}
            aria-describedby=${said || nothing}
            @input=${(/** @type {Event} */ event) => changed(value(event) ? { ...now, [lang]: value(event) } : without(now, lang))}
          ></textarea>
        </label>`,
    )}
  </div>`;

/** A text; one that may be left out goes when all its languages are empty. @param {Editing} editing @param {Path} path @param {Field} field @param {About} about */
export const prose = (editing, path, { required }, about) =>
  inLanguages(about, at(editing.plan, path) ?? {}, (next) =>
    set(editing, path, required || Object.keys(next).length ? next : undefined),
  );

/** Several texts in their order. @param {Editing} editing @param {Path} path @param {Field} _ @param {About} about */
export function proses(editing, path, _, about) {
  /** @type {Words[]} */
  const now = at(editing.plan, path) ?? [];
  const moved = (/** @type {number} */ index, /** @type {number} */ by) => {
    const next = [...now];
    move(next, index, by);
    set(editing, path, next);
  };
  const small = (
    /** @type {string} */ drawn,
    /** @type {string} */ label,
    off = false,
    /** @type {() => void} */ press,
  ) =>
    html`<button
      type="button"
      class="button is-plain is-icon ${drawn === "minus" ? "" : "is-turned"}"
      aria-label=${label}
      title=${label}
      ?disabled=${off}
      @click=${press}
    >
      ${icon(drawn)}
    </button>`;
  const one = (/** @type {Words} */ said, /** @type {number} */ index) => {
    const place = [...path, index];
    const label = `${about.label} ${index + 1}`;
    const wrong = wrongAt(editing.mistakes, place).length > 0;
    return html`<li>
      ${inLanguages({ ...about, id: idOf(place), wrong, label }, said, (next) => set(editing, path, now.with(index, next)))}
      ${small("back", `${t("settings.up")} ${label}`, index === 0, () => moved(index, -1))}
      ${small("next", `${t("settings.down")} ${label}`, index === now.length - 1, () => moved(index, 1))}
      ${small("minus", `${t("settings.remove")} ${label}`, false, () => set(editing, path, now.toSpliced(index, 1)))}
    </li>`;
  };
  return html`<ul class="several-rows">
      ${now.map(one)}
    </ul>
    <button
      type="button"
      class="button is-plain"
      aria-label="${t("settings.add")} ${about.label}"
      @click=${() => set(editing, path, [...now, {}])}
    >
      ${icon("plus")}${t("settings.add")}
    </button>`;
}

/** Words in each language, one on each line. @param {Editing} editing @param {Path} path @param {Field} _ @param {About} about */
export function words(editing, path, _, { id, said, label }) {
  /** @type {Record<string, string[]>} */
  const now = at(editing.plan, path) ?? {};
  const typed = (/** @type {string} */ lang, /** @type {Event} */ event) => {
    const next = Object.fromEntries(
      page.languages.map((one) => [one, one === lang ? lines(value(event)) : (now[one] ?? [])]),
    );
    set(editing, path, Object.values(next).some((one) => one.length) ? next : undefined);
  };
  return html`<div class="pair">
    ${page.languages.map(
      (lang) =>
        html`<label class="in-language"
          ><span>${page.language_names[lang]} <small>${t("settings.phrases_lines")}</small></span>
          <textarea
            id="${id}-${lang}"
            lang=${lang}
            rows="4"
            aria-label="${label} ${page.language_names[lang]}"
            aria-describedby=${said || nothing}
            .value=${(now[lang] ?? []).join("\n")}
            @change=${(/** @type {Event} */ event) => typed(lang, event)}
          ></textarea>
        </label>`,
    )}
  </div>`;
}

/** A day. @param {Editing} editing @param {Path} path @param {Field} _ @param {About} about */
export const day = (editing, path, _, { id, said, wrong }) =>
  html`<input
    id=${id}
    type="date"
    class="date"
    .value=${at(editing.plan, path) ?? ""}
    aria-invalid=${wrong}
    aria-describedby=${said || nothing}
    @input=${(/** @type {Event} */ event) => set(editing, path, value(event) || undefined)}
  />`;
