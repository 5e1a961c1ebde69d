/** Platforms that are told what happens: where to, what was taken, what waits or was given up, sent again by hand. */

import { page, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask, fill, tell } from "../panel/dialogs.js";
import { moment } from "../shared/js/moment.js";

/** @import { DeliveryView, EndpointKey, EndpointView } from "../shared/js/shapes.d.ts" */
/** @import { Act } from "./managed.js" */

const STATUS = /^\d{3}$/;
const LOOKS = { accepted: "is-ok", waiting: "is-warn", dead: "is-danger" };

/** @param {EndpointView[] | null} endpoints @param {Act} act */
export const webhooksSection = (endpoints, act) =>
  html`<section class="card">
    <div class="card-head">
      <h2 class="heading">${t("platforms.webhooks")}</h2>
      <div class="row push">
        <button class="button" data-tell @click=${() => askNew(act)}>${icon("plus")}${t("platforms.tell")}</button>
      </div>
    </div>
    <p class="soft">${t("platforms.webhooks_text")}</p>
    ${endpoints ? table(endpoints, act) : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
  </section>`;

const table = (/** @type {EndpointView[]} */ endpoints, /** @type {Act} */ act) =>
  endpoints.length === 0
    ? html`<p>${t("platforms.no_webhooks")}</p>`
    : html`<div class="wide" role="region" tabindex="0" aria-label=${t("platforms.webhooks")}>
        <table class="table listed">
          <thead>
            <tr>
              ${["address", "state"].map((name) => html`<th scope="col">${t(`platforms.${name}`)}</th>`)}
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              endpoints,
              ({ id }) => id,
              (endpoint) => row(endpoint, act),
            )}
          </tbody>
        </table>
      </div>`;

const row = (/** @type {EndpointView} */ endpoint, /** @type {Act} */ act) =>
  html`<tr data-endpoint=${endpoint.id}>
    <th scope="row" class="address is-words">
      ${endpoint.url}
      <small class="soft"
        >${endpoint.kinds.map((kind) => t(`platforms.kind_${kind.replace(".", "_")}`)).join(" · ")}</small
      >
    </th>
    <td data-label=${t("platforms.state")}>${state(endpoint)}</td>
    <td>
      <div class="row">
        <button class="button is-plain" data-deliveries @click=${() => showDeliveries(endpoint, act)}>
          ${t("platforms.deliveries")}
        </button>
        <button class="button is-plain" data-key @click=${() => askKey(endpoint, act)}>
          ${t("platforms.new_key")}
        </button>
        <button class="button is-plain" data-remove @click=${() => askRemove(endpoint, act)}>
          ${t("platforms.remove")}
        </button>
      </div>
    </td>
  </tr>`;

const state = (/** @type {EndpointView} */ { gone, dead, waiting, accepted_at }) => html`
  ${gone ? html`<span class="badge is-danger">${icon("alert")}${t("platforms.gone")}</span>` : nothing}
  ${dead ? html`<span class="badge is-danger">${icon("alert")}${t("platforms.dead", { count: dead })}</span>` : nothing}
  ${waiting ? html`<span class="badge is-warn">${icon("clock")}${t("platforms.waiting", { count: waiting })}</span>` : nothing}
  <span
    >${accepted_at ? t("platforms.accepted_at", { time: moment(accepted_at) }) : t("platforms.nothing_accepted")}</span
  >
`;

const askNew = (/** @type {Act} */ act) =>
  ask(
    t("platforms.tell"),
    html`<div class="field">
        <label for="f-url">${t("platforms.address")}</label>
        <input id="f-url" name="url" type="url" maxlength="500" required autofocus autocomplete="off" />
        <p class="soft">${t("platforms.address_text")}</p>
      </div>
      <fieldset class="places">
        <legend>${t("platforms.kinds")}</legend>
        ${page.kinds.map(
          (/** @type {string} */ kind) =>
            html`<label class="tick"
              ><input type="checkbox" name=${`kind ${kind}`} checked />
              <span>${t(`platforms.kind_${kind.replace(".", "_")}`)}</span></label
            >`,
        )}
      </fieldset>`,
    ({ url, ...ticked }, key) => {
      const kinds = Object.keys(ticked).map((field) => field.split(" ")[1]);
      return act("POST", "/webhooks", { url, kinds }, { key, done: showKey });
    },
    t("platforms.tell"),
  );

const showKey = (/** @type {EndpointKey} */ { key, endpoint }) =>
  tell(
    t("platforms.key"),
    html`<p>${endpoint.url}</p>
      <p class="secret" data-secret>${key}</p>
      <p>${t("platforms.key_text")}</p>`,
  );

const askKey = (/** @type {EndpointView} */ { id, url }, /** @type {Act} */ act) =>
  ask(
    t("platforms.new_key"),
    html`<p>${url}</p>
      <p>${t("platforms.new_key_text")}</p>`,
    (_, key) => act("POST", `/webhooks/${encodeURIComponent(id)}/key`, {}, { key, done: showKey }),
    t("platforms.new_key"),
  );

const askRemove = (/** @type {EndpointView} */ { id, url }, /** @type {Act} */ act) =>
  ask(
    t("platforms.ask_remove"),
    html`<p>${url}</p>
      <p>${t("platforms.remove_text")}</p>`,
    () => act("DELETE", `/webhooks/${encodeURIComponent(id)}`, null),
    t("platforms.remove"),
  );

function showDeliveries(/** @type {EndpointView} */ { id, url }, /** @type {Act} */ act) {
  const path = `/webhooks/${encodeURIComponent(id)}/deliveries`;
  const list = (/** @type {DeliveryView[]} */ deliveries) =>
    deliveries.length === 0
      ? html`<p>${t("platforms.no_deliveries")}</p>`
      : html`<ul class="stack lines">
          ${deliveries.map(delivery)}
        </ul>`;
  ask(
    t("platforms.deliveries"),
    html`<p>${url}</p>
      <div id="deliveries"></div>`,
    ({ again }, key) => act("POST", `${path}/${encodeURIComponent(again)}/again`, {}, { key }),
    "",
  );
  const place = document.querySelector("#deliveries");
  if (place) void fill(/** @type {HTMLElement} */ (place), path, list);
}

const delivery = (/** @type {DeliveryView} */ one) =>
  html`<li class="row" data-delivery=${one.id}>
    <span class="badge ${LOOKS[one.state]}">${t(`platforms.delivery_${one.state}`)}</span>
    <span>${moment(one.at)} ${one.why ? why(one) : nothing}</span>
    <button class="button is-plain push" name="again" value=${one.id}>${icon("again")}${t("platforms.again")}</button>
  </li>`;

const why = (/** @type {DeliveryView} */ { why: said, attempts, due }) => html`
  ${STATUS.test(said ?? "") ? t("platforms.why_status", { status: said ?? "" }) : t(`platforms.why_${said}`)}
  ${t("platforms.attempts", { count: attempts ?? 0 })} ${due ? t("platforms.due", { time: moment(due) }) : nothing}
`;
