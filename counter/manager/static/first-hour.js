/** The first hour of a new hall: five answers, checked as they are given, and the hall is there. */

import { call, failure } from "../shared/js/api.js";
import { whenLetGo } from "../shared/js/let-go.js";
import { OnePress } from "../shared/js/press.js";
import { lang, one, page, pause, started, switchLanguage, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { keepKeyboard } from "./keyboard.js";
import { copy, form } from "./settings-draft.js";
import { field } from "./settings-fields.js";
import { tableForm } from "./settings-rows.js";

/** @import { Problem, Unreachable } from "../shared/js/api.js" */
/** @import { Field, Mistake, Plan } from "./settings-draft.js" */

const CHECK_AFTER_MS = 350; // of quiet after a key
const LOOK_AGAIN_MS = 700; // until the hall itself answers
const DONE = "urn:hallcall:founding-done";
const SHOWN = {
  hall: ["name"],
  hours: ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "calendar"],
  services: ["name", "prefix", "usual_min"],
  counters: ["id", "services"],
};
const WEEK = ["09:00-12:00", "13:30-17:00"];
const ACCOUNT = ["name", "id", "pin", "pin_again"];

/** A group and an area of one's own, so that nobody needs to know of them yet. @returns {Plan} */
const blank = () => ({
  hall: { name: {} },
  hours: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [...WEEK]])),
  groups: [{ id: "main", name: page.names.main_group }],
  zones: [{ id: "main", name: page.names.main_zone }],
  services: [],
  counters: [],
});

/** @type {{plan: Plan, checked: Plan, account: Record<string, string>, code: string, mistakes: Mistake[], tried: boolean, unchecked: string, problem: string, said: string}} */
const state = {
  plan: page.begun ?? blank(),
  checked: {}, // as it stood when the mistakes were found
  account: { name: "", id: "", pin: "", pin_again: "" },
  code: "",
  mistakes: [],
  tried: false,
  unchecked: "",
  problem: "",
  said: "",
};
const press = new OnePress(draw);
let timer = 0;
let asked = 0;

/** English may wait: where only Chinese is written, it stands for both. @param {any} value @returns {any} */
function inBoth(value) {
  if (Array.isArray(value)) return value.map(inBoth);
  if (value === null || typeof value !== "object") return value;
  const words = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inBoth(inner)]));
  const said = page.languages.map((one_) => words[one_]).find((one_) => typeof one_ === "string" && one_);
  const isName = said && Object.keys(words).every((key) => page.languages.includes(key));
  return isName ? Object.fromEntries(page.languages.map((one_) => [one_, words[one_] || said])) : words;
}

function changed() {
  clearTimeout(timer);
  timer = setTimeout(() => void check(), CHECK_AFTER_MS);
  draw();
}

/** What is wrong, or null where that is not known. A later question makes an earlier one's answer old. */
async function check() {
  const now = (asked += 1);
  const checked = copy(state.plan);
  /** @type {Mistake[] | null} */
  let mistakes = null;
  let unchecked = "";
  try {
    mistakes = (await call("POST", "/founding/check", { plan: inBoth(checked), code: state.code })).mistakes;
  } catch (error) {
    unchecked = failure(error).words(t("founding.no_answer"));
  }
  if (!mistakes) state.unchecked = unchecked;
  else if (now === asked) Object.assign(state, { checked, mistakes, unchecked });
  draw();
  return mistakes;
}

/** @param {Plan} plan */
function begin(plan) {
  state.plan = copy(plan);
  changed();
}

/** One press from the check until the hall serves: another one meanwhile would found it twice. @param {SubmitEvent} event */
async function found(event) {
  event.preventDefault();
  if (press.now) return;
  Object.assign(state, { tried: true, problem: "", said: "" });
  const { why } = await press.do("found", make);
  if (why) {
    const fields = "errors" in why ? why.errors.map((/** @type {Mistake} */ { msg }) => msg).join(" ") : "";
    Object.assign(state, { said: "", problem: fields || why.words(t("founding.no_answer")) });
  }
  draw();
  if (!why) document.querySelector(".field-error, [role=alert]")?.scrollIntoView({ block: "center" });
}

/** @param {string} key */
async function make(key) {
  const { name, id, pin, pin_again: again } = state.account; // as pressed: what is typed while it is checked is not meant
  const body = { plan: inBoth(state.plan), code: state.code, id, name, pin };
  const mistakes = await check();
  if (pin !== again) state.problem = t("founding.pin_differs");
  if (!mistakes || state.problem || mistakes.length) return;
  say(t("founding.working"));
  try {
    await call("POST", "/founding", body, { key });
  } catch (error) {
    if (!isMade(failure(error))) throw error;
  }
  say(t("founding.opening"));
  await untilItServes();
  location.replace(`/counter/manager?lang=${lang}`);
}

/** The answer was lost as this page made way: there is a hall already, or it is the hall that answers. @param {Problem | Unreachable} why */
const isMade = (why) => "type" in why && (why.type === DONE || why.status === 404);

/** @param {string} said */
function say(said) {
  state.said = said;
  draw();
}

/** The hall itself takes the place of this page. */
async function untilItServes() {
  for (;;) {
    await pause(LOOK_AGAIN_MS);
    try {
      await call("GET", "/healthz");
      return;
    } catch (error) {
      failure(error); // not yet
    }
  }
}

const editing = () => ({
  plan: state.plan,
  mistakes: state.tried ? state.mistakes : state.mistakes.filter(isWritten),
  advice: [],
  changed,
  redraw: draw,
  counts: () => true,
});

/** What nobody had come to yet is not called a mistake before somebody says that all is done. @param {Mistake} mistake */
function isWritten({ loc }) {
  const value = loc.reduce((/** @type {any} */ inner, key) => inner?.[key], state.checked);
  return value !== undefined && value !== "" && JSON.stringify(value) !== "{}" && JSON.stringify(value) !== "[]";
}

/** @param {keyof typeof SHOWN} key @returns {Field} */
function shown(key) {
  const table = /** @type {Field} */ (form.find((one_) => one_.key === key));
  return { ...table, fields: table.fields.filter((one_) => SHOWN[key].includes(one_.key)) };
}

/** @param {"hall" | "hours"} key */
const part = (key) =>
  html`<div class="fields">
    ${shown(key).fields.map((one_) => field(editing(), [key, one_.key], `${key}_${one_.key}`, one_))}
  </div>`;

/** @param {string} key @param {unknown} body */
const card = (key, body) =>
  html`<section class="card stack" data-step=${key}>
    <h2 class="heading">${t(`founding.${key}`)}</h2>
    ${body}
  </section>`;

function draw() {
  whenLetGo(drawNow);
}

function drawNow() {
  const wrong = state.tried ? state.mistakes.length : 0;
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("founding.title")}</h1>
        <div class="masthead-tools">
          <span class="choice">
            ${page.languages.map(
              (one_) =>
                html`<button
                  type="button"
                  lang=${one_}
                  aria-pressed=${one_ === lang}
                  @click=${() => switchLanguage(one_)}
                >
                  ${page.language_names[one_]}
                </button>`,
            )}
          </span>
        </div>
      </header>
      <main class="floor founding">
        <p>${t("founding.welcome")}</p>
        ${page.asks_code ? code() : nothing}
        <div class="row">
          <button type="button" class="button is-plain" data-sample @click=${() => begin(page.sample)}>
            ${t("founding.sample")}
          </button>
          <button type="button" class="button is-plain" data-blank @click=${() => begin(blank())}>
            ${t("founding.blank")}
          </button>
        </div>
        <form class="stack" novalidate @submit=${found}>
          ${card("hall", part("hall"))} ${card("hours", part("hours"))}
          ${card(
            "services",
            html`<p class="soft">${t("founding.services_text")}</p>
              ${tableForm(editing(), shown("services"))}`,
          )}
          ${card(
            "counters",
            html`<p class="soft">${t("founding.counters_text")}</p>
              ${tableForm(editing(), shown("counters"))}`,
          )}
          ${card(
            "manager",
            html`<p class="soft">${t("founding.manager_text")}</p>
              <div class="fields">${ACCOUNT.map(account)}</div>`,
          )}
          ${[state.unchecked, state.problem].map((said) => (said ? html`<div class="banner is-danger" role="alert">${icon("alert")}${said}</div>` : nothing))}
          ${wrong ? html`<div class="banner is-danger" role="alert">${icon("alert")}${t("founding.wrong", { count: wrong })}</div>` : nothing}
          ${state.said ? html`<div class="banner is-ok" role="status">${state.said}</div>` : nothing}
          <button class="button is-primary is-large" data-found ?disabled=${press.now !== null}>
            ${t("founding.open")}
          </button>
        </form>
      </main>`,
    one("#founding"),
  );
}

const code = () =>
  html`<div class="banner is-info field">
    <label for="code">${t("founding.code")}</label>
    <p>${t("founding.code_text", { digits: page.code_digits })}</p>
    <input
      id="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength="20"
      .value=${state.code}
      @input=${(/** @type {Event} */ event) => {
        state.code = /** @type {HTMLInputElement} */ (event.target).value;
      }}
    />
  </div>`;

/** @param {string} key */
const account = (key) =>
  html`<div class="field">
    <label for="a-${key}">${t(`founding.${key}`)}</label>
    <input
      id="a-${key}"
      type=${key.startsWith("pin") ? "password" : "text"}
      maxlength="64"
      autocomplete=${key.startsWith("pin") ? "new-password" : "off"}
      .value=${state.account[key]}
      @input=${(/** @type {Event} */ event) => {
        state.account[key] = /** @type {HTMLInputElement} */ (event.target).value;
      }}
    />
    ${key === "id" ? html`<p class="field-hint">${t("founding.id_text")}</p>` : nothing}
    ${key === "pin" ? html`<p class="field-hint">${t("people.pin_text")}</p>` : nothing}
  </div>`;

draw();
keepKeyboard();
started();
