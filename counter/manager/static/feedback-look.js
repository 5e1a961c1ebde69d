/** How feedback looks to staff: the list, all of one, and what is about oneself. */

import { moment } from "../shared/js/moment.js";
import { hasText, named, page, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { folded } from "../panel/folded.js";
import { who } from "../panel/staff-page.js";

/** @import { AboutMe, CommentView, FeedbackList, FeedbackRecord, FeedbackView } from "../shared/js/shapes.d.ts" */
/** @import { Steps } from "./feedback-steps.js" */

/** @type {Record<string, string>} by how something stands to its day */
const LOOKS = { near_due: "is-warn", overdue: "is-danger", late: "is-warn", on_time: "is-ok" };

/** @param {FeedbackList} list @param {Steps} steps @param {(number: string) => unknown} read */
export const drawList = ({ count, feedback }, steps, read) =>
  feedback.length === 0
    ? html`<p class="soft">${t("followup.none")}</p>`
    : html`${count > feedback.length ? html`<p class="soft">${t("followup.more_than_shown", { count, shown: feedback.length })}</p>` : nothing}
      ${folded(feedback, (some) => table(some, steps, read))}`;

/** @param {readonly FeedbackView[]} feedback @param {Steps} steps @param {(number: string) => unknown} read */
const table = (feedback, steps, read) =>
  html`<div class="wide" role="region" tabindex="0" aria-label=${t("followup.list")}>
    <table class="table followed">
      <thead>
        <tr>
          ${["number", "about", "due", "state"].map((name) => html`<th scope="col">${t(`followup.col_${name}`)}</th>`)}
          <td></td>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          feedback,
          ({ number }) => number,
          (each) => row(each, steps, read),
        )}
      </tbody>
    </table>
  </div>`;

/** @param {FeedbackView} each @param {Steps} steps @param {(number: string) => unknown} read */
const row = (each, steps, read) =>
  html`<tr data-feedback=${each.number}>
    <th scope="row">${each.number}<span class="second">${t(`feedback.kind_${each.kind}`)}</span></th>
    <td data-label=${t("followup.col_about")}>
      ${about(each)}${each.score ? html`<span class="second">${t("followup.score", { score: each.score })} · ${reasons(each.reasons)}</span>` : nothing}
    </td>
    <td data-label=${t("followup.col_due")}>
      ${each.contact_due ? html`<div>${due("contact", each.contact_due, each.contact_state)}</div>` : nothing}
      <div>${due("answer", each.answer_due, each.answer_state)}</div>
      ${each.call_back_due ? html`<div>${due("call_back", each.call_back_due, each.call_back_state)}</div>` : nothing}
      ${each.provisional ? html`<span class="second">${t("feedback.provisional")}</span>` : nothing}
    </td>
    <td data-label=${t("followup.col_state")}>
      ${t(`feedback.status_${each.status}`)}
      <span class="second"
        >${each.assigned_to ? who(each.assigned_to) : t("followup.nobody")}${each.anonymous ? ` · ${t("followup.anonymous")}` : ""}</span
      >
      ${each.satisfied === false && each.status !== "closed" ? html`<span class="badge is-warn">${icon("alert")}${t("followup.unsatisfied")}</span>` : nothing}
      ${each.appeal ? html`<span class="badge">${icon("info")}${t(`followup.appeal_${each.appeal}`)}</span>` : nothing}
    </td>
    <td>
      <div class="row">
        <button
          class="button is-plain"
          data-step="read"
          title=${t("followup.read_note")}
          @click=${() => read(each.number)}
        >
          ${t("followup.read")}
        </button>
        ${each.steps.map((step) => html`<button class="button is-plain" data-step=${step} @click=${() => steps.take(each.number, step)}>${t(`followup.step_${step}`)}</button>`)}
      </div>
    </td>
  </tr>`;

/** @param {Pick<FeedbackView, "service" | "counter" | "clerk">} each */
const about = ({ service, counter, clerk }) =>
  [
    service && named(page.service_names[service]),
    counter && (named(page.counter_names[counter]) || counter),
    clerk && who(clerk),
  ]
    .filter(Boolean)
    .join(" · ") || "–";

/** @param {string} what @param {string} day @param {string | null} state */
const due = (what, day, state) =>
  html`${t(`followup.${what}_by`, { day })}
  ${state ? html`<span class="badge ${LOOKS[state] ?? ""}" data-due=${state}>${LOOKS[state] && state !== "on_time" ? icon("alert") : nothing}${t(`followup.due_${state}`)}</span>` : nothing}`;

/** Reasons that were typed by hand stand as they are. @param {string[]} all */
const reasons = (all) =>
  all.map((reason) => (hasText(`rating.reason_${reason}`) ? t(`rating.reason_${reason}`) : reason)).join(", ");

/** @param {FeedbackRecord} record */
export const drawRecord = (record) =>
  html`<dl class="facts">
      ${fact("text", record.text || t("followup.nothing_said"))} ${fact("contact", record.contact)}
      ${fact("about", record.about || about(record))} ${fact("reasons", reasons(record.reasons))}
      ${fact("ticket", record.ticket)} ${fact("source", t(`followup.source_${record.source}`))}
      ${fact("assigned", record.assigned_to && who(record.assigned_to))} ${fact("answer_before", record.answer_before)}
      ${fact("answer", record.answer)} ${fact("appeal", record.appeal_reason)}
    </dl>
    <h3 class="heading">${t("followup.trail")}</h3>
    <ol class="chain">
      ${record.trail.map(({ step, at, by }) => html`<li>${moment(at)} ${t(`followup.step_${step}`)} · ${by_(by)}</li>`)}
    </ol>`;

/** @param {string} name @param {string | null | undefined} value */
const fact = (name, value) =>
  value
    ? html`<dt>${t(`followup.of_${name}`)}</dt>
        <dd class="said">${value}</dd>`
    : nothing;

/** @param {string} by */
const by_ = (by) => (hasText(`followup.by_${by}`) ? t(`followup.by_${by}`) : who(by));

/** @param {CommentView[]} comments */
export const drawComments = (comments) =>
  html`<p class="soft">${t("followup.comments_note")}</p>
    ${comments.length === 0 ? html`<p>${t("followup.no_comments")}</p>` : nothing}
    <ul class="stack" data-comments>
      ${comments.map(
        (each) =>
          html`<li>
            <div class="said">${each.text}</div>
            <span class="second">${each.day} · ${t("followup.score", { score: each.score })} · ${about(each)}</span>
          </li>`,
      )}
    </ul>`;

/** @param {AboutMe[]} mine @param {Steps} steps */
export const drawMine = (mine, steps) =>
  html`<section class="card" data-mine>
    <div class="card-head"><h2 class="heading">${t("followup.mine")}</h2></div>
    <p class="soft">${mine.length ? t("followup.mine_note") : t("followup.none_mine")}</p>
    <ul class="stack">
      ${repeat(
        mine,
        ({ number }) => number,
        (each) =>
          html`<li class="row" data-feedback=${each.number}>
            <strong>${each.number}</strong> ${t(`feedback.kind_${each.kind}`)} ${reasons(each.reasons)}
            <span class="soft">${t(`feedback.status_${each.status}`)}</span>
            ${each.appeal ? html`<span class="badge">${icon("info")}${t(`followup.appeal_${each.appeal}`)}</span>` : nothing}
            ${each.may_appeal ? html`<button class="button is-plain push" data-step="appeal" @click=${() => steps.take(each.number, "appeal")}>${t("followup.step_appeal")}</button>` : nothing}
          </li>`,
      )}
    </ul>
  </section>`;
