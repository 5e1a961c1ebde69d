/** What draws itself anew waits for the end of a press. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

const window_ = new EventTarget();
globalThis.addEventListener = window_.addEventListener.bind(window_);
const happens = (name) => window_.dispatchEvent(new Event(name));
mock.timers.enable({ apis: ["setTimeout"] });
const { untilLetGo } = await import("../manager/let-go.js");

/** What was drawn, and a moment in which promises go on. */
function drawing() {
  const drawn = [];
  void untilLetGo().then(() => drawn.push("drawn"));
  return async () => {
    await null;
    await null;
    return drawn.length;
  };
}

test("nothing waits while nothing is held down", async () => {
  assert.equal(await drawing()(), 1);
});

test("what comes during a press waits for its click, also for a finger's that comes after the release", async () => {
  happens("pointerdown");
  const drawn = drawing();
  assert.equal(await drawn(), 0);
  happens("pointerup");
  assert.equal(await drawn(), 0);
  happens("click");
  assert.equal(await drawn(), 1);
});

test("a press without a click ends soon after it", async () => {
  happens("pointerdown");
  const drawn = drawing();
  happens("pointercancel");
  mock.timers.tick(99);
  assert.equal(await drawn(), 0);
  mock.timers.tick(1);
  assert.equal(await drawn(), 1);
});

test("a release that never comes holds nothing for more than a second", async () => {
  happens("pointerdown");
  const drawn = drawing();
  mock.timers.tick(999);
  assert.equal(await drawn(), 0);
  mock.timers.tick(1);
  assert.equal(await drawn(), 1);
  assert.equal(await drawing()(), 1);
});
