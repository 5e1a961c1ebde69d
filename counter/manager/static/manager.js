/** The hall's manager: every service and counter now, help calls first. */

import { call, failure } from "../shared/js/api.js";
import { minutes, wait } from "../shared/js/format.js";
import { drawOutdated, drawRefused, refusalKey } from "../shared/js/line-view.js";
import { live } from "../shared/js/live.js";
import { named, one, started, t } from "../shared/js/page.js";
import { OnePress } from "../shared/js/press.js";
import { html, icon, nothing, render, repeat } from "../shared/js/view.js";
import { answering, ask, askOneMore, isAsking } from "../panel/dialogs.js";
import { Assistance } from "../panel/assistance.js";
import { drawAdvice } from "./advice.js";
import { CaseFloor } from "./case-floor.js";
import { EnquiryFloor } from "./enquiry-floor.js";
import { page, who } from "../panel/staff-page.js";
import { Messages } from "./messages.js";

/** @import { CounterNow, FloorNow, ServiceNow, SoundNow, Text } from "../shared/js/shapes.d.ts" */
/** @import { CaseActs, EnquiryActs } from "../panel/acts.d.ts" */
/** @import { Refusal } from "../shared/js/line-state.js" */

const REDRAW_MS = 1000;
/** @type {Record<string, string>} icons, by kind */
const LOOKS = { "": "clock", ok: "check", warn: "alert", danger: "alert" };
const root = one("#manager");
/** @type {{floor: FloorNow | null, line: string, refusal: Refusal | null, said: {kind: string, text: string} | null}} */
const state = { floor: null, line: "", refusal: null, said: null };
const press = new OnePress(draw);
const say = (/** @type {string} */ kind, /** @type {string} */ text) => {
  state.said = text ? { kind, text } : null;
  draw();
};
/** Whether this person's role may. @param {string} permission */
const may = (permission) => page.may.includes(permission);
const since_s = (/** @type {string | null} */ when) =>
  Math.max(0, (line.now().getTime() - Date.parse(when ?? "")) / 1000 || 0);
const level = (/** @type {number} */ waited_s) =>
  waited_s >= page.limits.alarm_s ? "danger" : waited_s >= page.limits.warn_s ? "warn" : "";

/** Does something at a counter and says what became of it. @param {string} path @param {string} id */
const act = (path, id) => post(`/counters/${encodeURIComponent(id)}/${path}`);

/** Does something, and says why not or what came of it. @param {string} path @param {(answer: any) => string} [done] */
async function post(path, done = () => "", body = {}) {
  if (press.now) {
    say("warn", t("counter.still_busy"));
    return;
  }
  say("", t("manager.doing"));
  const { answer, why } = await press.do(path, async (key) => {
    const acted = await call("POST", path, body, { key });
    state.floor = await call("GET", "/floor");
    return acted;
  });
  if (why) failed(why);
  else say("ok", done(answer));
}

/** What is not done is said; what may have been done, too. @param {ReturnType<typeof failure>} why */
function failed(why) {
  say(why.status === null ? "danger" : "warn", why.words(t("manager.no_answer")));
  if (why.status === 401) line.refresh(); // the line says why, and comes back by itself
}

async function signOut() {
  try {
    await call("DELETE", "/sessions/current");
    location.reload();
  } catch (error) {
    failed(failure(error));
  }
}

answering.whyNot = () => {
  if (state.refusal) return t(`common.${refusalKey(state.refusal)}`, state.refusal.facts);
  return state.line === "stale" ? t("common.stale") : press.now ? t("counter.still_busy") : "";
};

function draw() {
  const { floor } = state;
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("manager.title")}</h1>
        <div class="masthead-tools">
          <span class="soft who">${icon("person")}${page.staff.name}</span>
          ${page.bookable && may("assist") ? html`<a class="button is-plain" href="/counter/appointments">${icon("calendar")}${t("manager.appointments")}</a>` : nothing}
          <a class="button is-plain" href="/counter/manager/reports">${t("manager.reports")}</a>
          ${may("follow_up") ? html`<a class="button is-plain" href="/counter/feedback">${icon("star")}${t("manager.feedback")}</a>` : nothing}
          ${may("manage") ? html`<a class="button is-plain" href="/counter/manager/settings">${icon("settings")}${t("manager.settings")}</a>` : nothing}
          ${may("accounts") ? html`<a class="button is-plain" href="/counter/manager/staff">${icon("key")}${t("manager.people")}</a>` : nothing}
          ${may("accounts") ? html`<a class="button is-plain" href="/counter/manager/devices">${icon("screen")}${t("manager.devices")}</a>` : nothing}
          ${may("accounts") ? html`<a class="button is-plain" href="/counter/manager/platforms">${icon("city")}${t("manager.platforms")}</a>` : nothing}
          ${may("serve") ? html`<a class="button is-plain" href="/counter">${icon("counter")}${t("counter.title")}</a>` : nothing}
          <button class="button is-plain" @click=${signOut}>${icon("sign-out")}${t("common.sign_out")}</button>
        </div>
      </header>
      ${state.line === "stale" ? html`<div class="banner is-danger" role="alert">${icon("offline")}${t("common.stale")}</div>` : nothing}
      ${state.said ? html`<div class="banner is-${state.said.kind}" role="status">${icon(LOOKS[state.said.kind])}${state.said.text}</div>` : nothing}
      ${state.line === "outdated" ? drawOutdated() : nothing}
      ${state.refusal ? drawRefused(state.refusal, signInAgain()) : floor ? drawFloor(floor) : html`<div class="state"><div class="loading" role="status" aria-label=${t("common.loading")}></div></div>`}`,
    root,
  );
}

/** The page of whoever has not signed in, or may not see this, asks who is there. */
const signInAgain = () =>
  html`<button class="button is-primary is-large" @click=${() => location.reload()}>
    ${icon("key")}${t("common.sign_in")}
  </button>`;

/** @param {FloorNow} floor */
const drawFloor = (floor) =>
  html`<main class="floor">
    ${helpCalls(floor)} ${assistance.draw()} ${troubles(floor)} ${drawAdvice(floor)} ${totals(floor)} ${messages.draw()}
    <section class="card">
      <div class="card-head">
        <h2 class="heading">${t("manager.services")}</h2>
        ${
          may("assist")
            ? html`<button class="button is-plain push" data-one-more @click=${oneMore}>
                ${icon("plus")}${t("counter.step_one_more")}
              </button>`
            : nothing
        }
      </div>
      <div class="wide" role="region" tabindex="0" aria-label=${t("manager.services")}>
        <table class="table">
          <thead>
            <tr>
              ${["service", "waiting", "longest", "newcomer", "counters"].map((name) => html`<th scope="col">${t(`manager.${name}`)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${repeat(floor.services, ({ id }) => id, serviceRow)}
          </tbody>
        </table>
      </div>
    </section>
    <section class="card">
      <div class="card-head"><h2 class="heading">${t("manager.counters")}</h2></div>
      <div class="counters">${repeat(floor.counters, ({ id }) => id, counterCard)}</div>
    </section>
    ${cases.draw(caseActs)} ${enquiries.draw(enquiryActs)} ${soundsCard(floor)}
  </main>`;

/** Who needs somebody now stands above all else. @param {FloorNow} floor */
const helpCalls = (floor) =>
  floor.counters.map(
    ({ id, name, staff, help }) =>
      help &&
      html`<div class="banner ${help.taken_by ? "is-ok" : "is-danger"}" role="alert">
        ${icon("help")}<span
          >${t(help.taken_by ? "manager.help_taken" : "manager.help_called", {
            counter: named(name),
            clerk: who(staff),
            wait: minutes(since_s(help.at)),
            by: who(help.taken_by),
          })}</span
        >
        ${
          may("direct")
            ? html`<button
                class="button is-primary push"
                @click=${() => act(help.taken_by ? "help-done" : "help-taken", id)}
              >
                ${t(help.taken_by ? "manager.help_done" : "manager.help_go")}
              </button>`
            : nothing
        }
      </div>`,
  );

/** What does not work and wants somebody to see to it. @param {FloorNow} floor */
const troubles = (floor) =>
  floor.troubles.map(
    ({ text }) => html`<div class="banner is-warn" role="alert">${icon("alert")}<span>${named(text)}</span></div>`,
  );

/** @param {FloorNow} floor */
function totals({ waiting, served, missed, counters, services }) {
  const open = counters.filter(({ status }) => status === "open").length;
  const late = services.filter(({ longest_since }) => longest_since && level(since_s(longest_since))).length;
  const figures = { waiting, late, open: `${open} / ${counters.length}`, served, missed };
  return html`<section class="card totals">
    ${Object.entries(figures).map(
      ([name, value]) =>
        html`<div class="figure">
          <span class="figure-value">${value}</span><span class="figure-name">${t(`manager.total_${name}`)}</span>
        </div>`,
    )}
  </section>`;
}

/** A newcomer's wait; one that will break a limit stands out before it does. @param {ServiceNow} service @param {string} how */
const told = (service, how) =>
  how ? html`<span class="badge is-${how}">${icon("alert")}${wait(service)}</span>` : wait(service);

/** @param {ServiceNow} service */
function serviceRow(service) {
  const { name, waiting, longest_since, wait_s, counters_open, booked } = service;
  const longest_s = longest_since ? since_s(longest_since) : 0;
  const how = level(longest_s);
  const unattended = waiting > 0 && counters_open === 0;
  return html`<tr>
    <th scope="row">${named(name)}</th>
    <td>
      ${waiting}${booked ? html` <span class="soft" data-booked>${t("manager.booked", { count: booked })}</span>` : nothing}
    </td>
    <td>
      ${longest_since ? html`<span class=${how ? `badge is-${how}` : ""}>${how ? icon("alert") : nothing}${minutes(longest_s)}</span>` : "–"}
    </td>
    <td>${wait_s ? told(service, level(wait_s.likely)) : "–"}</td>
    <td>
      ${unattended ? html`<span class="badge is-danger">${icon("alert")}${t("manager.unattended")}</span>` : counters_open}
    </td>
  </tr>`;
}

/** @type {Record<string, string>} by the counter's status */
const STATUS_LOOKS = { open: "is-ok", paused: "is-warn", closed: "" };

/** @param {CounterNow} counter */
function counterCard({ id, name, zone, status, closing, reason, staff, since, number, ticket_status, ticket_since }) {
  const words = closing
    ? t("counter.status_closing")
    : status === "paused" && reason
      ? t("counter.status_paused_for", { reason: t(`counter.pause_${reason}`) })
      : t(`counter.status_${status}`);
  return html`<article class="at is-${status}">
    <div class="row">
      <strong>${named(name)}</strong><span class="soft">${named(page.zones[zone])}</span>
      <span class="badge push ${STATUS_LOOKS[status]}">${words}</span>
    </div>
    <div class="row">
      <b class="at-number">${number ?? "–"}</b>
      ${number ? html`<span class="soft">${t(`manager.is_${ticket_status}`, { time: minutes(since_s(ticket_since)) })}</span>` : nothing}
    </div>
    <div class="row soft">
      ${staff ? html`${icon("person")}${who(staff)}` : nothing}
      ${status === "paused" && since ? t("manager.since", { time: minutes(since_s(since)) }) : nothing}
      ${status === "closed" || !may("direct") ? nothing : html`<button class="button is-plain push" @click=${() => askRelease(id, name)}>${t("manager.release")}</button>`}
    </div>
  </article>`;
}

/** What the displays have played: how soon after the key, and whether it was the hall's voice. @param {FloorNow} floor */
function soundsCard({ sounds }) {
  return html`<section class="card" data-sounds>
    <div class="card-head"><h2 class="heading">${t("manager.sounds")}</h2></div>
    ${
      sounds.length === 0
        ? html`<p class="soft">${t("manager.no_sounds")}</p>`
        : html`<div class="wide">
            <table class="table">
              <thead>
                <tr>
                  ${["zone", "said", "usual", "slowest", "how", "unsaid"].map((name) => html`<th scope="col">${t(`manager.sound_${name}`)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${repeat(sounds, ({ zone }) => zone, soundRow)}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

/** @param {SoundNow} sounds */
const soundRow = ({ zone, usual_s, slowest_s, said, answered_first, never, forms }) =>
  html`<tr>
    <th scope="row">${named(page.zones[zone])}</th>
    <td>${said}</td>
    ${[usual_s, slowest_s].map((s) => html`<td>${s === null ? "–" : t("manager.sound_seconds", { s: s.toFixed(1) })}</td>`)}
    <td>
      ${Object.entries(forms).map(
        ([form, count]) =>
          html`<span class="badge ${form === "chime" ? "is-warn" : "is-ok"}">
            ${icon(form === "chime" ? "alert" : "check")}${t(`manager.sound_form_${form}`, { count })}</span
          > `,
      )}
    </td>
    <td>
      ${never ? html`<span class="badge is-warn">${icon("alert")}${t("manager.sound_never", { count: never })}</span> ` : nothing}
      ${answered_first ? html`<span class="badge">${t("manager.sound_answered_first", { count: answered_first })}</span>` : nothing}
      ${never || answered_first ? nothing : "–"}
    </td>
  </tr>`;

const oneMore = () =>
  askOneMore((service) => post(`/services/${encodeURIComponent(service)}/one-more`, () => t("counter.done_one_more")));

/** @param {string} id @param {Text} name */
const askRelease = (id, name) =>
  ask(
    t("manager.ask_release", { counter: named(name) }),
    html`<p>${t("manager.release_text")}</p>`,
    () => act("release", id),
    t("manager.release"),
  );

const line = live(
  "/counter",
  { floor: true },
  {
    floor: (/** @type {FloorNow} */ picture) => {
      state.floor = picture;
      draw();
    },
    enquiries: () => enquiries.load(),
    cases: () => cases.load(),
    assistance: (waiting) => assistance.show(waiting),
  },
  {
    onState: (now, refusal) => {
      Object.assign(state, { line: now, refusal });
      draw();
    },
    mayReload: () => !press.now && !isAsking(),
  },
);
const messages = new Messages(draw);
const enquiries = new EnquiryFloor(draw);
const cases = new CaseFloor(draw);
const assistance = new Assistance(
  draw,
  () => line.now(),
  (why) => say("warn", why),
);
/** @type {EnquiryActs} */
const enquiryActs = {
  manages: may("manage"),
  here: {},
  now: () => line.now(),
  enquiry: async (step, path, body) => {
    await post(path, (answer) => t(`counter.done_${step}`, answer), body);
    void enquiries.load();
  },
};
/** @type {CaseActs} */
const caseActs = {
  case: async (step, number, body = {}) => {
    const said = `counter.done_case_${step.replaceAll("-", "_")}`;
    await post(`/case-numbers/${encodeURIComponent(number)}/${step}`, (answer) => t(said, answer), body);
    void cases.load();
  },
};
setInterval(draw, REDRAW_MS);
draw();
started();
