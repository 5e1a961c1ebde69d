/** Changes of the plan in words: which key, what it said before, what it says after. */

import { hasText, lang, page, t } from "../shared/js/page.js";
import { html } from "../shared/js/view.js";
import { nameOf } from "./settings-draft.js";

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

/** @param {any} value */
export function valueWords(value) {
  const said = plain(value);
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
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
          <dd><del>${valueWords(before)}</del> → <ins>${valueWords(after)}</ins></dd>
        </div>`,
    )}
  </dl>`;
