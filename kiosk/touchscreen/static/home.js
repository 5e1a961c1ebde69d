/** The first page: what may be asked for, who waits for it, and how long it takes. */

import { opening, waitBriefly } from "../shared/js/format.js";
import { drawRefused } from "../shared/js/line-view.js";
import { lang, named, t } from "../shared/js/page.js";
import { width } from "../shared/js/room.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { page } from "./kiosk-page.js";
import { drawChosen } from "./several.js";

/** @import { ServiceView, Text } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./touch.d.ts" */
/** @import { Visit } from "./visit.js" */

/** @typedef {{id: string, name: Text}} Named */

const ON_ONE_PAGE = 12; // more services than this are shown one group at a time
const LETTERS_IN_A_MARK = 5; // "A B C"
const NAMES_IN_A_NOTE = 64; // a Chinese character is two wide

/** @param {Visit} visit @param {Acts} acts */
export function drawHome(visit, acts) {
  const groups = page.groups.filter((group) => inGroup(visit, group.id).length > 0);
  const chosen = groups.find((group) => group.id === visit.screen.group);
  const oneByOne = groups.length > 1 && (acts.elder || visit.services.length > ON_ONE_PAGE);
  if (visit.refusal) return drawRefused(visit.refusal, { instead: t("kiosk.elsewhere") });
  if (visit.services.length === 0) return loading();
  return html` <div class="welcome">${drawDoor(visit)}${drawWelcome(visit, oneByOne && !chosen)}</div>
    <div class="choices" data-scrolls>
      ${
        oneByOne && !chosen
          ? html`<div class="tiles subjects">${groups.map((group) => drawGroup(visit, group, acts))}</div>`
          : html`<div class="groups">
              ${(chosen ? [chosen] : groups).map((group) => drawServices(visit, group, acts))}
            </div>`
      }
    </div>
    ${drawWish(visit, acts)}`;
}

/** What was asked for besides a service, or what may be. @param {Visit} visit @param {Acts} acts */
function drawWish(visit, acts) {
  if (visit.several) return drawChosen(visit, visit.several, acts);
  if (visit.visitorClass) return drawClassOn(visit.visitorClass, acts);
  return visit.door?.open === false ? nothing : drawAsks(acts);
}

/** Each prefix, where they have room together. @param {ServiceView[]} services */
function lettersOf(services) {
  let letters = "";
  for (const { prefix } of services) {
    if (`${letters} ${prefix}`.trim().length > LETTERS_IN_A_MARK) break;
    letters = `${letters} ${prefix}`.trim();
  }
  return letters;
}

/** The names of a group's services, as many as are read at a glance, and how many more there are. @param {ServiceView[]} services */
function namesOf(services) {
  /** @type {string[]} */
  const names = [];
  for (const service of services) {
    const name = named(service.name);
    if (names.length && width([...names, name].join("")) > NAMES_IN_A_NOTE) break;
    names.push(name);
  }
  const more = services.length - names.length;
  return names.join(t("kiosk.join")) + (more ? t("kiosk.and_more", { count: more }) : "");
}

/** @param {Visit} visit @param {string} group */
const inGroup = (visit, group) => visit.services.filter((service) => service.group === group);

const loading = () =>
  html`<div class="state">
    <div class="loading" role="status" aria-label=${t("kiosk.loading")}></div>
    <p>${t("kiosk.loading")}</p>
  </div>`;

/** @param {Visit} visit @param {boolean} groupsShown */
const drawWelcome = (visit, groupsShown) => html`<h1>${t(`kiosk.${welcome(visit, groupsShown)}`)}</h1>`;

/**
 * What to do next, in the name of its words; nobody is asked to choose where nothing is given.
 * @param {Visit} visit @param {boolean} groupsShown
 */
function welcome(visit, groupsShown) {
  if (visit.press) return "taking";
  if (!visit.services.some((service) => service.open)) return "offered";
  if (visit.several) return "several_on";
  return groupsShown ? "choose_group" : visit.screen.group ? "choose_service" : "welcome";
}

/** @param {Visit} visit @param {Named} group @param {Acts} acts */
function drawGroup(visit, group, acts) {
  const services = inGroup(visit, group.id);
  const waiting = services.reduce((sum, service) => sum + service.waiting, 0);
  const open = services.some((service) => service.open);
  const fact = open
    ? html`${icon("people")}${drawPeople(waiting)}`
    : html`${icon("info")}${whyClosedHere(visit, services[0])}`;
  return html`<button
    class="tile ${open ? "" : "is-closed"}"
    @click=${() => acts.go({ name: "home", group: group.id })}
  >
    <span class="tile-mark">${lettersOf(services)}</span>
    <span class="tile-name">${named(group.name)}</span>
    <span class="tile-note">${namesOf(services)}</span>
    <span class="tile-facts"><span>${fact}</span></span>
  </button>`;
}

/** @param {Visit} visit @param {Named} group @param {Acts} acts */
const drawServices = (visit, group, acts) =>
  html`<section class="group" aria-labelledby="group-${group.id}">
    <h2 class="heading" id="group-${group.id}">${named(group.name)}</h2>
    <div class="tiles">${inGroup(visit, group.id).map((service) => drawService(visit, service, acts))}</div>
  </section>`;

/** @param {Visit} visit @param {ServiceView} service @param {Acts} acts @param {boolean} again  the second of a double tap */
function touched(visit, service, acts, again) {
  if (!service.open) return acts.whyClosed(service);
  if (!visit.several) return acts.take(service);
  return again ? undefined : acts.choose(service); // else it would be chosen no more
}

/** @param {Visit} visit @param {ServiceView} service @param {Acts} acts */
function drawService(visit, service, acts) {
  const taking = visit.press?.what === service.id;
  const chosen = visit.several?.some(({ id }) => id === service.id);
  return html`<button
    class="tile ${service.open && visit.isThere ? "" : "is-closed"}"
    aria-busy=${taking}
    aria-pressed=${chosen ?? nothing}
    data-service=${service.id}
    data-open=${service.open}
    @click=${(/** @type {MouseEvent} */ { detail }) => touched(visit, service, acts, detail > 1)}
  >
    <span class="tile-mark">${taking ? icon("clock") : chosen ? icon("check") : service.prefix}</span>
    <span class="tile-name">${named(service.name)}</span>
    <span class="tile-note">${named(service.covers)}</span>
    <span class="tile-facts"
      >${service.open ? drawQueue(service) : html`<span>${icon("info")}${whyClosedHere(visit, service)}</span>`}</span
    >
  </button>`;
}

/** @param {ServiceView} service */
const drawQueue = (service) =>
  html`<span>${icon("people")}${drawWaiting(service)}</span>
    ${service.wait_s ? html`<span>${icon("clock")}${waitBriefly(service)}</span>` : nothing}`;

/**
 * Nobody in the line and a wait all the same: no counter is open, or they serve those of other services, who came first.
 * @param {ServiceView} service
 */
function drawWaiting({ waiting, others_ahead, counters_open }) {
  if (waiting) return drawPeople(waiting);
  if (!counters_open) return t("kiosk.no_counter");
  return others_ahead ? t("kiosk.counters_busy") : drawPeople(0);
}

/** @param {number} count */
const drawPeople = (count) => (count ? t("common.people_waiting", { count }) : t("kiosk.nobody_waiting"));

/**
 * On a tile: while the whole hall is closed it says once, above all tiles, when it opens.
 * @param {Visit} visit @param {ServiceView} service
 */
const whyClosedHere = (visit, service) =>
  service.closed_reason === "hall_closed" && visit.door?.open === false ? t("kiosk.closed_now") : whyClosed(service);

/** Why a service gives no tickets, and from when it does. @param {ServiceView} service */
export function whyClosed(service) {
  if (service.closed_reason === "service_not_served") return t("kiosk.closed_not_served");
  const why = service.closed_reason === "too_late" ? t("kiosk.closed_too_late") : t("kiosk.closed_now");
  return `${why}${t("kiosk.then")}${whenOpen(service.opens_at)}`;
}

/** @param {string | null} at RFC 3339 in the hall's time */
function whenOpen(at) {
  const { key, facts } = opening(at, page.today());
  return t(key, facts(lang));
}

/** Why the whole hall is closed, and what can be done meanwhile. @param {Visit} visit */
const drawDoor = ({ door }) =>
  !door || door.open
    ? nothing
    : html`<div class="banner is-warn" role="status">
        ${icon("clock")}
        <div>
          <strong>${t(`common.hall_${door.why}`)}</strong>${t("kiosk.then")}${whenOpen(door.opens_at)}
          <div>${t("kiosk.hall_guides")}</div>
        </div>
      </div>`;

const reasons = () => t("kiosk.prefer_for", { reasons: page.priority.map(named).join(t("kiosk.join")) });

/** What may be asked for: priority, then the hall's own classes. @param {Acts} acts */
function drawAsks(acts) {
  const asks = page.asks.map(
    (/** @type {{id: string, ask: Record<string, string>}} */ { id, ask }) =>
      html`<button class="button prefer" data-act="prefer" data-class=${id} @click=${() => acts.prefer(id)}>
        ${icon("check")}<span>${named(ask)}</span>
      </button>`,
  );
  if (page.priority.length) asks.unshift(drawPriority(acts));
  return asks.length ? html`<div class="asks ${asks.length > 1 ? "is-several" : ""}">${asks}</div>` : nothing;
}

/** @param {Acts} acts */
const drawPriority = (acts) =>
  html`<button class="button prefer" data-act="prefer" @click=${() => acts.prefer("priority")}>
    ${icon("wheelchair")}<span>${t("kiosk.prefer")}<span class="second">${reasons()}</span></span>
  </button>`;

/** @param {string} id @param {Acts} acts */
const drawClassOn = (id, acts) =>
  html`<div class="banner is-ok preferred" role="status">
    ${icon(id === "priority" ? "wheelchair" : "check")}
    <div>
      <strong>${id === "priority" ? t("kiosk.prefer_on") : named(page.class_names[id])}</strong>
      ${id === "priority" ? html`<div>${reasons()}</div>` : nothing}
    </div>
    <button class="button" @click=${() => acts.prefer(null)}>${t("kiosk.prefer_off")}</button>
  </div>`;
