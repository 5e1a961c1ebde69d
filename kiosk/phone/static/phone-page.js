/** What the server gave a ticket's own page. */

import { page as given } from "../shared/js/page.js";

/** @import { OwnTicket, Text } from "../shared/js/shapes.d.ts" */

/**
 * @typedef {object} PhonePage
 * @property {string} token                           of the ticket
 * @property {OwnTicket} ticket                       as it was when the page was made
 * @property {string} time                            when the page was made, RFC 3339
 * @property {boolean} follow_up                      its low rating is followed up
 * @property {boolean | null} reminder                 whether messages are sent to its phone; null: the hall sends none
 * @property {string} timezone                        e.g. "Asia/Shanghai"
 * @property {() => string} today                     the hall's own date, as "2026-11-24"
 * @property {string[]} services                     that counters serve
 * @property {Record<string, Text>} service_names     by service
 * @property {Record<string, string>} guides          by service
 * @property {Record<string, {name: Text, zone: Text}>} counters
 */

export const page = /** @type {import("../shared/js/page.js").PageData & PhonePage} */ (given);
