/** A paired device tells of itself, so that whoever looks after the hall sees which screens there are, and does as asked. */

import { Problem, Unreachable, call } from "./api.js";
import { page } from "./page.js";

const EVERY_MS = 10 * 60_000;
const LINES = 60; // what the server takes
const LONGEST = 200;

/** @param {string} path @param {object} body */
async function tell(path, body) {
  try {
    await call("POST", path, body);
  } catch (why) {
    if (!(why instanceof Problem || why instanceof Unreachable)) throw why; // the page's own line tells of outages
  }
}

function report() {
  const ratio = window.devicePixelRatio || 1;
  const size = [screen.width, screen.height].map((points) => Math.round(points * ratio)).join("x");
  return tell("/devices/current", { screen: size, pages: page.digest });
}

/** The words that can be read on the screen now, line by line. */
function show() {
  const lines = document.body.innerText.split("\n").map((line) => line.trim().slice(0, LONGEST));
  return tell("/devices/current/shown", { lines: lines.filter(Boolean).slice(0, LINES) });
}

addEventListener("hallcall:show", show);

void report();
setInterval(report, EVERY_MS);
