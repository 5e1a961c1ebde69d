/** What a wall shows and how it obeys. Run by test_scripts.py, which lays the modules out as they are served. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Teller } from "../sound/teller.js";
import { width } from "../shared/js/room.js";
import { isClosed } from "../wall/closed.js";
import { isDark } from "../wall/dark.js";
import { lines } from "../wall/lines.js";
import { pageAt, pagesOf } from "../wall/ticker.js";
import { inPages, turned } from "../shared/js/turn.js";

const NOW = Date.parse("2026-11-24T09:00:00+08:00");
const call = (id, status = "called", number = `A${String(id).padStart(3, "0")}`) => ({ id, number, status });
const shown = (calls, saying = null, room = 8) => lines(calls, room, saying).map(({ id }) => id);

test("what is being said is large, else the newest that stands, else the newest", () => {
  const calls = [call(4, "serving"), call(3), call(2), call(1, "no_show")];
  assert.deepEqual(shown(calls, 2), [2, 4, 3, 1]);
  assert.deepEqual(shown(calls), [3, 4, 2, 1]);
  assert.deepEqual(shown([call(2, "serving"), call(1, "no_show")]), [2, 1]);
  assert.deepEqual(shown([]), []);
});

test("a wall is dark from then until then, unless there is work or warning", () => {
  const dark = { begins: "2026-11-24T18:00:00+08:00", ends: "2026-11-25T08:00:00+08:00" };
  const quiet = { dark, emergency: null, counters: [{ status: "closed" }], waiting: [{ count: 0 }] };
  const is = (time, more = {}) => isDark({ ...quiet, ...more }, new Date(time));
  const night = "2026-11-24T23:00:00+08:00";
  assert.equal(is(night), true);
  assert.deepEqual([is("2026-11-24T17:59:59+08:00"), is(dark.begins), is(dark.ends)], [false, true, false]);
  const lit = [{ emergency: {} }, { counters: [{ status: "paused" }] }, { waiting: [{ count: 1 }] }, { dark: null }];
  assert.deepEqual(
    lit.map((more) => is(night, more)),
    [false, false, false, false],
  );
  assert.equal(isDark(null, new Date(night)), false);
});

test("a wall says that the hall is closed, unless somebody is called, served, or still to be called", () => {
  const closed = { door: { open: false, why: "late", opens_at: null }, calls: [], counters: [], waiting: [] };
  const is = (more) => isClosed({ ...closed, ...more });
  const waiting = [{ count: 2 }];
  assert.equal(is({ calls: [call(1, "finished"), call(2, "no_show")], counters: [{ status: "paused" }] }), true);
  assert.equal(is({ waiting, counters: [{ status: "paused" }, { status: "closed" }] }), true);
  const others = [
    { door: { open: true, why: null, opens_at: null } },
    { calls: [call(1)] },
    { calls: [call(1, "serving")] },
    { waiting, counters: [{ status: "open" }] },
  ];
  assert.deepEqual(others.map(is), [false, false, false, false]);
  assert.equal(isClosed(null), false);
});

test("each visitor has one line, also while an older call of theirs is said", () => {
  const calls = [call(3, "called", "A001"), call(2, "called", "A002"), call(1, "called", "A001")];
  assert.deepEqual(shown(calls, 1), [3, 2]);
});

test("every call that stands is shown; of the others what there is room for, those who wait again not at all", () => {
  const standing = Array.from({ length: 40 }, (_, i) => call(100 - i));
  assert.equal(shown([call(101, "finished"), ...standing, call(1, "waiting")]).length, 40);
  assert.deepEqual(shown([call(5), call(4, "finished"), call(3, "finished"), call(2, "finished")], null, 2), [5, 4, 3]);
});

/** A voice that says nothing by itself: the test lets it begin and end. */
class Voice {
  said = [];
  stops = 0;
  volume = 1;
  prepare() {}
  stop() {
    this.stops += 1;
  }
  say(saying) {
    return new Promise((done) => this.said.push({ ...saying, done }));
  }
}

const turn = (id, kind = "call", volume = 0.4) => ({ turn: { turn: `t${id}`, kind, id, clips: [`c${id}`], volume } });

function wall() {
  const voice = new Voice();
  const reports = [];
  const teller = new Teller({
    voice,
    chime: "chime",
    report: (said, in_s, how) => reports.push([said.turn, in_s, how]),
  });
  return { voice, reports, teller };
}

test("a turn is said as the server words it, at its volume, and reported as it begins", async () => {
  const { voice, reports, teller } = wall();
  teller.say(turn(1));
  assert.deepEqual(voice.said[0].clips, ["c1"]);
  assert.equal(voice.volume, 0.4);
  assert.equal(teller.isSpeaking, true);
  voice.said[0].started(0.06);
  voice.said[0].done(true);
  await new Promise(setImmediate);
  assert.deepEqual(reports, [["t1", 0.06, "clips"]]);
  assert.equal(voice.said.length, 1);
  assert.equal(teller.isSpeaking, false);
});

test("without its clips a turn is the chime, and without that it is reported as unheard", async () => {
  const { voice, reports, teller } = wall();
  teller.say(turn(1));
  voice.said[0].done(false);
  await new Promise(setImmediate);
  assert.deepEqual(voice.said[1].clips, ["chime"]);
  voice.said[1].done(false);
  await new Promise(setImmediate);
  assert.deepEqual(reports, [["t1", 0, "none"]]);
});

test("the next turn follows; an emergency, its end, and silence cut in", () => {
  const { voice, teller } = wall();
  teller.say(turn(1));
  teller.say(turn(2));
  assert.equal(voice.stops, 0);
  assert.equal(voice.said[0].wanted(), false);
  teller.say(turn(3, "emergency"));
  assert.equal(voice.stops, 1);
  assert.equal(voice.volume, 1);
  teller.say(turn(4));
  assert.equal(voice.stops, 2);
  teller.say({ turn: null });
  assert.equal(voice.stops, 3);
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
