/** The people who work here: accounts made, renamed, given another role or a new PIN, disabled and enabled. */

import { call } from "../shared/js/api.js";
import { moment } from "../shared/js/moment.js";
import { one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render, repeat } from "../shared/js/view.js";
import { answering, ask, tell } from "../panel/dialogs.js";
import { keepKeyboard } from "./keyboard.js";
import { masthead, problemBanner } from "./managed.js";
import { drawRoles } from "./roles.js";
import { drawSaid, stale, told } from "./said.js";
import { seatBoxes, seatsInWords, withSeats } from "./seats.js";
import { soon } from "./soon.js";

/** @import { AccountView as Account, RoleView, SessionShown } from "../shared/js/shapes.d.ts" */

/** @type {{accounts: Account[] | null, roles: RoleView[], problem: string, isStale: boolean, said: string, busy: boolean}} */
const state = { accounts: null, roles: [], problem: "", isStale: false, said: "", busy: false };
const again = soon(load);

async function load() {
  try {
    [state.accounts, state.roles] = await Promise.all([call("GET", "/staff"), call("GET", "/roles")]);
    if (state.isStale) Object.assign(state, { isStale: false, problem: "" });
  } catch (why) {
    const problem = stale(why);
    if (!state.problem) Object.assign(state, { isStale: true, problem }); // what was not done is told first
    again();
  }
  draw();
}

/**
 * Promises why it was not done, "" if it was.
 * @param {"POST" | "PATCH" | "DELETE"} method @param {string} path @param {object} body @param {string} done @param {string} [key]
 */
async function change(method, path, body, done, key) {
  Object.assign(state, { busy: true, problem: "", said: "" });
  draw();
  try {
    await call(method, path, body, { key });
    state.said = done;
  } catch (why) {
    Object.assign(state, { isStale: false, problem: told(why) });
  }
  state.busy = false;
  const { problem } = state;
  await load();
  return problem;
}

answering.whyNot = () => (state.busy ? t("counter.still_busy") : "");

function draw() {
  render(
    html`${masthead(t("people.title"))}
      ${drawSaid(state.said ? { kind: "ok", text: state.said } : null, problemBanner(state.problem))}
      <main class="floor">
        <section class="card">
          <div class="card-head">
            <h2 class="heading">${t("people.accounts")}</h2>
            <button class="button is-primary push" data-add @click=${askNew}>${icon("plus")}${t("people.add")}</button>
          </div>
          ${state.accounts ? tables(state.accounts) : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
        </section>
        ${state.roles.length ? drawRoles(state.roles, changeRole) : nothing}
      </main>`,
    one("#people"),
  );
}

/** Who has left stays, for the records name them: behind those who work here. @param {Account[]} accounts */
function tables(accounts) {
  const left = accounts.filter(({ disabled }) => disabled);
  return html`${table(accounts.filter(({ disabled }) => !disabled))}
  ${
    left.length
      ? html`<details class="folded" data-left>
          <summary>${t("people.left", { count: left.length })}</summary>
          ${table(left)}
        </details>`
      : nothing
  }`;
}

const table = (/** @type {Account[]} */ accounts) =>
  html`<div class="wide" role="region" tabindex="0" aria-label=${t("people.accounts")}>
    <table class="table listed">
      <thead>
        <tr>
          ${["name", "badge", "id", "role", "counters", "state"].map((name) => html`<th scope="col">${t(`people.${name}`)}</th>`)}
          <td></td>
        </tr>
      </thead>
      <tbody>
        ${repeat(accounts, ({ id }) => id, row)}
      </tbody>
    </table>
  </div>`;

const row = (/** @type {Account} */ account) =>
  html`<tr data-staff=${account.id}>
    <th scope="row">${account.name}</th>
    <td data-label=${t("people.badge")}>${account.badge}</td>
    <td data-label=${t("people.id")}>${account.id}</td>
    <td data-label=${t("people.role")}>${t(`people.role_${account.role}`)}</td>
    <td class="is-words" data-label=${t("people.counters")}>${seatsInWords(account.counters)}</td>
    <td data-label=${t("people.state")}>
      ${account.disabled ? html`<span class="badge is-warn">${icon("pause")}${t("people.disabled")}</span>` : t("people.active")}
    </td>
    <td>
      <div class="row">
        <button class="button is-plain" data-edit @click=${() => askEdit(account)}>${t("common.edit")}</button>
        <button class="button is-plain" data-pin @click=${() => askPin(account)}>${t("people.new_pin")}</button>
        <button class="button is-plain" data-sessions @click=${() => askSessions(account)}>
          ${t("people.sessions")}
        </button>
        ${account.id === page.staff.id ? nothing : onOff(account)}
      </div>
    </td>
  </tr>`;

const onOff = (/** @type {Account} */ account) =>
  account.disabled
    ? html`<button class="button is-plain" data-enable @click=${() => patch(account, { disabled: false })}>
        ${t("people.enable")}
      </button>`
    : html`<button class="button is-plain" data-disable @click=${() => askDisable(account)}>
        ${t("people.disable")}
      </button>`;

/** @param {Account} account @param {object} body */
const patch = (account, body) =>
  change("PATCH", `/staff/${encodeURIComponent(account.id)}`, body, t("people.changed", { name: account.name }));

/** @param {RoleView} role @param {object} body */
const changeRole = ({ id }, body) =>
  change("PATCH", `/roles/${id}`, body, t("people.role_changed", { role: t(`people.role_${id}`) }));

/** @param {string} name @param {string} value @param {boolean} [first] */
const text = (name, value, first = false) =>
  html`<div class="field">
    <label for="f-${name}">${t(`people.${name}`)}</label>
    <input id="f-${name}" name=${name} .value=${value} maxlength="64" autocomplete="off" required ?autofocus=${first} />
  </div>`;

const pin = (first = false) =>
  html`<div class="field">
    <label for="f-pin">${t("counter.pin")}</label>
    <input
      id="f-pin"
      name="pin"
      type="password"
      maxlength="64"
      autocomplete="new-password"
      required
      ?autofocus=${first}
    />
    <p class="soft">${t("people.pin_text")}</p>
  </div>`;

const role = (/** @type {string} */ now) =>
  html`<div class="field">
    <label for="f-role">${t("people.role")}</label>
    <select id="f-role" name="role">
      ${page.roles.map((/** @type {string} */ name) => html`<option value=${name} ?selected=${name === now}>${t(`people.role_${name}`)}</option>`)}
    </select>
  </div>`;

const askNew = () =>
  ask(
    t("people.add"),
    html`${text("id", "", true)}${text("name", "")}${role("clerk")}${pin()}${seatBoxes([])}`,
    (fields, key) => change("POST", "/staff", withSeats(fields), t("people.added", { name: fields.name }), key),
    t("people.add"),
  );

const askEdit = (/** @type {Account} */ account) =>
  ask(
    account.name,
    html`${text("name", account.name, true)}${text("badge", account.badge)}
    ${account.id === page.staff.id ? nothing : role(account.role)}${seatBoxes(account.counters)}`,
    (/** @type {Record<string, string>} */ fields) => patch(account, withSeats(fields)),
    t("common.save"),
  );

const askPin = (/** @type {Account} */ account) =>
  ask(
    t("people.ask_pin", { name: account.name }),
    pin(true),
    (/** @type {Record<string, string>} */ fields) => patch(account, fields),
    t("common.save"),
  );

/** Where somebody is signed in; each place can be ended. @param {Account} account */
async function askSessions(account) {
  const path = `/staff/${encodeURIComponent(account.id)}/sessions`;
  /** @type {SessionShown[]} */
  let sessions;
  try {
    sessions = await call("GET", path);
  } catch (why) {
    state.problem = told(why);
    return draw();
  }
  const title = t("people.ask_sessions", { name: account.name });
  if (!sessions.length) return tell(title, html`<p>${t("people.no_sessions")}</p>`);
  const choice = (/** @type {SessionShown} */ { id, counter, since }) =>
    html`<button class="button" name="session" value=${id}>
      ${t("people.end_session", { time: moment(since), counter: counter ?? t("people.no_counter") })}
    </button>`;
  ask(
    title,
    html`<p>${t("people.sessions_text")}</p>
      <div class="stack">${sessions.map(choice)}</div>`,
    (/** @type {Record<string, string>} */ { session }) =>
      change("DELETE", `${path}/${session}`, {}, t("people.session_ended", { name: account.name })),
    "",
  );
}

const askDisable = (/** @type {Account} */ account) =>
  ask(
    t("people.ask_disable", { name: account.name }),
    html`<p>${t("people.disable_text")}</p>`,
    () => patch(account, { disabled: true }),
    t("people.disable"),
  );

draw();
keepKeyboard();
started();
void load();
