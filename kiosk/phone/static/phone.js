/** A visitor's own ticket: where it stands, live, and what its holder can do about it. */

import { Problem, call, failure } from "../shared/js/api.js";
import { clock, dateIn, isNear } from "../shared/js/format.js";
import { whenLetGo } from "../shared/js/let-go.js";
import { drawOutdated, drawRefusedAbove } from "../shared/js/line-view.js";
import { live } from "../shared/js/live.js";
import { drawMasthead } from "../shared/js/masthead.js";
import { named, one, started, t } from "../shared/js/page.js";
import { KeyOf } from "../shared/js/press.js";
import { pressOnce } from "../shared/js/press-once.js";
import { Rating } from "../shared/js/rating.js";
import { Voice } from "../shared/js/sound.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { askWhich } from "./another.js";
import { Awake } from "./awake.js";
import { drawTicket, knowsWhere, toHear } from "./mine.js";
import { Reminder } from "./reminder.js";
import { Told } from "./told.js";
import { page } from "./phone-page.js";

/** @import { OwnTicket } from "../shared/js/shapes.d.ts" */
/** @import { Refusal, State } from "../shared/js/line-state.js" */

const STALE_AFTER_MS = 25_000; // the server's own heartbeat reaches a phone every 10 s
const CHIME = new URL("../shared/sounds/chime.wav", import.meta.url).pathname;
const BUZZ_MS = [400, 150, 400, 150, 800];
const BUZZ_NEAR_MS = [200, 100, 200];
const ENDED = ["finished", "cancelled", "expired"];

const AT_HAND = ["waiting", "called", "held", "no_show"]; // whoever waits to be called

const root = one("#phone");
const dialog = /** @type {HTMLDialogElement} */ (one("#ask"));
const voice = new Voice({ onBlocked: draw });
const keys = new KeyOf();
const told = new Told(draw);
const awake = new Awake(draw);
const reminder = new Reminder(dialog, draw, failed);
const rating = new Rating(
  {
    async send(given, key) {
      const rated = await call("POST", `/tickets/${page.token}/rating`, given, { key });
      told.followUp ||= rated.follow_up;
      show(rated);
    },
    failed,
    asksWords: true,
  },
  draw,
);
let ticket = page.ticket;
let drawn = ticket; // what its holder sees, and presses
let seenAt = new Date(page.time);
let nearSaid = ticket.status === "waiting" && isNear(ticket); // whoever opens the page then sees it
let slept = false; // and no picture has come since
let state = "";
/** @type {import("../shared/js/line-state.js").Refusal | null} */
let refusal = null;
page.today = () => dateIn(page.timezone, line.now());
/** @type {{kind: string, text: string} | null} */
let said = null;

const acts = {
  soundOn: false,
  sound() {
    acts.soundOn = true;
    void voice.say({ id: "trial", clips: [CHIME] });
    draw();
  },
  comeBack: () => act("return"),
  giveUp: asSeen(() => ask("give_up", () => act("cancel"))),
  putOff: asSeen(() => ask("put_off", () => act("later"))),
  another: asSeen(() => askWhich(dialog, ticket, (service) => act("services", { service }))),
};

/** A call that came under the finger is shown, and no question over it. @param {() => void} then */
function asSeen(then) {
  return () => void (drawn.status === ticket.status && then());
}

/** @param {string} what @param {object} body */
async function act(what, body = {}) {
  said = null;
  const { status } = ticket;
  const key = keys.said([what, body]);
  try {
    await answered(call("POST", `/tickets/${page.token}/${what}`, body, { key }));
    keys.answered();
  } catch (error) {
    const why = failure(error);
    if (why instanceof Problem) keys.answered();
    else if (ticket.status !== status) return; // it was done: the line told of it
    await failed(why);
  }
}

/** @param {ReturnType<typeof failure>} why */
async function failed(why) {
  if (why.status === 409) await askAgain(); // things stand otherwise than this page knew
  said = { kind: "danger", text: why.words(t("ticket.no_answer")) };
  draw();
  one("#said").scrollIntoView({ block: "center" }); // what was pressed stands further down
}

/** Asks before an act that cannot be undone. @param {string} what @param {() => void} then */
function ask(what, then) {
  const choose = (/** @type {boolean} */ yes) => () => {
    dialog.close();
    if (yes) then();
  };
  render(
    html`<h2 class="heading" id="ask-title">${t(`ticket.${what}`)}</h2>
      <p>${t(`ticket.${what}_ask`)}</p>
      <div class="dialog-foot">
        <button class="button" @click=${choose(false)}>${t("ticket.keep")}</button>
        <button class="button is-primary" data-act="yes" @click=${choose(true)}>${t(`ticket.${what}_yes`)}</button>
      </div>`,
    dialog,
  );
  dialog.setAttribute("aria-labelledby", "ask-title");
  dialog.showModal();
}

/** Shows an answer, unless a picture was told meanwhile: the call may have overtaken it. @param {Promise<OwnTicket>} asked */
async function answered(asked) {
  const before = ticket;
  const next = await asked;
  if (ticket === before) show(next);
}

/** Shows a newer picture; what is new rings, and what came about during a sleep is no more new. @param {OwnTicket} next */
function show(next) {
  const called = next.status === "called" && next.calls > (ticket.status === "called" ? ticket.calls : 0);
  const near = next.status === "waiting" && next.counters_open > 0 && isNear(next) && !nearSaid;
  const old = slept;
  if (next.status !== ticket.status) {
    dialog.close(); // what it asks was asked about how things stood
    said = null; // and so was what failed; a place that moves takes no words away
  }
  slept = false;
  ticket = next;
  nearSaid ||= near;
  seenAt = line.now();
  document.title = `${next.status === "called" ? `▶ ${named(page.counters[next.counter ?? ""]?.name)} · ` : ""}${next.number}`;
  if (called && !old) ringCalled();
  if (near && !old) ring(BUZZ_NEAR_MS, { id: "near", clips: [CHIME], wanted: () => ticket.status === "waiting" });
  if (!AT_HAND.includes(next.status)) awake.end();
  if (ENDED.includes(next.status)) line.stop();
  draw();
  void told.look(ticket);
}

function ringCalled() {
  const { calls } = ticket;
  const wanted = () => ticket.status === "called" && ticket.calls === calls;
  ring(BUZZ_MS, { id: calls, clips: [CHIME, 0.3, CHIME, 0.3, CHIME], wanted });
}

/** @param {number[]} buzz_ms @param {import("../shared/js/sound.js").Saying} saying */
function ring(buzz_ms, saying) {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(buzz_ms); // before the first touch it is refused
  void voice.say(saying);
}

function drawRating() {
  if (ticket.status !== "finished") return nothing;
  if (ticket.rated) return html`<p class="banner is-ok" role="status">${icon("check")}${t("rating.thanks")}</p>`;
  return html`<section class="card asked" aria-labelledby="asked">
    ${rating.draw((words) => html`<h2 class="heading" id="asked">${words}</h2>`)}
  </section>`;
}

const drawStale = () =>
  html`<div class="banner is-warn" role="status">
    ${icon("offline")}${t("ticket.stale", { time: clock(seenAt, page.timezone) })}
  </div>`;

/** @param {Refusal} why */
const drawRefusal = (why) => drawRefusedAbove(why, t("ticket.as_of", { time: clock(seenAt, page.timezone) }));

function draw() {
  whenLetGo(drawNow);
}

function drawNow() {
  drawn = ticket;
  render(
    html`${drawMasthead(named(page.hall))} ${state === "stale" ? drawStale() : nothing}
      ${state === "outdated" ? drawOutdated(t("ticket.outdated")) : nothing} ${refusal ? drawRefusal(refusal) : nothing}
      <p class="only-heard" aria-live="assertive">${toHear(ticket)}</p>
      ${said ? html`<div class="banner is-${said.kind}" role="alert" id="said">${icon("alert")}${said.text}</div>` : nothing}
      <main class="phone-main">
        ${drawTicket(ticket, [told.draw(), drawRating()], acts, voice.blocked, { awake, reminder })}
      </main>`,
    root,
  );
}

/**
 * The line is down: perhaps the network, perhaps the ticket is of yesterday by now, which has a page of its own.
 * @param {State} next @param {Refusal | null} why
 */
async function lineIs(next, why) {
  if (why?.code === "no_such_ticket") {
    location.reload();
    return;
  }
  state = next;
  refusal = why;
  draw();
  if (next === "stale") await askAgain();
}

/** Not under somebody's finger; nor while the page may ring, which it may not after a reload, unless it knows too little. */
const mayReload = () => !dialog.open && !rating.isBegun && (!acts.soundOn || !knowsWhere(ticket));

/** Asks how the ticket stands; one of yesterday has a page of its own. */
async function askAgain() {
  try {
    await answered(call("GET", `/tickets/${page.token}`));
  } catch (error) {
    if (failure(error).status === 404) location.reload();
  }
}

const line = live(
  "/ticket",
  { token: page.token },
  { ticket: show, gone: () => location.reload() },
  { onState: lineIs, staleAfter_ms: STALE_AFTER_MS, mayReload },
);
addEventListener("offline", () => line.lost());
addEventListener("online", () => !ENDED.includes(ticket.status) && line.refresh());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || ENDED.includes(ticket.status)) return;
  slept = true;
  line.refresh();
});
if (ENDED.includes(ticket.status)) line.stop();
pressOnce();
root.replaceChildren(); // what stood there for browsers without scripts
draw();
started();
void told.look(ticket);
