/** How long something lasts, in words. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { test } from "node:test";

const common = { days_hours: "{days} d {hours} h", hours: "{hours} h", hours_minutes: "{hours} h {minutes} min" };
const given = JSON.stringify({ lang: "en", text: { common } });
globalThis.document = { documentElement: { dataset: {} }, getElementById: () => ({ textContent: given }) };
const { minutes } = await import("../shared/js/format.js");

test("what lasts for weeks is told in days", () => {
  const told = [47.5, 48, 57 * 24 + 1.6].map((hours) => minutes(hours * 3600));
  assert.deepEqual(told, ["47 h 30 min", "2 d 0 h", "57 d 1 h"]);
});
