/** The settings as this page knows them: the version that counts, the draft on it, and what the server thinks of it. */

import { call, failure } from "../shared/js/api.js";
import { t } from "../shared/js/page.js";
import { OnePress } from "../shared/js/press.js";
import { copy } from "./settings-draft.js";

/** @import { Changed, Mistake, Plan } from "./settings-draft.js" */
/** @import { Text } from "../shared/js/shapes.d.ts" */
/** @typedef {{version: string, mistakes: Mistake[], advice: Mistake[], effects: {code: string, text: Text}[], changes: Changed[]}} Checked */

const CHECK_AFTER_MS = 350; // of quiet after a key
const UNKNOWN = { version: "", mistakes: [], advice: [], effects: [], changes: [] };

export class Settings {
  /** @type {{version: string, plan: Plan} | null} */ base = null;
  /** @type {Plan} */ plan = {};
  /** @type {Checked} */ checked = UNKNOWN;
  /** @type {Changed[]} */ conflicts = [];
  /** @type {{kind: string, text: string} | null} */ said = null;
  #timer = 0;
  #asked = 0;
  #press;

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
    this.#press = new OnePress(redraw);
  }

  get busy() {
    return this.#press.now !== null;
  }

  /** Somebody else's version counts by now. */
  get outdated() {
    return this.base !== null && this.checked.version !== "" && this.checked.version !== this.base.version;
  }

  get isChanged() {
    return this.base !== null && JSON.stringify(this.base.plan) !== JSON.stringify(this.plan);
  }

  /** @param {string} kind @param {string} text */
  say(kind, text) {
    this.said = text ? { kind, text } : null;
    this.redraw();
  }

  async load() {
    try {
      this.#stand(await call("GET", "/plan"));
    } catch (error) {
      this.#failed(failure(error));
    }
    this.redraw();
  }

  /** @param {{version: string, plan: Plan}} base */
  #stand(base) {
    clearTimeout(this.#timer);
    this.#asked += 1;
    Object.assign(this, { base, plan: copy(base.plan), checked: { ...UNKNOWN, version: base.version }, conflicts: [] });
  }

  /** The draft is another: the server is asked what it thinks once nobody types any more. */
  changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.check(), CHECK_AFTER_MS);
    this.redraw();
  }

  /** @param {Plan} plan @param {string} why  what the draft is now, in words */
  replace(plan, why) {
    this.plan = copy(plan);
    this.say("info", why);
    return this.check();
  }

  async check() {
    if (!this.base) return;
    clearTimeout(this.#timer);
    const asked = (this.#asked += 1);
    try {
      const checked = await call("POST", "/plan/check", { plan: this.plan, version: this.base.version });
      if (asked === this.#asked) this.checked = checked;
    } catch (error) {
      this.#failed(failure(error), t("settings.check_failed"));
    }
    this.redraw();
  }

  /** Lets the draft count. */
  async apply() {
    const { base, plan } = this;
    if (!base) return;
    const { answer, why } = await this.#press.do("apply", (key) =>
      call("PUT", "/plan", { plan }, { key, version: base.version }),
    );
    if (answer) {
      this.#stand(answer);
      this.say("ok", t("settings.applied", { version: answer.version }));
    } else if (why) this.#failed(why);
    if (why) await this.check();
  }

  /** Brings the draft onto the version that somebody else has made meanwhile. */
  async merge() {
    if (!this.base) return;
    try {
      const { version, plan, conflicts } = await call("POST", "/plan/merge", {
        plan: this.plan,
        version: this.base.version,
      });
      const newest = await call("GET", `/plan/versions/${version}`);
      this.#stand(newest);
      this.conflicts = conflicts;
      await this.replace(plan, t("settings.merged"));
    } catch (error) {
      this.#failed(failure(error));
    }
  }

  /** @param {string} version the one to take back: another that came meanwhile stays */
  async undo(version) {
    const { answer, why } = await this.#press.do("undo", (key) => call("POST", "/plan/undo", {}, { key, version }));
    if (answer) {
      this.#stand(answer);
      this.say("ok", t("settings.undone"));
    } else if (why) this.#failed(why);
  }

  /** @param {string} version */
  async take(version) {
    try {
      const { plan } = await call("GET", `/plan/versions/${version}`);
      await this.replace(plan, t("settings.taken", { version }));
    } catch (error) {
      this.#failed(failure(error));
    }
  }

  /** @param {File} file */
  async read(file) {
    try {
      const { plan } = await call("POST", "/plan/read", { text: await file.text() });
      await this.replace(plan, t("settings.imported"));
    } catch (error) {
      this.#failed(failure(error));
    }
  }

  /** @param {ReturnType<typeof failure>} why @param {string} [unanswered] */
  #failed(why, unanswered = t("settings.no_answer")) {
    if (why.status === 401) location.reload();
    const fields =
      why.status === 422 && "errors" in why ? why.errors.map((/** @type {Mistake} */ { msg }) => msg).join(" ") : "";
    this.say("danger", fields || why.words(unanswered));
  }
}
