/** Visitors in nobody's hands: one list, and what can be done for each. */

import { minutes } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { page } from "../panel/staff-page.js";
import { drawChoices, drawWhere, whereOf } from "../panel/transfer.js";
import { whyOf } from "./floor.js";

/** @import { FloorNow, LooseView } from "../shared/js/shapes.d.ts" */
/** @import { FloorTools } from "./floor.js" */

/** @param {FloorNow} floor @param {FloorTools} tools */
export const drawLoose = (floor, tools) =>
  html`<section class="card" data-loose>
    <div class="card-head">
      <h2 class="heading">${t("manager.loose")}</h2>
      ${floor.loose_count ? html`<span class="badge is-warn push">${t("manager.loose_count", { count: floor.loose_count })}</span>` : nothing}
    </div>
    ${
      floor.loose.length
        ? html`<ul class="rows">
            ${repeat(
              floor.loose,
              ({ number }) => number,
              (one) => row(one, floor, tools),
            )}
          </ul>`
        : html`<p class="soft">${t("manager.loose_none")}</p>`
    }
    ${floor.loose_count > floor.loose.length ? html`<p class="soft">${t("manager.loose_more", { count: floor.loose_count - floor.loose.length })}</p>` : nothing}
  </section>`;

/** @param {LooseView} one @param {FloorNow} floor @param {FloorTools} tools */
const row = (one, floor, { since_s, may, post }) =>
  html`<li class="loose" data-number=${one.number}>
    <b class="line-number">${one.number}</b>
    <span class="line-what">
      <span>${named(page.service_names[one.service])}</span>
      <span class="badge ${one.why === "unattended" ? "is-danger" : "is-warn"}">${whyOf(one, floor)}</span>
      <span>${minutes(since_s(one.since))}</span>
    </span>
    ${may("direct") ? html`<span class="loose-acts">${acts(one, floor, post)}</span>` : nothing}
  </li>`;

/** @param {LooseView} one @param {FloorNow} floor @param {FloorTools["post"]} post */
function acts({ number, why, counter }, floor, post) {
  const path = `/visitors/${encodeURIComponent(number)}`;
  const done = t("manager.done_sent", { number });
  const labelled = (/** @type {string} */ act) => t(`manager.${act}_whom`, { number });
  return [
    html`<button
      class="button is-plain"
      aria-label=${labelled("send")}
      @click=${() => askSend(number, floor, (where) => post(`${path}/send`, where, done))}
    >
      ${icon("transfer")}${t("manager.send")}
    </button>`,
    html`<button
      class="button is-plain"
      aria-label=${labelled("have_called")}
      @click=${() => askCall(number, floor, (at) => post(`${path}/call`, { counter: at }, t("manager.done_called", { number })))}
    >
      ${icon("voice")}${t("manager.have_called")}
    </button>`,
    why === "missed"
      ? html`<button
          class="button is-plain"
          aria-label=${labelled("let_back")}
          @click=${() => post(`${path}/return`, {}, done)}
        >
          ${icon("undo")}${t("manager.let_back")}
        </button>`
      : counter
        ? html`<button
            class="button is-plain"
            aria-label=${labelled("free")}
            @click=${() => post(`${path}/send`, {}, done)}
          >
            ${icon("people")}${t("manager.free")}
          </button>`
        : nothing,
  ];
}

/** Where does this visitor go on? @param {string} number @param {FloorNow} floor @param {(where: object) => void} send */
function askSend(number, { services, counters }, send) {
  const calling = counters.filter(({ status }) => status !== "closed");
  ask(
    t("manager.ask_send", { number }),
    drawWhere(services, calling),
    (fields) => send(whereOf(fields)),
    html`${icon("transfer")}${t("manager.send")}`,
  );
}

/** At which free counter? @param {string} number @param {FloorNow} floor @param {(counter: string) => void} haveCalled */
function askCall(number, { counters }, haveCalled) {
  const free = counters.filter((counter) => counter.status === "open" && counter.number === null);
  ask(
    t("manager.ask_call", { number }),
    free.length
      ? html`<div class="field">
          <label for="at-counter">${t("common.counter")}</label>
          <select id="at-counter" name="counter" autofocus>
            ${drawChoices(free)}
          </select>
        </div>`
      : html`<p>${t("manager.no_free_counter")}</p>`,
    ({ counter }) => haveCalled(counter),
    free.length ? html`${icon("voice")}${t("manager.have_called")}` : "",
  );
}
