/** What the server gave the touchscreen, and what its address says. */

import { page as given } from "../shared/js/page.js";

/** @import { Text } from "../shared/js/shapes.d.ts" */

/**
 * @typedef {object} KioskPage
 * @property {string} timezone                          e.g. "Asia/Shanghai"
 * @property {number} idle_s                            after so long without a touch the next visitor is expected
 * @property {{id: string, name: Text}[]} groups
 * @property {Record<string, {name: Text, zone: Text}>} counters
 * @property {Record<string, Text[]>} seats             the areas where a service is called
 * @property {{id: string, ask: Text}[]} asks             classes of visitors that may be asked for
 * @property {Text[]} priority                          who is served first on asking
 * @property {Record<string, string[]>} prompts         clips of what is said in elder mode
 * @property {string | null} printer                    the one that the page's address names
 * @property {string | null} wifi                      the network that visitors' phones may join
 * @property {boolean} bookable                         whether there are appointments to check in for
 * @property {() => string} today                       the hall's own date, as "2026-11-24"
 */

export const page = /** @type {import("../shared/js/page.js").PageData & KioskPage} */ (given);
