/** What was changed, when and by whom; two versions compared, one taken back, the whole out and in again. */

import { call } from "../shared/js/api.js";
import { moment } from "../shared/js/moment.js";
import { hasText, page, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { instead } from "./settings-review.js";
import { changeList } from "./settings-shown.js";
import { soon } from "./soon.js";
import { stale } from "./said.js";

/** @import { Settings } from "./settings-state.js" */
/** @import { Changed } from "./settings-draft.js" */
/** @typedef {{version: string, at: string | null, by: string, how: string, changes: Changed[]}} Change */

/** Who did it, by name. @param {string} by */
export const who = (by) => page.staff_names[by] ?? (hasText(`settings.by_${by}`) ? t(`settings.by_${by}`) : by);

/** A version and when it began to count, by which people know it. @param {Change} change */
const called = ({ version, at }) => [t("settings.version", { version }), at ? moment(at) : ""].join(" ").trim();

export class History {
  /** @type {Change[] | null} */ changes = null;
  /** @type {Changed[] | null} what differs between the two that were compared */ compared = null;
  problem = "";
  #shown = "";
  #again = soon(() => void this.#read());

  /** @param {Settings} settings @param {() => void} redraw */
  constructor(settings, redraw) {
    this.settings = settings;
    this.redraw = redraw;
  }

  /** Reads what there is when another version counts than the one shown. */
  refresh() {
    const version = this.settings.base?.version ?? "";
    if (version !== this.#shown) {
      this.#shown = version;
      void this.#read();
    }
  }

  /** @returns {Promise<void>} */
  async #read() {
    const isThere = await this.#ask(async () => {
      this.changes = await call("GET", `${this.settings.place}/history`);
    });
    if (!isThere) this.#again();
  }

  /** @param {() => Promise<void>} read @returns {Promise<boolean>} whether it was answered */
  async #ask(read) {
    try {
      await read();
      this.problem = "";
    } catch (error) {
      this.problem = stale(error);
    }
    this.redraw();
    return !this.problem;
  }

  /** @param {SubmitEvent} event */
  #compare(event) {
    event.preventDefault();
    const { before, after } = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
    void this.#ask(async () => {
      this.compared = await call("GET", `${this.settings.place}/versions/${before}/compared/${after}`);
    });
  }

  draw() {
    this.refresh();
    const { changes } = this;
    const problem = this.problem
      ? html`<div class="banner is-warn" role="alert">${icon("alert")}${this.problem}</div>`
      : nothing;
    if (!changes) {
      return html`${problem}
        <div class="loading" role="status" aria-label=${t("common.loading")}></div>`;
    }
    return html`${problem}
      <div class="row">
        <a
          class="button is-plain"
          href="/api/v1${this.settings.place}/versions/${this.settings.base?.version}/file"
          download
          >${t("settings.export")}</a
        >
        <label class="button is-plain file-of"
          >${t("settings.import")}<input
            type="file"
            accept=".toml"
            @change=${(/** @type {Event} */ event) => this.#chosen(event)}
        /></label>
        ${
          changes.length > 1
            ? html`<button
                type="button"
                class="button is-plain push"
                data-undo
                @click=${() => this.#askUndo(changes[0])}
              >
                ${icon("undo")}${t("settings.undo")}
              </button>`
            : nothing
        }
      </div>
      ${changes.length > 1 ? this.#comparing(changes) : nothing}
      <ol class="entries" data-history>
        ${repeat(
          changes,
          ({ version }) => version,
          (change, index) => this.#change(change, index === 0),
        )}
      </ol>`;
  }

  /** @param {Event} event */
  #chosen({ target }) {
    const input = /** @type {HTMLInputElement} */ (target);
    const [file] = input.files ?? [];
    input.value = "";
    if (file) instead(this.settings, () => void this.settings.read(file));
  }

  /** @param {Change} change */
  #askUndo({ version, by, changes }) {
    ask(
      t("settings.ask_undo"),
      html`<p>${t("settings.undo_text", { version, by: who(by) })}</p>
        ${changeList(
          changes.map(({ key, before, after }) => ({ key, before: after, after: before })),
          this.#plans,
        )}`,
      () => void this.settings.undo(version),
      t("settings.undo"),
    );
  }

  get #plans() {
    return [this.settings.plan, this.settings.base?.plan ?? {}];
  }

  /** @param {Change[]} changes */
  #comparing(changes) {
    const choose = (/** @type {string} */ name, /** @type {string} */ label, /** @type {number} */ chosen) =>
      html`<label class="in-language"
        ><span>${label}</span>
        <select name=${name}>
          ${changes.map((change, index) => html`<option value=${change.version} ?selected=${index === chosen}>${called(change)}</option>`)}
        </select>
      </label>`;
    return html`<form class="row comparing" @submit=${(/** @type {SubmitEvent} */ event) => this.#compare(event)}>
        ${choose("before", t("settings.compare_from"), 1)} ${choose("after", t("settings.compare_to"), 0)}
        <button class="button is-plain">${t("settings.compare")}</button>
      </form>
      ${
        this.compared
          ? html`<div role="status" data-compared>
              ${this.compared.length ? changeList(this.compared, this.#plans) : html`<p>${t("settings.no_difference")}</p>`}
            </div>`
          : nothing
      }`;
  }

  /** @param {Change} change @param {boolean} isNow */
  #change({ version, at, by, how, changes }, isNow) {
    return html`<li class="entry" data-version=${version}>
      <div class="row">
        <b>${t("settings.version", { version })}</b>
        ${isNow ? html`<span class="badge is-ok">${icon("check")}${t("settings.now")}</span>` : nothing}
        ${at ? html`<span>${moment(at)}</span><span>${who(by)}</span>` : nothing}
        <span class="soft">${t(`settings.how_${how}`)}</span>
        ${
          isNow
            ? nothing
            : html`<button
                type="button"
                class="button is-plain push"
                @click=${() => instead(this.settings, () => void this.settings.take(version))}
              >
                ${t("settings.take")}
              </button>`
        }
      </div>
      ${changes.length ? changeList(changes, this.#plans) : html`<p class="soft">${t("settings.first")}</p>`}
    </li>`;
  }
}
