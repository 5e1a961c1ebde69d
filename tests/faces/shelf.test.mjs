/** The kiosk's guides while the server is away. Run by test_scripts.py. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const GUIDES = [
  { id: "pension", name: { zh: "养老保险" }, found_by: ["养老保险", "yanglaobaoxian", "ylbx"] },
  { id: "medical", name: { zh: "医疗保险" }, found_by: ["医疗保险", "yiliaobaoxian", "ylbx"] },
];
const LIST = GUIDES.map(({ id, name }) => ({ id, name }));

globalThis.document = {
  documentElement: { dataset: {} },
  getElementById: () => ({ textContent: JSON.stringify({ lang: "zh", text: {} }) }),
};
const { Shelf } = await import("../touchscreen/shelf.js");

/** What the page's keeper has, by address; and a server that answers nothing else. */
let kept;

beforeEach(() => {
  kept = new Map();
  globalThis.caches = { match: async (path) => kept.get(path) && { json: async () => kept.get(path) } };
  globalThis.fetch = async () => {
    throw new TypeError("network");
  };
});

/** A shelf just opened: it has the list, and is still asking for each guide. */
function opened() {
  const shelf = new Shelf();
  shelf.list = LIST;
  return shelf;
}

test("a page just opened finds by initials what its keeper has, also before it has fetched it", async () => {
  for (const guide of GUIDES) kept.set(`/api/v1/guides/${guide.id}`, guide);
  const found = await opened().search("ylbx", false);
  assert.deepEqual(
    found.map(({ id }) => id),
    ["pension", "medical"],
  );
});

test("what is at hand is read at once, and the server that is away is not asked", async () => {
  let asked = 0;
  globalThis.fetch = async () => {
    asked += 1;
    throw new TypeError("network");
  };
  kept.set("/api/v1/guides/pension", GUIDES[0]);
  assert.equal((await opened().guide("pension", false)).id, "pension");
  assert.equal(asked, 0);
});

test("a guide that nobody has is said to be out of reach: its tile is not dead", async () => {
  await assert.rejects(opened().guide("pension", false), { name: "Unreachable" });
  delete globalThis.caches; // over plain http
  await assert.rejects(opened().guide("pension", true), { name: "Unreachable" });
});
