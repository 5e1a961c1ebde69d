/** A table of the plan: each row folded up to its name, opened to be changed; moved, removed, added. */

import { inOneLine, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { drop, fresh, move, nameOf, rowName, rows, within } from "./settings-draft.js";
import { field } from "./settings-fields.js";
import { lentRows, testPrint } from "./settings-printers.js";

/** @import { Field, Plan, Row } from "./settings-draft.js" */
/** @import { Editing } from "./settings-fields.js" */
/** @typedef {Editing & {counts: (table: string, id: string) => boolean}} EditingRows   `counts`: there is such a row already */

/** Rows are told apart by themselves: ids may be written twice while somebody types. */
const keys = new WeakMap();
let given = 0;
/** @type {WeakSet<Row>} those that stand open */
const open = new WeakSet();
/** @type {WeakSet<Row>} those added here, whatever id somebody types */
const added = new WeakSet();

const keyOf = (/** @type {Row} */ row) => {
  if (!keys.has(row)) keys.set(row, (given += 1));
  return keys.get(row);
};

/** What is told of a row while it is folded up. @type {Record<string, (row: Row, plan: Plan) => string>} */
const FACTS = {
  services: ({ prefix, group }, plan) => [prefix, nameOf(plan, "groups", group)].filter(Boolean).join(" · "),
  counters: ({ zone, services = [] }, plan) =>
    [nameOf(plan, "zones", zone), inOneLine(services.map((/** @type {string} */ one) => nameOf(plan, "services", one)))]
      .filter(Boolean)
      .join(" · "),
  printers: ({ kind, address, folder, name }) =>
    [t(`settings.printers_kind_${kind}`), address ?? folder ?? name].filter(Boolean).join(" · "),
  signs: ({ kind, address, number = 1 }) =>
    [t(`settings.signs_kind_${kind}`), address, number].filter(Boolean).join(" · "),
  media: ({ seconds = 12, zones = [] }, plan) =>
    [
      t("settings.media_seconds_fact", { seconds }),
      zones.map((/** @type {string} */ one) => nameOf(plan, "zones", one)).join("、"),
    ]
      .filter(Boolean)
      .join(" · "),
  materials: ({ originals = 0, copies = 0 }) => t("settings.materials_facts", { originals, copies }),
};

/** What is asked of a row by what else it says: of each kind of printer its own way. @type {Record<string, Record<string, string[]>>} */
const ONLY_FOR = {
  address: { kind: ["network", "usb", "serial"] },
  folder: { kind: ["file", "pdf"] },
  name: { kind: ["system"] },
};

/** @param {string} table @param {Row} row @param {string} key */
const isAsked = (table, row, key) =>
  table !== "printers" || !ONLY_FOR[key] || ONLY_FOR[key].kind.includes(row.kind) || row[key] !== undefined;

/** A counter without a name is called by its number, a sign by its counter. @param {string} table @param {Row} row @param {Plan} plan */
function title(table, row, plan) {
  const counter = table === "signs" ? rows(plan, "counters").find(({ id }) => id === row.counter) : undefined;
  const shown = counter ?? row;
  return (table === "counters" || counter) && !shown.name
    ? t("settings.counter_number", { id: shown.id })
    : rowName(shown) || shown.file || t("settings.untitled");
}

/** @param {EditingRows} editing @param {Field} table */
export function tableForm(editing, table) {
  /** @type {Row[]} */
  const now = editing.plan[table.key] ?? [];
  const add = () => {
    const row = fresh(editing.plan, table.key);
    open.add(row);
    added.add(row);
    editing.plan[table.key] = [...now, row];
    editing.changed();
    document
      .querySelector(`[data-row="${keyOf(row)}"]`)
      ?.querySelector("input")
      ?.focus();
  };
  const list = html`<div class="entries">
    ${repeat(now, keyOf, (row, index) => rowForm(editing, table, row, index, now))}
  </div>`;
  if (table.key === "media") return list; // a row begins with its file
  const lent = lentRows(editing, table.key);
  return html`${now.length || lent !== nothing ? lent : html`<p class="state">${t("settings.nothing_here")}</p>`}
    ${list}
    <button type="button" class="button is-primary" data-add @click=${add}>
      ${icon("plus")}${t("settings.add_to", { what: t(`settings.${table.key}`) })}
    </button>`;
}

/** @param {EditingRows} editing @param {Field} table @param {Row} row @param {number} index @param {Row[]} all */
function rowForm(editing, table, row, index, all) {
  const wrong = editing.mistakes.filter(({ loc }) => within(loc, [table.key, index])).length;
  const name = title(table.key, row, editing.plan);
  const isOpen = open.has(row);
  const isNew = added.has(row) || ("id" in row && !editing.counts(table.key, row.id));
  const toggled = (/** @type {Event} */ event) => {
    const { open: now } = /** @type {HTMLDetailsElement} */ (event.target);
    if (now === open.has(row)) return;
    if (now) open.add(row);
    else open.delete(row);
    editing.redraw();
  };
  const moved = (/** @type {number} */ by) => {
    move(all, index, by);
    editing.changed();
  };
  return html`<details
    class="entry"
    data-row=${keyOf(row)}
    data-id=${row.id ?? index}
    .open=${isOpen}
    @toggle=${toggled}
  >
    <summary>
      <b>${name}</b><span class="soft facts-of">${FACTS[table.key]?.(row, editing.plan) ?? ""}</span>
      ${isNew ? html`<span class="badge">${t("settings.fresh")}</span>` : nothing}
      ${wrong ? html`<span class="badge is-danger">${icon("alert")}${t("settings.wrong_here", { count: wrong })}</span>` : nothing}
    </summary>
    ${
      isOpen
        ? html`<div class="fields">
              ${table.fields
                .filter(({ kind, key }) => (isNew || kind !== "id") && isAsked(table.key, row, key))
                .map((one) => field(editing, [table.key, index, one.key], `${table.key}_${one.key}`, one))}
            </div>
            ${table.key === "printers" ? testPrint(row, wrong > 0, editing.redraw) : nothing}
            <div class="row">
              <button type="button" class="button is-plain" ?disabled=${index === 0} @click=${() => moved(-1)}>
                ${t("settings.up")}
              </button>
              <button
                type="button"
                class="button is-plain"
                ?disabled=${index === all.length - 1}
                @click=${() => moved(1)}
              >
                ${t("settings.down")}
              </button>
              <button
                type="button"
                class="button is-plain push"
                data-remove
                @click=${() => askRemove(editing, table.key, row, name)}
              >
                ${icon("minus")}${t("settings.remove")}
              </button>
            </div>`
        : nothing
    }
  </details>`;
}

/** @param {EditingRows} editing @param {string} table @param {Row} row @param {string} name */
const askRemove = (editing, table, row, name) =>
  ask(
    t("settings.ask_remove", { name }),
    html`<p>${t("settings.remove_text")}</p>`,
    () => {
      drop(editing.plan, table, row);
      editing.changed();
    },
    t("settings.remove"),
  );
