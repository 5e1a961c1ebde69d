/** How lists tell when something was. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { moment } from "../shared/js/moment.js";

test("a time stands without its day only where that day is now's", () => {
  const at = "2026-12-31T09:05:07.123+08:00";
  assert.equal(moment(at), "2026-12-31 09:05");
  assert.equal(moment(at, "2026-12-31T18:00:00.000+08:00"), "09:05");
  assert.equal(moment(at, "2026-12-31"), "09:05");
  assert.equal(moment(at, "2026-12"), "2026-12-31 09:05");
  assert.equal(moment(at, "2027-12-31T09:06:00.000+08:00"), "2026-12-31 09:05");
});
