/** What clerks wrote in their own words, a day at a time. */

import { clock } from "../shared/js/format.js";
import { named, one, page, t } from "../shared/js/page.js";
import { html, nothing } from "../shared/js/view.js";
import { fill, tell } from "../panel/dialogs.js";
import { who } from "../panel/staff-page.js";

/** @import { NoteView, NotesView } from "../shared/js/shapes.d.ts" */

/** Shows today's, and any other day's that is asked for. */
export function tellNotes() {
  const choose = (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    if (value) read(value);
  };
  tell(
    t("followup.notes"),
    html`<p class="soft">${t("followup.notes_note")}</p>
      <div class="field">
        <label for="notes-day">${t("followup.notes_day")}</label>
        <input id="notes-day" type="date" value=${page.today} max=${page.today} @change=${choose} />
      </div>
      <div data-notes aria-live="polite"></div>`,
  );
  read(page.today);
}

/** @param {string} day */
const read = (day) => void fill(one("[data-notes]"), `/notes?date=${day}`, draw);

/** @param {NotesView} day */
const draw = ({ notes }) =>
  notes.length
    ? html`<ul class="stack">
        ${notes.map(line)}
      </ul>`
    : html`<p>${t("followup.no_notes")}</p>`;

/** @param {NoteView} note */
const line = ({ at, counter, staff, number, service, text }) =>
  html`<li>
    <div class="said">${text}</div>
    <span class="second"
      >${clock(at)} ·
      ${number ? html`${number} ${named(page.service_names[service ?? ""])}` : t("followup.for_successor")}
      ${counter ? html` · ${named(page.counter_names[counter]) || counter}` : nothing} · ${who(staff)}</span
    >
  </li>`;
