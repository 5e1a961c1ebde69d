/** What is accepted as a case: its matter, how it is handled, what was handed in; and its receipt where no paper comes. */

import { named, one, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { askGrounds, ruling } from "./case-decision.js";
import { ask, tell } from "./dialogs.js";
import { handedIn, listMaterials } from "./handed-in.js";
import { page } from "./staff-page.js";

/** @import { AcceptedCase, Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */
/** @import { GuideHere } from "./staff-page.js" */

const DETAILS = ["applicant", "phone", "remark"];
/** @type {Record<string, number>} */
const LONGEST = { applicant: 100, phone: 60, remark: 1000 };

const guideOf = (/** @type {string | undefined} */ id) => page.guides.find((guide) => guide.id === id);

/** Two keys the usual way: the key that opens this question, and Enter. @param {Acts} acts @param {Panel} panel */
export function askAccept(acts, panel) {
  if (!panel.current) return;
  const first = guideOf(page.guide_of[panel.current.service]) ?? page.guides[0];
  const onChange = (/** @type {Event} */ event) =>
    choose(guideOf(/** @type {HTMLSelectElement} */ (event.target).value) ?? first);
  ask(
    t("cases.ask_case", { number: panel.current.number }),
    html`<div class="field">
        <label for="matter">${t("cases.matter")}</label>
        <select id="matter" name="guide" @change=${onChange}>
          ${page.guides.map(({ id, name }) => html`<option value=${id} ?selected=${id === first.id}>${named(name)}</option>`)}
        </select>
      </div>
      <div id="ways"></div>
      <fieldset class="places" id="received">
        <legend>${t("cases.received")}</legend>
        <div id="handed-in" class="lines"></div>
      </fieldset>
      <details class="case-details">
        <summary>${t("cases.details")}</summary>
        ${DETAILS.map(
          (name) =>
            html`<div class="field">
              <label for=${name}>${t(name === "phone" ? "cases.applicant_phone" : `cases.${name}`)}</label>
              <input id=${name} name=${name} maxlength=${LONGEST[name]} autocomplete="off" />
            </div>`,
        )}
        <p class="soft">${t("cases.details_note")}</p>
      </details>`,
    ({ guide, way, workdays, applicant, phone, remark, ...why }, key) =>
      acts.accept(
        {
          guide,
          ...handedIn(),
          applicant,
          phone,
          remark,
          ...(way === "promised"
            ? workdays && { workdays: Number(workdays) }
            : { ...ruling(way, why), handed_over: true }),
        },
        key,
      ),
    t("cases.accept"),
  );
  choose(first);
  one("#ways input[type=radio]:checked").focus();
}

/** What is chosen to be accepted: how it is handled, and what was handed in. @param {GuideHere} guide */
function choose(guide) {
  ways(guide);
  void listMaterials(guide.id, page.counter);
}

/** How it is handled: as the guide promises, sooner, or on the spot. @param {GuideHere} guide */
function ways({ workdays }) {
  const usual = workdays ? "promised" : "granted";
  const promised = workdays
    ? t(workdays === 1 ? "cases.how_promised_one" : "cases.how_promised", { workdays })
    : t("cases.how_today");
  const choices = [
    ["promised", promised],
    ["granted", t("cases.how_granted")],
    ["refused", t("cases.how_refused")],
  ];
  const onWay = (/** @type {Event} */ event) => askGrounds(/** @type {HTMLInputElement} */ (event.target).value);
  const template = html`<fieldset class="places" @change=${onWay}>
      <legend>${t("cases.how")}</legend>
      ${choices.map(
        ([value, label], index) =>
          html`<label class="tick" data-digit=${index + 1}>
            <input type="radio" name="way" value=${value} .checked=${value === usual} /><span
              ><kbd>${index + 1}</kbd> ${label}</span
            ></label
          >`,
      )}
    </fieldset>
    <div id="grounds" class="stack"></div>
    ${
      workdays && workdays > 1
        ? html`<div class="field">
            <label for="workdays">${t("cases.workdays", { most: workdays })}</label>
            <input
              id="workdays"
              name="workdays"
              type="number"
              min="0"
              max=${workdays}
              step="1"
              inputmode="numeric"
              placeholder=${workdays}
            />
          </div>`
        : nothing
    }`;
  render(template, one("#ways"));
  askGrounds(usual);
}

/** No paper comes of what was accepted, or handed over: the code for the phone. @param {AcceptedCase} receipt */
export function showReceipt({ number, url, code, due, provisional, status }) {
  const { pathname: path } = new URL(url);
  const handed = status === "collected";
  tell(
    handed ? t("counter.done_case_collect", { number }) : t("counter.done_case", { number, due }),
    html`${provisional && !handed ? html`<p class="soft">${t("cases.provisional")}</p>` : nothing}
      <div class="banner is-warn">
        ${icon("printer")}<span>${t(handed ? "cases.not_printing_decision" : "cases.not_printing")}</span>
      </div>
      <div class="state">
        <img class="qr" src="${path}/qr.svg" alt=${t("cases.scan")} />
        <p>${t("cases.scan")}</p>
        <p>${t("cases.code")} <b class="case-number">${code}</b></p>
        <a class="button" href=${path} target="_blank" rel="noopener">${t("cases.open")}</a>
      </div>`,
  );
}
