/** The services now: who waits and for how long, how long a newcomer will, and how many counters call. */

import { minutes, wait } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { levelOf } from "./floor.js";

/** @import { FloorNow, ServiceNow } from "../shared/js/shapes.d.ts" */
/** @import { FloorTools } from "./floor.js" */

/** @param {FloorNow} floor @param {FloorTools} tools @param {() => void} oneMore */
export const drawServices = (floor, tools, oneMore) =>
  html`<section class="card">
    <div class="card-head">
      <h2 class="heading">${t("manager.services")}</h2>
      ${
        tools.may("assist")
          ? html`<button class="button is-plain push" data-one-more @click=${oneMore}>
              ${icon("plus")}${t("counter.step_one_more")}
            </button>`
          : nothing
      }
    </div>
    <div class="wide" role="region" tabindex="0" aria-label=${t("manager.services")}>
      <table class="table">
        <thead>
          <tr>
            ${["service", "waiting", "longest", "newcomer", "counters"].map((name) => html`<th scope="col">${t(`manager.${name}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            floor.services,
            ({ id }) => id,
            (service) => row(service, tools),
          )}
        </tbody>
      </table>
    </div>
  </section>`;

/** A newcomer's wait; one that will break a limit stands out before it does. @param {ServiceNow} service @param {string} how */
const told = (service, how) =>
  how ? html`<span class="badge is-${how}">${icon("alert")}${wait(service)}</span>` : wait(service);

/** @param {ServiceNow} service @param {FloorTools} tools */
function row(service, { since_s }) {
  const { name, waiting, longest_since, wait_s, counters_open, booked } = service;
  const longest_s = longest_since ? since_s(longest_since) : 0;
  const how = levelOf(longest_s);
  const unattended = waiting > 0 && counters_open === 0;
  return html`<tr>
    <th scope="row">${named(name)}</th>
    <td>
      ${waiting}${booked ? html` <span class="soft" data-booked>${t("manager.booked", { count: booked })}</span>` : nothing}
    </td>
    <td>
      ${longest_since ? html`<span class=${how ? `badge is-${how}` : ""}>${how ? icon("alert") : nothing}${minutes(longest_s)}</span>` : "–"}
    </td>
    <td>${wait_s ? told(service, levelOf(wait_s.likely)) : "–"}</td>
    <td>
      ${unattended ? html`<span class="badge is-danger">${icon("alert")}${t("manager.unattended")}</span>` : counters_open}
    </td>
  </tr>`;
}
