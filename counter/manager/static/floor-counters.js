/** The counters now: who calls for help, above all else; and each with who works there, at whom, since when. */

import { minutes } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { asLongAs, ask } from "../panel/dialogs.js";
import { page, who } from "../panel/staff-page.js";
import { statusOf } from "./floor.js";

/** @import { CounterNow, FloorNow } from "../shared/js/shapes.d.ts" */
/** @import { FloorTools } from "./floor.js" */

/** Who needs somebody now; "I am coming" and "seen to" are two buttons, so that Enter twice is one answer. @param {FloorNow} floor @param {FloorTools} tools */
export const drawHelpCalls = (floor, { act, may, since_s }) =>
  repeat(
    floor.counters,
    ({ id, help }) => `${id} ${help?.taken_by}`,
    ({ id, name, staff, help }) =>
      help &&
      html`<div class="banner ${help.taken_by ? "is-ok" : "is-danger"}" role="alert">
        ${icon("help")}<span
          >${t(help.taken_by ? "manager.help_taken" : "manager.help_called", {
            counter: named(name),
            clerk: who(staff),
            wait: minutes(since_s(help.at)),
            by: who(help.taken_by),
          })}</span
        >
        ${
          may("direct")
            ? html`<button
                class="button is-primary push"
                @click=${() => act(help.taken_by ? "help-done" : "help-taken", id)}
              >
                ${t(help.taken_by ? "manager.help_done" : "manager.help_go")}
              </button>`
            : nothing
        }
      </div>`,
  );

/** @param {FloorNow} floor @param {FloorTools} tools */
export const drawCounters = (floor, tools) =>
  html`<section class="card">
    <div class="card-head"><h2 class="heading">${t("manager.counters")}</h2></div>
    <div class="counters">
      ${repeat(
        floor.counters,
        ({ id }) => id,
        (counter) => card(counter, tools),
      )}
    </div>
  </section>`;

/** @type {Record<string, string>} by the counter's status */
const STATUS_LOOKS = { open: "is-ok", paused: "is-warn", closed: "" };

/** @param {CounterNow} counter @param {FloorTools} tools */
function card(counter, tools) {
  const { may, since_s } = tools;
  const { name, zone, status, staff, since, number, ticket_status, ticket_since } = counter;
  return html`<article class="at is-${status}">
    <div class="row">
      <strong>${named(name)}</strong><span class="soft">${named(page.zones[zone])}</span>
      <span class="badge push ${STATUS_LOOKS[status]}">${statusOf(counter)}</span>
    </div>
    <div class="row">
      <b class="at-number">${number ?? "–"}</b>
      ${number ? html`<span class="soft">${t(`manager.is_${ticket_status}`, { time: minutes(since_s(ticket_since)) })}</span>` : nothing}
    </div>
    <div class="row soft">
      ${staff ? html`${icon("person")}${who(staff)}` : nothing}
      ${status === "paused" && since ? t("manager.since", { time: minutes(since_s(since)) }) : nothing}
      ${status === "closed" || !may("direct") ? nothing : html`<button class="button is-plain push" @click=${() => askRelease(counter, tools)}>${t("manager.release")}</button>`}
    </div>
  </article>`;
}

/** It may be somebody else's by the time this is answered. @param {CounterNow} asked @param {FloorTools} tools */
function askRelease({ id, name, staff }, { act, floor }) {
  ask(
    t("manager.ask_release", { counter: named(name) }),
    html`<p>${t("manager.release_text")}</p>`,
    () => act("release", id),
    t("manager.release"),
  );
  const isTheirs = () => floor()?.counters.some((now) => now.id === id && now.staff === staff);
  asLongAs(() => (isTheirs() ? "" : t("manager.release_gone", { clerk: who(staff) })));
}
