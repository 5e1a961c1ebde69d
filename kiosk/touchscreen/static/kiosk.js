/** The touchscreen: what is shown, what a touch does, and the line to the server, brought together. */

import { takeOver } from "../shared/js/emergency.js";
import { clock, dateIn } from "../shared/js/format.js";
import { whenLetGo } from "../shared/js/let-go.js";
import { live } from "../shared/js/live.js";
import { pressByTouch } from "../shared/js/touch.js";
import { elderMode, hasText, lang, named, one, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { actsOf } from "./acts.js";
import { Assistance } from "./assistance.js";
import { Feedback } from "./feedback.js";
import { drawFind, drawFound } from "./find.js";
import { drawGivingBack } from "./giving-back.js";
import { drawHome } from "./home.js";
import { Idle } from "./idle.js";
import { Prompts } from "./prompts.js";
import { drawGuides, drawReading } from "./reading.js";
import { listenToScanner } from "./scanner.js";
import { Scrolling } from "./scrolling.js";
import { drawSeveral } from "./several.js";
import { Shelf } from "./shelf.js";
import { drawTaken } from "./taken.js";
import { Visit } from "./visit.js";
import { page } from "./kiosk-page.js";

/** @import { Printers, Services } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./touch.d.ts" */
/** @import { Screen, Visit as Visiting } from "./visit.js" */

const STALE_AFTER_MS = 2500; // services come every second; a visitor must know within 3 s
const SETTLE_MS = 450; // a second tap of a double tap must not press what appears under the finger
const STOCK_AGAIN_MS = 20_000;
const TICKET_SHOWN_S = 25; // with its paper in the hand; without, there is a code to scan, and some read slowly

const root = one("#kiosk");
const asked = new URLSearchParams(location.search); // the page may come off the shelf, its address never does
page.printer = asked.get("printer");
elderMode(asked.get("mode") === "elder");
/** @type {Record<string, (visit: Visiting, acts: Acts) => unknown>} */
const screens = {
  home: drawHome,
  ticket: drawTaken,
  find: drawFind,
  found: drawFound,
  "giving-back": drawGivingBack,
  guides: drawGuides,
  reading: drawReading,
  assistance: () => assistance.drawChoice(),
  feedback: () => feedback.draw(),
};
let heldAt = 0;

/** The hall's own date, as "2026-11-24". */
page.today = () => dateIn(page.timezone, line.now());

const visit = new Visit(draw, settle);
const idle = new Idle(draw, () => rest());
const shelf = new Shelf();
const prompts = new Prompts();
const assistance = new Assistance(visit, draw);
const feedback = new Feedback(visit);
const scrolling = new Scrolling(root);
const acts = actsOf(visit, shelf, prompts);
prompts.on = acts.elder;

/** Nobody is there: back to how the kiosk stands for whoever comes next. */
function rest() {
  if (lang !== page.languages[0] || acts.elder) return location.replace(restAddress());
  visit.home();
}

function restAddress() {
  const here = new URL(location.href);
  for (const name of ["lang", "mode"]) here.searchParams.delete(name);
  return here;
}

/** A new screen takes no touch for a moment, and the count for going home begins anew. @param {Screen} screen */
function settle(screen) {
  hold();
  count(screen);
  if (screen.name === "ticket") void prompts.sayTicket(screen.ticket.number);
  else if (hasText(`kiosk.say_${screen.group ? "group" : screen.name}`)) {
    prompts.say(screen.group ? "group" : screen.name);
  } else prompts.hush();
}

function hold() {
  heldAt = performance.now();
  root.inert = true;
  setTimeout(() => {
    root.inert = performance.now() - heldAt < SETTLE_MS - 50;
  }, SETTLE_MS);
}

/** @param {Screen} screen */
function count(screen) {
  const atRest =
    screen.name === "home" &&
    !screen.group &&
    !visit.visitorClass &&
    !visit.several &&
    !acts.elder &&
    lang === page.languages[0];
  const inHand = screen.name === "ticket" && screen.paper && !acts.elder;
  idle.run(atRest ? 0 : inHand ? Math.min(page.idle_s, TICKET_SHOWN_S) : page.idle_s);
}

const drawMasthead = () =>
  html`<header class="masthead">
    <div class="masthead-name">${named(page.hall)}${otherNames()}</div>
    <div class="masthead-tools"><time class="clock">${clock(line.now(), page.timezone)}</time></div>
  </header>`;

const otherLanguages = page.languages.filter((other) => other !== lang);

const otherNames = () =>
  otherLanguages.map((other) => html`<div class="second" lang=${other}>${page.hall[other]}</div>`);

/** @param {{kind: string, text: string}} said */
const drawSaid = ({ kind, text }) =>
  html`<div class="banner is-${kind}" role="alert">${icon(kind === "ok" ? "check" : "alert")}${text}</div>`;

function drawTrouble() {
  const { lost = false, held = false } = visit.press ?? {};
  return html`<div class="banner is-danger" role="alert">
    ${icon("offline")}
    <div>
      <strong>${t(lost ? "kiosk.repeated_wait" : held ? "kiosk.held" : "kiosk.gone")}</strong>
      <div>${t("kiosk.gone_guides")}</div>
    </div>
    ${lost || held ? html`<button class="button" @click=${() => visit.home()}>${t("kiosk.give_up_wait")}</button>` : nothing}
  </div>`;
}

/** What staff should look after, told to whoever stands there: there is a text for each such state. */
function drawPaper() {
  const words = `kiosk.printer_${visit.printer?.state}`;
  return hasText(words) ? html`<div class="banner is-warn" role="status">${icon("printer")}${t(words)}</div>` : nothing;
}

const atHome = () => visit.screen.name === "home" && !visit.screen.group;

/** Six tools at most, seven in a hall of three languages: one more would begin another row, and push what matters out of sight. */
const drawFoot = () =>
  html`<footer class="kiosk-foot">
    <div class="foot-head">
      <p class="left" role="timer">
        ${idle.left_s ? html`${icon("clock")}${t("kiosk.left", { seconds: idle.left_s })}` : nothing}
      </p>
      ${drawSeveral(visit, acts)}
    </div>
    <nav class="tools">
      ${atHome() ? nothing : drawTool("home", "home", t("common.home"), () => acts.home())}
      ${visit.reprintable && visit.screen.name === "home" ? drawTool("reprint-last", "printer", t("kiosk.reprint_last"), () => visit.last && acts.reprint(visit.last.ticket)) : nothing}
      ${visit.screen.name === "guides" ? nothing : drawTool("guides", "guide", t("kiosk.guides"), () => acts.guides())}
      ${visit.screen.name === "find" ? nothing : drawTool("find", "search", t(page.bookable ? "kiosk.find_or_check_in" : "kiosk.find"), () => acts.find())}
      ${visit.screen.name === "assistance" ? nothing : drawTool("assistance", "help", t("assistance.call"), () => visit.go({ name: "assistance" }))}
      ${!atHome() || visit.reprintable ? nothing : drawTool("feedback", "star", t("feedback.tool"), () => visit.go({ name: "feedback" }))}
      ${drawTool("elder", "elder", t(acts.elder ? "kiosk.elder_off" : "kiosk.elder"), () => acts.elderIs(!acts.elder))}
      ${otherLanguages.map((other) => html`<button class="button tool" lang=${other} data-act="language" @click=${() => acts.speak(other)}>${icon("language")}<span>${page.language_names[other]}</span></button>`)}
    </nav>
  </footer>`;

/** @param {string} name @param {string} picture @param {string} words @param {() => unknown} act */
const drawTool = (name, picture, words, act) =>
  html`<button class="button tool" data-act=${name} @click=${act}>${icon(picture)}<span>${words}</span></button>`;

function draw() {
  whenLetGo(drawNow);
}

function drawNow() {
  const lost = visit.line === "stale" || visit.press?.lost;
  render(
    html`${drawMasthead()}
      <div class="notices">
        ${lost ? drawTrouble() : drawPaper()}${assistance.draw()}${visit.said ? drawSaid(visit.said) : nothing}
      </div>
      <main class="kiosk-main" data-screen=${visit.screen.name}>${screens[visit.screen.name](visit, acts)}</main>
      ${scrolling.draw()} ${drawFoot()}
      ${visit.emergency ? takeOver(t(visit.drill ? "common.drill" : "common.emergency"), visit.emergency, [lang, ...otherLanguages]) : nothing}`,
    root,
  );
  scrolling.drawn(shown(), parts());
}

/** Which page it is: what visitors have just been told, at its top, makes it another; what staff should look after does not. */
function shown() {
  const { name, group } = visit.screen;
  const told = root.querySelectorAll(".notices > :not(.is-warn)").length;
  return [name, group, acts.elder, visit.visitorClass, visit.several?.length, visit.refusal?.code, told].join(" ");
}

/** How many parts it has now. */
const parts = () =>
  [...root.querySelectorAll(".notices, .kiosk-main, .tools")].map((part) => part.childElementCount).join(" ");

const line = live(
  "/kiosk",
  page.printer ? { printer: page.printer } : {},
  {
    services: (/** @type {Services} */ picture) => {
      const { services, door, emergency, drill } = picture;
      if (visit.emergency && !emergency) hold(); // whoever taps on its words has not seen the tiles
      Object.assign(visit, { services, door, emergency, drill });
      draw();
    },
    assistance: (/** @type {import("./assistance.js").Asked[]} */ all) => assistance.show(all),
    printer: (/** @type {Printers} */ printing) => {
      visit.printing = printing;
      draw();
    },
  },
  {
    onState: (state, refusal) => {
      visit.lineIs(state, refusal);
      if (state === "stale") prompts.say("gone");
    },
    staleAfter_ms: STALE_AFTER_MS,
    mayReload: () => visit.screen.name === "home" && !visit.press && !idle.left_s,
  },
);

addEventListener("pointerdown", () => {
  if (root.inert) hold(); // whoever taps on and on has not seen the new screen yet
  count(visit.screen);
});
addEventListener("keydown", ({ repeat }) => repeat || count(visit.screen)); // a keyboard, a scanner: somebody is there
for (const gesture of ["contextmenu", "dragstart"]) addEventListener(gesture, (event) => event.preventDefault());
addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false }); // two fingers on a pad
pressByTouch();
listenToScanner((meant) => acts.lookUpMeant(meant));
count(visit.screen);
draw();
started();
prompts.say("home");
void stock();

/** Has page and guides kept for when the server is away. Over plain http only the open page itself can. */
async function stock() {
  try {
    await keepPage();
    await shelf.fill();
    root.dataset.stocked = "yes";
  } catch (why) {
    console.warn("not all is at hand yet:", why);
    setTimeout(stock, STOCK_AGAIN_MS);
  }
}

/** What this page was made of came before its keeper did: asking for it once more puts it on the shelf. */
async function keepPage() {
  const keeper = navigator.serviceWorker;
  if (!keeper) return;
  await keeper.register("/kiosk/offline.js", { scope: "/kiosk" });
  if (!keeper.controller) {
    await new Promise((done) => keeper.addEventListener("controllerchange", done, { once: true }));
  }
  const files = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.includes("/assets/"));
  for (const address of ["/kiosk", ...page.languages.map((each) => `/kiosk?lang=${each}`), ...new Set(files)]) {
    await fetch(address);
  }
}
