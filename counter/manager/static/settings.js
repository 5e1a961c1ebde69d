/** The hall's settings: forms made from the one schema, a draft that says what it will do, and its way into force. */

import { whenLetGo } from "../shared/js/let-go.js";
import { hasText, one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { answering } from "../panel/dialogs.js";
import { keepKeyboard } from "./keyboard.js";
import { form, put, within } from "./settings-draft.js";
import { field } from "./settings-fields.js";
import { History } from "./settings-history.js";
import { mediaFiles } from "./settings-media.js";
import { phrases } from "./settings-names.js";
import { bar, conflicts, overtaken } from "./settings-review.js";
import { tableForm } from "./settings-rows.js";
import { drawSaid } from "./said.js";
import { Settings, showSection } from "./settings-state.js";

/** @import { Field } from "./settings-draft.js" */

const WORKDAYS = ["tue", "wed", "thu", "fri"];
const VERSIONS = "versions";
const root = one("#settings");
const settings = new Settings(draw);
const history = new History(settings, draw);

answering.whyNot = () => (settings.busy ? t("counter.still_busy") : "");

const section = () => {
  const asked = location.hash.slice(1);
  return asked === VERSIONS || form.some(({ key }) => key === asked) ? asked : form[0].key;
};

function draw() {
  whenLetGo(drawNow);
}

function drawNow() {
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("settings.title")}</h1>
        <div class="masthead-tools">
          <span class="soft who">${icon("person")}${page.staff.name}</span>
          <a class="button is-plain" href="/counter/manager">${icon("back")}${t("manager.title")}</a>
        </div>
      </header>
      <div class="settings">
        <nav class="sections" aria-label=${t("settings.title")}>
          ${[...form.map(({ key }) => key), VERSIONS].map(link)}
        </nav>
        <main>
          ${drawSaid(settings.said, overtaken(settings))}
          <div class="stack">
            ${conflicts(settings)}
            <section class="card stack">
              <h2 class="heading">${t(`settings.${section()}`)}</h2>
              ${settings.base ? drawSection() : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
            </section>
            <p class="soft">${t("settings.part_of_computer")}</p>
          </div>
        </main>
      </div>
      ${bar(settings, (key) => form.some((table) => table.key === key))}`,
    root,
  );
}

/** @param {string} key */
function link(key) {
  const wrong = settings.checked.mistakes.filter(({ loc }) => within(loc, [key])).length;
  return html`<a href="#${key}" aria-current=${key === section() ? "page" : nothing}
    >${t(`settings.${key}`)}${wrong ? html`<span class="badge is-danger">${wrong}</span>` : nothing}</a
  >`;
}

function drawSection() {
  if (section() === VERSIONS) return history.draw();
  const table = /** @type {Field} */ (form.find(({ key }) => key === section()));
  const hint = `settings.${table.key}_hint`;
  return html`${hasText(hint) ? html`<p class="soft">${t(hint)}</p>` : nothing} ${tableOrFields(table)}`;
}

/** @param {Field} table */
function tableOrFields(table) {
  if (table.key === "media") return html`${mediaFiles(settings.editing)}${tableForm(settings.editing, table)}`;
  if (table.kind === "rows") return tableForm(settings.editing, table);
  if (table.kind === "phrases") return phrases(settings.editing);
  return html`<div class="fields">
    ${table.fields.map((of) => html`${field(settings.editing, [table.key, of.key], `${table.key}_${of.key}`, of)}${of.key === "mon" ? asMonday() : nothing}`)}
  </div>`;
}

const asMonday = () =>
  html`<button
    type="button"
    class="button is-plain as-monday"
    @click=${() => {
      for (const day of WORKDAYS) put(settings.plan, ["hours", day], [...(settings.plan.hours?.mon ?? [])]);
      settings.changed();
    }}
  >
    ${t("settings.same_as_monday")}
  </button>`;

settings.watch();
draw();
showSection();
keepKeyboard();
started();
void settings.load();
