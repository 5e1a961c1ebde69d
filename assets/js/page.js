/** What the server gave this page, and its words. */

/** @import { Text } from "./shapes.d.ts" */

/**
 * @typedef {object} PageData
 * @property {string} lang            language of the page, "zh" or "en"
 * @property {string[]} languages     all there are, the hall's own first
 * @property {Record<string, string>} language_names   each in itself
 * @property {Text} hall              its name
 * @property {Record<string, Text>} class_names   of visitors
 * @property {Record<string, Text>} text   catalogue sections in that language
 * @property {string} digest          digest of the assets this page was made with
 * @property {number} plan            which plan of the hall it was made for
 * @property {string} [csrf]          token for acts of a signed-in person
 */

if (document.documentElement.dataset.old !== undefined) throw new Error("this browser is too old"); // the watchdog says so

/** @type {PageData & Record<string, any>} */
export const page = JSON.parse(document.getElementById("page-data")?.textContent ?? "");

/** "zh" or "en". */
export const lang = page.lang;

/**
 * The words under `section.key`, with {placeholders} filled in. Plain text: show it as text, never as markup.
 * @param {string} name
 * @param {Record<string, string | number>} [params]
 * @throws {Error} if the catalogue has no such words: a mistake of ours, not of the visitor's
 */
export function t(name, params = {}) {
  const [section, ...rest] = name.split(".");
  const words = page.text[section]?.[rest.join(".")];
  if (words === undefined) throw new Error(`no words for ${name} in ${lang}`);
  return words.replace(/\{(\w+)\}/g, (whole, key) => String(params[key] ?? whole));
}

/** Whether the catalogue has these words. @param {string} name */
export function hasText(name) {
  const [section, ...rest] = name.split(".");
  return page.text[section]?.[rest.join(".")] !== undefined;
}

/**
 * A name kept in several languages, in this page's language or else in Chinese.
 * @param {Text | null | undefined} name
 */
export const named = (name) => name?.[lang] ?? name?.zh ?? "";

/** Several words as one list. @param {string[]} words */
export const inOneLine = (words) => words.join(t("common.between"));

/** Shows this page in another language; the server remembers it. @param {string} other */
export function switchLanguage(other) {
  const here = new URL(location.href);
  here.searchParams.set("lang", other);
  location.replace(here);
}

/** Larger and fewer; off gives the usual page back. @param {boolean} on */
export function elderMode(on) {
  if (on) document.documentElement.dataset.mode = "elder";
  else delete document.documentElement.dataset.mode;
}

/**
 * The one element that fits, or an error: a page without it is broken.
 * @param {string} selector @param {ParentNode} [within]
 * @returns {HTMLElement}
 */
export function one(selector, within = document) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`nothing fits ${selector}`);
  return /** @type {HTMLElement} */ (found);
}

/** The page is there: all its modules have come and run. web/base.html's watchdog waits for this. */
export function started() {
  document.documentElement.dataset.started = "";
  document.getElementById("not-started")?.remove();
}

/** @param {number} ms */
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
