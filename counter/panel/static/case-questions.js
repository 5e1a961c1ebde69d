/** The questions around a case: what happened to it, and what happens next. */

import { clock } from "../shared/js/format.js";
import { named, one, t } from "../shared/js/page.js";
import { meaning } from "../shared/js/scanned.js";
import { html, nothing } from "../shared/js/view.js";
import { askCorrect, askDecide, wordsField } from "./case-decision.js";
import { dueBadge } from "./case-look.js";
import { ask, fill, focusIn, options, submitWhenScanned } from "./dialogs.js";
import { page, who } from "./staff-page.js";

/** @import { CaseRecord } from "../shared/js/shapes.d.ts" */
/** @import { CaseActs } from "./acts.d.ts" */

const PROLONG_MOST = 10; // working days; the server knows it too
const REASONS = ["complex", "inspection", "hearing", "other_office", "materials"];
const PAUSES = ["inspection", "hearing", "experts", "tender", "supplement", "applicant", "out_of_reach"];
const DETAILS = /** @type {const} */ (["applicant", "phone", "remark"]);
/** @type {Record<string, string[]>} what whoever answers for a case, or decides about all, may do, by its status */
const STEPS = {
  accepted: ["review", "decide", "suspend", "prolong", "withdraw", "reprint"],
  in_review: ["decide", "suspend", "prolong", "withdraw", "reprint"],
  suspended: ["resume", "withdraw", "reprint"],
  decided: ["collect", "reprint"],
  collected: [],
  withdrawn: [],
};
const FOR_ALL = new Set(["collect", "reprint"]);
const HANDED_OVER = new Set(["accepted", "in_review", "suspended", "decided"]);
const CORRECTED = new Set(["decided", "collected"]);
/** @type {Record<string, string>} the words of what was chosen with a step */
const CHOSEN = {
  decide: "outcome",
  correct: "outcome",
  prolong_asked: "reason",
  prolong: "reason",
  suspend: "pause",
};

/** One case: what happened, and what may be done. @param {string} number @param {CaseActs} acts @param {string | null} [receipt] its token, if it was scanned */
export function askCase(number, acts, receipt = null) {
  /** @type {CaseRecord | null} */ let known = null;
  const draw = (/** @type {CaseRecord} */ found) => record((known = found));
  ask(
    number,
    html`<div id="case" class="stack"></div>`,
    ({ act }) => known && QUESTIONS[act](known, acts, receipt),
    "",
  );
  void fill(one("#case"), `/case-numbers/${encodeURIComponent(number)}/record`, draw).then(() => focusIn("#case"));
}

/** Once, and while its day has not passed. @param {CaseRecord} found */
const mayProlong = ({ prolonged_by, wish, due_state }) => !prolonged_by && !wish && due_state !== "overdue";

/** What this person may do with it. @param {CaseRecord} found */
function stepsOf(found) {
  const mine = found.owner === page.staff.id || page.may_decide;
  const steps = STEPS[found.status].filter((step) => mine || FOR_ALL.has(step));
  const usual = steps.filter((step) => step !== "prolong" || mayProlong(found));
  if (!page.may_decide) return usual;
  return [
    ...(found.wish && found.wish.by !== page.staff.id ? ["settle"] : []),
    ...usual,
    ...(CORRECTED.has(found.status) ? ["correct"] : []),
    ...(HANDED_OVER.has(found.status) ? ["assign"] : []),
  ];
}

/** What was chosen with a step, in words. @param {string} step @param {string | null} about */
const chosen = (step, about) =>
  about && (step === "assign" ? who(about) : step in CHOSEN ? t(`cases.${CHOSEN[step]}_${about}`) : "");

/** @param {CaseRecord} found */
const record = (found) =>
  html`<p><strong>${named(found.name)}</strong></p>
    <p class="row"><span class="badge">${t(`cases.status_${found.status}`)}</span>${dueBadge(found)}</p>
    <dl class="facts">
      <dt>${t("cases.promised")}</dt>
      <dd>${found.due}</dd>
      <dt>${t("cases.of_owner")}</dt>
      <dd>${who(found.owner)}</dd>
      ${
        found.outcome
          ? html`<dt>${t("cases.outcome")}</dt>
              <dd>${t(`cases.outcome_${found.outcome}`)}</dd>`
          : nothing
      }
      ${
        found.grounds
          ? html`<dt>${t("cases.grounds")}</dt>
              <dd>${t(`cases.grounds_${found.grounds}`)}</dd>`
          : nothing
      }
      ${DETAILS.map((name) =>
        found[name]
          ? html`<dt>${t(`cases.of_${name}`)}</dt>
              <dd>${found[name]}</dd>`
          : nothing,
      )}
    </dl>
    ${found.provisional ? html`<p class="soft">${t("cases.provisional")}</p>` : nothing}
    ${found.words ? html`<p>${found.words}</p>` : nothing}
    ${found.suspended ? html`<p class="soft">${t("cases.suspended", { reason: t(`cases.pause_${found.suspended}`) })}</p>` : nothing}
    ${found.wish ? html`<p class="soft">${t("cases.wish", wished(found.wish))}</p>` : nothing}
    ${found.prolonged_by ? html`<p class="soft">${t("cases.prolonged", { workdays: found.prolonged_by, reason: t(`cases.reason_${found.reason}`) })}</p>` : nothing}
    <ol class="chain" aria-label=${t("cases.trail")}>
      ${found.trail.map(
        ({ step, at, by, about }) =>
          html`<li>
            <time>${at.slice(0, 10)} ${clock(at)}</time>
            <span>${t(`cases.step_${step}`)} ${who(by)} ${chosen(step, about)}</span>
          </li>`,
      )}
    </ol>
    ${options(
      "act",
      stepsOf(found).map((value) => ({ value, label: t(`cases.${value}`) })),
    )}`;

/** @param {NonNullable<CaseRecord["wish"]>} wish */
const wished = ({ workdays, reason, by }) => ({ workdays, reason: t(`cases.reason_${reason}`), who: who(by) });

/** @type {Record<string, (found: CaseRecord, acts: CaseActs, receipt: string | null) => unknown>} what each step asks first */
const QUESTIONS = {
  review: ({ number }, acts) => acts.case("review", number),
  reprint: ({ number }, acts) => acts.case("reprint", number),
  resume: ({ number }, acts) => acts.case("resume", number),
  decide: ({ number }, acts) => askDecide(number, acts),
  correct: ({ number, outcome }, acts) => askCorrect(number, outcome, acts),
  suspend: ({ number }, acts) =>
    ask(
      t("cases.ask_suspend", { number }),
      html`${choice("reason", "suspended_why", PAUSES, "pause")} ${wordsField("suspend_words")}`,
      ({ reason, words }) => acts.case("suspend", number, { reason, words }),
      t("cases.suspend"),
    ),
  settle: ({ number, wish }, acts) =>
    wish &&
    ask(
      t("cases.ask_settle", { number, workdays: wish.workdays }),
      html`<p>${t("cases.settle_text", wished(wish))}</p>
        ${options(
          "approved",
          ["approve", "refuse"].map((value) => ({ value, label: t(`cases.${value}`) })),
        )}`,
      ({ approved }) => acts.case("prolong-decision", number, { approved: approved === "approve" }),
      "",
    ),
  assign: ({ number, owner }, acts) =>
    ask(
      t("cases.ask_assign", { number }),
      html`<div class="field">
        <label for="to">${t("cases.owner")}</label>
        <select id="to" name="staff" autofocus>
          ${page.answerers.filter((id) => id !== owner).map((id) => html`<option value=${id}>${who(id)}</option>`)}
        </select>
      </div>`,
      ({ staff }) => acts.case("assign", number, { staff }),
      t("cases.assign"),
    ),
  collect: ({ number }, acts, receipt) =>
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
  prolong: ({ number }, acts) =>
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
        ${choice("reason", "prolong_reason", REASONS, "reason")}
        <p class="soft">${t("cases.prolong_note")}</p>`,
      ({ workdays, reason }) => acts.case("prolong", number, { workdays: Number(workdays), reason }),
      t("cases.prolong"),
    ),
  withdraw: ({ number }, acts) =>
    ask(
      t("cases.ask_withdraw", { number }),
      html`<p>${t("cases.withdraw_text")}</p>`,
      () => acts.case("withdraw", number),
      t("cases.withdraw"),
    ),
};

/** @param {string} name @param {string} label @param {string[]} values @param {string} words   of each value */
const choice = (name, label, values, words) =>
  html`<div class="field">
    <label for="why">${t(`cases.${label}`)}</label>
    <select id="why" name=${name}>
      ${values.map((value) => html`<option value=${value}>${t(`cases.${words}_${value}`)}</option>`)}
    </select>
  </div>`;

/** The secret of a scanned receipt, or else the code on it as it was typed. @param {string} written */
function receiptIn(written) {
  const meant = meaning(written);
  return meant?.kind === "receipt" ? meant.code : written.trim().slice(0, 64);
}
