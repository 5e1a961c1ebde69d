/** The rules of what a wall says next. Run by test_scripts.py, which lays the modules out as they are served. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Spoken, next, pending, stands, unsaid } from "../sound/announcer.js";
import { width } from "../shared/js/room.js";
import { pageAt, pagesOf } from "../wall/ticker.js";
import { inPages, turned } from "../wall/turn.js";

const NOW = Date.parse("2026-11-24T09:00:00+08:00");
const at = (seconds) => new Date(NOW + seconds * 1000).toISOString();

const call = (id, more = {}) => ({
  id,
  number: `A${String(id).padStart(3, "0")}`,
  at: at(-1),
  recall: false,
  status: "called",
  audio: ["letter", "digits", "counter"],
  text: { zh: "请" },
  ...more,
});
const board = (calls, more = {}) => ({ calls, notices: [], emergency: null, ...more });

class Store {
  #kept = new Map();
  getItem = (key) => this.#kept.get(key) ?? null;
  setItem = (key, value) => void this.#kept.set(key, value);
}

const moment = (more = {}) => ({
  spoken: new Spoken(new Store(), "s"),
  now_ms: NOW,
  stale_ms: 60_000,
  repeats: 1,
  ...more,
});

/** Says all there is, as a wall does, and gives what was said. */
function sayAll(picture, around = moment()) {
  const said = [];
  for (let one = next(picture, around); one; one = next(picture, around)) {
    said.push(one.subject.id);
    around.spoken.add(one.key);
  }
  return said;
}

test("first calls go in the order of call, whatever the order shown; recalls after them", () => {
  const calls = [call(9), call(8, { recall: true }), call(3, { recall: true }), call(7), call(2)];
  assert.deepEqual(sayAll(board(calls)), [2, 7, 9, 3, 8]);
});

test("what is no longer called is skipped", () => {
  const statuses = ["serving", "no_show", "finished", "waiting", "held", "expired", "cancelled"];
  assert.deepEqual(sayAll(board(statuses.map((status, i) => call(i + 1, { status })))), []);
});

test("nothing older than the limit is said, by the server's time", () => {
  assert.deepEqual(
    sayAll(board([call(1, { at: at(-60.001) }), call(2, { at: at(-60) }), call(3, { at: at(2) })])),
    [2, 3],
  );
});

test("each is said once, also after a reload and when the picture comes again", () => {
  const store = new Store();
  const calls = [call(1), call(2)];
  assert.deepEqual(sayAll(board(calls), moment({ spoken: new Spoken(store, "s") })), [1, 2]);
  assert.deepEqual(sayAll(board([call(3), ...calls]), moment({ spoken: new Spoken(store, "s") })), [3]);
});

test("unsaid is what was due and is over; not what was said or still waits. A recall is another saying", () => {
  const around = moment();
  const before = pending(board([call(1), call(2), call(3), call(4)]), around);
  around.spoken.add(next(board([call(1)]), around).key);
  const later = moment({ spoken: around.spoken, now_ms: NOW + 1000 });
  const due = pending(
    board([call(1), call(2, { status: "no_show" }), call(3), call(4, { at: at(0), recall: true })]),
    later,
  );
  assert.deepEqual(
    unsaid(before, due, later).map(({ id }) => id),
    [2, 4],
  );
  assert.deepEqual(unsaid(due, pending(board([call(3), call(4, { at: at(0), recall: true })]), later), later), []);
});

test("a hall set up anew, whose ids begin again, is heard", () => {
  const around = moment();
  sayAll(board([call(1, { at: at(-30) })]), around);
  assert.deepEqual(sayAll(board([call(1)]), around), [1]);
});

test("memory stays small and forgets the oldest first", () => {
  const store = new Store();
  const spoken = new Spoken(store, "s");
  for (let i = 0; i < 2000; i += 1) spoken.add(`call ${i} x`);
  assert.ok(store.getItem("s").length < 20_000);
  assert.ok(spoken.has("call 1999 x") && !spoken.has("call 0 x"));
});

test("memory torn by a power cut counts as empty", () => {
  for (const torn of ["", "[", "null", '{"a":1}', "7"]) {
    const store = new Store();
    store.setItem("s", torn);
    assert.equal(new Spoken(store, "s").has("call 1"), false);
  }
});

test("an emergency silences all else, also spoken already, until it is cleared", () => {
  const emergency = { id: 5, at: at(-7200), text: { zh: "火" }, audio: ["fire"] };
  const around = moment();
  const picture = board([call(1)], { emergency });
  const said = next(picture, around);
  assert.equal(said.kind, "emergency");
  around.spoken.add(said.key);
  assert.equal(next(picture, around).kind, "emergency");
  assert.equal(next(board([call(1)]), around).kind, "call");
});

test("spoken notices come after the calls, once; silent ones never", () => {
  const notices = [
    { id: 1, at: at(-5), spoken: false, audio: [], text: { zh: "甲" } },
    { id: 2, at: at(-5), spoken: true, audio: ["b"], text: { zh: "乙" } },
  ];
  const around = moment();
  const picture = board([call(9)], { notices });
  const kinds = [];
  for (let one = next(picture, around); one; one = next(picture, around)) {
    kinds.push(`${one.kind} ${one.subject.id}`);
    around.spoken.add(one.key);
  }
  assert.deepEqual(kinds, ["call 9", "notice 2"]);
});

test("languages and repeats are parted by a breath, parts of one are not", () => {
  const two = call(1, { number: "ZZ1005", audio: ["z", "z", "1", "005", "c", "Z", "Z", "one", "o05", "C"] });
  const { clips } = next(board([two]), moment({ repeats: 2 }));
  const words = clips.map((clip) => (typeof clip === "number" ? "|" : clip)).join(" ");
  assert.equal(words, "z z 1 005 c | Z Z one o05 C | z z 1 005 c | Z Z one o05 C");
});

test("repeats are given up when others would grow too old", () => {
  const repeated = (many) => {
    const calls = Array.from({ length: many }, (_, i) => call(i + 1));
    return next(board(calls), moment({ repeats: 2 })).clips.filter((clip) => clip === "counter").length;
  };
  assert.equal(repeated(2), 2);
  assert.equal(repeated(40), 1);
});

test("what was announced stands only while a later picture still has it", () => {
  const said = next(board([call(4)]), moment());
  assert.equal(stands(board([call(4)]), said, moment()), true);
  assert.equal(stands(board([call(4, { status: "serving" })]), said, moment()), false);
  assert.equal(stands(board([]), said, moment()), false);
  assert.equal(stands(board([call(4)]), said, moment({ now_ms: NOW + 61_000 })), false);
  assert.equal(
    stands(board([call(4)], { emergency: { id: 1, text: {}, audio: [], at: at(0) } }), said, moment()),
    false,
  );
});

test("a burst of random calls is pending in order, each id once", () => {
  for (let round = 0; round < 200; round += 1) {
    const calls = Array.from({ length: 40 }, (_, i) => call(i + 1, { recall: Math.random() < 0.3 })).sort(
      () => Math.random() - 0.5,
    );
    const order = pending(board(calls), moment());
    const first = order.filter((one) => !one.recall).map(({ id }) => id);
    const again = order.filter((one) => one.recall).map(({ id }) => id);
    assert.deepEqual(
      order.map(({ id }) => id),
      [...first, ...again],
    );
    assert.deepEqual(
      first,
      first.toSorted((a, b) => a - b),
    );
    assert.deepEqual(
      again,
      again.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(order.map(({ id }) => id)).size, 40);
  }
});

test("a notice's pages have all of its text, none wider than the room, each shown in turn", () => {
  const texts = ["短。", "长".repeat(300), "Please leave by the nearest exit, ".repeat(12), "w".repeat(500), "  "];
  for (const zh of texts) {
    const pages = pagesOf([{ text: { zh } }], ["zh", "en"], 100);
    assert.equal(
      pages
        .map(({ text }) => text)
        .join("")
        .replaceAll(/\s/g, ""),
      zh.replaceAll(/\s/g, ""),
    );
    assert.ok(pages.every(({ text }) => width(text) <= 100));
    const seen = new Set();
    for (let s = 0; s < 600; s += 1) seen.add(pageAt(pages, NOW + s * 1000)?.text);
    assert.deepEqual([...seen].filter(Boolean).sort(), [...new Set(pages.map(({ text }) => text))].sort());
  }
});

test("what has no room at once comes in pages of about one size, all of it, in order, each page in turn", () => {
  for (const [count, room, sizes] of [
    [9, 4, [3, 3, 3]],
    [4, 4, [4]],
    [10, 4, [4, 4, 2]],
    [0, 4, [0]],
  ]) {
    const all = Array.from({ length: count }, (_, i) => i);
    const pages = inPages(all, room);
    assert.deepEqual(
      pages.map((one) => one.length),
      sizes,
    );
    assert.deepEqual(pages.flat(), all);
    const marks = new Set(Array.from({ length: 60 }, (_, s) => turned(pages, new Date(NOW + s * 1000)).mark));
    assert.equal(marks.size, pages.length);
  }
  const wide = inPages([30, 5, 5, 90, 5], 40, (size) => size);
  assert.deepEqual(wide.flat(), [30, 5, 5, 90, 5]);
  assert.ok(wide.every((one) => one.length === 1 || one.reduce((a, b) => a + b) <= 40));
  assert.equal(turned(inPages([1], 4), new Date(NOW)).mark, "");
});
