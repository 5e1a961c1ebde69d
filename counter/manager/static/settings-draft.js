/** The plan as somebody is changing it: what stands at a path, and what follows when a row goes. Nothing is drawn here. */

import { lang, page } from "../shared/js/page.js";

/** @typedef {(string | number)[]} Path */
/** @typedef {Record<string, any>} Plan */
/** @typedef {Record<string, any> & {id: string}} Row */
/** @typedef {{loc: Path, msg: string}} Mistake */
/** @typedef {{key: string, before: any, after: any}} Changed */

/**
 * @typedef {object} Field    of the form, as hall/configuration/form.py describes it
 * @property {string} key
 * @property {string} kind
 * @property {boolean} required
 * @property {any} default
 * @property {number | null} least
 * @property {number | null} most
 * @property {any[]} choices
 * @property {string | null} refers
 * @property {Field[]} fields
 */

/** @type {Field[]} */
export const form = page.form;

export const copy = (/** @type {any} */ value) => JSON.parse(JSON.stringify(value));

/** @param {Plan} plan @param {Path} path */
export const at = (plan, path) => path.reduce((value, key) => value?.[key], /** @type {any} */ (plan));

/** Puts a value where `path` leads; undefined takes the key away. @param {Plan} plan @param {Path} path @param {any} value */
export function put(plan, path, value) {
  const [last, ...before] = path.toReversed();
  let place = /** @type {any} */ (plan);
  for (const key of before.toReversed()) {
    place[key] ??= {};
    place = place[key];
  }
  if (value === undefined) delete place[last];
  else place[last] = value;
}

/** The same without one key. @param {Record<string, any>} table @param {string} key */
export const without = (table, key) => Object.fromEntries(Object.entries(table).filter(([one]) => one !== key));

/** Changes places with a neighbour. @param {any[]} list @param {number} index @param {number} by */
export function move(list, index, by) {
  const [moved] = list.splice(index, 1);
  list.splice(index + by, 0, moved);
}

/** The rows of a table, or what else there is of that name in the hall. @param {Plan} plan @param {string} table @returns {Row[]} */
export const rows = (plan, table) => page.there?.[table] ?? plan[table] ?? [];

/** What people call a row. @param {Row | undefined} row */
export const rowName = (row) => row?.name?.[lang] || row?.name?.zh || row?.id || "";

/** What people call the row with this id. @param {Plan} plan @param {string} table @param {string} id */
export const nameOf = (plan, table, id) => rowName(rows(plan, table).find((row) => row.id === id)) || id;

/**
 * Changes what rows of other tables name in `table`.
 * @param {Plan} plan @param {string} table @param {(ids: string[]) => string[]} next @param {(id: string) => string} one
 */
function inOthers(plan, table, next, one) {
  for (const { key, fields } of form.filter(({ kind }) => kind === "rows")) {
    const naming = fields.filter(({ refers }) => refers === table);
    for (const row of plan[key] ?? []) {
      for (const { key: name } of naming) {
        if (Array.isArray(row[name])) row[name] = next(row[name]);
        else if (row[name]) row[name] = one(row[name]);
      }
    }
  }
}

/** Takes a row away, and its id from every list of others that names it. @param {Plan} plan @param {string} table @param {Row} row */
export function drop(plan, table, row) {
  plan[table] = plan[table].filter((/** @type {Row} */ one) => one !== row);
  inOthers(
    plan,
    table,
    (ids) => ids.filter((id) => id !== row.id),
    (id) => id,
  );
}

/** Gives a row another id; whoever names it names that one. @param {Plan} plan @param {string} table @param {Row} row @param {string} id */
export function rename(plan, table, row, id) {
  const to = (/** @type {string} */ one) => (one === row.id ? id : one);
  if (rows(plan, table).filter((other) => other.id === row.id).length === 1) {
    inOthers(plan, table, (ids) => ids.map(to), to);
  }
  row.id = id;
}

/** A new row with an id that nobody has, and with what stands there usually. @param {Plan} plan @param {string} table @returns {Row} */
export function fresh(plan, table) {
  const { fields = [] } = form.find(({ key }) => key === table) ?? {};
  const taken = new Set(rows(plan, table).map(({ id }) => id));
  const numbered = table === "counters" ? "" : table.slice(0, -1);
  let number = taken.size + 1;
  while (taken.has(`${numbered}${number}`)) number += 1;
  /** @type {Row} */
  const row = /** @type {any} */ (fields.some(({ key }) => key === "id") ? { id: `${numbered}${number}` } : {});
  for (const field of fields) {
    if (!field.required || field.key === "id") continue;
    if (field.kind === "name" || field.kind === "prose") row[field.key] = {};
    else if (field.kind === "refs") row[field.key] = [];
    else if (field.kind === "choice") [row[field.key]] = field.choices;
    else if (field.kind === "ref") row[field.key] = rows(plan, field.refers ?? "")[0]?.id ?? "";
    else row[field.key] = "";
  }
  return row;
}

/** Whether `loc` lies at `path` or below. @param {Path} loc @param {Path} path */
export const within = (loc, path) => path.every((part, index) => String(loc[index]) === String(part));
