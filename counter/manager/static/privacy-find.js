/** What is kept of one person: found by what they show, without its words, and deleted after one question. */

import { call, failure } from "../shared/js/api.js";
import { one, page, t } from "../shared/js/page.js";
import { OnePress } from "../shared/js/press.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { answering, ask } from "../panel/dialogs.js";
import { cell, named, table } from "./privacy-kept.js";
import { told } from "./said.js";

/** @import { ErasureView, HeldView } from "../shared/js/shapes.d.ts" */
/** @typedef {"ticket" | "reference" | "phone"} By */

const WAYS = /** @type {const} */ (["ticket", "reference", "phone"]);
const LOOK_MS = 60_000; // days long ago are read anew

export class Find {
  /** @type {By} */ by = "ticket";
  /** @type {Record<string, string> | null} what was looked for; it goes when the page does */ sought = null;
  /** @type {readonly HeldView[] | null} */ records = null;
  /** @type {ErasureView | null} */ done = null;
  problem = "";

  /** @param {() => void} draw @param {() => void} changed   told when something was deleted */
  constructor(draw, changed) {
    this.redraw = draw;
    this.changed = changed;
    this.press = new OnePress(draw);
    answering.whyNot = () => (this.press.now ? t("counter.still_busy") : "");
  }

  /** @param {SubmitEvent} event */
  async look(event) {
    event.preventDefault();
    if (this.press.now) return;
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const sought = Object.fromEntries([...given].map(([name, value]) => [name, String(value)]));
    Object.assign(this, { sought: null, records: null, done: null, problem: "" });
    const { answer, why } = await this.press.do("search", (key) =>
      call("POST", "/privacy/searches", sought, { key, timeout_ms: LOOK_MS }),
    );
    if (why) this.problem = told(failure(why));
    else Object.assign(this, { sought, records: answer.records });
    this.redraw();
    one("[data-found]").focus();
    this.changed();
  }

  /** @param {readonly HeldView[]} records   what can be deleted */
  confirm(records) {
    const kept = (this.records?.length ?? 0) - records.length;
    ask(
      t("privacy.confirm_title"),
      html`<p>${t("privacy.confirm", { count: records.length })}</p>
        ${kept ? html`<p>${t("privacy.confirm_kept", { count: kept })}</p>` : nothing}`,
      () => this.erase(),
      t("privacy.confirm_yes"),
    );
  }

  async erase() {
    const body = { ...this.sought, records: this.records?.map(({ label }) => label) ?? [] };
    const { answer, why } = await this.press.do("erase", (key) =>
      call("POST", "/privacy/erasures", body, { key, timeout_ms: LOOK_MS }),
    );
    if (why) this.problem = told(failure(why));
    else Object.assign(this, { done: answer, sought: null, records: null, problem: "" });
    this.redraw();
    one("[data-found]").focus();
    this.changed();
  }

  draw() {
    return html`<section class="card" data-part="find">
      <div class="card-head"><h2 class="heading">${t("privacy.find")}</h2></div>
      <div class="privacy-find">
        <p>${t("privacy.find_lead")}</p>
        <form class="privacy-find" autocomplete="off" @submit=${(/** @type {SubmitEvent} */ event) => this.look(event)}>
          <div class="choice privacy-ways" role="group" aria-label=${t("privacy.how")}>
            ${WAYS.map((by) => this.#way(by))}
          </div>
          <div class="privacy-fields">
            ${this.#fields()}
            <button class="button is-primary" ?disabled=${this.press.now !== null}>
              ${icon("search")}${t("privacy.search")}
            </button>
          </div>
        </form>
        <div class="privacy-find" data-found tabindex="-1" role="status">${this.#found()}</div>
      </div>
    </section>`;
  }

  /** @param {By} by */
  #way(by) {
    const choose = () => {
      Object.assign(this, { by, records: null, done: null, problem: "", sought: null });
      this.redraw();
    };
    return html`<button type="button" data-by=${by} aria-pressed=${this.by === by} @click=${choose}>
      ${t(`privacy.by_${by}`)}
    </button>`;
  }

  #fields() {
    if (this.by === "ticket") return html`${field("number", "text")} ${field("day", "date", page.today)}`;
    return this.by === "reference" ? field("reference", "text") : field("phone", "tel");
  }

  #found() {
    const { problem, done, records } = this;
    if (this.press.now) return html`<div class="loading" aria-label=${t("common.loading")}></div>`;
    if (problem) return html`<div class="banner is-danger" role="alert">${icon("alert")}${problem}</div>`;
    if (done) {
      return html`<div class="banner is-ok">${icon("check")}${t("privacy.erased", { number: done.number })}</div>
        <a class="button is-primary" href=${`/counter/manager/privacy/${done.number}`}>${t("privacy.receipt")}</a>`;
    }
    if (!records) return nothing;
    if (!records.length) return html`<p>${t("privacy.nothing")}</p>`;
    const free = records.filter(({ needed }) => !needed);
    return html`<p>${t("privacy.found", { count: records.length })}</p>
      ${table(t("privacy.find"), ["kind", "number", "facts", "until"], records.map(row))}
      ${
        free.length
          ? html`<div class="row">
              <button class="button is-danger" data-erase @click=${() => this.confirm(free)}>
                ${icon("close")}${t("privacy.erase", { count: free.length })}
              </button>
            </div>`
          : html`<p>${t("privacy.none_to_erase")}</p>`
      }`;
  }
}

/** @param {HeldView} one */
const row = ({ label, kind, number, day, facts, last_day, needed }) =>
  html`<tr data-held=${label}>
    <th scope="row">${t(`privacy.kind_${kind}`)}</th>
    ${cell("number", html`<span class="is-whole">${number}</span><span class="second">${day}</span>`)}
    ${cell("facts", named(facts))}
    ${cell(
      "until",
      needed
        ? html`<span class="badge is-warn">${icon("alert")}${t("privacy.until_open")}</span>
            <div>${t(`privacy.needed_${needed}`)}</div>`
        : last_day
          ? t("privacy.until", { day: last_day })
          : t("privacy.until_open"),
    )}
  </tr>`;

/** @param {string} name @param {string} type @param {string} [value] */
const field = (name, type, value = "") =>
  html`<div class="field">
    <label for=${name}>${t(`privacy.field_${name}`)}</label>
    <input id=${name} name=${name} type=${type} value=${value} maxlength="300" autocomplete="off" required />
  </div>`;
