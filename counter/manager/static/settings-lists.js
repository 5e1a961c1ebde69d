/** Fields that hold several: ids in their order, opening times, single days, shares by time of day. */

import { hasText, page, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { at, move, nameOf, rows, without } from "./settings-draft.js";
import { idOf, set, value } from "./settings-fields.js";

/** @import { Field, Path } from "./settings-draft.js" */
/** @import { About, Editing } from "./settings-fields.js" */

/** A small button whose icon alone is seen. @param {string} drawn @param {string} words @param {() => void} press */
const small = (drawn, words, press, off = false, turned = "") =>
  html`<button
    type="button"
    class="button is-plain is-icon ${turned}"
    aria-label=${words}
    title=${words}
    ?disabled=${off}
    @click=${press}
  >
    ${icon(drawn)}
  </button>`;

/**
 * Some of what there is, in an order that counts: services of a counter, languages of the voice.
 * @param {Editing} editing @param {Path} path @param {Field} field @param {About} about
 */
export function picked(editing, path, field, { id, said, label }) {
  /** @type {string[]} */
  const now = at(editing.plan, path) ?? page.file_says?.[path.join(".")] ?? field.default ?? [];
  const name = (/** @type {string} */ one) =>
    field.refers ? nameOf(editing.plan, field.refers, one) : (page.language_names[one] ?? one);
  const all = field.refers ? rows(editing.plan, field.refers).map((row) => row.id) : field.choices;
  const others = all.filter((one) => !now.includes(one));
  const moved = (/** @type {number} */ index, /** @type {number} */ by) => {
    const next = [...now];
    move(next, index, by);
    set(editing, path, next);
  };
  return html`${
    now.length
      ? html`<ol class="picked">
          ${now.map(
            (one, index) =>
              html`<li>
                <span>${name(one)}</span>
                ${small("back", `${t("settings.up")} ${name(one)}`, () => moved(index, -1), index === 0, "is-turned")}
                ${small("next", `${t("settings.down")} ${name(one)}`, () => moved(index, 1), index === now.length - 1, "is-turned")}
                ${small("minus", `${t("settings.remove")} ${name(one)}`, () => set(editing, path, now.toSpliced(index, 1)))}
              </li>`,
          )}
        </ol>`
      : nothing
  }
  ${
    others.length
      ? html`<select
          id=${id}
          aria-label="${label} ${t("settings.add")}"
          aria-describedby=${said || nothing}
          @change=${(/** @type {Event} */ event) => {
            const chosen = value(event);
            /** @type {HTMLSelectElement} */ (event.target).value = "";
            if (chosen) set(editing, path, [...now, chosen]);
          }}
        >
          <option value="">${t("settings.add")}…</option>
          ${others.map((one) => html`<option value=${one}>${name(one)}</option>`)}
        </select>`
      : nothing
  }`;
}

/** @param {string} span e.g. "08:30-12:00" */
const ends = (span) => /** @type {[string, string]} */ ([...span.split("-"), ""].slice(0, 2));

/** The two ends of a time. @param {string} id @param {string} label @param {string} span @param {(next: string) => void} changed */
const time = (id, label, span, changed) =>
  ["from", "to"].map(
    (end, index) =>
      html`<label class="in-language"
        ><span>${t(`settings.${end}`)}</span>
        <input
          id="${id}-${end}"
          class="clock"
          inputmode="numeric"
          maxlength="5"
          placeholder=${["08:30", "12:00"][index]}
          aria-label="${label} ${t(`settings.${end}`)}"
          .value=${ends(span)[index]}
          autocomplete="off"
          @input=${(/** @type {Event} */ event) => changed(ends(span).with(index, value(event).trim().replace("：", ":")).join("-"))}
        />
      </label>`,
  );

const USUAL_SPANS = ["08:30-12:00", "13:30-17:30"];

/** Opening times of a day. @param {Editing} editing @param {Path} path @param {Field} _ @param {About} about @param {string} [name] */
export function spans(editing, path, _, { label }, name) {
  /** @type {string[]} */
  const now = at(editing.plan, path) ?? [];
  const id = idOf(path);
  return html`<div class="spans">
    ${now.length ? nothing : html`<span class="badge">${t(hasText(`settings.${name}_none`) ? `settings.${name}_none` : "settings.closed")}</span>`}
    ${now.map(
      (span, index) =>
        html`<span class="span">
          ${time(`${id}-${index}`, `${label} ${index + 1}`, span, (next) => set(editing, path, now.with(index, next)))}
          ${small("minus", `${t("settings.remove_span")} ${label} ${index + 1}`, () => set(editing, path, now.toSpliced(index, 1)))}
        </span>`,
    )}
    <button
      type="button"
      class="button is-plain"
      aria-label="${t("settings.add_span")} ${label}"
      @click=${() => set(editing, path, [...now, USUAL_SPANS[now.length] ?? "-"])}
    >
      ${icon("plus")}${t("settings.add_span")}
    </button>
  </div>`;
}

/** Opening times of single days. @param {Editing} editing @param {Path} path @param {Field} field @param {About} about */
export function days(editing, path, field, about) {
  const now = at(editing.plan, path) ?? {};
  const id = idOf(path);
  const add = () => {
    const date = /** @type {HTMLInputElement} */ (document.getElementById(`${id}-new`)).value;
    if (date && !(date in now)) set(editing, path, { ...now, [date]: [] });
  };
  const remove = (/** @type {string} */ date) => {
    set(editing, path, without(now, date));
  };
  return html`<ul class="several-rows">
      ${Object.keys(now)
        .toSorted()
        .map(
          (date) =>
            html`<li data-day=${date}>
              <b class="key-of">${date}</b>${spans(editing, [...path, date], field, { ...about, label: date })}
              ${small("minus", `${t("settings.remove")} ${date}`, () => remove(date))}
            </li>`,
        )}
    </ul>
    <div class="row">
      <input id="${id}-new" class="date" type="date" aria-label=${t("settings.date")} />
      <button type="button" class="button is-plain" @click=${add}>${icon("plus")}${t("settings.add_day")}</button>
    </div>`;
}

/** Shares by time of day, as of the voice's volume. @param {Editing} editing @param {Path} path @param {Field} _ @param {About} about */
export function shares(editing, path, _, { label }) {
  /** @type {Record<string, number>} */
  const now = at(editing.plan, path) ?? {};
  const id = idOf(path);
  const renamed = (/** @type {string} */ span, /** @type {string} */ next) =>
    next in now
      ? undefined
      : set(
          editing,
          path,
          Object.fromEntries(Object.entries(now).map(([key, one]) => [key === span ? next : key, one])),
        );
  return html`<ul class="several-rows">
      ${Object.entries(now).map(
        ([span, share], index) =>
          html`<li>
            <span class="span"
              >${time(`${id}-${index}`, `${label} ${index + 1}`, span, (next) => renamed(span, next))}</span
            >
            <label class="in-language"
              ><span>${t("settings.share")}</span>
              <input
                class="clock"
                type="number"
                min="0"
                max="1"
                step="0.1"
                .value=${String(share)}
                aria-label="${label} ${index + 1} ${t("settings.share")}"
                @input=${(/** @type {Event} */ event) => set(editing, path, { ...now, [span]: Number(value(event)) })}
              />
            </label>
            ${small("minus", `${t("settings.remove")} ${label} ${index + 1}`, () => set(editing, path, without(now, span)))}
          </li>`,
      )}
    </ul>
    <button
      type="button"
      class="button is-plain"
      ?disabled=${"12:00-14:00" in now}
      @click=${() => set(editing, path, { ...now, "12:00-14:00": 0.6 })}
    >
      ${icon("plus")}${t("settings.add")}
    </button>`;
}
