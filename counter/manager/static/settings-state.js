/** The settings as this page knows them: the version that counts, the draft on it, and what the server thinks of it. */

import { call, failure } from "../shared/js/api.js";
import { keptInTab } from "../shared/js/kept.js";
import { t } from "../shared/js/page.js";
import { OnePress } from "../shared/js/press.js";
import { copy } from "./settings-draft.js";
import { soon } from "./soon.js";

/** @import { Changed, Mistake, Plan } from "./settings-draft.js" */
/** @import { Text } from "../shared/js/shapes.d.ts" */
/** @typedef {{version: string, mistakes: Mistake[], advice: Mistake[], effects: {code: string, text: Text}[], changes: Changed[]}} Checked */

/** Brings the section that is open into sight among the others. */
export const showSection = () =>
  document.querySelector(".sections > [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const CHECK_AFTER_MS = 350; // of quiet after a key
const UNKNOWN = { version: "", mistakes: [], advice: [], effects: [], changes: [] };

export class Settings {
  /** @type {{version: string, plan: Plan} | null} */ base = null;
  /** @type {Plan} */ plan = {};
  /** @type {Checked} */ checked = UNKNOWN;
  /** The draft could not be checked: what it changes, and for whom, is not known. */ unchecked = false;
  /** @type {Changed[]} */ conflicts = [];
  /** @type {{kind: string, text: string} | null} */ said = null;
  #timer = 0;
  #asked = 0;
  #press;
  #again = soon(() => void this.load());

  /**
   * @param {() => void} redraw
   * @param {string} place   where the API has it
   * @param {string} part    what it is called there
   */
  constructor(redraw, place = "/plan", part = "plan") {
    this.redraw = redraw;
    this.place = place;
    this.part = part;
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

  /** What the fields of its forms need to know. */
  get editing() {
    return {
      plan: this.plan,
      mistakes: this.checked.mistakes,
      advice: this.checked.advice,
      changed: () => this.changed(),
      redraw: this.redraw,
      counts: (/** @type {string} */ table, /** @type {string} */ id) =>
        (this.base?.plan[table] ?? []).some((/** @type {{id: string}} */ row) => row.id === id),
    };
  }

  /** Another section is drawn when the address asks for it, and a draft is not left without a word. */
  watch() {
    addEventListener("hashchange", () => {
      this.said = null;
      this.redraw();
      showSection();
    });
    addEventListener("beforeunload", (event) => {
      if (this.isChanged) event.preventDefault();
    });
  }

  /** @param {string} kind @param {string} text */
  say(kind, text) {
    this.said = text ? { kind, text } : null;
    this.redraw();
  }

  /** What counts; on it the draft that stood here when its writer was signed out. */
  async load() {
    const left = keptInTab.takeItem(this.place);
    try {
      if (left) Object.assign(this, JSON.parse(left));
      if (left) await this.replace(this.plan, t("settings.left"));
      else {
        this.#stand(await call("GET", this.place));
        this.said = null;
      }
    } catch (error) {
      this.#failed(failure(error), t("common.offline"));
      if (!this.base) this.#again();
    }
    this.redraw();
  }

  /** @param {Record<string, any> & {version: string}} answer */
  #stand(answer) {
    const base = { version: answer.version, plan: /** @type {Plan} */ (answer[this.part]) };
    clearTimeout(this.#timer);
    this.#asked += 1;
    Object.assign(this, {
      base,
      plan: copy(base.plan),
      checked: { ...UNKNOWN, version: base.version },
      unchecked: false,
      conflicts: [],
    });
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

  #draft() {
    return { [this.part]: this.plan, version: this.base?.version };
  }

  async check() {
    if (!this.base) return;
    clearTimeout(this.#timer);
    const asked = (this.#asked += 1);
    try {
      const checked = await call("POST", `${this.place}/check`, this.#draft());
      if (asked !== this.#asked) return;
      if (this.unchecked) this.said = null;
      Object.assign(this, { checked, unchecked: false });
    } catch (error) {
      if (asked !== this.#asked) return;
      this.unchecked = true;
      this.#failed(failure(error), t("settings.check_failed"));
    }
    this.redraw();
  }

  /** Lets the draft count; what is typed before the answer comes is the next one. */
  async apply() {
    const { base, plan } = this;
    if (!base) return;
    const sent = JSON.stringify(plan);
    const { answer, why } = await this.#press.do("apply", (key) =>
      call("PUT", this.place, { [this.part]: plan }, { key, version: base.version }),
    );
    if (answer) {
      const next = this.plan;
      this.#stand(answer);
      this.say("ok", t("settings.applied", { version: answer.version }));
      if (JSON.stringify(next) !== sent) this.#goOnWith(next);
    } else if (why) this.#failed(why);
    if (why) await this.check();
  }

  /** @param {Plan} plan */
  #goOnWith(plan) {
    this.plan = plan;
    this.changed();
  }

  /** Brings the draft onto the version that somebody else has made meanwhile. @returns {Promise<void>} */
  async merge() {
    if (!this.base) return;
    const sent = JSON.stringify(this.plan);
    try {
      const both = await call("POST", `${this.place}/merge`, this.#draft());
      const theirs = await call("GET", `${this.place}/versions/${both.version}`);
      if (JSON.stringify(this.plan) !== sent) return await this.merge(); // typed since: that belongs to it
      this.#stand(theirs);
      this.conflicts = both.conflicts;
      await this.replace(both[this.part], t("settings.merged"));
    } catch (error) {
      this.#failed(failure(error));
    }
  }

  /** @param {string} version the one to take back: another that came meanwhile stays, and so does a draft */
  async undo(version) {
    const undo = (/** @type {string} */ key) => call("POST", `${this.place}/undo`, {}, { key, version });
    await this.#act("undo", undo, "settings.undone", this.isChanged);
  }

  /** Takes it all away: a guide, not the plan. */
  async remove() {
    const version = this.base?.version;
    await this.#act("remove", (key) => call("DELETE", this.place, null, { key, version }), "settings.removed");
  }

  /** @param {string} act @param {(key: string) => Promise<any>} asked @param {string} done @param {boolean} [merges]  the draft stays */
  async #act(act, asked, done, merges = false) {
    const { answer, why } = await this.#press.do(act, asked);
    if (answer && merges) await this.merge();
    else if (answer) {
      this.#stand(answer);
      this.say("ok", t(done));
    } else if (why) this.#failed(why);
  }

  /** @param {string} version */
  async take(version) {
    try {
      const then = await call("GET", `${this.place}/versions/${version}`);
      await this.replace(then[this.part], t("settings.taken", { version }));
    } catch (error) {
      this.#failed(failure(error));
    }
  }

  /** @param {File} file */
  async read(file) {
    try {
      const read = await call("POST", `${this.place}/read`, { text: await file.text() });
      await this.replace(read[this.part], t("settings.imported"));
    } catch (error) {
      this.#failed(failure(error));
    }
  }

  /** Signed out. A draft is not lost by it: this tab keeps it until somebody signs in. */
  #signInAgain() {
    if (this.isChanged) keptInTab.setItem(this.place, JSON.stringify({ base: this.base, plan: this.plan }));
    this.base = null; // nothing is left behind here
    location.reload();
  }

  /** @param {ReturnType<typeof failure>} why @param {string} [unanswered] */
  #failed(why, unanswered = t("settings.no_answer")) {
    if (why.status === 401) {
      this.#signInAgain();
      return;
    }
    const fields =
      why.status === 422 && "errors" in why ? why.errors.map((/** @type {Mistake} */ { msg }) => msg).join(" ") : "";
    this.say("danger", fields || why.words(unanswered));
  }
}
