/** The rules of how a page stands to its server, what it remembers, and what a code means. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { LineState, isThere } from "../shared/js/line-state.js";
import { NewerPictures } from "../shared/js/pictures.js";
import { isScanned, meaning } from "../shared/js/scanned.js";

const MADE = { digest: "d1", plan: 7 };
const AFTER_MS = 5000;
const line = () => new LineState(MADE, AFTER_MS, 0);
const refusal = (code = "not_trusted") => ({ code, facts: {} });

test("a page connects, is live while it hears something, and stale after the silence", () => {
  const one = line();
  assert.equal(one.at(AFTER_MS), "connecting");
  assert.equal(one.at(AFTER_MS + 1), "stale");
  one.greeted(MADE, 6000);
  assert.equal(one.at(6000), "live");
  one.heard(9000);
  assert.equal(one.at(14_000), "live");
  assert.equal(one.at(14_001), "stale");
  one.heard(15_000);
  assert.equal(one.at(15_000), "live");
});

test("a refused page is refused while the server says so, and stale only when it is silent", () => {
  const one = line();
  one.refused(refusal(), 1000);
  assert.equal(one.at(6000), "refused");
  assert.deepEqual(one.refusal, refusal());
  assert.equal(one.at(6001), "stale");
  one.refused(refusal("signed_out"), 7000);
  assert.equal(one.at(7000), "refused");
  assert.equal(one.refusal.code, "signed_out");
});

test("a refusal that is over leaves a page that has to be loaded anew, whatever it is made of", () => {
  const one = line();
  one.greeted(MADE, 0);
  one.refused(refusal(), 1000);
  one.greeted(MADE, 2000);
  assert.equal(one.refusal, null);
  assert.equal(one.at(2000), "outdated");
  one.greeted(MADE, 3000);
  assert.equal(one.at(3000), "outdated");
});

test("another plan or other files make a page out of date, and what is not told makes none", () => {
  for (const [make, state] of [
    [{ digest: "d1", plan: 7 }, "live"],
    [{ digest: "d2", plan: 7 }, "outdated"],
    [{ digest: "d1", plan: 8 }, "outdated"],
    [{ digest: "d1", plan: 0 }, "outdated"],
    [{}, "live"],
    [{ digest: "d1" }, "live"],
  ]) {
    const one = line();
    one.greeted(make, 0);
    assert.equal(one.at(0), state, JSON.stringify(make));
  }
});

test("what a page lacks is another reason for every other page, so that none is loaded for ever", () => {
  const [plan, files, both] = [line(), line(), line()];
  plan.greeted({ plan: 8 }, 0);
  files.greeted({ digest: "d2" }, 0);
  both.greeted({ digest: "d2", plan: 8 }, 0);
  assert.equal(new Set([plan.lacks, files.lacks, both.lacks, line().lacks]).size, 4);
  plan.greeted({ plan: 7 }, 1);
  assert.equal(plan.lacks, "");
});

test("a device that knows it has no network does not wait for the silence", () => {
  const one = line();
  one.greeted(MADE, 0);
  one.lost();
  assert.equal(one.at(1), "stale");
  one.heard(2);
  assert.equal(one.at(2), "live");
});

test("the server can be asked while the page is live, also when it is out of date", () => {
  assert.deepEqual(["connecting", "live", "stale", "refused", "outdated"].filter(isThere), ["live", "outdated"]);
});

test("a picture older than the one shown is not shown, and another life of the server begins anew", () => {
  const pictures = new NewerPictures();
  pictures.epoch("one");
  const versions = [3, 2, 3, 4].map((version) => pictures.accepts("board", { version }));
  assert.deepEqual(versions, [true, false, true, true]);
  assert.equal(pictures.accepts("services", { version: 1 }), true);
  assert.equal(pictures.accepts("gone", {}), true);
  pictures.epoch("one");
  assert.equal(pictures.accepts("board", { version: 1 }), false);
  pictures.epoch("two");
  assert.equal(pictures.accepts("board", { version: 1 }), true);
});

afterEach(() => mock.restoreAll());

for (const [how, storage] of [
  ["throws", { getItem: () => fail(), setItem: () => fail() }],
  ["is full", { getItem: () => null, setItem: () => fail() }],
  ["is not there", undefined],
]) {
  test(`where storage ${how}, a page remembers until it is closed`, async () => {
    globalThis.localStorage = storage;
    const { kept } = await import(`../shared/js/kept.js?${how}`);
    assert.equal(kept.getItem("x"), null);
    kept.setItem("x", "1");
    assert.equal(kept.getItem("x"), "1");
    kept.setItem("x", "2");
    assert.equal(kept.getItem("x"), "2");
  });
}

test("where storage works, it alone remembers, and once it works again nothing else does", async () => {
  const there = new Map();
  let full = true;
  globalThis.localStorage = {
    getItem: (name) => there.get(name) ?? null,
    setItem: (name, value) => (full ? fail() : there.set(name, value)),
  };
  const { kept } = await import("../shared/js/kept.js?works");
  kept.setItem("x", "1");
  full = false;
  kept.setItem("x", "2");
  there.set("x", "another window's");
  assert.equal(kept.getItem("x"), "another window's");
});

function fail() {
  throw new DOMException("no", "QuotaExceededError");
}

const TOKEN = "Ab3-_fGhIjKlMnOpQrStUv";
const swapped = (text) =>
  [...text].map((sign) => (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase())).join("");

for (const [text, kind, code] of [
  [`http://hall:8000/t/${TOKEN}`, "ticket", TOKEN],
  [`ttp://hall/t/${TOKEN}?lang=en`, "ticket", TOKEN],
  [`https://hall.example/c/${TOKEN}`, "receipt", TOKEN],
  [`http://hall/n/${TOKEN}\r\n`, "notice", TOKEN],
  [swapped(`http://hall/t/${TOKEN}`), "ticket", TOKEN],
  [`ｈｔｔｐ：／／ｈａｌｌ／ｔ／${TOKEN}`, "ticket", TOKEN],
  [`http：、、hall、t、${TOKEN.replace("_", "——")}`, "ticket", TOKEN],
  ["A001", "number", "A001"],
  [" a-1 ", "number", "A1"],
  ["Ａ００１", "number", "A001"],
  ["AOO1", "number", "AOO1"],
  ["A001号", "number", "A001"],
  ["A))!", "number", "A))!"],
  ["ABC1234", "number", "ABC1234"],
  ["B20261123-001", "case", "B20261123001"],
  ["20261123001", "case", "20261123001"],
  ["n20261123-001", "notice", "N20261123001"],
]) {
  test(`${JSON.stringify(text)} is a ${kind}`, () => assert.deepEqual(meaning(text), { kind, code }));
}

for (const foreign of [
  "110101199003078888",
  "11010119900307888X",
  "13800138000",
  "6222021234567890123",
  "https://pay.example/qr?x=1",
  `https://elsewhere.example/x/${TOKEN}`,
  `http://hall/t/${TOKEN.slice(1)}`,
  "张三",
  "WIFI:T:WPA;S:hall;P:secret;;",
  "B20261323-001",
  "A",
  "",
  "<script>",
  "x".repeat(500),
]) {
  test(`${JSON.stringify(foreign.slice(0, 40))} is none of ours`, () => assert.equal(meaning(foreign), null));
}

test("an address is complete as it stands, and what people type is not", () => {
  for (const page of ["t", "c", "n"]) assert.equal(isScanned(`ttp://hall/${page}/${TOKEN}`), true, page);
  for (const typed of ["A001", "B20261123-001", "http://hall/t/Ab3", "http://elsewhere/", ""]) {
    assert.equal(isScanned(typed), false, typed);
  }
});
