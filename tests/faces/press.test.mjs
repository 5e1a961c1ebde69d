/** The press under way. Run by test_scripts.py, which lays the modules out as they are served. */

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = {
  documentElement: { dataset: {} },
  getElementById: () => ({ textContent: JSON.stringify({ lang: "zh", text: {} }) }),
};
const { Problem, Unreachable } = await import("../shared/js/api.js");
const { KeyOf, OnePress } = await import("../shared/js/press.js");

const LONG_MS = 60_000;
const usual = setTimeout;
globalThis.setTimeout = (act, ms) => (ms < LONG_MS ? usual(act, ms) : usual(act, ms).unref()); // node ends without it
const nothing = () => {};
const turn = () => new Promise((done) => setImmediate(done));

/** A server that gives each of `answers` in turn; what fails is thrown. It remembers with which keys it was asked. */
function server(...answers) {
  const keys = [];
  const ask = async (key) => {
    keys.push(key);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { keys, ask };
}
const lost = () => new Unreachable("", null);
const refused = () => new Problem(409, { detail: "没有这样的号" }, null);

test("a press is under way until it is answered", async () => {
  const press = new OnePress(nothing);
  const done = press.do("next", server("A001").ask);
  assert.deepEqual(press.now, { what: "next", lost: false });
  assert.equal((await done).answer, "A001");
  assert.equal(press.now, null);
});

test("a no from the server ends it, and so does no answer where it is not asked for again", async () => {
  for (const why of [refused(), lost()]) {
    const press = new OnePress(nothing);
    assert.equal((await press.do("next", server(why).ask)).why, why);
    assert.equal(press.now, null);
  }
});

test("a lost press is asked for again with its own key when the line is back", async () => {
  const tells = [];
  const press = new OnePress(nothing, { lost: () => tells.push("lost"), kept_ms: LONG_MS });
  const { keys, ask } = server(lost(), "A001");
  const done = press.do("next", ask);
  await turn();
  assert.equal(press.now.lost, true);
  assert.deepEqual(tells, ["lost"]);
  press.serverIs(false);
  await turn();
  assert.equal(keys.length, 1);
  press.serverIs(true);
  assert.equal((await done).answer, "A001");
  assert.equal(new Set(keys).size, 1);
  assert.equal(keys.length, 2);
});

const HELD_MS = 30;

test("a press made while the server is away is held back for it, and asked for once when it comes", async () => {
  const press = new OnePress(nothing, { held_ms: LONG_MS });
  const { keys, ask } = server("A001");
  const done = press.do("tax", ask);
  await turn();
  assert.deepEqual(press.now, { what: "tax", lost: false, held: true });
  assert.equal(keys.length, 0);
  press.serverIs(true);
  assert.equal((await done).answer, "A001");
  assert.equal(keys.length, 1);
  assert.equal(press.now, null);
});

test("a press is held back for no longer than it is worth, nor for somebody who has gone, nor over a sleep", async (context) => {
  const { keys, ask } = server();
  const press = new OnePress(nothing, { held_ms: HELD_MS });
  assert.ok((await press.do("tax", ask)).why instanceof Unreachable);
  const gone = press.do("tax", ask);
  press.giveUp();
  assert.deepEqual(await gone, {});
  const slept = press.do("tax", ask);
  const otherwise = Date.now() + 2 * HELD_MS;
  context.mock.method(Date, "now", () => otherwise);
  press.serverIs(true);
  assert.ok((await slept).why instanceof Unreachable);
  assert.equal(keys.length, 0);
  assert.equal(press.now, null);
});

for (const way of [1, -1]) {
  test(`a lost press is not made up for when its moment is over, nor by a clock that was set (${way})`, async (context) => {
    const press = new OnePress(nothing, { kept_ms: LONG_MS });
    const { keys, ask } = server(lost(), "A001");
    const done = press.do("next", ask);
    await turn();
    const otherwise = Date.now() + way * 2 * LONG_MS;
    context.mock.method(Date, "now", () => otherwise);
    press.serverIs(true);
    assert.deepEqual(await done, { late: true });
    assert.equal(keys.length, 1);
    assert.equal(press.now, null);
  });
}

test("who gives a lost press up is not answered any more", async () => {
  const press = new OnePress(nothing, { kept_ms: LONG_MS });
  const { keys, ask } = server(lost(), "A001");
  const done = press.do("next", ask);
  await turn();
  press.giveUp();
  assert.deepEqual(await done, {});
  assert.equal(keys.length, 1);
});

test("an answer that comes for somebody who has gone says so, and leaves the next press alone", async () => {
  const press = new OnePress(nothing);
  const first = press.do("household", server("A001").ask);
  press.giveUp();
  const second = press.do("tax", () => new Promise(nothing));
  assert.equal((await first).givenUp, true);
  assert.equal(press.now.what, "tax");
  void second;
});

test("what was pressed meanwhile is told with the outcome", async () => {
  const press = new OnePress(nothing);
  const done = press.do("finish", server("A001").ask);
  press.now.early = "next";
  assert.equal((await done).early, "next");
});

test("a mistake of ours is no outcome", async () => {
  const press = new OnePress(nothing);
  await assert.rejects(press.do("next", server(new TypeError("ours")).ask), TypeError);
  assert.equal(press.now, null);
});

test("the same words are the same act until there was an answer, others another", () => {
  const keys = new KeyOf();
  const first = keys.said({ text: "饮水机坏了" });
  assert.equal(keys.said({ text: "饮水机坏了" }), first);
  const other = keys.said({ text: "空调坏了" });
  assert.notEqual(other, first);
  keys.answered();
  assert.notEqual(keys.said({ text: "空调坏了" }), other);
});
