/** The hall's devices: kiosks, walls, counters' screens, tablets and printers; paired by a code, removed from afar. */

import { Problem, Unreachable, call } from "../shared/js/api.js";
import { clock } from "../shared/js/format.js";
import { named, one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render, repeat } from "../shared/js/view.js";
import { answering, ask, tell } from "../panel/dialogs.js";

const AGAIN_MS = 5000;

/** @type {{devices: any[] | null, problem: string, busy: boolean}} */
const state = { devices: null, problem: "", busy: false };

/** The places of each kind. @type {Record<string, {id: string, name: Record<string, string> | string}[]>} */
const PLACES = {
  kiosk: page.printers.map((/** @type {string} */ id) => ({ id, name: id })),
  wall: page.zones,
  counter: page.counters,
  tablet: page.counters,
};

async function load() {
  try {
    state.devices = await call("GET", "/devices");
    state.problem = "";
  } catch (why) {
    failed(why);
  }
  draw();
}

/** @param {"POST" | "DELETE"} method @param {string} path @param {object | null} body @param {(answer: any) => void} done */
async function act(method, path, body, done) {
  state.busy = true;
  try {
    done(await call(method, path, body));
    await load();
  } catch (why) {
    failed(why);
  } finally {
    state.busy = false;
    draw();
  }
}

/** @param {unknown} why */
function failed(why) {
  if (!(why instanceof Problem || why instanceof Unreachable)) throw why;
  if (why instanceof Problem && why.status === 401) location.reload();
  const fields = why instanceof Problem ? why.errors.map((/** @type {{msg: string}} */ { msg }) => msg).join(" ") : "";
  state.problem = why instanceof Problem ? fields || why.detail : t("manager.no_answer");
}

answering.whyNot = () => (state.busy ? t("counter.still_busy") : "");

function draw() {
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("devices.title")}</h1>
        <div class="masthead-tools">
          <span class="soft who">${icon("person")}${page.staff.name}</span>
          <a class="button is-plain" href="/counter/manager">${icon("back")}${t("manager.title")}</a>
        </div>
      </header>
      <main class="floor">
        ${state.problem ? html`<div class="banner is-danger" role="alert">${icon("alert")}${state.problem}</div>` : nothing}
        <section class="card">
          <div class="card-head">
            <h2 class="heading">${t("devices.devices")}</h2>
            <div class="row push">
              ${page.kinds.map((/** @type {string} */ kind) => html`<button class="button" data-add=${kind} @click=${() => askNew(kind)}>${icon("plus")}${t(`devices.kind_${kind}`)}</button> `)}
            </div>
          </div>
          ${state.devices ? table(state.devices) : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
        </section>
      </main>`,
    one("#devices"),
  );
}

const table = (/** @type {any[]} */ devices) =>
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
            ${repeat(devices, ({ kind, id }) => `${kind} ${id}`, row)}
          </tbody>
        </table>
      </div>`;

const row = (/** @type {any} */ device) =>
  html`<tr data-device=${device.id}>
    <th scope="row">${device.name}</th>
    <td>${t(`devices.kind_${device.kind}`)}</td>
    <td>${placeOf(device)}</td>
    <td class="is-words">${states(device)}</td>
    <td>${device.screen ?? "–"}</td>
    <td>
      ${
        device.kind === "printer"
          ? nothing
          : html`<button class="button is-plain" data-remove @click=${() => askRemove(device)}>
              ${t("devices.remove")}
            </button>`
      }
    </td>
  </tr>`;

const placeOf = (/** @type {any} */ { kind, place }) => {
  const found = PLACES[kind]?.find(({ id }) => id === place)?.name;
  return (typeof found === "string" ? found : named(found)) || place || "–";
};

const states = (/** @type {any} */ { online, last_seen, current, faults }) => html`
  ${
    online
      ? html`<span class="badge is-ok">${icon("check")}${t("devices.online")}</span>`
      : html`<span class="badge is-warn"
          >${icon("offline")}${last_seen ? t("devices.last_seen", { time: clock(last_seen) }) : t("devices.not_seen")}</span
        >`
  }
  ${current === false ? html`<span class="badge is-warn">${icon("again")}${t("devices.older")}</span>` : nothing}
  ${faults.map((/** @type {any} */ { text }) => html`<p class="field-error">${icon("alert")}${named(text)}</p>`)}
`;

const askNew = (/** @type {string} */ kind) =>
  ask(
    t("devices.add", { kind: t(`devices.kind_${kind}`) }),
    html`<div class="field">
        <label for="f-name">${t("devices.name")}</label>
        <input id="f-name" name="name" maxlength="64" required autofocus autocomplete="off" />
        <p class="soft">${t("devices.name_text")}</p>
      </div>
      ${PLACES[kind].length ? place(kind) : nothing}`,
    (/** @type {Record<string, string>} */ fields) =>
      act("POST", "/devices/codes", { kind, name: fields.name, place: fields.place || null }, showCode),
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

const askRemove = (/** @type {any} */ device) =>
  ask(
    t("devices.ask_remove", { name: device.name }),
    html`<p>${t("devices.remove_text")}</p>`,
    () => act("DELETE", `/devices/${encodeURIComponent(device.id)}`, null, () => {}),
    t("devices.remove"),
  );

draw();
started();
void load();
setInterval(load, AGAIN_MS);
