/** Keeps the kiosk's page, its files and the guides, so that it can be opened while the server is out of reach.

The network goes first for everything that can change; files under a digest never do. */

/** @typedef {Event & {waitUntil: (what: Promise<unknown>) => void}} Activating */
/** @typedef {Event & {request: Request, respondWith: (answer: Promise<Response>) => void}} Fetching */
/** @typedef {{skipWaiting: () => Promise<void>, clients: {claim: () => Promise<void>}}} Keeper */

const keeper = /** @type {Keeper} */ (/** @type {unknown} */ (self));
const SHELF = "kiosk-2"; // a new name lets go of what older versions kept
const KEPT = /^\/(?:kiosk$|assets\/|api\/v1\/guides(?:\/[\w-]+)?$|guides\/[\w-]+\/qr\.svg$)/;
const PATIENCE_MS = 2500;

addEventListener("install", () => keeper.skipWaiting());
addEventListener("activate", (event) => /** @type {Activating} */ (event).waitUntil(begin()));
addEventListener("fetch", (fetching) => {
  const event = /** @type {Fetching} */ (fetching);
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !KEPT.test(url.pathname)) return;
  const lasting = url.pathname.startsWith("/assets/");
  event.respondWith(lasting ? keptFirst(event.request) : networkFirst(event.request));
});

async function begin() {
  for (const name of await caches.keys()) if (name !== SHELF) await caches.delete(name);
  await keeper.clients.claim();
}

/** @param {Request} request */
async function keptFirst(request) {
  const kept = await (await caches.open(SHELF)).match(request);
  return kept ?? keep(request, await fetch(request));
}

/** @param {Request} request */
async function networkFirst(request) {
  try {
    return await keep(request, await fetch(request, { signal: AbortSignal.timeout?.(PATIENCE_MS) }));
  } catch (why) {
    const kept = await (await caches.open(SHELF)).match(usual(request));
    if (kept) return kept;
    throw why;
  }
}

/** The kiosk's page is kept once a language, whatever else is in its address. @param {Request} request */
function usual(request) {
  const url = new URL(request.url);
  return url.pathname === "/kiosk" ? `/kiosk?lang=${url.searchParams.get("lang") ?? ""}` : request;
}

/** @param {Request} request @param {Response} answer */
async function keep(request, answer) {
  if (!answer.ok) return answer;
  const shelf = await caches.open(SHELF);
  await shelf.put(usual(request), answer.clone());
  if (new URL(request.url).pathname === "/kiosk") await letGo(shelf, await answer.clone().text());
  return answer;
}

/** Lets go of the files that an older page needed. @param {Cache} shelf @param {string} page */
async function letGo(shelf, page) {
  const digest = /\/assets\/\w+\//.exec(page)?.[0];
  for (const kept of await shelf.keys()) {
    const { pathname } = new URL(kept.url);
    if (digest && pathname.startsWith("/assets/") && !pathname.startsWith(digest)) await shelf.delete(kept);
  }
}
