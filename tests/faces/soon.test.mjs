/** What is asked for again when it could not be read. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { soon } from "../manager/soon.js";

test("many questions that came to nothing are one more, and the next failure is another one", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let asked = 0;
  const again = soon(() => (asked += 1));
  for (let failed = 0; failed < 9; failed += 1) again();
  mock.timers.tick(60_000);
  assert.equal(asked, 1);
  again();
  mock.timers.tick(60_000);
  assert.equal(asked, 2);
});
