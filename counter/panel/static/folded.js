/** Lists that grow: the first are in sight, the rest behind a line that says how many there are. */

import { t } from "../shared/js/page.js";
import { html, nothing } from "../shared/js/view.js";

const IN_SIGHT = 10; // what stands below stays in reach

/** @template T @param {readonly T[]} all @param {(some: readonly T[]) => unknown} list draws some of them */
export const folded = (all, list) =>
  html`${list(all.slice(0, IN_SIGHT))}
  ${
    all.length > IN_SIGHT
      ? html`<details class="folded" data-more>
          <summary>${t("common.more", { count: all.length - IN_SIGHT })}</summary>
          ${list(all.slice(IN_SIGHT))}
        </details>`
      : nothing
  }`;
