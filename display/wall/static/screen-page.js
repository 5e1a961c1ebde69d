/** What the server gave the screens of the waiting area: walls, counters' screens and the directory. */

import { page as given } from "../shared/js/page.js";

/** @import { Text } from "../shared/js/shapes.d.ts" */

/** @typedef {{id: string, name: Text}} Named */
/** @typedef {{name: Text, counters: Named[]}} Places   counters in one zone */
/** @typedef {{id: string, prefix: string, name: Text, zones: Places[]}} Where   where a service is done */

/**
 * @typedef {object} ScreenPage
 * @property {string} timezone                         e.g. "Asia/Shanghai"
 * @property {{lang: string, text: Record<string, Text>} | null} second   the language shown beneath, where there is one
 */

/**
 * @typedef {object} WallPage
 * @property {Named} zone
 * @property {"standard" | "calls" | "media"} layout
 * @property {boolean} speak
 * @property {string} chime                            its address
 * @property {{text: Text}} usual_notice               where there is no other
 */

/** @typedef {{counter: string, services: Where[], hours: string[][]}} OtherPages   of a counter, of the directory */

export const page = /** @type {import("../shared/js/page.js").PageData & ScreenPage & WallPage & OtherPages} */ (given);
