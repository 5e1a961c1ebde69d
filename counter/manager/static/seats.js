/** At which counters somebody may sit: said in words, and chosen by boxes, of which none is every counter. */

import { inOneLine, named, page, t } from "../shared/js/page.js";
import { html } from "../shared/js/view.js";

/** @typedef {{id: string, name: Record<string, string>}} Counter */

const BOX = "at-"; // begins the name of each counter's box
const there = () => /** @type {Counter[]} */ (page.counters);

/** @param {string} id */
const word = (id) => {
  const known = there().find((one) => one.id === id);
  return known ? named(known.name) : t("people.counter_gone", { counter: id });
};

/** @param {string[]} counters */
export const seatsInWords = (counters) => (counters.length ? inOneLine(counters.map(word)) : t("people.counters_all"));

/** @param {string[]} chosen */
export const seatBoxes = (chosen) => {
  const gone = chosen.filter((id) => !there().some((one) => one.id === id));
  return html`<fieldset class="seats">
    <legend>${t("people.counters_ask")}</legend>
    <p class="soft">${t("people.counters_text")}</p>
    <div class="seats-there">
      ${[...there().map(({ id }) => id), ...gone].map(
        (id) =>
          html`<label class="tick"
            ><input type="checkbox" name=${BOX + id} ?checked=${chosen.includes(id)} /> ${word(id)}</label
          >`,
      )}
    </div>
  </fieldset>`;
};

/** The form's other fields, and the counters that were chosen. @param {Record<string, string>} fields */
export function withSeats(fields) {
  const names = Object.keys(fields);
  const others = Object.fromEntries(names.filter((name) => !name.startsWith(BOX)).map((name) => [name, fields[name]]));
  return { ...others, counters: names.filter((name) => name.startsWith(BOX)).map((name) => name.slice(BOX.length)) };
}
