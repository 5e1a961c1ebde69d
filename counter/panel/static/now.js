/** The visit at the counter, what may be done with it, and what was done last. */

import { clock } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { classMap, html, icon, nothing } from "../shared/js/view.js";
import { page } from "./staff-page.js";
import { STEPS, UNDO, nextStep, toolOn } from "./steps.js";

/** @import { CurrentView, HelpView, Panel, UndoView } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */
/** @import { VisitorNote } from "./visitor-note.js" */
/** @import { Work } from "./work.js" */

const SECOND_MS = 1000;
const seconds = (/** @type {string | null} */ since, /** @type {Date} */ now) =>
  Math.max(0, (now.getTime() - Date.parse(since ?? "")) / SECOND_MS || 0);

/** @param {Work} work @param {Panel} panel @param {Acts} acts @param {VisitorNote} note */
export const drawNow = (work, panel, acts, note) =>
  html`<section class="card now" aria-label=${t("counter.now")}>
    ${current(panel, acts, note)} ${primary(work, panel, acts)} ${said(work, panel, acts)} ${steps(work, panel, acts)}
    ${panel.help ? help(panel.help, acts) : phrase(panel)} ${today(panel)}
  </section>`;

/** The visit at the counter. @param {Panel} panel @param {Acts} acts @param {VisitorNote} note */
function current(panel, acts, note) {
  const ticket = panel.current;
  if (!ticket) return empty(panel);
  const since = ticket.status === "serving" ? ticket.started_at : ticket.called_at;
  return html`<div class="current is-${ticket.status}">
    <b class=${classMap({ number: true, "is-hero": true, "is-called": ticket.status === "called" })}
      >${ticket.number}</b
    >
    <div class="current-facts">
      <div class="row">
        <span class="badge ${ticket.status === "called" ? "is-call" : "is-ok"}"
          >${t(`counter.is_${ticket.status}`)}</span
        >
        ${ticket.class !== "normal" ? html`<span class="badge is-warn">${named(page.class_names[ticket.class])}</span>` : nothing}
        ${ticket.lang !== "zh" ? html`<span class="badge">${page.language_names[ticket.lang]}</span>` : nothing}
      </div>
      <strong class="current-service">${named(page.service_names[ticket.service])}</strong>
      ${ticket.then.length ? then(ticket, acts) : nothing}
      <span class="soft"
        >${t(`counter.since_${ticket.status}`, { time: timer(seconds(since, acts.now())), calls: ticket.times_called })}</span
      >
    </div>
    ${note.draw()}
  </div>`;
}

/** What follows on the same ticket, and that the visitor may leave it out. @param {CurrentView} ticket @param {Acts} acts */
function then(ticket, acts) {
  const services = ticket.then.map((id) => named(page.service_names[id])).join(" → ");
  return html`<span class="row"
    >${icon("next")}${t("counter.then", { services })}
    ${
      ticket.status === "serving"
        ? html`<button class="button is-plain" @click=${acts.finishWhole}>${t("counter.finish_whole")}</button>`
        : nothing
    }</span
  >`;
}

/** "12:05". @param {number} s */
const timer = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;

/** @type {Record<string, string>} icons, by how it is at a counter without a visitor */
const EMPTY = { free: "people", nobody: "check", paused: "pause", left: "pause", closed: "counter" };

/** @param {Panel} panel */
function empty(panel) {
  const key =
    panel.status === "open"
      ? panel.waiting
        ? "free"
        : "nobody"
      : panel.reason === "left" && panel.status === "paused"
        ? "left"
        : panel.status;
  return html`<div class="current is-empty">
    ${icon(EMPTY[key])}
    <div class="current-facts">
      <strong class="current-service">${t(`counter.${key}_title`, { count: panel.waiting })}</strong>
      <span class="soft">${t(`counter.${key}_text`, { time: panel.since ? clock(panel.since) : "" })}</span>
    </div>
  </div>`;
}

/** What the space bar does. @param {Work} work @param {Panel} panel @param {Acts} acts */
function primary(work, panel, acts) {
  const step = nextStep(panel);
  const busy = work.press?.what === step.id;
  return html`<button
    class="button is-primary primary"
    data-step=${step.id}
    aria-busy=${String(busy)}
    aria-disabled=${String(!work.isThere)}
    @click=${() => acts.press(step)}
  >
    ${icon(busy ? "again" : step.icon)}${t(`counter.step_${step.id}`)} <kbd>${t("counter.key_space")}</kbd>
  </button>`;
}

/** What the last press led to, and how it is taken back. @param {Work} work @param {Panel} panel @param {Acts} acts */
function said({ press, isThere, turn, said: last }, panel, acts) {
  const doing = press && !press.lost ? t("counter.doing", { step: t(`counter.step_${press.what}`) }) : null;
  const kind = doing ? "" : last?.kind;
  const text = doing ?? last?.text;
  return html`<div class="said" data-turn=${turn % 2}>
    <div class=${text ? `banner ${kind ? `is-${kind}` : ""}` : ""}>
      ${text ? icon(kind === "ok" ? "check" : kind ? "alert" : "clock") : nothing}<span role="status">${text}</span>
      ${!press && isThere && panel.undo && acts.may(UNDO) ? undo(panel.undo, acts) : nothing}
    </div>
  </div>`;
}

/** @param {UndoView} last @param {Acts} acts */
const undo = (last, acts) => {
  const left = Math.ceil((Date.parse(last.until) - acts.now().getTime()) / SECOND_MS);
  return html`<button class="button is-plain" data-step="undo" @click=${() => acts.press(UNDO)}>
    ${icon("undo")}${t("counter.undo_step", { step: t(`counter.step_${last.step}`) })}
    <kbd>${t("counter.key_backspace")}</kbd><small>${left}</small>
  </button>`;
};

/** What is polite to say now: small, and never in the way. @param {Panel} panel */
function phrase(panel) {
  const moment = panel.current?.status ?? (panel.status === "open" ? "free" : "away");
  const phrases = page.phrases[moment] ?? [];
  return phrases.length
    ? html`<p class="phrase soft">${icon("voice")}${phrases[panel.today.served % phrases.length]}</p>`
    : nothing;
}

/** @param {Panel} panel */
const today = ({ today: { served, missed, mean_s } }) =>
  html`<div class="today">
    ${[
      ["served", served],
      ["missed", missed],
      ["mean", mean_s === null ? "–" : timer(mean_s)],
    ].map(
      ([name, value]) =>
        html`<div class="figure">
          <span class="figure-value">${value}</span><span class="figure-name">${t(`counter.today_${name}`)}</span>
        </div>`,
    )}
  </div>`;

/**
 * Every key in its own place, whether it can be pressed now or not; the one that the space bar presses is marked.
 * @param {Work} work @param {Panel} panel @param {Acts} acts
 */
function steps(work, panel, acts) {
  const tools = ["T", "N", "Q", "H", "9", "M", "0"].map((key) => toolOn(key, panel)).filter((tool) => tool !== null);
  return html`<div class="steps">
    ${[...STEPS, ...tools].map((step) => {
      const may = step.when(panel) && work.isThere;
      return html`<button
        class=${classMap({ button: true, "is-next": step === nextStep(panel) })}
        data-step=${step.id}
        aria-disabled=${String(!may)}
        aria-busy=${String(work.press?.what === step.id)}
        @click=${() => acts.press(step)}
      >
        ${icon(step.icon)}<span>${t(`counter.step_${step.id}`)}</span><kbd>${step.key}</kbd>
      </button>`;
    })}
  </div>`;
}

/** @param {HelpView} help @param {Acts} acts */
const help = ({ at, taken_by }, acts) =>
  html`<div class="banner ${taken_by ? "is-ok" : "is-warn"}">
    ${icon("help")}${t(taken_by ? "counter.help_coming" : "counter.help_waiting", { time: timer(seconds(at, acts.now())) })}
  </div>`;
