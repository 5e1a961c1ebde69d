/** Printers and signs that this computer's own file names, and a test print before a draft counts. */

import { call, failure } from "../shared/js/api.js";
import { lang, page, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

/** @import { Row } from "./settings-draft.js" */
/** @import { Editing } from "./settings-fields.js" */
/** @typedef {{kind: string, text: string}} Said */

const SLOW_MS = 60_000; // a printer that must be waited for
/** @type {Record<string, string>} */
const LOOKS = { ok: "check", info: "info", warn: "alert" };
/** @type {WeakMap<Row, Said>} what came of each test */
const tests = new WeakMap();

/** Those of config.toml, as long as none is named here. @param {Editing} editing @param {string} table */
export function lentRows(editing, table) {
  /** @type {Row[]} */
  const lent = page.file_says?.[table] ?? [];
  if (editing.plan[table] || !lent.length) return nothing;
  const take = () => {
    editing.plan[table] = structuredClone(lent);
    editing.changed();
  };
  return html`<div class="banner" data-lent>
    ${icon("info")}<span
      >${t(`settings.${table}_of_file`, { named: lent.map(({ id, counter }) => id ?? t("settings.counter_number", { id: counter })).join("，") })}</span
    >
    <button type="button" class="button is-plain" @click=${take}>${t("settings.take_from_file")}</button>
  </div>`;
}

/** @param {Row} row @param {boolean} isWrong @param {() => void} redraw */
export function testPrint(row, isWrong, redraw) {
  const said = tests.get(row);
  return html`<div class="row">
    <button
      type="button"
      class="button is-plain"
      data-test
      ?disabled=${isWrong || said?.kind === "info"}
      @click=${() => void test(row, redraw)}
    >
      ${icon("printer")}${t("settings.test_print")}
    </button>
    <span role="status" data-tested
      >${said ? html`<span class="badge is-${said.kind}">${icon(LOOKS[said.kind])}${said.text}</span>` : nothing}</span
    >
  </div>`;
}

/** @param {Row} row @param {() => void} redraw */
async function test(row, redraw) {
  const say = (/** @type {string} */ kind, /** @type {string} */ text) => {
    tests.set(row, { kind, text });
    redraw();
  };
  say("info", t("settings.test_printing"));
  try {
    const { outcome, detail } = await call("POST", "/printers/test", { printer: row, lang }, { timeout_ms: SLOW_MS });
    const code = { printed: "test_printed", perhaps: "test_perhaps" }[String(outcome)] ?? "test_failed";
    say(outcome === "printed" ? "ok" : "warn", t(`settings.${code}`, { detail }));
  } catch (error) {
    const why = failure(error);
    const fields = "errors" in why ? why.errors.map((/** @type {{msg: string}} */ { msg }) => msg).join(" ") : "";
    say("warn", t("settings.test_failed", { detail: fields || why.words(t("common.offline")) }));
  }
}
