/** How a case stands to its promised day: an icon and words, never a colour alone. */

import { t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

const LOOKS = {
  overdue: ["danger", "alert"],
  near_due: ["warn", "clock"],
  late: ["danger", "alert"],
  on_time: ["ok", "check"],
};

const OVERDUE = ["overdue_rest", "overdue_one"]; // by working days: none yet, over a weekend; one; else more

/** @param {string} state @param {string} words */
export const lit = (state, words) =>
  html`<span class="badge ${LOOKS[state] ? `is-${LOOKS[state][0]}` : ""}" data-due=${state}
    >${LOOKS[state] ? icon(LOOKS[state][1]) : nothing}${words}</span
  >`;

/** How a case stands to its promised day. */
export function dueBadge({ due_state, left_workdays, outcome }) {
  if (!due_state) return nothing;
  const key = outcome
    ? due_state
    : { overdue: OVERDUE[-left_workdays] ?? "overdue", near_due: left_workdays ? "near" : "today", ok: "ok" }[
        due_state
      ];
  return lit(due_state, t(`cases.due_${key}`, { days: Math.abs(left_workdays) }));
}
