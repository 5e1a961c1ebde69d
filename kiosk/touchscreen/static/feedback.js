/** A complaint, a suggestion or praise at the kiosk: three touches, a number to be called at if wanted, and a receipt. */

import { call, failure, newKey } from "../shared/js/api.js";
import { lang, t } from "../shared/js/page.js";
import { html, icon } from "../shared/js/view.js";
import { page } from "./kiosk-page.js";

const KINDS = { complaint: "alert", suggestion: "info", praise: "star" };
const TOPICS = {
  wait: "clock",
  attitude: "person",
  unclear: "guide",
  wrong: "alert",
  place: "location",
  machine: "ticket",
  other: "help",
};
const LONGEST = 15; // digits, as E.164 has it

export class Feedback {
  #sending = false;

  /** @param {import("./visit.js").Visit} visit */
  constructor(visit) {
    this.visit = visit;
  }

  /** The screen that comes next, by what has been chosen. */
  draw() {
    const { kind, topic, given } = this.visit.screen;
    if (given) return this.#drawGiven(given);
    if (!kind) return this.#drawKinds();
    return topic ? this.#drawContact() : this.#drawTopics();
  }

  #drawKinds() {
    return html`<div class="welcome">
        <h1 class="heading">${t("feedback.title")}</h1>
        <p class="lead">${t("feedback.kiosk_how")}</p>
      </div>
      <div class="tiles subjects">
        ${Object.entries(KINDS).map(([kind, picture]) => tile(kind, picture, `kind_${kind}`, () => this.#go({ kind })))}
      </div>
      <figure class="on-phone">
        <img class="qr" src="/feedback/qr.svg" alt="" />
        <figcaption>${t("feedback.kiosk_scan")}</figcaption>
      </figure>`;
  }

  #drawTopics() {
    return html`<h1 class="heading">${t("feedback.kiosk_about")}</h1>
      <div class="tiles subjects">
        ${Object.entries(TOPICS).map(([topic, picture]) =>
          tile(topic, picture, `topic_${topic}`, () => this.#go({ topic, typed: "", key: newKey() })),
        )}
      </div>`;
  }

  #drawContact() {
    const { typed } = this.visit.screen;
    const type = (/** @type {string} */ now) => {
      this.visit.screen = { ...this.visit.screen, typed: now };
      this.visit.redraw();
    };
    const key = (/** @type {string} */ label) =>
      html`<button class="button" data-key=${label} @click=${() => typed.length < LONGEST && type(typed + label)}>
        ${label}
      </button>`;
    return html`<div class="welcome">
        <h1>${t("feedback.kiosk_contact")}</h1>
        <p class="lead">${t("feedback.contact_note")}</p>
      </div>
      <div class="pad">
        <div class="typed is-long">
          <output class="number" aria-label=${t("feedback.contact")}>${typed || "– – –"}</output>
        </div>
        <div class="keys is-digits">
          ${[..."123456789"].map(key)}
          <button class="button" data-key="erase" @click=${() => type(typed.slice(0, -1))}>
            ${icon("back")}<span class="only-heard">${t("kiosk.find_erase")}</span>
          </button>
          ${key("0")}
          <button class="button is-primary" data-act="send" @click=${() => this.#send()}>${t("feedback.send")}</button>
        </div>
      </div>`;
  }

  /** @param {import("../shared/js/shapes.d.ts").GivenFeedback} given */
  #drawGiven({ number, token, printing }) {
    return html`<div class="welcome" role="status">
        <h1>${t("feedback.thanks")}</h1>
        <p class="lead">${t("feedback.given", { number })}</p>
        <p class="lead">${t(printing ? "feedback.paper" : "feedback.no_paper")}</p>
      </div>
      <figure class="on-phone"><img class="qr" src="/f/${token}/qr.svg" alt=${t("feedback.scan")} /></figure>
      <div class="actions">
        <button class="button is-primary is-large" data-act="done" @click=${() => this.visit.home()}>
          ${icon("check")}${t("kiosk.done")}
        </button>
      </div>`;
  }

  /** @param {object} more */
  #go(more) {
    this.visit.go({ ...this.visit.screen, ...more });
  }

  /** Touched again, also after a lost answer, it is the same act. */
  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    const { screen } = this.visit;
    const { kind, topic, typed, key } = screen;
    const text = t(`feedback.topic_${topic}`);
    const body = { kind, text, contact: typed, lang, paper: true, ...(page.printer && { printer: page.printer }) };
    try {
      const given = await call("POST", "/complaints", body, { key });
      if (this.visit.screen.key === key) this.visit.go({ name: "feedback", given });
    } catch (error) {
      this.visit.say("danger", failure(error).words(t("feedback.no_answer")));
    } finally {
      this.#sending = false;
    }
  }
}

/** @param {string} name @param {string} picture @param {string} words @param {() => unknown} act */
const tile = (name, picture, words, act) =>
  html`<button class="tile" data-act="feedback-${name}" @click=${act}>
    <span class="tile-mark">${icon(picture)}</span>
    <span class="tile-name">${t(`feedback.${words}`)}</span>
  </button>`;
