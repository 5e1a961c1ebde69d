/** What draws itself anew waits for the end of a press. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

const window_ = new EventTarget();
globalThis.addEventListener = window_.addEventListener.bind(window_);
const happens = (name) => window_.dispatchEvent(new Event(name));
mock.timers.enable({ apis: ["setTimeout"] });
const { whenLetGo } = await import("../shared/js/let-go.js");

/** How often something was drawn that came now, as two events that both draw. */
function drawing() {
  let times = 0;
  const draw = () => (times += 1);
  whenLetGo(draw);
  whenLetGo(draw);
  return () => times;
}

test("nothing waits while nothing is held down", () => {
  assert.equal(drawing()(), 2);
});

test("what comes during a press waits for its click, also for a finger's that comes after the release", () => {
  happens("pointerdown");
  const drawn = drawing();
  assert.equal(drawn(), 0);
  happens("pointerup");
  assert.equal(drawn(), 0);
  happens("click");
  assert.equal(drawn(), 1);
});

test("a press without a click ends soon after it", () => {
  happens("pointerdown");
  const drawn = drawing();
  happens("pointercancel");
  mock.timers.tick(99);
  assert.equal(drawn(), 0);
  mock.timers.tick(1);
  assert.equal(drawn(), 1);
});

test("a release that never comes holds nothing for more than two seconds", () => {
  happens("pointerdown");
  const drawn = drawing();
  mock.timers.tick(1999);
  assert.equal(drawn(), 0);
  mock.timers.tick(1);
  assert.equal(drawn(), 1);
  assert.equal(drawing()(), 2);
});
