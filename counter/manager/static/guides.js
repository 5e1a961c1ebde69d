/** Every business guide of the hall: found, opened to be changed, and the way to a new one. */

import { call } from "../shared/js/api.js";
import { named, one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { keepKeyboard } from "./keyboard.js";
import { who } from "./settings-history.js";
import { soon } from "./soon.js";
import { stale } from "./said.js";

/** @import { GuideListed } from "../shared/js/shapes.d.ts" */

const PLACE = "/counter/manager/guides";
const root = one("#guides");
/** @type {{all: GuideListed[] | null, problem: string, taken: string}} */
const state = { all: null, problem: "", taken: "" };
const again = soon(load);

function draw() {
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("manager.guides")}</h1>
        <div class="masthead-tools">
          <span class="soft who">${icon("person")}${page.staff.name}</span>
          <a class="button is-plain" href="/counter/manager">${icon("back")}${t("manager.title")}</a>
        </div>
      </header>
      <main class="guides stack">
        <p class="soft">${t("settings.guides_hint")}</p>
        <button type="button" class="button is-primary" data-add @click=${() => askNew()}>
          ${icon("plus")}${t("settings.guide_new")}
        </button>
        ${state.problem ? html`<div class="banner is-warn" role="alert">${icon("alert")}${state.problem}</div>` : nothing}
        ${state.all ? list(state.all) : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`}
      </main>`,
    root,
  );
}

/** @param {GuideListed[]} all */
const list = (all) =>
  all.length
    ? html`<ul class="entries">
        ${all.map(
          ({ id, name, there, shown, how, at, by }) =>
            html`<li class="entry">
              <a class="guide-link" href="${PLACE}/${id}" data-guide=${id}><b>${named(name) || id}</b></a>
              <span class="soft">${id} · ${t(`settings.how_${how}`)}${at ? ` ${at.slice(0, 10)} ${who(by)}` : ""}</span>
              ${there ? nothing : html`<span class="badge">${t("settings.guide_away")}</span>`}
              ${there && !shown ? html`<span class="badge">${t("settings.guide_sample")}</span>` : nothing}
            </li>`,
        )}
      </ul>`
    : html`<p class="state">${t("settings.nothing_here")}</p>`;

/** Which id it has is for good: it is in addresses and in what was handed out. @param {string} [typed] @param {string} [wrong] */
function askNew(typed = "", wrong = "") {
  ask(
    t("settings.guide_new"),
    html`<label class="field"
        ><span class="field-name">${t("settings.guide_id")}</span>
        <input
          name="id"
          required
          maxlength="64"
          autocomplete="off"
          .value=${typed}
          aria-invalid=${Boolean(wrong)}
          aria-describedby="id-hint"
      /></label>
      <p class="field-hint" id="id-hint">${t("settings.guide_id_hint")}</p>
      ${wrong ? html`<p class="field-error" role="alert">${icon("alert")}<span>${wrong}</span></p>` : nothing}`,
    ({ id }) => open(id.trim()),
    t("settings.guide_write"),
  );
}

/** @param {string} id */
function open(id) {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) askNew(id, t("settings.guide_id_wrong"));
  else if (state.all?.some((known) => known.id === id)) askNew(id, t("settings.guide_id_taken"));
  else location.assign(`${PLACE}/${id}`);
}

async function load() {
  try {
    state.all = await call("GET", "/guide-book");
    state.problem = "";
  } catch (error) {
    state.problem = stale(error);
    again();
  }
  draw();
}

draw();
keepKeyboard();
started();
void load();
