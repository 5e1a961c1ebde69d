/** A paired device tells of itself, so that whoever looks after the hall sees which screens there are. */

import { Problem, Unreachable, call } from "./api.js";
import { page } from "./page.js";

const EVERY_MS = 10 * 60_000;

async function report() {
  const ratio = window.devicePixelRatio || 1;
  const size = [screen.width, screen.height].map((points) => Math.round(points * ratio)).join("x");
  try {
    await call("POST", "/devices/current", { screen: size, pages: page.digest });
  } catch (why) {
    if (!(why instanceof Problem || why instanceof Unreachable)) throw why; // the page's own line tells of outages
  }
}

void report();
setInterval(report, EVERY_MS);
