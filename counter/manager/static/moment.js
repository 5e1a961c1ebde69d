/** A moment of any day, as lists show it: "2026-11-23 09:05". */

import { clock } from "../shared/js/format.js";

/** @param {string} when   RFC 3339, in the hall's time */
export const moment = (when) => `${when.slice(0, 10)} ${clock(when)}`;
