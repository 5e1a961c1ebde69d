/** What the server gave the pages of staff: panel and manager. */

import { page as given } from "../shared/js/page.js";

/** @import { StaffView, Text } from "../shared/js/shapes.d.ts" */

/** @typedef {{id: string, name: Text}} Named */
/** @typedef {Named & {workdays: number | null}} GuideHere   with its promised days, if it promises any */

/**
 * @typedef {object} StaffPage
 * @property {StaffView} staff                        who has signed in
 * @property {Record<string, string>} staff_names     everybody's, by account
 * @property {Record<string, Text>} service_names     by service
 * @property {Named[]} counters
 * @property {boolean} may_decide                     about cases that others answer for
 * @property {string[]} answerers                     accounts that can answer for a case
 * @property {boolean} bookable                       whether visitors may book
 * @property {{warn_s: number, alarm_s: number}} limits   waits longer than these are lit
 */

/**
 * @typedef {object} PanelPage
 * @property {string} counter
 * @property {string[]} seats                         counters at which this person may sit
 * @property {boolean} may_call_any
 * @property {boolean} may_put_first
 * @property {boolean} may_manage
 * @property {Record<string, string[]>} phrases       what is polite to say, by moment
 * @property {GuideHere[]} guides
 * @property {Record<string, string>} guide_of        by service
 */

/**
 * @typedef {object} ManagerPage
 * @property {Record<string, Text>} zones
 * @property {string[]} may                           what this person's role permits
 * @property {boolean} city                            whether there are halls to be seen side by side
 * @property {string} offset                          of the hall's clock from UTC now, as "+08:00"
 */

/** Each page has its own and the common part. */
export const page = /** @type {import("../shared/js/page.js").PageData & StaffPage & PanelPage & ManagerPage} */ (
  given
);

/** An account's name, or the account itself where it is gone. @param {string | null} staff */
export const who = (staff) => page.staff_names[staff ?? ""] ?? staff ?? "";
