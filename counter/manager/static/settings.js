/** The hall's settings: forms made from the one schema, a draft that says what it will do, and its way into force. */

import { hasText, named, one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { answering, ask } from "../panel/dialogs.js";
import { form, put, within } from "./settings-draft.js";
import { field } from "./settings-fields.js";
import { History } from "./settings-history.js";
import { phrases } from "./settings-names.js";
import { tableForm } from "./settings-rows.js";
import { changeList, keyWords, valueWords } from "./settings-shown.js";
import { Settings } from "./settings-state.js";

/** @import { Field } from "./settings-draft.js" */

/** @type {Record<string, string>} icons, by kind of what is said */
const LOOKS = { ok: "check", info: "info", danger: "alert" };
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
        <main class="stack">
          ${settings.said ? html`<div class="banner is-${settings.said.kind}" role="status">${icon(LOOKS[settings.said.kind])}${settings.said.text}</div>` : nothing}
          ${settings.outdated ? overtaken() : nothing} ${settings.conflicts.length ? conflicts() : nothing}
          <section class="card stack">
            <h2 class="heading">${t(`settings.${section()}`)}</h2>
            ${settings.base ? drawSection() : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
          </section>
          <p class="soft">${t("settings.part_of_computer")}</p>
        </main>
      </div>
      ${settings.isChanged ? bar() : nothing}`,
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

const editing = () => ({
  plan: settings.plan,
  mistakes: settings.checked.mistakes,
  advice: settings.checked.advice,
  changed: () => settings.changed(),
  redraw: draw,
  counts: (/** @type {string} */ table, /** @type {string} */ id) =>
    (settings.base?.plan[table] ?? []).some((/** @type {{id: string}} */ row) => row.id === id),
});

function drawSection() {
  if (section() === VERSIONS) return history.draw();
  const table = /** @type {Field} */ (form.find(({ key }) => key === section()));
  const hint = `settings.${table.key}_hint`;
  return html`${hasText(hint) ? html`<p class="soft">${t(hint)}</p>` : nothing} ${tableOrFields(table)}`;
}

/** @param {Field} table */
function tableOrFields(table) {
  if (table.kind === "rows") return tableForm(editing(), table);
  if (table.kind === "phrases") return phrases(editing());
  return html`<div class="fields">
    ${table.fields.map((of) => html`${field(editing(), [table.key, of.key], `${table.key}_${of.key}`, of)}${of.key === "mon" ? asMonday() : nothing}`)}
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

const plans = () => [settings.plan, settings.base?.plan ?? {}];

function overtaken() {
  return html`<div class="banner is-warn" role="alert">
    ${icon("alert")}<span>${t("settings.outdated", { by: t("settings.somebody") })}</span>
    <button type="button" class="button is-primary" data-merge @click=${() => void settings.merge()}>
      ${t("settings.merge")}
    </button>
  </div>`;
}

const conflicts = () =>
  html`<div class="banner is-warn" role="alert" data-conflicts>
    ${icon("alert")}
    <div>
      <b>${t("settings.conflicts")}</b>
      <ul>
        ${settings.conflicts.map(({ key, before, after }) => html`<li>${keyWords(key, plans())}：${t("settings.theirs", { value: valueWords(before) })} / ${t("settings.mine", { value: valueWords(after) })}</li>`)}
      </ul>
    </div>
  </div>`;

function bar() {
  const { mistakes, changes } = settings.checked;
  const elsewhere = mistakes.filter(({ loc }) => !form.some(({ key }) => key === loc[0]));
  return html`<div class="draft-bar" role="region" aria-label=${t("settings.changes")}>
    <span role="status"
      >${mistakes.length ? html`${icon("alert")}${t("settings.wrong", { count: mistakes.length })}` : t("settings.changed", { count: changes.length })}
      ${elsewhere.map(({ loc, msg }) => html`<small>${loc.join(".")}: ${msg}</small>`)}</span
    >
    <button type="button" class="button is-plain push" data-discard @click=${askDiscard}>
      ${t("settings.discard")}
    </button>
    <button
      type="button"
      class="button is-primary"
      data-review
      ?disabled=${mistakes.length > 0 || settings.busy || settings.outdated}
      @click=${review}
    >
      ${t("settings.review")}
    </button>
  </div>`;
}

const askDiscard = () => ask(t("settings.ask_discard"), nothing, () => void settings.load(), t("settings.discard"));

/** What would change and whom it meets, as the server says it this moment. */
async function review() {
  await settings.check();
  const { mistakes, changes, effects, advice } = settings.checked;
  if (mistakes.length || settings.outdated) return;
  ask(
    t("settings.ask_apply"),
    html`<h3>${t("settings.changes")}</h3>
      ${changeList(changes, plans())}
      <h3>${t("settings.effects")}</h3>
      ${
        effects.length
          ? html`<ul data-effects>
              ${effects.map(({ text }) => html`<li>${named(text)}</li>`)}
            </ul>`
          : html`<p>${t("settings.no_effects")}</p>`
      }
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

window.addEventListener("hashchange", () => {
  settings.said = null;
  draw();
});
window.addEventListener("beforeunload", (event) => {
  if (settings.isChanged) event.preventDefault();
});
draw();
started();
void settings.load();
