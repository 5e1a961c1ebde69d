/** One business guide: every field as a form, what it will look like, its way into force and back. */

import { call } from "../shared/js/api.js";
import { whenLetGo } from "../shared/js/let-go.js";
import { hasText, named, one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { answering, ask } from "../panel/dialogs.js";
import { Preview } from "./guide-preview.js";
import { keepKeyboard } from "./keyboard.js";
import { form, within } from "./settings-draft.js";
import { field } from "./settings-fields.js";
import { History } from "./settings-history.js";
import { bar, conflicts, effectList, overtaken } from "./settings-review.js";
import { tableForm } from "./settings-rows.js";
import { drawSaid, unread } from "./said.js";
import { Settings } from "./settings-state.js";

/** @import { Field } from "./settings-draft.js" */

/** @type {Record<string, string[]>} the fields of each section */
const SECTIONS = {
  about: ["name", "summary", "service", "place", "hours", "telephone", "result", "updated", "keywords"],
  materials: ["materials"],
  steps: ["steps"],
  terms: ["limit", "fee", "conditions", "basis"],
  forms: ["forms"],
  preview: [],
  versions: [],
};
const root = one("#guides");
const place = `/guide-book/${encodeURIComponent(page.guide)}`;
const settings = new Settings(draw, place, "guide");
const history = new History(settings, draw);
const preview = new Preview(settings, draw);

answering.whyNot = () => (settings.busy ? t("counter.still_busy") : "");

const section = () => (location.hash.slice(1) in SECTIONS ? location.hash.slice(1) : "about");
const words = (/** @type {string} */ key) => t(`settings.${hasText(`settings.guide_${key}`) ? "guide_" : ""}${key}`);

function draw() {
  whenLetGo(drawNow);
}

function drawNow() {
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${named(settings.plan.name ?? {}) || page.guide}</h1>
        <div class="masthead-tools">
          <span class="soft who">${icon("person")}${page.staff.name}</span>
          <a class="button is-plain" href="/counter/manager/guides">${icon("back")}${t("manager.guides")}</a>
        </div>
      </header>
      <div class="settings">
        <nav class="sections" aria-label=${t("manager.guides")}>${Object.keys(SECTIONS).map(link)}</nav>
        <main>
          ${drawSaid(settings.said, overtaken(settings))}
          <div class="stack">
            ${conflicts(settings)}
            <section class="card stack">
              <h2 class="heading">${words(section())}</h2>
              ${settings.base ? drawSection() : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
            </section>
          </div>
        </main>
      </div>
      ${bar(settings, (key) => form.some((known) => known.key === key))}`,
    root,
  );
}

/** @param {string} key */
function link(key) {
  const wrong = settings.checked.mistakes.filter(({ loc }) => SECTIONS[key].some((one_) => within(loc, [one_]))).length;
  return html`<a href="#${key}" aria-current=${key === section() ? "page" : nothing}
    >${words(key)}${wrong ? html`<span class="badge is-danger">${wrong}</span>` : nothing}</a
  >`;
}

function drawSection() {
  if (section() === "versions") return history.draw();
  if (section() === "preview") return preview.draw();
  const shown = SECTIONS[section()].map((key) => /** @type {Field} */ (form.find((known) => known.key === key)));
  const isThere = Object.keys(settings.base?.plan ?? {}).length > 0;
  return html`${shown.map(fieldOrTable)}
  ${
    section() === "about" && isThere
      ? html`<button type="button" class="button is-plain" data-remove @click=${askRemove}>
          ${icon("minus")}${t("settings.guide_remove")}
        </button>`
      : nothing
  }`;
}

/** @param {Field} of */
function fieldOrTable(of) {
  if (of.kind === "rows") {
    return html`<p class="soft">${t(`settings.${of.key}_hint`)}</p>
      ${tableForm(settings.editing, of)}`;
  }
  if (of.kind !== "part") return field(settings.editing, [of.key], `guide_${of.key}`, of);
  return html`<h3>${words(of.key)}</h3>
    <div class="fields">
      ${of.fields.map((inner) => field(settings.editing, [of.key, inner.key], `${of.key}_${inner.key}`, inner))}
    </div>`;
}

/** Whom it meets is told before it is gone. */
async function askRemove() {
  let effects;
  try {
    ({ effects } = await call("POST", `${place}/check`, { guide: null, version: settings.base?.version }));
  } catch (why) {
    return settings.say("danger", unread(why));
  }
  ask(
    t("settings.guide_ask_remove"),
    html`${effectList(effects)}
      <p class="soft">${t("settings.guide_remove_text")}</p>`,
    () => void settings.remove(),
    t("settings.guide_remove"),
  );
}

settings.watch();
draw();
keepKeyboard();
started();
void settings.load();
