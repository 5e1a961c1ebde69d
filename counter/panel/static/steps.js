/** What a clerk can do, from which state, on which key. The server decides; this only spares it vain questions. */

import { page } from "./staff-page.js";

/** @import { Panel } from "../shared/js/shapes.d.ts" */

/**
 * @typedef {object} Step
 * @property {string} id      also the key of its words: counter.step_<id>
 * @property {string} key     the key that does it
 * @property {string} icon
 * @property {string} [path]  below /counters/<id>/; none where a dialog asks more first
 * @property {(panel: Panel) => boolean} when
 */

/** @param {Panel} panel @param {...string} statuses */
const at = (panel, ...statuses) => statuses.includes(panel.current?.status ?? "");
const free = (/** @type {Panel} */ panel) => !panel.current;

/** In the order of a visit, each on its own key: on the digits, so that one hand on the number pad is enough. */
/** @type {Step[]} */
export const STEPS = [
  { id: "next", key: "1", icon: "next", path: "call-next", when: (panel) => panel.status === "open" && free(panel) },
  { id: "recall", key: "2", icon: "again", path: "recall", when: (panel) => at(panel, "called") },
  { id: "start", key: "3", icon: "start", path: "start", when: (panel) => at(panel, "called") },
  {
    id: "no_show",
    key: "4",
    icon: "no-show",
    path: "no-show",
    when: (panel) => at(panel, "called") || Boolean(panel.current?.may_miss),
  },
  { id: "hold", key: "5", icon: "hold", path: "hold", when: (panel) => at(panel, "serving") },
  { id: "transfer", key: "6", icon: "transfer", when: (panel) => at(panel, "called", "serving") },
  { id: "finish", key: "7", icon: "finish", path: "finish", when: (panel) => at(panel, "serving") },
];

/** What is not part of a visit. @type {Step[]} */
export const TOOLS = [
  { id: "put_back", key: "R", icon: "back", path: "put-back", when: (panel) => at(panel, "called") },
  { id: "open", key: "8", icon: "start", path: "open", when: (panel) => panel.status === "closed" },
  { id: "go_on", key: "8", icon: "start", path: "open", when: (panel) => panel.status === "paused" },
  { id: "pause", key: "8", icon: "pause", when: (panel) => panel.status === "open" },
  { id: "help", key: "9", icon: "help", path: "help", when: (panel) => panel.status !== "closed" && !panel.help },
  { id: "help_done", key: "9", icon: "check", path: "help-done", when: (panel) => Boolean(panel.help) },
  { id: "finish_note", key: "T", icon: "finish", when: (panel) => at(panel, "serving") },
  { id: "notice", key: "N", icon: "guide", when: (panel) => at(panel, "called", "serving") },
  { id: "case", key: "B", icon: "calendar", when: (panel) => page.guides.length > 0 && at(panel, "called", "serving") },
  { id: "cases", key: "L", icon: "clock", when: () => true },
  { id: "enquiry", key: "Q", icon: "info", when: () => true },
  { id: "find", key: "H", icon: "qr", when: () => true },
  { id: "one_more", key: "M", icon: "plus", when: (panel) => panel.status !== "closed" },
  { id: "aside", key: "K", icon: "hold", when: (panel) => panel.held.length + panel.missed.length > 0 },
  { id: "close", key: "E", icon: "close", when: (panel) => panel.status !== "closed" && !panel.closing },
  { id: "stay", key: "E", icon: "undo", path: "open", when: (panel) => panel.closing },
  {
    id: "call_number",
    key: "0",
    icon: "search",
    when: (panel) => page.may_call_any && panel.status === "open" && free(panel),
  },
];

/** Takes the last step back, as the key does when writing. @type {Step} */
export const UNDO = { id: "undo", key: "Backspace", icon: "undo", path: "undo", when: (panel) => Boolean(panel.undo) };

const HASTE_MS = 3000;

/**
 * Whether a call for help would be taken back that was only just made: in haste its key is pressed more than once.
 * @param {Step} asked @param {Panel} panel @param {Date} now
 */
export const isHaste = (asked, { help }, now) =>
  asked.id === "help_done" && help !== null && !help.taken_by && now.getTime() - Date.parse(help.at) < HASTE_MS;

/** @param {string} id */
export function step(id) {
  const found = [...STEPS, ...TOOLS].find((one) => one.id === id);
  if (!found) throw new Error(`there is no step ${id}`);
  return found;
}

/** @type {Record<string, string>} by the counter's status */
const NEXT = { open: "next", paused: "go_on", closed: "open" };

/** The one next step, on the space bar. @param {Panel} panel */
export function nextStep(panel) {
  if (at(panel, "called")) return step("start");
  if (at(panel, "serving")) return step("finish");
  return step(NEXT[panel.status]);
}

/** The tool on `key` that is for now, else the one it would be, else none. @param {string} key @param {Panel} panel @returns {Step | null} */
export function toolOn(key, panel) {
  const asked = [...STEPS, ...TOOLS].filter(
    (one) => one.key === key && (one.id !== "call_number" || page.may_call_any),
  );
  return asked.find((one) => one.when(panel)) ?? asked[0] ?? null;
}

/**
 * The step that a key asks for now, or null. Keys count by where they are, and digits on the number pad too.
 * @param {KeyboardEvent} event @param {Panel} panel
 */
export function stepOfKey(event, panel) {
  if (event.code === "Space") return nextStep(panel);
  if (event.code === UNDO.key) return UNDO;
  const key = /^(?:Digit|Numpad|Key)(\d|[A-Z])$/.exec(event.code)?.[1];
  return key ? toolOn(key, panel) : null;
}
