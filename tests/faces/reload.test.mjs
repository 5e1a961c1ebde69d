/** When a page is loaded anew, and when it had better stay. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { reload, wasReloadedFor } from "../shared/js/reload.js";

/** A window at whose address the server answers with `status`, or not at all. */
function window_(status) {
  const made = { reloaded: 0 };
  globalThis.history = { state: null, replaceState: (state) => (globalThis.history.state = structuredClone(state)) };
  globalThis.location = { href: "http://hall/kiosk", reload: () => (made.reloaded += 1) };
  globalThis.fetch = async () => {
    if (status === null) throw new TypeError("network");
    return { ok: status < 400 };
  };
  return made;
}

test("a page that the server has is loaded, once for the same reason, and again for another one", async () => {
  const made = window_(200);
  assert.equal(await reload("plan 8"), true);
  assert.equal(made.reloaded, 1);
  assert.equal(wasReloadedFor("plan 8"), true);
  assert.equal(wasReloadedFor("plan 9"), false);
});

for (const status of [404, 503, null]) {
  test(`a page that does not come (${status}) is not left for`, async () => {
    const made = window_(status);
    assert.equal(await reload("plan 8"), false);
    assert.equal(made.reloaded, 0);
    assert.equal(wasReloadedFor("plan 8"), false);
  });
}

test("nobody is left who has begun something while the server was asked", async () => {
  const made = window_(200);
  assert.equal(await reload("plan 8", () => false), false);
  assert.equal(made.reloaded, 0);
  assert.equal(wasReloadedFor("plan 8"), false);
});

test("a reason counts for a minute, and what else the window's history holds is kept", async () => {
  window_(200);
  history.state = { tries: 2, reloads: { "plan 7": Date.now() - 61_000, "plan 8": Date.now() - 1000 } };
  await reload("plan 9");
  assert.deepEqual(Object.keys(history.state.reloads), ["plan 8", "plan 9"]);
  assert.equal(history.state.tries, 2);
  assert.equal(wasReloadedFor("plan 7"), false);
});
