/** Platforms' tokens: what each may read, shown once, known by their use. */

import { page, t } from "../shared/js/page.js";
import { html, icon, repeat } from "../shared/js/view.js";
import { ask, tell } from "../panel/dialogs.js";
import { moment } from "../shared/js/moment.js";

/** @import { MadeToken, TokenView } from "../shared/js/shapes.d.ts" */
/** @import { Act } from "./managed.js" */

/** @param {TokenView[] | null} tokens @param {Act} act */
export const tokensSection = (tokens, act) =>
  html`<section class="card">
    <div class="card-head">
      <h2 class="heading">${t("platforms.tokens")}</h2>
      <div class="row push">
        <button class="button" data-add @click=${() => askNew(act)}>${icon("plus")}${t("platforms.add")}</button>
      </div>
    </div>
    <p class="soft">${t("platforms.tokens_text")}</p>
    ${tokens ? table(tokens, act) : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
  </section>`;

const table = (/** @type {TokenView[]} */ tokens, /** @type {Act} */ act) =>
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
            ${repeat(
              tokens,
              ({ id }) => id,
              (token) => row(token, act),
            )}
          </tbody>
        </table>
      </div>`;

const row = (/** @type {TokenView} */ token, /** @type {Act} */ act) =>
  html`<tr data-token=${token.id}>
    <th scope="row">${token.name}</th>
    <td data-label=${t("platforms.scopes")}>
      ${token.scopes.map((scope) => html`<span class="badge">${t(`platforms.scope_${scope}`)}</span> `)}
    </td>
    <td data-label=${t("platforms.made")}>
      ${t("platforms.made_by", { time: moment(token.made_at), by: token.made_by })}
    </td>
    <td class="is-words" data-label=${t("platforms.used")}>${used(token)}</td>
    <td>
      ${
        token.ended_at
          ? html`<span class="soft">${t("platforms.ended", { time: moment(token.ended_at) })}</span>`
          : html`<button class="button is-plain" data-end @click=${() => askEnd(token, act)}>
              ${t("platforms.end")}
            </button>`
      }
    </td>
  </tr>`;

const used = (/** @type {TokenView} */ { first_used, last_used }) =>
  first_used && last_used
    ? t("platforms.used_at", { first: moment(first_used), last: moment(last_used) })
    : t("platforms.never_used");

const askNew = (/** @type {Act} */ act) =>
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
    ({ name, ...ticked }, key) => {
      const scopes = Object.keys(ticked).map((field) => field.split(" ")[1]);
      return act("POST", "/tokens", { name, scopes }, { key, done: showSecret });
    },
    t("platforms.add"),
  );

const showSecret = (/** @type {MadeToken} */ { secret, token }) =>
  tell(
    t("platforms.secret", { name: token.name }),
    html`<p class="secret" data-secret>${secret}</p>
      <p>${t("platforms.secret_text")}</p>`,
  );

const askEnd = (/** @type {TokenView} */ { id, name }, /** @type {Act} */ act) =>
  ask(
    t("platforms.ask_end", { name }),
    html`<p>${t("platforms.end_text")}</p>`,
    () => act("DELETE", `/tokens/${encodeURIComponent(id)}`, null),
    t("platforms.end"),
  );
