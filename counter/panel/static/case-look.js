/** How a case stands to its promised day: an icon and words, never a colour alone. */

import { t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

/** @import { CaseView } from "../shared/js/shapes.d.ts" */

/** @type {Record<string, [string, string]>} colour and icon, by how it stands */
const LOOKS = {
  overdue: ["danger", "alert"],
  near_due: ["warn", "clock"],
  late: ["danger", "alert"],
  on_time: ["ok", "check"],
  suspended: ["", "pause"],
};

const OVERDUE = ["overdue_rest", "overdue_one"]; // by working days: none yet, over a weekend; one; else more

/** @param {string} state @param {string} words */
export const lit = (state, words) =>
  html`<span class="badge ${LOOKS[state]?.[0] ? `is-${LOOKS[state][0]}` : ""}" data-due=${state}
    >${LOOKS[state] ? icon(LOOKS[state][1]) : nothing}${words}</span
  >`;

/** How a case stands to its promised day. @param {Pick<CaseView, "due_state" | "left_workdays" | "outcome">} found */
export function dueBadge({ due_state, left_workdays, outcome }) {
  if (!due_state) return nothing;
  const key = outcome ? due_state : dueKey(due_state, left_workdays);
  return lit(due_state, t(`cases.due_${key}`, { days: Math.abs(left_workdays) }));
}

/** The key of its words while it is open. @param {string} due_state @param {number} left_workdays */
function dueKey(due_state, left_workdays) {
  if (due_state === "overdue") return OVERDUE[-left_workdays] ?? "overdue";
  if (due_state === "near_due") return left_workdays ? "near" : "today";
  return due_state;
}
