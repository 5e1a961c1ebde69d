/** Changes of the plan in words: which key, what it said before, what it says after. */

import { hasText, lang, page, t } from "../shared/js/page.js";
import { html } from "../shared/js/view.js";
import { form, nameOf, rowName, rows } from "./settings-draft.js";

/** @import { Changed, Plan } from "./settings-draft.js" */

const LONGEST = 160; // characters of a value before it is cut

/** What people call a key such as `services[tax].prefix`; rows by their names in one of `plans`. @param {string} key @param {Plan[]} plans */
export function keyWords(key, plans) {
  const [, table = key, id = "", rest = ""] = /^(\w+)(?:\[([^\]]*)\])?(.*)$/.exec(key) ?? [];
  const order = rest.endsWith(" (order)");
  const [first = "", ...more] = rest.replace(" (order)", "").split(".").filter(Boolean);
  const name = `${table}_${first}`;
  const words = [
    t(`settings.${hasText(`settings.${table}`) ? "" : "guide_"}${table}`),
    id && (plans.map((plan) => nameOf(plan, table, id)).find((said) => said !== id) ?? id),
    first && (hasText(`settings.${name}`) ? t(`settings.${name}`) : (page.language_names[first] ?? first)),
    ...more.map((one) => page.language_names[one] ?? one),
    order && t("settings.order"),
  ];
  return words.filter(Boolean).join(" · ");
}

/**
 * A value of a key; where it names rows of a table, what people call them.
 * @param {string} key @param {any} value @param {Plan[]} plans
 */
export function valueWords(key, value, plans) {
  const table = named(key);
  const called = (/** @type {any} */ one) => (typeof one === "string" ? callIt(one, table, plans) : one);
  const said = plain(table ? (Array.isArray(value) ? value.map(called) : called(value)) : value);
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
}

/** The table whose rows a key's value names, if any: `counters[1].services`, `services (order)`. @param {string} key */
function named(key) {
  const [, table = "", first = ""] = /^(\w+)(?:\[[^\]]*\]\.(\w+))?/.exec(key) ?? [];
  if (!first) return key.endsWith(" (order)") ? table : "";
  return form.find((one) => one.key === table)?.fields.find((one) => one.key === first)?.refers ?? "";
}

/** A row's name, and its id where another has the same name. @param {string} id @param {string} table @param {Plan[]} plans */
function callIt(id, table, plans) {
  const name = plans.map((plan) => nameOf(plan, table, id)).find((said) => said !== id);
  if (!name) return id;
  const several = plans.some((plan) => rows(plan, table).some((row) => row.id !== id && rowName(row) === name));
  return several ? `${name} (${id})` : name;
}

/** @param {any} value @returns {string} */
function plain(value) {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return t(value ? "settings.yes" : "settings.no");
  if (Array.isArray(value)) return value.map(plain).join("，") || "–";
  if (typeof value !== "object") return String(value);
  if (page.languages.some((one) => typeof value[one] === "string")) return String(value[lang] ?? value.zh ?? "");
  if (value.name) return plain(value.name);
  const parts = Object.entries(value).map(([key, inner]) => `${key} ${plain(inner)}`);
  return parts.join("；") || "–";
}

/** @param {Changed[]} changes @param {Plan[]} plans */
export const changeList = (changes, plans) =>
  html`<dl class="changes">
    ${changes.map(
      ({ key, before, after }) =>
        html`<div>
          <dt>${keyWords(key, plans)}</dt>
          <dd><del>${valueWords(key, before, plans)}</del> → <ins>${valueWords(key, after, plans)}</ins></dd>
        </div>`,
    )}
  </dl>`;
