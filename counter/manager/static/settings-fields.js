/** Fields of the settings, one for each kind of the form; those with a life of their own stand in settings-lists.js. */

import { hasText, page, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { at, put, rename, rowName, rows, within } from "./settings-draft.js";
import * as lists from "./settings-lists.js";
import { names, pair } from "./settings-names.js";
import * as prose from "./settings-prose.js";

/** @import { Field, Mistake, Path, Plan } from "./settings-draft.js" */

/**
 * @typedef {object} Editing   what fields need to know
 * @property {Plan} plan                  the draft
 * @property {Mistake[]} mistakes
 * @property {Mistake[]} advice
 * @property {() => void} changed         told after every change
 * @property {() => void} redraw          told when nothing but the picture changes
 */

/** The words of a field: `name` is its table and key. @param {string} name */
export const label = (name) => t(`settings.${name}`);
/** @param {Path} path */
export const idOf = (path) => `f-${path.join("-").replace(/[^\w-]/g, "_")}`;
/** What is wrong at a field or below. @param {Mistake[]} said @param {Path} path */
export const wrongAt = (said, path) => said.filter(({ loc }) => within(loc, path));

/** One sentence each, also where several parts of a field say the same. @param {Mistake[]} said */
const sentences = (said) => [...new Set(said.map(({ msg }) => msg))];

/**
 * A field with its name, what it is for, and what is wrong with it.
 * @param {Editing} editing @param {Path} path @param {string} name @param {Field} of
 */
export function field(editing, path, name, of) {
  const wrong = sentences(wrongAt(editing.mistakes, path));
  const advice = sentences(wrongAt(editing.advice, path));
  const id = idOf(path);
  const said = `${wrong.length ? `${id}-wrong ` : ""}${hasText(`settings.${name}_hint`) ? `${id}-hint` : ""}`.trim();
  const about = { id, said, wrong: wrong.length > 0, label: label(name) };
  const body = (KINDS[of.kind] ?? text)(editing, path, of, about, name);
  const notes = html`${hasText(`settings.${name}_hint`) ? html`<p class="field-hint" id="${id}-hint">${label(`${name}_hint`)}</p>` : nothing}
  ${wrong.length ? html`<p class="field-error" id="${id}-wrong">${icon("alert")}<span>${wrong.join(" ")}</span></p>` : nothing}
  ${advice.length ? html`<p class="field-hint">${icon("info")} ${advice.join(" ")}</p>` : nothing}`;
  if (of.kind === "flag") return html`<div class="field" data-field=${path.join(".")}>${body}${notes}</div>`;
  return SINGLE.has(of.kind)
    ? html`<div class="field" data-field=${path.join(".")}><label for=${id}>${about.label}</label>${body}${notes}</div>`
    : html`<fieldset class="field several" data-field=${path.join(".")} aria-describedby=${said || nothing}>
        <legend class="field-name">${about.label}</legend>
        ${body}${notes}
      </fieldset>`;
}

/** @typedef {{id: string, said: string, wrong: boolean, label: string}} About */

const SINGLE = new Set(["text", "id", "whole", "number", "choice", "ref", "date"]);

/** @param {Editing} editing @param {Path} path @param {any} value */
export function set(editing, path, value) {
  put(editing.plan, path, value);
  editing.changed();
}

/** What this computer's own file says as long as nothing is said here. @param {Path} path */
const ofFile = (path) => {
  const lent = page.file_says?.[path.join(".")];
  return lent ? t("settings.of_file", { value: lent.name ?? lent }) : null;
};

export const value = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value;

/** @param {Editing} editing @param {Path} path @param {Field} of @param {About} about */
function text(editing, path, { required, default: usual }, { id, said, wrong }) {
  return html`<input
    id=${id}
    .value=${at(editing.plan, path) ?? ""}
    aria-invalid=${wrong}
    aria-describedby=${said || nothing}
    placeholder=${ofFile(path) ?? (usual ? t("settings.usual", { value: usual }) : nothing)}
    autocomplete="off"
    @input=${(/** @type {Event} */ event) => set(editing, path, value(event) || (required ? "" : undefined))}
  />`;
}

/** Of a new row alone: others name it already, here and in what was recorded. @param {Editing} editing @param {Path} path @param {Field} _ @param {About} about */
function rowId(editing, path, _, { id, said, wrong }) {
  const changed = (/** @type {Event} */ event) => {
    rename(editing.plan, String(path[0]), at(editing.plan, path.slice(0, -1)), value(event).trim());
    editing.changed();
  };
  return html`<input
    id=${id}
    maxlength="32"
    .value=${at(editing.plan, path) ?? ""}
    aria-invalid=${wrong}
    aria-describedby=${said || nothing}
    autocomplete="off"
    @input=${changed}
  />`;
}

/** @param {Editing} editing @param {Path} path @param {Field} of @param {About} about */
function number(editing, path, of, { id, said, wrong }) {
  return html`<input
    id=${id}
    type="number"
    inputmode="decimal"
    step=${of.kind === "whole" ? 1 : "any"}
    min=${of.least ?? nothing}
    max=${of.most ?? nothing}
    placeholder=${of.default === null ? nothing : t("settings.usual", { value: of.default })}
    .value=${String(at(editing.plan, path) ?? "")}
    aria-invalid=${wrong}
    aria-describedby=${said || nothing}
    @input=${(/** @type {Event} */ event) => set(editing, path, value(event) === "" ? undefined : Number(value(event)))}
  />`;
}

/** @param {Editing} editing @param {Path} path @param {Field} of @param {About} about @param {string} name */
function choice(editing, path, of, { id, said, wrong }, name) {
  const now = at(editing.plan, path) ?? of.default;
  const words = (/** @type {string} */ one) =>
    hasText(`settings.${name}_${one}`) ? label(`${name}_${one}`) : String(one);
  return html`<select
    id=${id}
    aria-invalid=${wrong}
    aria-describedby=${said || nothing}
    @change=${(/** @type {Event} */ event) =>
      set(
        editing,
        path,
        of.choices.find((one) => String(one) === value(event)),
      )}
  >
    ${of.choices.map((one) => html`<option value=${one} .selected=${one === now}>${words(one)}</option>`)}
  </select>`;
}

/** @param {Editing} editing @param {Path} path @param {Field} of @param {About} about */
function reference(editing, path, of, { id, said, wrong }) {
  const there = rows(editing.plan, of.refers ?? "");
  const now = at(editing.plan, path) ?? "";
  const gone = now && !there.some((row) => row.id === now);
  return html`<select
    id=${id}
    aria-invalid=${wrong}
    aria-describedby=${said || nothing}
    @change=${(/** @type {Event} */ event) => set(editing, path, value(event) || (of.required ? "" : undefined))}
  >
    ${of.required && now ? nothing : html`<option value="" .selected=${!now}>${t(of.required ? "settings.choose" : "settings.none")}</option>`}
    ${gone ? html`<option value=${now} .selected=${true}>${now}</option>` : nothing}
    ${there.map((row) => html`<option value=${row.id} .selected=${row.id === now}>${rowName(row)}</option>`)}
  </select>`;
}

/** @param {Editing} editing @param {Path} path @param {Field} of @param {About} about */
function flag(editing, path, of, { id, said, label: words }) {
  return html`<label class="tick"
    ><input
      id=${id}
      type="checkbox"
      aria-describedby=${said || nothing}
      .checked=${at(editing.plan, path) ?? of.default}
      @change=${(/** @type {Event} */ event) => set(editing, path, /** @type {HTMLInputElement} */ (event.target).checked)}
    />${words}</label
  >`;
}

/** A table within a table, that may be left out whole. @param {Editing} editing @param {Path} path @param {Field} of */
function part(editing, path, of) {
  const now = at(editing.plan, path);
  const name = String(path.at(-1));
  return html`<label class="tick"
      ><input
        id="${idOf(path)}-on"
        type="checkbox"
        .checked=${now !== undefined}
        @change=${() => set(editing, path, now === undefined ? {} : undefined)}
      />${label(`${path.join("_")}_on`)}</label
    >
    ${now === undefined ? html`<p class="field-hint">${ofFile(path) ?? nothing}</p>` : html`<div class="fields">${of.fields.map((one) => field(editing, [...path, one.key], `${name}_${one.key}`, one))}</div>`}`;
}

/** @type {Record<string, (editing: Editing, path: Path, field: Field, about: About, name: string) => unknown>} */
const KINDS = {
  part,
  text,
  id: rowId,
  whole: number,
  number,
  choice,
  ref: reference,
  flag,
  name: pair,
  names,
  refs: lists.picked,
  choices: lists.picked,
  spans: lists.spans,
  days: lists.days,
  shares: lists.shares,
  prose: prose.prose,
  proses: prose.proses,
  words: prose.words,
  date: prose.day,
};
