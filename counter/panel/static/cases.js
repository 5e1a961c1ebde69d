/** Cases: how this clerk's stand, and the list of all that are not done. */

import { call, failure } from "../shared/js/api.js";
import { named, one, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { dueBadge, lit } from "./case-look.js";
import { askCase } from "./case-questions.js";
import { ask, fill, focusIn, whenAnswered } from "./dialogs.js";
import { page, who } from "./staff-page.js";
import { step } from "./steps.js";

/** @import { Cases as Found, CaseView, Figures, Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts, CaseActs } from "./acts.d.ts" */

const [ACCEPT, LIST] = [step("case"), step("cases")];
const NINE = 9; // as many have a digit of their own

/** The hall's figures, kept up to date by the line. */
export class Cases {
  /** @type {Figures | null} */ figures = null;

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
  }

  /** Takes figures, unless newer ones are known. @param {Figures} figures */
  show(figures) {
    if (this.figures && figures.version < this.figures.version) return;
    this.figures = figures;
    this.redraw();
  }
}

/** How many of mine are open, and what is near its day or over it, lit. @param {Cases} cases @param {Panel} panel @param {Acts} acts */
export function drawCases({ figures }, panel, acts) {
  const mine = figures?.by_staff[page.staff.id] ?? {};
  return html`<section class="card list is-aside" data-cases>
    <div class="card-head">
      <h2 class="heading">${t("cases.list_title")}</h2>
      ${page.may_decide && figures?.wishes ? lit("near_due", t("cases.lit_wishes", { count: figures.wishes })) : nothing}
      ${["overdue", "near_due"].map((state) => (mine[state] ? lit(state, t(`cases.lit_${state}`, { count: mine[state] })) : nothing))}
    </div>
    <div class="row case-tools">
      ${[ACCEPT, LIST].map(
        (tool) =>
          html`<button
            class="button"
            data-step=${tool.id}
            aria-disabled=${String(!tool.when(panel))}
            @click=${() => acts.press(tool)}
          >
            ${icon(tool.icon)}${tool === ACCEPT ? t("counter.step_case") : `${t("cases.figure_open")} ${total(mine)}`}
            <kbd>${tool.key}</kbd>
          </button>`,
      )}
    </div>
  </section>`;
}

/** @param {Record<string, number>} by_state */
const total = (by_state) => Object.values(by_state).reduce((sum, count) => sum + count, 0);

/** The list: one's own first. @param {Acts} acts */
export function askCases(acts) {
  ask(
    t("cases.list_title"),
    html`<fieldset class="places case-whose">
        <legend>${t("cases.whose")}</legend>
        ${(page.may_decide ? ["mine", "everyones", "unsettled"] : ["mine", "everyones"]).map(
          (choice) =>
            html`<label class="tick"
              ><input
                type="radio"
                name="whose"
                value=${choice}
                ?checked=${choice === "mine"}
                @change=${() => list(choice)}
              />
              ${t(`cases.${choice}`)}</label
            >`,
        )}
      </fieldset>
      <div id="cases" class="case-list"></div>
      ${page.may_decide ? html`<button class="button" type="button" @click=${() => askSearch(acts)}>${icon("search")}${t("cases.search")}</button>` : nothing}`,
    ({ case: number }) => askCase(number, acts),
    "",
  );
  void list("mine").then(() => focusIn("#cases"));
}

/** @type {Record<string, string>} */
const LISTS = { mine: "/cases/mine", everyones: "/cases", unsettled: "/cases/unsettled" };
const list = (/** @type {string} */ whose) => fill(one("#cases"), LISTS[whose], (found) => rows(found));

/** @param {Found} found @param {string} [none] */
const rows = ({ cases, count }, none = t("cases.none")) =>
  cases.length
    ? html`<div class="stack options">${cases.map((found, index) => row(found, index))}</div>
        ${count > cases.length ? html`<p class="soft">${t("cases.more_than_shown", { count, shown: cases.length })}</p>` : nothing}`
    : html`<p class="soft">${none}</p>`;

/** By name or telephone; both go in what is sent, never in an address. @param {CaseActs} acts */
export function askSearch(acts) {
  ask(
    t("cases.ask_search"),
    html`<div class="field">
      <label for="applicant">${t("cases.search_who")}</label>
      <input id="applicant" name="applicant" minlength="2" maxlength="100" autocomplete="off" required autofocus />
    </div>`,
    ({ applicant }) => void showFound(applicant, acts),
    html`${icon("search")}${t("common.search")}`,
  );
}

/** @param {string} applicant @param {CaseActs} acts */
async function showFound(applicant, acts) {
  let shown;
  try {
    shown = rows(await call("POST", "/case-searches", { applicant }), t("cases.search_none"));
  } catch (error) {
    shown = html`<p class="field-error" role="alert">
      ${icon("alert")}${failure(error).words(t("counter.no_answer"))}
    </p>`;
  }
  await whenAnswered();
  ask(
    t("cases.search"),
    html`<div id="cases" class="case-list">${shown}</div>`,
    ({ case: number }) => askCase(number, acts),
    "",
    () => askSearch(acts),
  );
  focusIn("#cases");
}

/** @param {CaseView} found @param {number} index */
const row = (found, index) =>
  html`<button
    class="button is-plain case"
    name="case"
    value=${found.number}
    data-digit=${index < NINE ? index + 1 : ""}
  >
    ${index < NINE ? html`<kbd>${index + 1}</kbd>` : nothing}
    <span class="case-what"
      ><b class="case-number">${found.number}</b><span>${named(found.name)}</span>
      <small>${t(`cases.status_${found.status}`)} · ${t("cases.due")} ${found.due} · ${who(found.owner)}</small></span
    >
    ${dueBadge(found)}
  </button>`;
