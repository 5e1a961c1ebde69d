/** Why the hall is closed and when it opens, as its screens say it. */

import { dateIn, opening } from "../shared/js/format.js";
import { lang } from "../shared/js/page.js";
import { both } from "./words.js";
import { page } from "./screen-page.js";

/** @import { Door } from "../shared/js/shapes.d.ts" */

/** @param {Door} door */
export const whyClosed = ({ why }) => both(`common.hall_${why}`);

/** @param {Door} door @param {Date} now */
export function whenOpen({ opens_at }, now) {
  const { key, facts } = opening(opens_at, dateIn(page.timezone, now));
  return both(key, facts(lang), page.second ? facts(page.second.lang) : {});
}
