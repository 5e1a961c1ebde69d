/** How the panel looks: pure templates of the work. */

import { drawOutdated, drawRefused } from "../shared/js/line-view.js";
import { inOneLine, named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { drawCases } from "./cases.js";
import { drawEnquiries } from "./enquiries.js";
import { drawHandovers } from "./handovers.js";
import { drawNow } from "./now.js";
import { drawAside, drawBooked, drawQueue } from "./queue.js";
import { page, who } from "./staff-page.js";
import { toolOn } from "./steps.js";

/** @import { Refusal } from "../shared/js/line-state.js" */
/** @import { Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */
/** @import { Assistance } from "./assistance.js" */
/** @import { Cases } from "./cases.js" */
/** @import { Enquiries } from "./enquiries.js" */
/** @import { VisitorNote } from "./visitor-note.js" */
/** @import { Work } from "./work.js" */

/** @typedef {{enquiries: Enquiries, cases: Cases, assistance: Assistance, visitorNote: VisitorNote}} Aside */

/** @param {Work} work @param {Aside} aside @param {Acts} acts */
export function drawPanel(work, aside, acts) {
  if (work.over) return dayOver(work.over, acts);
  if (work.refusal) return refused(work.refusal, acts);
  return html`${masthead(work, acts)} ${lineBanner(work)} ${drawMain(work, aside, acts)}`;
}

/** @param {Work} work @param {Aside} aside @param {Acts} acts */
function drawMain(work, { enquiries, cases, assistance, visitorNote }, acts) {
  const { panel } = work;
  if (!panel) {
    return html`<div class="state"><div class="loading" role="status" aria-label=${t("common.loading")}></div></div>`;
  }
  if (!mine(panel)) return taken(panel, acts);
  return html`<main class="work">
    ${drawNow(work, panel, acts, visitorNote)}
    <aside class="beside">
      ${assistance.draw()} ${drawQueue(panel, acts)} ${drawHandovers(panel, acts)} ${drawCases(cases, panel, acts)}
      ${drawEnquiries(enquiries, acts)} ${drawAside(panel, acts)} ${drawBooked(panel)}
    </aside>
  </main>`;
}

/** Whether the counter is free or this clerk's own. @param {Panel} panel */
export const mine = ({ staff }) => !staff || staff === page.staff.id;

/** @param {Panel} panel @param {Acts} acts */
const taken = (panel, acts) =>
  html`<main class="state">
    ${icon("counter")}
    <h2 class="state-title">${t("counter.taken", { clerk: who(panel.staff) })}</h2>
    <p>${t("counter.taken_text")}</p>
    <button class="button is-primary is-large" @click=${acts.changeCounter}>
      ${icon("counter")}${t("counter.change_counter")}
    </button>
  </main>`;

/** Midnight came. Whoever was still in front of the counter is named: the visit has to be begun anew. @param {Panel} panel @param {Acts} acts */
const dayOver = ({ current: last, day }, acts) =>
  html`<main class="state refused">
    ${icon("calendar")}
    <h1 class="state-title">${t("counter.day_over", { day })}</h1>
    ${last ? html`<p class="banner is-warn">${icon("alert")}${t("counter.day_over_current", { number: last.number })}</p>` : nothing}
    <p>${t("counter.day_over_text")}</p>
    <button class="button is-primary is-large" autofocus @click=${acts.signInAgain}>
      ${icon("key")}${t("common.sign_in")} <kbd>${t("counter.key_space")}</kbd>
    </button>
  </main>`;

/** @type {Record<string, string>} by the counter's status */
const LOOKS = { open: "is-ok", paused: "is-warn", closed: "" };

/** @param {Work} work @param {Acts} acts */
function masthead({ panel }, acts) {
  return html`<header class="masthead">
    <h1 class="masthead-name">${panel ? named(panel.name) : named(page.hall)}</h1>
    ${panel ? html`<span class="badge ${LOOKS[panel.status]}">${statusText(panel)}</span>` : nothing}
    ${panel && mine(panel) ? html`<span class="badge is-docked">${t("common.people_waiting", { count: panel.waiting })}</span>` : nothing}
    ${
      panel?.covering.length
        ? html`<span class="badge is-warn"
            >${t("counter.covering", { services: inOneLine(panel.covering.map((id) => named(page.service_names[id]))) })}</span
          >`
        : nothing
    }
    <div class="masthead-tools">
      <span class="soft who">${icon("person")}${page.staff.name}</span>
      ${
        panel && panel.status !== "closed" && mine(panel)
          ? html`${drawTool("8", panel, acts)} ${closeButton(panel, acts)}`
          : html`<button class="button is-plain" @click=${acts.changeCounter}>
                ${icon("counter")}${t("counter.change_counter")}
              </button>
              <button class="button is-plain" @click=${acts.signOut}>
                ${icon("sign-out")}${t("common.sign_out")}
              </button>`
      }
      <a class="button is-plain" href="/counter/patrol">${t("counter.to_patrol")}</a>
      <a class="button is-plain" href="/counter/feedback">${t("counter.to_feedback")}</a>
      ${page.may_manage ? html`<a class="button is-plain" href="/counter/manager">${t("counter.to_manager")}</a>` : nothing}
    </div>
  </header>`;
}

/** @param {Panel} panel */
const statusText = ({ status, reason, closing }) =>
  closing
    ? t("counter.status_closing")
    : reason && status === "paused"
      ? t("counter.status_paused_for", { reason: t(`counter.pause_${reason}`) })
      : t(`counter.status_${status}`);

/** With a visitor at the counter it closes when that visitor is done, and until then may stay open after all. @param {Panel} panel @param {Acts} acts */
function closeButton(panel, acts) {
  const tool = toolOn("E", panel);
  if (!tool) return nothing;
  const words =
    tool.id === "close" ? t(panel.current ? "counter.close_after" : "counter.close") : t("counter.step_stay");
  return html`<button class="button is-plain" data-step=${tool.id} @click=${() => acts.press(tool)}>
    ${icon(tool.icon)}${words} <kbd>E</kbd>
  </button>`;
}

/** @param {string} key @param {Panel} panel @param {Acts} acts */
function drawTool(key, panel, acts) {
  const tool = toolOn(key, panel);
  if (!tool) return nothing;
  return html`<button class="button" data-step=${tool.id} @click=${() => acts.press(tool)}>
    ${icon(tool.icon)}<span>${t(`counter.step_${tool.id}`)}</span> <kbd>${tool.key}</kbd>
  </button>`;
}

/**
 * The server is there, and takes this page in no more: signing in helps, at this counter or at another one.
 * @param {Refusal} refusal @param {Acts} acts
 */
const refused = (refusal, acts) =>
  html`<main>
    ${drawRefused(refusal, {
      acts: html`${refusal.code === "no_such_counter" ? html`<p>${t("counter.gone_held")}</p>` : nothing}
        <button class="button is-primary is-large" @click=${acts.signInAgain}>
          ${icon("key")}${t("common.sign_in")} <kbd>${t("counter.key_space")}</kbd>
        </button>`,
    })}
  </main>`;

/** @param {Work} work */
const lineBanner = ({ line }) =>
  line === "outdated"
    ? drawOutdated()
    : line === "stale"
      ? html`<div class="banner is-danger" role="alert">
          ${icon("offline")}<span>${t("counter.out_of_reach")}</span>
        </div>`
      : nothing;
