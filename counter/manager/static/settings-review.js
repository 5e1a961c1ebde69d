/** What a draft says of itself: told above the form, counted in a bar below it, and looked at before it counts. */

import { named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { changeList, keyWords, valueWords } from "./settings-shown.js";

/** @import { Checked, Settings } from "./settings-state.js" */

/** @param {Settings} settings */
const plans = (settings) => [settings.plan, settings.base?.plan ?? {}];

/** What somebody else did meanwhile: until both are brought together nothing can count. @param {Settings} settings */
export const overtaken = (settings) =>
  settings.outdated
    ? html`<div class="banner is-warn" role="alert">
        ${icon("alert")}<span>${t("settings.outdated", { by: t("settings.somebody") })}</span>
        <button type="button" class="button is-primary" data-merge @click=${() => void settings.merge()}>
          ${t("settings.merge")}
        </button>
      </div>`
    : nothing;

/** Where both changed the same. @param {Settings} settings */
export const conflicts = (settings) =>
  settings.conflicts.length
    ? html`<div class="banner is-warn" role="alert" data-conflicts>
        ${icon("alert")}
        <div>
          <b>${t("settings.conflicts")}</b>
          <ul>
            ${settings.conflicts.map(({ key, before, after }) => html`<li>${keyWords(key, plans(settings))}：${t("settings.theirs", { value: valueWords(key, before, plans(settings)) })} / ${t("settings.mine", { value: valueWords(key, after, plans(settings)) })}</li>`)}
          </ul>
        </div>
      </div>`
    : nothing;

/** What does not count yet. @param {Settings} settings @param {(key: any) => boolean} isShown   whether there is a field of that name */
export function bar(settings, isShown) {
  if (!settings.isChanged) return nothing;
  const { mistakes, changes } = settings.checked;
  const known = mistakes.length
    ? html`${icon("alert")}${t("settings.wrong", { count: mistakes.length })}`
    : t("settings.changed", { count: changes.length });
  const elsewhere = mistakes.filter(({ loc }) => !isShown(loc[0]));
  return html`<div class="draft-bar" role="region" aria-label=${t("settings.changes")}>
    <span role="status"
      >${settings.unchecked ? html`${icon("alert")}${t("settings.unchecked")}` : known}
      ${elsewhere.map(({ loc, msg }) => html`<small>${loc.join(".")}: ${msg}</small>`)}</span
    >
    <button
      type="button"
      class="button is-plain push"
      data-discard
      @click=${() => instead(settings, () => void settings.load())}
    >
      ${t("settings.discard")}
    </button>
    <button
      type="button"
      class="button is-primary"
      data-review
      ?disabled=${mistakes.length > 0 || settings.busy || settings.outdated}
      @click=${() => void review(settings)}
    >
      ${t("settings.review")}
    </button>
  </div>`;
}

/** What takes the place of a draft asks first. @param {Settings} settings @param {() => void} act */
export const instead = (settings, act) =>
  settings.isChanged ? ask(t("settings.ask_discard"), nothing, act, t("settings.discard")) : act();

/** What would change and whom it meets, as the server says it this moment. @param {Settings} settings */
async function review(settings) {
  await settings.check();
  const { mistakes, changes, effects, advice } = settings.checked;
  if (settings.unchecked || mistakes.length || settings.outdated) return;
  ask(
    t("settings.ask_apply"),
    html`<h3>${t("settings.changes")}</h3>
      ${changeList(changes, plans(settings))} ${effectList(effects)}
      ${
        advice.length
          ? html`<h3>${t("settings.advice")}</h3>
              <ul>
                ${advice.map(({ msg }) => html`<li>${msg}</li>`)}
              </ul>`
          : nothing
      }
      <p class="soft">${t("settings.apply_text")}</p>`,
    () => void settings.apply(),
    t("settings.apply"),
  );
}

/** What it does to those who are here. @param {Checked["effects"]} effects */
export const effectList = (effects) =>
  html`<h3>${t("settings.effects")}</h3>
    ${
      effects.length
        ? html`<ul data-effects>
            ${effects.map(({ text }) => html`<li>${named(text)}</li>`)}
          </ul>`
        : html`<p>${t("settings.no_effects")}</p>`
    }`;
