/** First-asked responsibility: what this clerk answers for and what is offered, and the questions around it. */

import { call, failure } from "../shared/js/api.js";
import { minutes } from "../shared/js/format.js";
import { moment } from "../shared/js/moment.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask, options, tell } from "./dialogs.js";
import { folded } from "./folded.js";
import { page, who } from "./staff-page.js";

/** @import { EnquiryView, LinkView, Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts, EnquiryActs } from "./acts.d.ts" */
/** @typedef {Record<string, string>} Fields */

const AGAIN_MS = 60_000; // what is open grows old although nothing happens
const DAY_S = 86_400;
const OUTCOMES = ["answered", "guided", "referred", "unreachable", "withdrawn"];

/** Open enquiries as the server tells them. */
export class Enquiries {
  /** @type {EnquiryView[]} */ mine = [];
  /** @type {EnquiryView[]} */ offered = [];
  /** @type {EnquiryView[]} */ passed_on = [];

  /** @param {string} counter @param {() => void} redraw */
  constructor(counter, redraw) {
    this.path = `/counters/${encodeURIComponent(counter)}/enquiries`;
    this.redraw = redraw;
    setInterval(() => this.load(), AGAIN_MS);
  }

  async load() {
    try {
      Object.assign(this, await call("GET", this.path));
    } catch (error) {
      failure(error); // the line's own banner tells of it
    }
    this.redraw();
  }

  get all() {
    return [...this.offered, ...this.mine];
  }
}

const counterName = (/** @type {string} */ id) => named(page.counters.find((one) => one.id === id)?.name) || id;
/** @param {EnquiryView} enquiry */
const matter = ({ about, service, id }) => about || named(page.service_names[service ?? ""]) || id;
/** @param {LinkView} link */
const target = ({ to_staff, to_counter }) => (to_staff ? who(to_staff) : counterName(to_counter ?? ""));

/** "3 天", "2 小时 5 分钟". @param {string} since @param {Date} now */
function age(since, now) {
  const seconds = Math.max(0, (now.getTime() - Date.parse(since)) / 1000);
  return seconds < DAY_S ? minutes(seconds) : t("counter.days", { days: Math.floor(seconds / DAY_S) });
}

/** Whatever is open stands on the panel until it is resolved. @param {Enquiries} enquiries @param {EnquiryActs} acts */
export const drawEnquiries = (enquiries, acts) =>
  html`${enquiries.all.length ? drawMine(enquiries, acts) : nothing}
  ${enquiries.passed_on.length ? drawPassedOn(enquiries.passed_on) : nothing}`;

/** @param {Enquiries} enquiries @param {EnquiryActs} acts */
const drawMine = (enquiries, acts) =>
  html`<section class="card list is-aside" data-enquiries>
    <div class="card-head">
      <h2 class="heading">${t("counter.enquiries")}</h2>
      <span class="badge push">${t("counter.enquiries_open", { count: enquiries.mine.length })}</span>
    </div>
    ${drawOpen(enquiries.all, acts.now(), (one) => askEnquiry(one, acts))}
  </section>`;

/** What became of what this clerk was asked first and a colleague took over. @param {EnquiryView[]} passed */
const drawPassedOn = (passed) =>
  html`<section class="card list is-aside" data-passed-on>
    <h2 class="heading">${t("counter.enquiries_passed_on")}</h2>
    <ul class="rows">
      ${repeat(
        passed,
        ({ id }) => id,
        (one) =>
          html`<li class="enquiry">
            ${what(one)}
            <span class="badge ${one.outcome ? "is-ok" : ""}"
              >${icon(one.outcome ? "check" : "clock")}${t(one.outcome ? `counter.outcome_${one.outcome}` : "counter.enquiry_under_way")}</span
            >
            <button class="button" data-enquiry=${one.id} @click=${() => showPassedOn(one)}>
              ${t("counter.enquiry_see")} <span class="only-heard">${one.id}</span>
            </button>
          </li>`,
      )}
    </ul>
  </section>`;

/** To be read, not acted upon: a colleague answers for it. @param {EnquiryView} one */
const showPassedOn = (one) => tell(matter(one), html`${story(one)} ${one.reply ? html`<p>${one.reply}</p>` : nothing}`);

/** Open enquiries as rows. @param {EnquiryView[]} open @param {Date} now @param {(one: EnquiryView) => void} choose */
export const drawOpen = (open, now, choose) => folded(open, (some) => rows(some, now, choose));

/** @param {readonly EnquiryView[]} some @param {Date} now @param {(one: EnquiryView) => void} choose */
const rows = (some, now, choose) =>
  html`<ul class="rows">
    ${repeat(
      some,
      ({ id }) => id,
      (one) =>
        html`<li class="enquiry">
          ${what(one)}
          <span class="badge ${one.late ? "is-danger" : ""}"
            >${icon(one.late ? "alert" : "clock")}${age(one.received_at, now)}</span
          >
          <button class="button" data-enquiry=${one.id} @click=${() => choose(one)}>
            ${t("counter.enquiry_see")} <span class="only-heard">${one.id}</span>
          </button>
        </li>`,
    )}
  </ul>`;

/** What it is about, who answers for it now, and whom it waits for. @param {EnquiryView} one */
const what = (one) =>
  html`<span class="enquiry-what"
    ><b>${matter(one)}</b
    ><small
      >${t("counter.enquiry_owner", { owner: who(one.owner) })}
      ${one.offer ? html`<mark>${icon("transfer")}${t("counter.enquiry_waits_for", { to: target(one.offer) })}</mark>` : nothing}</small
    ></span
  >`;

/**
 * The key's question: take a new one, or go on with one that is open.
 * @param {Enquiries} enquiries @param {Acts} acts @param {Panel} panel
 */
export function askEnquiries(enquiries, acts, panel) {
  const open = enquiries.all;
  if (!open.length) {
    askNew(acts, panel);
    return;
  }
  const choices = [
    { value: "", label: html`${icon("plus")}${t("counter.enquiry_new")}` },
    ...open.map((one) => ({ value: one.id, label: what(one) })),
  ];
  ask(
    t("counter.enquiries"),
    options("enquiry", choices),
    ({ enquiry }) => {
      const chosen = open.find(({ id }) => id === enquiry);
      if (chosen) askEnquiry(chosen, acts);
      else askNew(acts, panel);
    },
    "",
  );
}

/** Somebody asks, at a counter with or without a ticket. @param {Acts} acts @param {Panel} panel */
function askNew(acts, panel) {
  const now = panel.current?.service ?? "";
  ask(
    t("counter.ask_enquiry"),
    html`<div class="field">
        <label for="about">${t("counter.enquiry_about")}</label>
        <input id="about" name="about" maxlength="300" autocomplete="off" autofocus ?required=${!now} />
      </div>
      <div class="field">
        <label for="about-service">${t("common.service")}</label>
        <select id="about-service" name="service">
          <option value="">${t("counter.enquiry_no_service")}</option>
          ${Object.entries(page.service_names).map(([id, name]) => html`<option value=${id} ?selected=${id === now}>${named(name)}</option>`)}
        </select>
      </div>
      <p class="soft">${t("counter.enquiry_rule")}</p>`,
    ({ about, service }, key) =>
      acts.enquiry("enquiry", acts.enquiriesPath, { about, ...(service && { service }) }, key),
    html`${icon("check")}${t("counter.enquiry_take")}`,
  );
}

/** One enquiry: its chain, and what may be done about it. @param {EnquiryView} one @param {EnquiryActs} acts */
export function askEnquiry(one, acts) {
  const offeredToMe = one.offer && one.owner !== page.staff.id && !acts.manages;
  const steps = offeredToMe ? ["accept", "decline"] : ["resolve", "offer", ...(one.offer ? ["withdraw"] : [])];
  const path = (/** @type {string} */ step) => `/enquiries/${encodeURIComponent(one.id)}/${step}`;
  /** @type {Record<string, () => unknown>} */
  const done = {
    accept: () => acts.enquiry("enquiry_accept", path("accept"), acts.here),
    decline: () => acts.enquiry("enquiry_decline", path("decline"), acts.here),
    withdraw: () => acts.enquiry("enquiry_withdraw", path("withdraw"), {}),
    offer: () => askOffer(one, (to, key) => acts.enquiry("enquiry_offer", path("offer"), to, key)),
    resolve: () => askResolve((how, key) => acts.enquiry("enquiry_resolve", path("resolve"), how, key)),
  };
  ask(
    matter(one),
    html`${story(one)}
    ${options(
      "act",
      steps.map((step) => ({ value: step, label: t(`counter.step_enquiry_${step}`) })),
    )}`,
    ({ act }) => done[act](),
    "",
  );
}

/** Where it was asked, and its chain. @param {EnquiryView} one */
const story = (one) =>
  html`<p class="soft">
      ${one.id} ·
      ${[one.ticket?.split("-").at(-1), named(page.service_names[one.service ?? ""]), counterName(one.counter)].filter(Boolean).join(" · ")}
    </p>
    <ol class="chain">
      ${one.chain.map(
        (link) =>
          html`<li>
            <time>${moment(link.at)}</time>
            <span
              >${t(`counter.link_${link.what}`, { by: who(link.by), to: link.to_staff || link.to_counter ? target(link) : "" })}</span
            >
          </li>`,
      )}
    </ol>`;

/** Who is asked to take it over? It stays here until they have accepted. @param {EnquiryView} one @param {(to: object, key: string) => unknown} offer */
function askOffer(one, offer) {
  const colleagues = Object.entries(page.staff_names).filter(([id]) => id !== one.owner);
  ask(
    t("counter.ask_enquiry_offer"),
    html`<div class="field">
        <label for="to">${t("counter.enquiry_to")}</label>
        <select id="to" name="to" autofocus required>
          <optgroup label=${t("counter.enquiry_colleagues")}>
            ${colleagues.map(([id, name]) => html`<option value="staff:${id}">${name} ${id}</option>`)}
          </optgroup>
          <optgroup label=${t("common.counter")}>
            ${page.counters.map(({ id, name }) => html`<option value="counter:${id}">${named(name)}</option>`)}
          </optgroup>
        </select>
      </div>
      <p class="soft">${t("counter.enquiry_until_accepted")}</p>`,
    ({ to }, key) => {
      const at = to.indexOf(":");
      return offer({ [to.slice(0, at)]: to.slice(at + 1) }, key);
    },
    t("counter.step_enquiry_offer"),
  );
}

/** How did it end? @param {(how: Fields, key: string) => unknown} resolve */
function askResolve(resolve) {
  ask(
    t("counter.ask_enquiry_resolve"),
    html`<fieldset class="places">
        <legend>${t("counter.enquiry_outcome")}</legend>
        ${OUTCOMES.map(
          (outcome, index) =>
            html`<label class="tick" data-digit=${index + 1}>
              <input type="radio" name="outcome" value=${outcome} ?checked=${index === 0} ?autofocus=${index === 0} />
              <span><kbd>${index + 1}</kbd> ${t(`counter.outcome_${outcome}`)}</span></label
            >`,
        )}
      </fieldset>
      <div class="field">
        <label for="reply">${t("counter.enquiry_reply")}</label>
        <input id="reply" name="reply" maxlength="300" autocomplete="off" />
      </div>`,
    resolve,
    html`${icon("check")}${t("counter.step_enquiry_resolve")}`,
  );
}
