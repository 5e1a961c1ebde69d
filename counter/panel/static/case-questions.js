/** The questions around a case: what is accepted, and what happens to it next. */

import { clock } from "../shared/js/format.js";
import { named, one, page, t } from "../shared/js/page.js";
import { meaning } from "../shared/js/scanned.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { dueBadge } from "./case-look.js";
import { ask, fill, focusIn, options, submitWhenScanned, tell } from "./dialogs.js";
import { handedIn, listMaterials } from "./handed-in.js";

const PROLONG_MOST = 10; // working days; the server knows it too
const REASONS = ["complex", "inspection", "hearing", "other_office", "materials"];
const LONGEST = { applicant: 100, phone: 20, remark: 1000 };
const PHONE = "\\+?[0-9 \\-]{5,20}";
const STEPS = {
  accepted: ["review", "decide", "prolong", "withdraw", "reprint"],
  in_review: ["decide", "prolong", "withdraw", "reprint"],
  decided: ["collect", "reprint"],
  collected: [],
  withdrawn: [],
};

const guideOf = (/** @type {string} */ id) => page.guides.find((guide) => guide.id === id);

/** Two keys the usual way: the key that opens this question, and Enter. @param {any} acts @param {any} panel */
export function askAccept(acts, panel) {
  const first = guideOf(page.guide_of[panel.current.service]) ?? page.guides[0];
  ask(
    t("cases.ask_case", { number: panel.current.number }),
    html`<div class="field">
        <label for="matter">${t("cases.matter")}</label>
        <select id="matter" name="guide" @change=${(event) => choose(guideOf(event.target.value), acts)}>
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
        ${["applicant", "phone", "remark"].map(
          (name) =>
            html`<div class="field">
              <label for=${name}>${t(name === "phone" ? "cases.applicant_phone" : `cases.${name}`)}</label>
              <input
                id=${name}
                name=${name}
                maxlength=${LONGEST[name]}
                pattern=${name === "phone" ? PHONE : ".*"}
                autocomplete="off"
              />
            </div>`,
        )}
        <p class="soft">${t("cases.details_note")}</p>
      </details>`,
    ({ guide, way, workdays, applicant, phone, remark }) =>
      acts.accept({
        guide,
        ...handedIn(),
        applicant,
        phone,
        remark,
        ...(way === "promised" ? workdays && { workdays: Number(workdays) } : { outcome: way, handed_over: true }),
      }),
    t("cases.accept"),
  );
  choose(first, acts);
  one("#ways input[type=radio]:checked").focus();
}

/** What is chosen to be accepted: how it is handled, and what was handed in. @param {any} guide @param {any} acts */
function choose(guide, acts) {
  ways(guide);
  void listMaterials(guide.id, acts.here.counter);
}

/** How it is handled: as the guide promises, sooner, or on the spot. */
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
  const template = html`<fieldset class="places">
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
    ${
      workdays > 1
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
}

/** It is accepted and no paper comes: the code for the phone. @param {{number: string, url: string, code: string, due: string, provisional: boolean}} receipt */
export function showReceipt({ number, url, code, due, provisional }) {
  const { pathname: path } = new URL(url);
  tell(
    t("counter.done_case", { number, due }),
    html`${provisional ? html`<p class="soft">${t("cases.provisional")}</p>` : nothing}
      <div class="banner is-warn">${icon("printer")}<span>${t("cases.not_printing")}</span></div>
      <div class="state">
        <img class="qr" src="${path}/qr.svg" alt=${t("cases.scan")} />
        <p>${t("cases.scan")}</p>
        <p>${t("cases.code")} <b class="case-number">${code}</b></p>
        <a class="button" href=${path} target="_blank" rel="noopener">${t("cases.open")}</a>
      </div>`,
  );
}

/** One case: what happened, and what may be done. @param {string} number @param {any} acts @param {string} [receipt] its token, if it was scanned */
export function askCase(number, acts, receipt = "") {
  ask(number, html`<div id="case" class="stack"></div>`, ({ act }) => QUESTIONS[act](number, acts, receipt), "");
  void fill(one("#case"), `/case-numbers/${encodeURIComponent(number)}/record`, record).then(() => focusIn("#case"));
}

/** Once, and while its day has not passed. */
const mayProlong = ({ prolonged_by, due_state }) => !prolonged_by && due_state !== "overdue";

const record = (found) =>
  html`<p><strong>${named(found.name)}</strong></p>
    <p class="row"><span class="badge">${t(`cases.status_${found.status}`)}</span>${dueBadge(found)}</p>
    <dl class="facts">
      <dt>${t("cases.promised")}</dt>
      <dd>${found.due}</dd>
      ${
        found.outcome
          ? html`<dt>${t("cases.outcome")}</dt>
              <dd>${t(`cases.outcome_${found.outcome}`)}</dd>`
          : nothing
      }
      ${["applicant", "phone", "remark"].map((name) =>
        found[name]
          ? html`<dt>${t(`cases.of_${name}`)}</dt>
              <dd>${found[name]}</dd>`
          : nothing,
      )}
    </dl>
    ${found.provisional ? html`<p class="soft">${t("cases.provisional")}</p>` : nothing}
    ${found.prolonged_by ? html`<p class="soft">${t("cases.prolonged", { workdays: found.prolonged_by, reason: t(`cases.reason_${found.reason}`) })}</p>` : nothing}
    <ol class="chain" aria-label=${t("cases.trail")}>
      ${found.trail.map(
        ({ step, at, by }) =>
          html`<li>
            <time>${at.slice(0, 10)} ${clock(at)}</time>
            <span>${t(`cases.step_${step}`)} ${page.staff_names[by] ?? by}</span>
          </li>`,
      )}
    </ol>
    ${options(
      "act",
      STEPS[found.status]
        .filter((step) => step !== "prolong" || mayProlong(found))
        .map((value) => ({ value, label: t(`cases.${value}`) })),
    )}`;

/** What each step asks first. */
const QUESTIONS = {
  review: (number, acts) => acts.case("review", number),
  reprint: (number, acts) => acts.case("reprint", number),
  decide: (number, acts) =>
    ask(
      t("cases.ask_decide", { number }),
      options(
        "outcome",
        ["granted", "refused"].map((value) => ({ value, label: t(`cases.outcome_${value}`) })),
      ),
      ({ outcome }) => askSure(number, outcome, acts),
      "",
    ),
  collect: (number, acts, receipt) =>
    receipt
      ? acts.case("collect", number, { receipt })
      : ask(
          t("cases.ask_collect", { number }),
          html`<div class="field">
            <label for="receipt">${t("cases.ask_receipt")}</label>
            <input
              id="receipt"
              name="receipt"
              required
              maxlength="300"
              autocomplete="off"
              autocapitalize="characters"
              autofocus
              @input=${submitWhenScanned}
            />
          </div>`,
          ({ receipt: written }) => acts.case("collect", number, { receipt: receiptIn(written) }),
          t("cases.collect"),
        ),
  prolong: (number, acts) =>
    ask(
      t("cases.ask_prolong", { number }),
      html`<div class="field">
          <label for="more">${t("cases.prolong_workdays", { most: PROLONG_MOST })}</label>
          <input
            id="more"
            name="workdays"
            type="number"
            min="1"
            max=${PROLONG_MOST}
            value=${PROLONG_MOST}
            step="1"
            required
            autofocus
          />
        </div>
        <div class="field">
          <label for="why">${t("cases.prolong_reason")}</label>
          <select id="why" name="reason">
            ${REASONS.map((reason) => html`<option value=${reason}>${t(`cases.reason_${reason}`)}</option>`)}
          </select>
        </div>`,
      ({ workdays, reason }) => acts.case("prolong", number, { workdays: Number(workdays), reason }),
      t("cases.prolong"),
    ),
  withdraw: (number, acts) =>
    ask(
      t("cases.ask_withdraw", { number }),
      html`<p>${t("cases.withdraw_text")}</p>`,
      () => acts.case("withdraw", number),
      t("cases.withdraw"),
    ),
};

/** A decision ends the case, and a digit is soon pressed: it is asked about once more. */
const askSure = (number, outcome, acts) =>
  ask(
    t("cases.ask_sure", { number, outcome: t(`cases.outcome_${outcome}`) }),
    html`<p>${t("cases.sure_text")}</p>`,
    () => acts.case("decide", number, { outcome }),
    t("cases.decide"),
    () => QUESTIONS.decide(number, acts),
  );

/** The secret of a scanned receipt, or else the code on it as it was typed. @param {string} written */
function receiptIn(written) {
  const meant = meaning(written);
  return meant?.kind === "receipt" ? meant.code : written.trim().slice(0, 64);
}
