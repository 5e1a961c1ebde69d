/** How the panel looks: pure templates of the work. */

import { clock, minutes } from "../shared/js/format.js";
import { drawOutdated, drawRefused } from "../shared/js/line-view.js";
import { named, page, t } from "../shared/js/page.js";
import { classMap, html, icon, nothing, repeat } from "../shared/js/view.js";
import { drawCases } from "./cases.js";
import { drawEnquiries } from "./enquiries.js";
import { STEPS, UNDO, nextStep, toolOn } from "./steps.js";

const SECOND_MS = 1000;
const seconds = (/** @type {string} */ since, /** @type {Date} */ now) =>
  Math.max(0, (now.getTime() - Date.parse(since)) / SECOND_MS);

export function drawPanel(work, { enquiries, cases, assistance }, acts) {
  const { panel } = work;
  if (work.over) return dayOver(work.over, acts);
  if (work.refusal) return refused(work.refusal, acts);
  return html`${masthead(work, acts)} ${lineBanner(work)}
  ${
    panel && !mine(panel)
      ? taken(panel, acts)
      : panel
        ? html`<main class="work">
            <section class="card now" aria-label=${t("counter.now")}>
              ${current(panel, acts)} ${primary(work, acts)} ${said(work, acts)} ${steps(work, acts)}
              ${panel.help ? help(panel.help, acts) : phrase(panel)} ${today(panel)}
            </section>
            <aside class="beside">
              ${assistance.draw()} ${queue(panel, acts)} ${drawCases(cases, panel, acts)}
              ${drawEnquiries(enquiries, acts)} ${aside(panel, acts)}
            </aside>
          </main>`
        : html`<div class="state"><div class="loading" role="status" aria-label=${t("common.loading")}></div></div>`
  }`;
}

/** Whether the counter is free or this clerk's own. */
export const mine = ({ staff }) => !staff || staff === page.staff.id;

export const takenText = ({ staff }) => t("counter.taken", { clerk: page.staff_names[staff] ?? staff });

const taken = (panel, acts) =>
  html`<main class="state">
    ${icon("counter")}
    <h2 class="state-title">${takenText(panel)}</h2>
    <p>${t("counter.taken_text")}</p>
    <button class="button is-primary is-large" @click=${acts.changeCounter}>
      ${icon("counter")}${t("counter.change_counter")}
    </button>
  </main>`;

/** Midnight came. Whoever was still in front of the counter is named: the visit has to be begun anew. */
const dayOver = ({ current: last, day }, acts) =>
  html`<main class="state">
    ${icon("calendar")}
    <h1 class="state-title">${t("counter.day_over", { day })}</h1>
    ${last ? html`<p class="banner is-warn">${icon("alert")}${t("counter.day_over_current", { number: last.number })}</p>` : nothing}
    <p>${t("counter.day_over_text")}</p>
    <button class="button is-primary is-large" autofocus @click=${acts.signInAgain}>
      ${icon("key")}${t("common.sign_in")} <kbd>${t("counter.key_space")}</kbd>
    </button>
  </main>`;

function masthead({ panel }, acts) {
  const status = panel?.status;
  const looks = { open: "is-ok", paused: "is-warn", closed: "" };
  return html`<header class="masthead">
    <h1 class="masthead-name">${panel ? named(panel.name) : named(page.hall)}</h1>
    ${status ? html`<span class="badge ${looks[status]}">${statusText(panel)}</span>` : nothing}
    ${panel && mine(panel) ? html`<span class="badge is-docked">${t("common.people_waiting", { count: panel.waiting })}</span>` : nothing}
    ${
      panel?.covering.length
        ? html`<span class="badge is-warn"
            >${t("counter.covering", { services: panel.covering.map((id) => named(page.service_names[id])).join("、") })}</span
          >`
        : nothing
    }
    <div class="masthead-tools">
      <span class="soft who">${icon("person")}${page.staff.name}</span>
      ${
        panel && status !== "closed" && mine(panel)
          ? html`${button(toolOn("8", panel), acts)} ${closeButton(panel, acts)}`
          : html`<button class="button is-plain" @click=${acts.changeCounter}>
                ${icon("counter")}${t("counter.change_counter")}
              </button>
              <button class="button is-plain" @click=${acts.signOut}>
                ${icon("sign-out")}${t("common.sign_out")}
              </button>`
      }
      ${page.may_manage ? html`<a class="button is-plain" href="/counter/manager">${t("counter.to_manager")}</a>` : nothing}
    </div>
  </header>`;
}

const statusText = ({ status, reason, closing }) =>
  closing
    ? t("counter.status_closing")
    : reason && status === "paused"
      ? t("counter.status_paused_for", { reason })
      : t(`counter.status_${status}`);

/** With a visitor at the counter it closes when that visitor is done, and until then may stay open after all. */
function closeButton(panel, acts) {
  const tool = toolOn("E", panel);
  const words =
    tool.id === "close" ? t(panel.current ? "counter.close_after" : "counter.close") : t("counter.step_stay");
  return html`<button class="button is-plain" data-step=${tool.id} @click=${() => acts.press(tool)}>
    ${icon(tool.icon)}${words} <kbd>E</kbd>
  </button>`;
}

const button = (tool, acts) =>
  html`<button class="button" data-step=${tool.id} @click=${() => acts.press(tool)}>
    ${icon(tool.icon)}<span>${t(`counter.step_${tool.id}`)}</span> <kbd>${tool.key}</kbd>
  </button>`;

/** The server is there, and takes this page in no more: signing in helps, at this counter or at another one. */
const refused = (refusal, acts) =>
  html`<main>
    ${drawRefused(
      refusal,
      html`${refusal.code === "no_such_counter" ? html`<p>${t("counter.gone_held")}</p>` : nothing}
        <button class="button is-primary is-large" @click=${acts.signInAgain}>
          ${icon("key")}${t("common.sign_in")} <kbd>${t("counter.key_space")}</kbd>
        </button>`,
    )}
  </main>`;

const lineBanner = ({ line }) =>
  line === "outdated"
    ? drawOutdated()
    : line === "stale"
      ? html`<div class="banner is-danger" role="alert">
          ${icon("offline")}<span>${t("counter.out_of_reach")}</span>
        </div>`
      : nothing;

function current(panel, acts) {
  const [ticket, now] = [panel.current, acts.now()];
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
        >${t(`counter.since_${ticket.status}`, { time: timer(seconds(since, now)), calls: ticket.times_called })}</span
      >
    </div>
  </div>`;
}

/** What follows on the same ticket, and that the visitor may leave it out. */
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

const timer = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;

function empty(panel) {
  const key = panel.status === "open" ? (panel.waiting ? "free" : "nobody") : panel.status;
  return html`<div class="current is-empty">
    ${icon({ free: "people", nobody: "check", paused: "pause", closed: "counter" }[key])}
    <div class="current-facts">
      <strong class="current-service">${t(`counter.${key}_title`, { count: panel.waiting })}</strong>
      <span class="soft">${t(`counter.${key}_text`)}</span>
    </div>
  </div>`;
}

function primary(work, acts) {
  const step = nextStep(work.panel);
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

function said({ panel, press, isThere, turn, said: last }, acts) {
  const looks = { ok: "is-ok", warn: "is-warn", danger: "is-danger" };
  const [kind, text] =
    press && !press.lost
      ? ["", t("counter.doing", { step: t(`counter.step_${press.what}`) })]
      : [last?.kind, last?.text];
  return html`<div class="said" data-turn=${turn % 2}>
    <div class=${text ? `banner ${looks[kind] ?? ""}` : ""}>
      ${text ? icon(kind === "ok" ? "check" : kind ? "alert" : "clock") : nothing}<span role="status">${text}</span>
      ${!press && isThere && acts.may(UNDO) ? undo(panel, acts) : nothing}
    </div>
  </div>`;
}

const undo = (panel, acts) => {
  const left = Math.ceil((Date.parse(panel.undo.until) - acts.now().getTime()) / SECOND_MS);
  return html`<button class="button is-plain" data-step="undo" @click=${() => acts.press(UNDO)}>
    ${icon("undo")}${t("counter.undo_step", { step: t(`counter.step_${panel.undo.step}`) })}
    <kbd>${t("counter.key_backspace")}</kbd><small>${left}</small>
  </button>`;
};

/** What is polite to say now: small, and never in the way. */
function phrase(panel) {
  const moment = panel.current?.status ?? (panel.status === "open" ? "free" : "away");
  const phrases = page.phrases[moment] ?? [];
  return phrases.length
    ? html`<p class="phrase soft">${icon("voice")}${phrases[panel.today.served % phrases.length]}</p>`
    : nothing;
}

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

/** Every key in its own place, whether it can be pressed now or not; the one that the space bar presses is marked. */
function steps(work, acts) {
  const tools = ["N", "Q", "H", "9", "M", "0"].map((key) => toolOn(key, work.panel)).filter((tool) => tool !== null);
  return html`<div class="steps">
    ${[...STEPS, ...tools].map((step) => {
      const may = step.when(work.panel) && work.isThere;
      return html`<button
        class=${classMap({ button: true, "is-next": step === nextStep(work.panel) })}
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

const help = ({ at, taken_by }, acts) =>
  html`<div class="banner ${taken_by ? "is-ok" : "is-warn"}">
    ${icon("help")}${t(taken_by ? "counter.help_coming" : "counter.help_waiting", { time: timer(seconds(at, acts.now())) })}
  </div>`;

function queue(panel, acts) {
  return html`<section class="card list">
    <div class="card-head">
      <h2 class="heading">${t("counter.queue")}</h2>
      <span class="badge push">${t("common.people_waiting", { count: panel.waiting })}</span>
    </div>
    ${
      panel.queue.length
        ? html`<ol class="rows" tabindex="0" aria-label=${t("counter.queue")}>
            ${repeat(
              panel.queue,
              (ticket) => ticket.id,
              (ticket) => waiting(ticket, acts),
            )}
          </ol>`
        : html`<p class="soft queue-empty">${t("counter.queue_empty")}</p>`
    }
  </section>`;
}

function waiting(ticket, acts) {
  const waited_s = seconds(ticket.issued_at, acts.now());
  const level = waited_s >= page.limits.alarm_s ? "danger" : waited_s >= page.limits.warn_s ? "warn" : "";
  return html`<li class="line">
    <b class="line-number">${ticket.number}</b>
    <span class="line-what"
      >${named(page.service_names[ticket.service])}
      ${ticket.class !== "normal" ? html`<span class="badge is-warn">${named(page.class_names[ticket.class])}</span>` : nothing}</span
    >
    <span class=${level ? `badge is-${level}` : "soft"} title=${clock(ticket.issued_at)}>
      ${level ? icon(level === "danger" ? "alert" : "clock") : nothing}${minutes(waited_s)}</span
    >
    ${
      page.may_call_any
        ? html`<button class="button is-plain" @click=${() => acts.callNumber(ticket.number)}>
            ${t("common.call")} <span class="only-heard">${ticket.number}</span>
          </button>`
        : nothing
    }
  </li>`;
}

function aside(panel, acts) {
  const rows = [
    ...panel.held.map((ticket) => [ticket, "resume", "hold"]),
    ...panel.missed.map((ticket) => [ticket, "reinstate", "no-show"]),
  ];
  if (!rows.length) return nothing;
  return html`<section class="card list is-aside">
    <div class="card-head">
      <h2 class="heading">${t("counter.aside")}</h2>
      <kbd class="push">K</kbd>
    </div>
    <ul class="rows">
      ${repeat(
        rows,
        ([ticket]) => ticket.id,
        ([ticket, act, drawn]) =>
          html`<li class="line">
            <b class="line-number">${ticket.number}</b>
            <span class="line-what">${icon(drawn)}${t(`common.status_${ticket.status}`)}</span>
            <button
              class="button"
              data-act=${act}
              data-number=${ticket.number}
              @click=${() => acts[act](ticket.number)}
            >
              ${t(`counter.${act}`)} <span class="only-heard">${ticket.number}</span>
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}
