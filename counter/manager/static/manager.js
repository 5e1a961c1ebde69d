/** The hall's manager: every service and counter now, help calls first. */

import { call, failure } from "../shared/js/api.js";
import { whenLetGo } from "../shared/js/let-go.js";
import { drawOutdated, drawRefused, refusalKey } from "../shared/js/line-view.js";
import { live } from "../shared/js/live.js";
import { one, started, t } from "../shared/js/page.js";
import { OnePress } from "../shared/js/press.js";
import { pressOnce } from "../shared/js/press-once.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { answering, askOneMore, isAsking } from "../panel/dialogs.js";
import { Assistance } from "../panel/assistance.js";
import { drawAdvice } from "./advice.js";
import { drawAlarms } from "./alarms.js";
import { CaseFloor } from "./case-floor.js";
import { EnquiryFloor } from "./enquiry-floor.js";
import { drawCounters, drawHelpCalls } from "./floor-counters.js";
import { drawServices } from "./floor-services.js";
import { drawSounds } from "./floor-sounds.js";
import { drawFigures } from "./floor.js";
import { keepKeyboard } from "./keyboard.js";
import { drawLoose } from "./loose.js";
import { drawSaid } from "./said.js";
import { page } from "../panel/staff-page.js";
import { Messages } from "./messages.js";

/** @import { FloorNow } from "../shared/js/shapes.d.ts" */
/** @import { CaseActs, EnquiryActs } from "../panel/acts.d.ts" */
/** @import { Refusal } from "../shared/js/line-state.js" */

const REDRAW_MS = 1000;
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

/** Does something at a counter and says what became of it. @param {string} path @param {string} id */
const act = (path, id) => post(`/counters/${encodeURIComponent(id)}/${path}`);

/** @type {import("./floor.js").FloorTools} */
const tools = { since_s, may, floor: () => state.floor, act, post: (path, body, done) => post(path, () => done, body) };

/**
 * Does something, and says why not or what came of it; promises why not, "" if it was done.
 * @param {string} path @param {(answer: any) => string} [done] @param {object} [body] @param {string} [given]  the request key
 */
async function post(path, done = () => "", body = {}, given = undefined) {
  if (press.now) {
    say("warn", t("counter.still_busy"));
    return t("counter.still_busy");
  }
  say("", t("manager.doing"));
  const ask = async (/** @type {string} */ key) => {
    const acted = await call("POST", path, body, { key });
    state.floor = await call("GET", "/floor");
    return acted;
  };
  const { answer, why } = await press.do(path, ask, given);
  if (why) failed(why);
  else say("ok", done(answer));
  return why?.words(t("manager.no_answer")) ?? "";
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
  whenLetGo(drawNow);
}

function drawNow() {
  const { floor } = state;
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("manager.title")}</h1>
        ${state.refusal ? nothing : drawPlaces()}
      </header>
      ${state.line === "stale" ? html`<div class="banner is-danger" role="alert">${icon("offline")}${t("common.stale")}</div>` : nothing}
      ${drawSaid(state.said)} ${state.line === "outdated" ? drawOutdated() : nothing}
      ${state.refusal ? drawRefused(state.refusal, { acts: signInAgain() }) : floor ? drawFloor(floor) : html`<div class="state"><div class="loading" role="status" aria-label=${t("common.loading")}></div></div>`}`,
    root,
  );
}

/** Who is signed in and where they may go: of nobody whom the hall takes in no more. */
const drawPlaces = () =>
  html`<div class="masthead-tools">
      <span class="soft who">${icon("person")}${page.staff.name}</span>
      <button class="button is-plain" @click=${signOut}>${icon("sign-out")}${t("common.sign_out")}</button>
    </div>
    <nav class="places" aria-label=${t("manager.places")}>
      <a class="button is-plain" href="/counter/manager/screen">${icon("screen")}${t("manager.screen")}</a>
      <a class="button is-plain" href="/counter/manager/monday">${icon("calendar")}${t("manager.monday")}</a>
      <a class="button is-plain" href="/counter/patrol">${icon("check")}${t("manager.patrol")}</a>
      ${page.city ? html`<a class="button is-plain" href="/city">${icon("city")}${t("manager.city")}</a>` : nothing}
      ${page.bookable && may("assist") ? html`<a class="button is-plain" href="/counter/appointments">${icon("calendar")}${t("manager.appointments")}</a>` : nothing}
      <a class="button is-plain" href="/counter/manager/reports">${icon("chart")}${t("manager.reports")}</a>
      ${may("follow_up") ? html`<a class="button is-plain" href="/counter/feedback">${icon("star")}${t("manager.feedback")}</a>` : nothing}
      ${may("manage") ? html`<a class="button is-plain" href="/counter/manager/settings">${icon("settings")}${t("manager.settings")}</a>` : nothing}
      ${may("manage") ? html`<a class="button is-plain" href="/counter/manager/guides">${icon("info")}${t("manager.guides")}</a>` : nothing}
      ${may("manage") ? html`<a class="button is-plain" href="/counter/manager/privacy">${icon("person")}${t("manager.privacy")}</a>` : nothing}
      ${may("accounts") ? html`<a class="button is-plain" href="/counter/manager/staff">${icon("key")}${t("manager.people")}</a>` : nothing}
      ${may("accounts") ? html`<a class="button is-plain" href="/counter/manager/devices">${icon("screen")}${t("manager.devices")}</a>` : nothing}
      ${may("accounts") ? html`<a class="button is-plain" href="/counter/manager/platforms">${icon("city")}${t("manager.platforms")}</a>` : nothing}
      ${may("serve") ? html`<a class="button is-plain" href="/counter">${icon("counter")}${t("counter.title")}</a>` : nothing}
    </nav>`;

/** The page of whoever has not signed in, or may not see this, asks who is there. */
const signInAgain = () =>
  html`<button class="button is-primary is-large" @click=${() => location.reload()}>
    ${icon("key")}${t("common.sign_in")}
  </button>`;

/** @param {FloorNow} floor */
const drawFloor = (floor) =>
  html`<main class="floor">
    ${drawHelpCalls(floor, tools)} ${assistance.draw()} ${drawAlarms(floor, tools)} ${drawAdvice(floor)}
    ${drawFigures(floor, since_s)} ${drawLoose(floor, tools)} ${messages.draw()} ${drawServices(floor, tools, oneMore)}
    ${drawCounters(floor, tools)} ${cases.draw(caseActs)} ${enquiries.draw(enquiryActs)} ${drawSounds(floor)}
  </main>`;

const oneMore = () =>
  askOneMore((service) => post(`/services/${encodeURIComponent(service)}/one-more`, () => t("counter.done_one_more")));

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
  enquiry: async (step, path, body, key) => {
    const whyNot = await post(path, (answer) => t(`counter.done_${step}`, answer), body, key);
    void enquiries.load();
    return whyNot;
  },
};
/** @type {CaseActs} */
const caseActs = {
  case: async (step, number, body = {}) => {
    const said = `counter.done_case_${step.replaceAll("-", "_")}`;
    const whyNot = await post(`/case-numbers/${encodeURIComponent(number)}/${step}`, (answer) => t(said, answer), body);
    void cases.load();
    return whyNot;
  },
};
pressOnce();
setInterval(draw, REDRAW_MS);
draw();
keepKeyboard();
started();
