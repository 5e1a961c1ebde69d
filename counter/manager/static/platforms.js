/** The city's platforms: which of them reads what of this hall, by tokens that are shown once. */

import { Problem, Unreachable, call } from "../shared/js/api.js";
import { clock } from "../shared/js/format.js";
import { one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render, repeat } from "../shared/js/view.js";
import { answering, ask, tell } from "../panel/dialogs.js";

/** @import { TokenView, MadeToken } from "../shared/js/shapes.d.ts" */

const AGAIN_MS = 5000;

/** @type {{tokens: TokenView[] | null, problem: string, busy: boolean}} */
const state = { tokens: null, problem: "", busy: false };

async function load() {
  try {
    state.tokens = await call("GET", "/tokens");
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
        <h1 class="masthead-name">${t("platforms.title")}</h1>
        <div class="masthead-tools">
          <span class="soft who">${icon("person")}${page.staff.name}</span>
          <a class="button is-plain" href="/counter/manager">${icon("back")}${t("manager.title")}</a>
        </div>
      </header>
      <main class="floor">
        ${state.problem ? html`<div class="banner is-danger" role="alert">${icon("alert")}${state.problem}</div>` : nothing}
        <section class="card">
          <div class="card-head">
            <h2 class="heading">${t("platforms.tokens")}</h2>
            <div class="row push">
              <button class="button" data-add @click=${askNew}>${icon("plus")}${t("platforms.add")}</button>
            </div>
          </div>
          <p class="soft">${t("platforms.tokens_text")}</p>
          ${state.tokens ? table(state.tokens) : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
        </section>
      </main>`,
    one("#platforms"),
  );
}

const table = (/** @type {TokenView[]} */ tokens) =>
  tokens.length === 0
    ? html`<p>${t("platforms.no_tokens")}</p>`
    : html`<div class="wide" role="region" tabindex="0" aria-label=${t("platforms.tokens")}>
        <table class="table listed">
          <thead>
            <tr>
              ${["name", "scopes", "made", "used"].map((name) => html`<th scope="col">${t(`platforms.${name}`)}</th>`)}
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${repeat(tokens, ({ id }) => id, row)}
          </tbody>
        </table>
      </div>`;

const row = (/** @type {TokenView} */ token) =>
  html`<tr data-token=${token.id}>
    <th scope="row">${token.name}</th>
    <td>${token.scopes.map((scope) => html`<span class="badge">${t(`platforms.scope_${scope}`)}</span> `)}</td>
    <td>${t("platforms.made_by", { time: moment(token.made_at), by: token.made_by })}</td>
    <td class="is-words">${used(token)}</td>
    <td>
      ${
        token.ended_at
          ? html`<span class="soft">${t("platforms.ended", { time: moment(token.ended_at) })}</span>`
          : html`<button class="button is-plain" data-end @click=${() => askEnd(token)}>${t("platforms.end")}</button>`
      }
    </td>
  </tr>`;

const used = (/** @type {TokenView} */ { first_used, last_used }) =>
  first_used && last_used
    ? t("platforms.used_at", { first: moment(first_used), last: moment(last_used) })
    : t("platforms.never_used");

const moment = (/** @type {string} */ when) => `${when.slice(0, 10)} ${clock(when)}`;

const askNew = () =>
  ask(
    t("platforms.add"),
    html`<div class="field">
        <label for="f-name">${t("platforms.name")}</label>
        <input id="f-name" name="name" maxlength="64" required autofocus autocomplete="off" />
        <p class="soft">${t("platforms.name_text")}</p>
      </div>
      <fieldset class="places">
        <legend>${t("platforms.scopes")}</legend>
        ${page.scopes.map(
          (/** @type {string} */ scope) =>
            html`<label class="tick"
              ><input type="checkbox" name=${`scope ${scope}`} />
              <span>${t(`platforms.scope_${scope}`)}<small>${t(`platforms.scope_${scope}_text`)}</small></span></label
            >`,
        )}
      </fieldset>`,
    ({ name, ...ticked }) =>
      act("POST", "/tokens", { name, scopes: Object.keys(ticked).map((field) => field.split(" ")[1]) }, showSecret),
    t("platforms.add"),
  );

const showSecret = (/** @type {MadeToken} */ { secret, token }) =>
  tell(
    t("platforms.secret", { name: token.name }),
    html`<p class="secret" data-secret>${secret}</p>
      <p>${t("platforms.secret_text")}</p>`,
  );

const askEnd = (/** @type {TokenView} */ { id, name }) =>
  ask(
    t("platforms.ask_end", { name }),
    html`<p>${t("platforms.end_text")}</p>`,
    () => act("DELETE", `/tokens/${encodeURIComponent(id)}`, null, () => {}),
    t("platforms.end"),
  );

draw();
started();
void load();
setInterval(load, AGAIN_MS);
