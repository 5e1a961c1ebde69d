/** The hall's devices: kiosks, walls, counters' screens, tablets and printers; paired by a code, removed from afar. */

import { call } from "../shared/js/api.js";
import { clock } from "../shared/js/format.js";
import { moment } from "../shared/js/moment.js";
import { named, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask, tell } from "../panel/dialogs.js";
import { keepKeyboard } from "./keyboard.js";
import { managed } from "./managed.js";

/** @import { Act } from "./managed.js" */

const AGAIN_MS = 5000;
const SHOWING = ["wall", "counter"];

/** @type {{devices: any[] | null}} */
const state = { devices: null };

/** The places of each kind. @type {Record<string, {id: string, name: Record<string, string> | string}[]>} */
const PLACES = {
  kiosk: page.printers.map((/** @type {string} */ id) => ({ id, name: id })),
  wall: page.zones,
  counter: page.counters,
  tablet: page.counters,
};

async function load() {
  state.devices = await call("GET", "/devices");
}

/** @param {Act} act */
const content = (act) =>
  html` <section class="card">
    <div class="card-head">
      <h2 class="heading">${t("devices.devices")}</h2>
      <div class="row push">
        ${page.kinds.map((/** @type {string} */ kind) => html`<button class="button" data-add=${kind} @click=${() => askNew(kind, act)}>${icon("plus")}${t(`devices.kind_${kind}`)}</button> `)}
      </div>
    </div>
    ${state.devices ? table(state.devices, act) : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
  </section>`;

const table = (/** @type {any[]} */ devices, /** @type {Act} */ act) =>
  devices.length === 0
    ? html`<p class="soft">${t("devices.none")}</p>`
    : html`<div class="wide" role="region" tabindex="0" aria-label=${t("devices.devices")}>
        <table class="table listed">
          <thead>
            <tr>
              ${["name", "kind", "place", "state", "screen"].map((name) => html`<th scope="col">${t(`devices.${name}`)}</th>`)}
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              devices,
              ({ kind, id }) => `${kind} ${id}`,
              (device) => row(device, act),
            )}
          </tbody>
        </table>
      </div>`;

const row = (/** @type {any} */ device, /** @type {Act} */ act) =>
  html`<tr data-device=${device.id}>
    <th scope="row">${device.name}</th>
    <td data-label=${t("devices.kind")}>${t(`devices.kind_${device.kind}`)}</td>
    <td data-label=${t("devices.place")}>${placeOf(device)}</td>
    <td class="is-words">${states(device)}</td>
    <td data-label=${t("devices.screen")}>${device.screen ?? "–"}</td>
    <td>
      ${
        device.kind === "printer"
          ? nothing
          : html`<div class="row">
              ${SHOWING.includes(device.kind) ? askButton("show", device, act) : nothing}
              ${askButton("reload", device, act)}
              <button class="button is-plain" data-remove @click=${() => askRemove(device, act)}>
                ${t("devices.remove")}
              </button>
            </div>`
      }
    </td>
  </tr>`;

/** What a device is asked from afar; without a line to it there is nothing to ask. @param {"show" | "reload"} wish @param {any} device @param {Act} act */
const askButton = (wish, { id, online }, act) =>
  online
    ? html`<button
        class="button is-plain"
        data-ask=${wish}
        @click=${() => act("POST", `/devices/${encodeURIComponent(id)}/ask`, { wish })}
      >
        ${t(`devices.${wish}`)}
      </button>`
    : nothing;

const placeOf = (/** @type {any} */ { kind, place }) => {
  const found = PLACES[kind]?.find(({ id }) => id === place)?.name;
  return (typeof found === "string" ? found : named(found)) || place || "–";
};

const states = (/** @type {any} */ { online, last_seen, current, faults, shown }) => html`
  ${
    online
      ? html`<span class="badge is-ok">${icon("check")}${t("devices.online")}</span>`
      : html`<span class="badge is-warn"
          >${icon("offline")}${last_seen ? t("devices.last_seen", { time: moment(last_seen) }) : t("devices.not_seen")}</span
        >`
  }
  ${current === false ? html`<span class="badge is-warn">${icon("again")}${t("devices.older")}</span>` : nothing}
  ${faults.map((/** @type {any} */ { text }) => html`<p class="field-error">${icon("alert")}${named(text)}</p>`)}
  ${
    shown
      ? html`<details open data-shown>
          <summary>${t("devices.shown", { time: clock(shown.at) })}</summary>
          <ul tabindex="0">
            ${shown.lines.map((/** @type {string} */ line) => html`<li>${line}</li>`)}
          </ul>
        </details>`
      : nothing
  }
`;

const askNew = (/** @type {string} */ kind, /** @type {Act} */ act) =>
  ask(
    t("devices.add", { kind: t(`devices.kind_${kind}`) }),
    html`<div class="field">
        <label for="f-name">${t("devices.name")}</label>
        <input id="f-name" name="name" maxlength="64" required autofocus autocomplete="off" />
        <p class="soft">${t("devices.name_text")}</p>
      </div>
      ${PLACES[kind].length ? place(kind) : nothing}`,
    ({ name, place: at }, key) =>
      act("POST", "/devices/codes", { kind, name, place: at || null }, { key, done: showCode }),
    t("devices.give_code"),
  );

const place = (/** @type {string} */ kind) =>
  html`<div class="field">
    <label for="f-place">${t(`devices.place_${kind}`)}</label>
    <select id="f-place" name="place">
      ${kind === "kiosk" || kind === "tablet" ? html`<option value="">${t("devices.any")}</option>` : nothing}
      ${PLACES[kind].map(({ id, name }) => html`<option value=${id}>${typeof name === "string" ? name : named(name)}</option>`)}
    </select>
  </div>`;

const showCode = (/** @type {any} */ { code, until, url }) =>
  tell(
    t("devices.code"),
    html`<p class="figure-value" data-code>${code.slice(0, 4)} ${code.slice(4)}</p>
      <p>${t("devices.code_text", { address: url.split("#")[0], time: clock(until) })}</p>`,
  );

const askRemove = (/** @type {any} */ device, /** @type {Act} */ act) =>
  ask(
    t("devices.ask_remove", { name: device.name }),
    html`<p>${t("devices.remove_text")}</p>
      ${SHOWING.includes(device.kind) ? html`<p>${t("devices.remove_shows")}</p>` : nothing}`,
    () => act("DELETE", `/devices/${encodeURIComponent(device.id)}`, null),
    t("devices.remove"),
  );

managed("#devices", t("devices.title"), load, content, AGAIN_MS);
keepKeyboard();
started();
