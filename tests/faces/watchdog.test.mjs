/** When a page that did not begin, or says that the hall cannot give the right one, is asked for anew. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const WATCHDOG = readFileSync(new URL("../shared/js/watchdog.js", import.meta.url), "utf8");
const MODERN = { modules: true, layers: true };

/** A window in a browser that can so much, in which the watchdog has begun. `pass(ms)` lets time go by. */
function opened(can, attributes = {}, links = []) {
  const has = new Map(Object.entries(attributes));
  const page = { getAttribute: (name) => has.get(name) ?? null, setAttribute: (name, to) => has.set(name, to) };
  const words = { hidden: true, removeAttribute: (name) => name === "hidden" && (words.hidden = false) };
  const heard = {};
  const asked = [];
  const timers = new Map();
  const made = { has, words, asked, reloads: 0 };
  class XMLHttpRequest {
    open() {}
    send() {
      asked.push(this);
    }
  }
  runInNewContext(WATCHDOG, {
    window: can.layers ? { CSSLayerBlockRule: class {} } : {},
    document: {
      documentElement: page,
      createElement: () => (can.modules ? { noModule: false } : {}),
      getElementById: () => words,
      querySelectorAll: () => links,
    },
    history: { state: null, replaceState: (state) => (made.tries = state.tries) },
    location: { href: "http://hall/kiosk", reload: () => (made.reloads += 1) },
    XMLHttpRequest,
    setTimeout: (then, ms) => {
      const one = Symbol("timer");
      timers.set(one, { then, ms });
      return one;
    },
    clearTimeout: (one) => timers.delete(one),
    addEventListener: (event, then) => (heard[event] = then),
  });
  heard.DOMContentLoaded?.();
  made.pass = (ms) => {
    for (const [one, timer] of [...timers]) {
      if (timer.ms <= ms && timers.delete(one)) timer.then();
    }
  };
  made.answer = (status) => {
    const last = asked.at(-1);
    last.status = status;
    if (status === null) last.onerror();
    else last.onload();
  };
  return made;
}

test("a page that is slow is given twenty seconds, and then asked for before it is left", () => {
  const page = opened(MODERN);
  page.pass(19_999);
  assert.equal(page.asked.length, 0);
  page.pass(20_000);
  assert.equal(page.reloads, 0);
  page.answer(200);
  assert.equal(page.reloads, 1);
  assert.equal(page.words.hidden, true);
});

test("a page that began is left alone", () => {
  const page = opened(MODERN, { "data-started": "" });
  page.pass(20_000);
  assert.equal(page.asked.length, 0);
});

test("a page of what passes by itself is asked for within three seconds of its end, for as long as it takes", () => {
  const page = opened(MODERN, { "data-passes": "" });
  for (const status of [503, null, 500, 503, 503]) {
    page.pass(3000);
    page.answer(status);
    assert.equal(page.reloads, 0);
  }
  page.pass(3000);
  page.answer(200);
  assert.equal(page.reloads, 1);
  assert.equal(page.asked.length, 6);
});

for (const [what, can] of [
  ["modules", { modules: false, layers: true }],
  ["layers of styles", { modules: true, layers: false }],
]) {
  test(`a browser without ${what} is told so at once, and its page kept up to date`, () => {
    const page = opened(can);
    assert.equal(page.words.hidden, false);
    assert.equal(page.has.has("data-old"), true);
    page.pass(20_000);
    page.answer(200);
    assert.equal(page.reloads, 1);
  });
}

test("a page that began without a style that is still due is asked for anew", () => {
  for (const [sheet, reloads] of [
    [null, 1],
    [{}, 0],
  ]) {
    const page = opened(MODERN, { "data-started": "" }, [{ rel: "stylesheet", sheet }]);
    page.pass(20_000);
    if (page.asked.length) page.answer(200);
    assert.equal(page.reloads, reloads);
  }
});

test("a browser that can all that is told nothing", () => {
  const page = opened(MODERN);
  assert.equal(page.words.hidden, true);
  assert.equal(page.has.has("data-old"), false);
});

test("in a browser that is too old no page begins, and its plain words stay", async () => {
  globalThis.document = {
    documentElement: { dataset: { old: "" } },
    getElementById: () => ({ textContent: "{}" }),
  };
  await assert.rejects(import("../shared/js/page.js"), /too old/);
});
