/** Pictures and videos beside the calls, one after the other for ever; what cannot be shown is passed over. */

import { pause } from "../shared/js/page.js";

const LIST = "/display/media/";
const PICTURE_MS = 12_000;
const LOADING_MS = 20_000; // a picture that has not come by then is passed over
const VIDEO_STALLS_MS = 15_000; // a video that stands still for so long is broken
const LOOK_AGAIN_MS = 30_000; // nothing to show now: somebody may put something there

/**
 * Shows what the server lists. The list is read anew after each round, so that files may come and go.
 * @param {() => HTMLElement | null} where   the place for it, asked for each time
 */
export async function showMedia(where) {
  for (;;) {
    const list = await listed();
    let shown = 0;
    for (const medium of list) {
      const place = where();
      if (
        place &&
        (await (medium.kind === "video" ? video(medium.url, place) : picture(medium.url, place, list.length)))
      ) {
        shown += 1;
      }
    }
    if (shown > 0) continue;
    where()?.replaceChildren();
    await pause(LOOK_AGAIN_MS);
  }
}

/** @returns {Promise<{kind: "picture" | "video", url: string}[]>} nothing while the server is away */
async function listed() {
  try {
    const answer = await fetch(LIST);
    return answer.ok ? await answer.json() : [];
  } catch {
    return [];
  }
}

/**
 * The next picture replaces the one before only when it is there.
 * @param {string} url @param {HTMLElement} place @param {number} many
 */
async function picture(url, place, many) {
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
  await pause(many > 1 ? PICTURE_MS : PICTURE_MS * 5);
  return true;
}

/**
 * Silent: a hall has one voice. @returns {Promise<boolean>} whether it could be played
 * @param {string} url @param {HTMLElement} place
 */
async function video(url, place) {
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
