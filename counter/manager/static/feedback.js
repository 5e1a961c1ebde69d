/** What visitors said of the hall: followed up to the answer by those who may; what is about oneself, for everybody. */

import { call, newKey } from "../shared/js/api.js";
import { whenLetGo } from "../shared/js/let-go.js";
import { one, page, started, t } from "../shared/js/page.js";
import { OnePress } from "../shared/js/press.js";
import { pressOnce } from "../shared/js/press-once.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { answering, tell } from "../panel/dialogs.js";
import { tellNotes } from "./notes.js";
import { Steps, askTakeDown } from "./feedback-steps.js";
import { drawComments, drawList, drawMine, drawRecord } from "./feedback-look.js";
import { keepKeyboard } from "./keyboard.js";
import { problemBanner } from "./managed.js";
import { drawSaid, stale, told } from "./said.js";
import { soon } from "./soon.js";

/** @import { AboutMe, FeedbackList } from "../shared/js/shapes.d.ts" */

const AGAIN_MS = 30_000; // somebody else follows up too
/** @type {{list: FeedbackList | null, mine: AboutMe[] | null, said: {kind: string, text: string} | null, problem: string}} */
const state = { list: null, mine: null, said: null, problem: "" };
const press = new OnePress(draw);
const again = soon(load);
const may = (/** @type {string} */ permission) => page.may.includes(permission);
answering.whyNot = () => (press.now ? t("counter.still_busy") : "");

async function load() {
  try {
    state.mine = await call("GET", "/feedback/mine");
    if (may("follow_up")) state.list = await call("GET", "/feedback");
    state.problem = "";
  } catch (error) {
    state.problem = stale(error);
    if (!state.mine) again();
  }
  draw();
}

/** @param {unknown} why */
function failed(why) {
  state.said = { kind: "danger", text: told(why) };
}

/**
 * Takes a step, and says what came of it; promises why it was not done, "" if it was.
 * @param {string} path @param {object} body @param {(answer: any) => string} done @param {string} [key]
 */
async function post(path, body, done, key = newKey()) {
  if (press.now) return t("counter.still_busy");
  state.said = null;
  const { answer, why } = await press.do(path, () => call("POST", path, body, { key }));
  if (why) failed(why);
  else state.said = { kind: "ok", text: done(answer) };
  await load();
  return why ? told(why) : "";
}

const steps = new Steps((number, step, path, body, key) => {
  const done = () => t("followup.done", { number, step: t(`followup.step_${step}`) });
  return post(`/feedback/${encodeURIComponent(number)}/${path}`, body, done, key);
});

/** @param {string} number */
async function read(number) {
  try {
    const record = await call("GET", `/feedback/${encodeURIComponent(number)}`);
    tell(`${number} ${t(`feedback.kind_${record.kind}`)}`, drawRecord(record));
  } catch (error) {
    failed(error);
    draw();
  }
}

/** What is closed is on no list any more; whoever gave it knows its number. @param {SubmitEvent} event */
function find(event) {
  event.preventDefault();
  const { number } = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
  state.said = null;
  draw();
  void read(String(number).trim().toUpperCase());
}

async function readComments() {
  try {
    tell(t("followup.comments"), drawComments(await call("GET", "/feedback/comments")));
  } catch (error) {
    failed(error);
    draw();
  }
}

function takeDown() {
  const received = (/** @type {any} */ { number, token, printing }) => {
    tell(
      t("followup.given", { number }),
      html`<img class="qr" src="/f/${token}/qr.svg" alt=${t("feedback.scan")} />
        <p>${t(printing ? "feedback.paper" : "feedback.no_paper")}</p>`,
    );
    return t("feedback.given", { number });
  };
  askTakeDown((body, key) => post("/feedback", body, received, key));
}

function draw() {
  whenLetGo(drawNow);
}

function drawNow() {
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("manager.feedback")}</h1>
        <div class="masthead-tools">
          <span class="soft who">${icon("person")}${page.staff.name}</span>
          ${may("oversee") ? html`<a class="button is-plain" href="/counter/manager">${icon("back")}${t("manager.title")}</a>` : nothing}
          ${may("serve") ? html`<a class="button is-plain" href="/counter">${icon("counter")}${t("counter.title")}</a>` : nothing}
        </div>
      </header>
      ${drawSaid(state.said, problemBanner(state.problem))}
      <main class="floor">
        ${may("follow_up") ? drawFollowUp() : nothing} ${state.mine ? drawMine(state.mine, steps) : nothing}
      </main>`,
    one("#feedback"),
  );
}

function drawFollowUp() {
  const { list } = state;
  return html`<section class="card" data-list>
    <div class="card-head">
      <h2 class="heading">${t("followup.list")}</h2>
      ${list?.overdue ? html`<span class="badge is-danger">${icon("alert")}${t("followup.lit_overdue", { count: list.overdue })}</span>` : nothing}
      <button class="button is-plain push" data-read-comments @click=${readComments}>
        ${icon("star")}${t("followup.comments")}
      </button>
      <button class="button is-plain" data-read-notes @click=${tellNotes}>${icon("info")}${t("followup.notes")}</button>
      <button class="button is-primary" data-take-down @click=${takeDown}>
        ${icon("plus")}${t("followup.take_down")}
      </button>
    </div>
    <form class="row" data-find @submit=${find}>
      <div class="field">
        <label for="find-number">${t("followup.find_number")}</label>
        <input id="find-number" name="number" required maxlength="32" autocomplete="off" />
      </div>
      <button class="button is-plain">${icon("search")}${t("followup.find")}</button>
    </form>
    ${list ? drawList(list, steps, read) : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
  </section>`;
}

pressOnce();
setInterval(load, AGAIN_MS);
draw();
keepKeyboard();
started();
void load();
