/** A visitor's own ticket: where it stands, live, and what its holder can do about it. */

import { Problem, Unreachable, call } from "../shared/js/api.js";
import { clock } from "../shared/js/format.js";
import { live } from "../shared/js/live.js";
import { lang, named, one, page, switchLanguage, t } from "../shared/js/page.js";
import { Voice } from "../shared/js/sound.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { drawTicket } from "./mine.js";
import { Rating } from "./rate.js";
import { Told } from "./told.js";

const STALE_AFTER_MS = 25_000; // the server's own heartbeat reaches a phone every 10 s
const CHIME = new URL("../shared/sounds/chime.wav", import.meta.url).pathname;
const BUZZ_MS = [400, 150, 400, 150, 800];
const ENDED = ["finished", "cancelled", "expired"];

const root = one("#phone");
const voice = new Voice({ onBlocked: draw });
const told = new Told(draw);
const rating = new Rating((given, key) => act("rating", given, key), draw);
let ticket = page.ticket;
let seenAt = new Date();
let state = "";
/** @type {{kind: string, text: string} | null} */
let said = null;

const acts = {
  soundOn: false,
  sound() {
    acts.soundOn = true;
    voice.say({ id: "trial", clips: [CHIME] });
    draw();
  },
  comeBack: () => act("return"),
  giveUp: () => ask("give_up", () => act("cancel")),
  putOff: () => ask("put_off", () => act("later")),
};

/** @param {string} what @param {object} [body] @param {string} [key] */
async function act(what, body = {}, key = undefined) {
  try {
    show(await call("POST", `/tickets/${page.token}/${what}`, body, { key }));
  } catch (why) {
    if (!(why instanceof Problem || why instanceof Unreachable)) throw why;
    if (why.status === 409) await askAgain(); // things stand otherwise than this page knew
    said = { kind: "danger", text: why instanceof Problem ? why.detail : t("ticket.no_answer") };
    draw();
  }
}

/** Asks before an act that cannot be undone. @param {string} what @param {() => void} then */
function ask(what, then) {
  const dialog = /** @type {HTMLDialogElement} */ (one("#ask"));
  const choose = (yes) => () => {
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

/** Shows a newer picture; a call that is new rings. */
function show(next) {
  const called = next.status === "called" && next.calls > (ticket.status === "called" ? ticket.calls : 0);
  ticket = next;
  seenAt = new Date();
  said = null;
  document.title = `${next.status === "called" ? `▶ ${named(page.counters[next.counter]?.name)} · ` : ""}${next.number}`;
  if (called) ring();
  if (ENDED.includes(next.status)) line.stop();
  draw();
  told.look(ticket);
}

function ring() {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ_MS); // before the first touch it is refused
  const { calls } = ticket;
  const wanted = () => ticket.status === "called" && ticket.calls === calls;
  voice.say({ id: calls, clips: [CHIME, 0.3, CHIME, 0.3, CHIME], wanted });
}

const drawMasthead = () =>
  html`<header class="masthead">
    <div class="masthead-name">${named(page.hall)}</div>
    <div class="masthead-tools choice" role="group" aria-label=${t("common.language_switch")}>
      ${page.languages.map(
        (other) =>
          html`<button
            lang=${other}
            aria-pressed=${other === lang}
            @click=${() => other !== lang && switchLanguage(other)}
          >
            ${page.language_names[other]}
          </button>`,
      )}
    </div>
  </header>`;

const drawStale = () =>
  html`<div class="banner is-warn" role="status">
    ${icon("offline")}${t("ticket.stale", { time: clock(seenAt, page.timezone) })}
  </div>`;

function draw() {
  render(
    html`${drawMasthead()} ${state === "stale" ? drawStale() : nothing}
      ${said ? html`<div class="banner is-${said.kind}" role="alert">${icon("alert")}${said.text}</div>` : nothing}
      <main class="phone-main">${drawTicket(ticket, [told.draw(), rating.draw(ticket)], acts, voice.blocked)}</main>`,
    root,
  );
}

/** The line is down: perhaps the network, perhaps the ticket is of yesterday by now. */
async function lineIs(next) {
  state = next;
  draw();
  if (next === "stale") await askAgain();
}

/** Asks how the ticket stands; one of yesterday has a page of its own. */
async function askAgain() {
  try {
    show(await call("GET", `/tickets/${page.token}`));
  } catch (why) {
    if (!(why instanceof Problem || why instanceof Unreachable)) throw why;
    if (why.status === 404) location.reload();
  }
}

const line = live(
  "/ticket",
  { token: page.token },
  { ticket: show, gone: () => location.reload() },
  { onState: lineIs, staleAfter_ms: STALE_AFTER_MS },
);
addEventListener("offline", () => line.lost());
addEventListener("online", () => !ENDED.includes(ticket.status) && line.refresh());
document.addEventListener(
  "visibilitychange",
  () => document.visibilityState === "visible" && !ENDED.includes(ticket.status) && line.refresh(),
);
if (ENDED.includes(ticket.status)) line.stop();
draw();
told.look(ticket);
