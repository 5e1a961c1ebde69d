/** Pictures and videos beside the calls, one after the other for ever; what cannot be shown is passed over. */

import { pause } from "../shared/js/page.js";

const LIST = "/display/media/";
const LOADING_MS = 20_000; // a picture that has not come by then is passed over
const VIDEO_STALLS_MS = 15_000; // a video that stands still for so long is broken
const LOOK_AGAIN_MS = 30_000; // nothing to show now: somebody may put something there

/** @typedef {{kind: "picture" | "video", url: string, seconds: number}} Medium */

/**
 * Shows what the server lists for a zone. The list is read anew before each, so that files and times may change.
 * @param {() => HTMLElement | null} where   the place for it, asked for each time
 * @param {string} zone
 */
export async function showMedia(where, zone) {
  /** @type {Medium[]} */
  let list = [];
  let last = "";
  for (let failed = 0; ;) {
    list = (await listed(zone)) ?? list; // while the server is away, what there was
    const next = list[(list.findIndex(({ url }) => url === last) + 1) % list.length];
    if (!next || failed >= list.length) {
      where()?.replaceChildren();
      failed = 0;
      await pause(LOOK_AGAIN_MS);
      continue;
    }
    last = next.url;
    const place = where();
    const show = next.kind === "video" ? video : picture;
    failed = place && (await show(next, place)) ? 0 : failed + 1;
  }
}

/** @param {string} zone @returns {Promise<Medium[] | undefined>} nothing known while the server is away */
async function listed(zone) {
  try {
    const answer = await fetch(`${LIST}?zone=${encodeURIComponent(zone)}`);
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The next picture replaces the one before only when it is there.
 * @param {Medium} medium @param {HTMLElement} place
 */
async function picture({ url, seconds }, place) {
  const image = new Image();
  image.alt = "";
  image.src = url;
  const there = await Promise.race([
    image.decode().then(
      () => true,
      () => false,
    ),
    pause(LOADING_MS).then(() => false),
  ]);
  if (!there) return void (image.src = "");
  place.replaceChildren(image);
  await pause(seconds * 1000);
  return true;
}

/**
 * Silent: a hall has one voice. @returns {Promise<boolean>} whether it could be played
 * @param {Medium} medium @param {HTMLElement} place
 */
async function video({ url }, place) {
  const film = Object.assign(document.createElement("video"), { muted: true, playsInline: true, src: url });
  let moved_ms = performance.now();
  film.ontimeupdate = () => (moved_ms = performance.now());
  const over = new Promise((done) => {
    film.onended = () => done(true);
    film.onerror = () => done(false);
  });
  film.onloadeddata = () => place.replaceChildren(film);
  film.play().catch(() => {}); // told by onerror, or by standing still
  const stalled = (async () => {
    while (performance.now() - moved_ms < VIDEO_STALLS_MS && film.src) await pause(1000);
    return false;
  })();
  const whole = await Promise.race([over, stalled]);
  film.removeAttribute("src"); // lets go of its memory
  film.load();
  return whole;
}
