/** The clerk's panel: keys, buttons and the live picture, brought together. */

import { call, failure } from "../shared/js/api.js";
import { whenLetGo } from "../shared/js/let-go.js";
import { refusalKey } from "../shared/js/line-view.js";
import { live } from "../shared/js/live.js";
import { one, started, t } from "../shared/js/page.js";
import { pressOnce } from "../shared/js/press-once.js";
import { render } from "../shared/js/view.js";
import { answering, asLongAs, askAside, askCounter, askNumber, askOneMore, askPause, isAsking } from "./dialogs.js";
import { askAccept, showReceipt } from "./case-accept.js";
import { Assistance } from "./assistance.js";
import { Cases, askCases } from "./cases.js";
import { askNotice, showNotice } from "./notice.js";
import { drawPanel, mine } from "./draw.js";
import { Enquiries, askEnquiries } from "./enquiries.js";
import { tellHandover } from "./handovers.js";
import { page } from "./staff-page.js";
import { UNDO, isHaste, stepOfKey } from "./steps.js";
import { askTransfer } from "./transfer.js";
import { VisitorNote, askFinish } from "./visitor-note.js";
import { askFind } from "./find.js";
import { Work } from "./work.js";

/** @import { AcceptedCase, AssistanceView, Figures, Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts, Asking } from "./acts.d.ts" */
/** @import { Step } from "./steps.js" */

const REDRAW_MS = 1000; // waits and service time move on

const root = one("#panel");
const signInAgain = () => location.replace(`?counter=${encodeURIComponent(page.counter)}&again=1`);
const work = new Work(page.counter, draw, () => line.refresh());
const enquiries = new Enquiries(page.counter, draw);
const cases = new Cases(draw);
const assistance = new Assistance(
  draw,
  () => line.now(),
  (why) => work.say("warn", why),
);
const path = (/** @type {string} */ step) => `/counters/${encodeURIComponent(page.counter)}/${step}`;

const visitorNote = new VisitorNote(path("note"), draw);

/** @type {Record<string, Asking>} steps that ask more first */
const ASKED = {
  pause: askPause,
  notice: askNotice,
  transfer: askTransfer,
  call_number: askNumber,
  find: askFind,
  one_more: ({ oneMore }) => askOneMore(oneMore),
  aside: (acts, panel) => askAside(acts, [...panel.held, ...panel.missed]),
  close: ({ close }) => close(),
  enquiry: (acts, panel) => askEnquiries(enquiries, acts, panel),
  case: askAccept,
  cases: (acts) => askCases(acts),
  finish_note: askFinish,
};
const OF_VISIT = new Set(["transfer", "notice", "case", "finish_note"]);

/** @type {Acts} what the templates can ask for */
const acts = {
  /** A step that cannot be taken now is answered too. */
  press: (step) => {
    if (step.id !== "find" && work.isBusyFor(step.id)) return; // a scanner types on, and what it types is no step
    if (work.panel && isHaste(step, work.panel, line.now())) return work.say("ok", t("counter.done_help"));
    if (may(step)) acts.take(step);
    else work.say("warn", t(`counter.not_now_${step.id}`));
  },
  take: (step) => {
    const { panel } = work;
    if (step.path) return work.act(step.id, path(step.path));
    const asked = panel && ASKED[step.id](acts, panel);
    if (panel && OF_VISIT.has(step.id)) asLongAs(whyGone(panel.current));
    return asked;
  },
  pause: (reason, handover) => tried("pause", path("pause"), { reason: reason || null, handover: handover || null }),
  handover: async (left) => {
    const said = await work.act("handover", path(`handovers/${encodeURIComponent(left.counter)}/read`));
    if (said) tellHandover(left, said);
  },
  transfer: (to) => work.act("transfer", path("transfer"), to),
  resume: (number) => work.act("resume", path("resume"), { number }),
  reinstate: (number) => work.act("reinstate", path("reinstate"), { number }),
  callNumber: (number) => work.act("call_number", path("call"), { number }),
  oneMore: (service) => work.act("one_more", `/services/${encodeURIComponent(service)}/one-more`),
  finishWith: (note, key) => tried("finish", path("finish"), { note }, key),
  finishWhole: () => work.act("finish", path("finish"), { whole: true }),
  /** With a visitor at the counter it closes when that visitor is done. */
  close: () => (work.panel?.current ? work.act("close_after", path("close-after")) : work.act("close", path("close"))),
  notice: (body, key) => tried("notice", path("notices"), body, key, showNotice),
  enquiry: (step, address, body, key) => tried(step, address, body, key, () => void enquiries.load()),
  enquiriesPath: path("enquiries"),
  manages: false,
  here: { counter: page.counter },
  accept: (body, key) => tried("case", path("cases"), body, key, withReceipt),
  case: (step, number, body = {}) => {
    const said = `case_${step.replaceAll("-", "_")}`;
    const show = step === "reprint" || step === "collect" ? withReceipt : undefined;
    return tried(said, `/case-numbers/${encodeURIComponent(number)}/${step}`, body, undefined, show);
  },
  changeCounter: () => askCounter(),
  signOut,
  signInAgain,
  may,
  now: () => line.now(),
};

/** Another window of this counter may have gone on to the next visitor. @param {Panel["current"]} asked */
const whyGone = (asked) => () =>
  asked && work.panel?.current?.id !== asked.id ? t("counter.visit_gone", { number: asked.number }) : "";

/** A receipt that no paper carries is shown for the phone. @param {AcceptedCase} receipt */
function withReceipt(receipt) {
  if (!receipt.printing) showReceipt(receipt);
}

/**
 * Does what a question was answered with; promises why it was not done, "" if it was.
 * @param {string} step @param {string} address @param {object} body @param {string} [key]
 * @param {(answer: any) => void} [done]   told where there is an answer
 */
async function tried(step, address, body, key, done) {
  const answer = await work.act(step, address, body, key);
  if (answer) done?.(answer);
  return work.failed;
}

/** Whether a step can be taken now; taking back also has its time. @param {Step} step */
function may(step) {
  const { panel } = work;
  if (!panel?.undo || step !== UNDO) return panel !== null && step.when(panel);
  return line.now() < new Date(panel.undo.until);
}

async function signOut() {
  try {
    await call("DELETE", "/sessions/current");
    location.reload();
  } catch (error) {
    const answered = failure(error).status !== null; // it says no: signed out already
    if (answered) location.reload();
    else work.say("danger", t("counter.out_of_reach"), (stands) => !stands.isThere);
  }
}

/** An answer that could not be sent stays in the question. */
answering.whyNot = () => {
  if (work.refusal) return t(`common.${refusalKey(work.refusal)}`, work.refusal.facts);
  return !work.isThere ? t("counter.out_of_reach") : work.press ? t("counter.still_busy") : "";
};

function draw() {
  whenLetGo(drawAll);
}

function drawAll() {
  if (work.panel) void visitorNote.look(work.panel);
  render(drawPanel(work, { enquiries, cases, assistance, visitorNote }, acts), root);
}

/** A key counts unless somebody is writing or answering a question. @param {KeyboardEvent} event */
function onKey(event) {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey || isAsking()) return;
  const ended = work.over || work.refusal;
  if (ended && event.code === "Space") signInAgain();
  if (ended || !work.panel || !mine(work.panel)) return;
  const focused = /** @type {HTMLElement} */ (event.target);
  if (focused.matches("input, select, textarea")) return;
  if (event.code === "Space" && focused.matches("button, a, summary")) return; // the focused control is meant
  const step = stepOfKey(event, work.panel);
  if (!step) return;
  event.preventDefault();
  acts.press(step);
}

pressOnce();
addEventListener("keydown", onKey);
// A button that was clicked must not keep the space bar: the space bar is the next step. Before the click is answered, so
// that the question it may ask has the keyboard, and gives it back to nothing.
root.addEventListener(
  "click",
  (event) => event.detail > 0 && /** @type {HTMLElement} */ (document.activeElement)?.blur(),
  { capture: true },
);

const line = live(
  "/counter",
  { counter: page.counter },
  {
    counter: (/** @type {Panel} */ panel) => {
      if (panel.staff !== work.panel?.staff) void enquiries.load(); // what is offered to a counter is for whoever works there
      work.show(panel);
    },
    enquiries: () => enquiries.load(),
    cases: (/** @type {Figures} */ figures) => cases.show(figures),
    assistance: (/** @type {AssistanceView[]} */ waiting) => assistance.show(waiting),
  },
  {
    onState: (state, refusal) => work.lineIs(state, refusal),
    mayReload: () => !work.press && !isAsking(),
  },
);
setInterval(draw, REDRAW_MS);
draw();
started();
