/** A zone's wall: the live picture, the voice, and what is laid over both. */

import { call as ask, failure } from "../shared/js/api.js";
import { kept } from "../shared/js/kept.js";
import { live } from "../shared/js/live.js";
import { one, page, started } from "../shared/js/page.js";
import { Voice } from "../shared/js/sound.js";
import { render } from "../shared/js/view.js";
import { Spoken } from "../sound/announcer.js";
import { browserVoice } from "../sound/browser-voice.js";
import { showMedia } from "./media.js";
import { drawOver } from "./over.js";
import { Teller } from "../sound/teller.js";
import { drawWall } from "./wall-view.js";

const STALE_AFTER_MS = 4500; // shown within five seconds, a beat of the page's clock included
const REDRAW_MS = 1000;
const BLINK_MS = 15_000; // a call blinks until it was read out here, and so long at least

const state = { board: null, stale: false, refusal: null, blocked: false };
const voice = new Voice({ onBlocked: (blocked) => draw({ blocked }) });
const speaks = page.speak && new URLSearchParams(location.search).get("speak") !== "no";
const teller = speaks ? makeTeller() : null;
const line = live(
  "/display",
  { zone: page.zone.id },
  { board: show },
  {
    onState: (is, refusal) => draw({ stale: is === "stale", refusal }),
    staleAfter_ms: STALE_AFTER_MS,
    mayReload: () => !teller?.isSpeaking,
  },
);

function makeTeller() {
  return new Teller({
    voice,
    spoken: new Spoken(kept, `spoken ${page.zone.id}`),
    read: browserVoice,
    now: () => line.now(),
    chime: page.chime,
    settings: page.voice,
    report,
    changed: draw,
  });
}

/** @param {any} board */
function show(board) {
  draw({ board }); // the eye first: what is shown never waits for what is said
  teller?.show(board);
}

function draw(change = {}) {
  Object.assign(state, change);
  render(drawWall({ ...state, now: line.now(), blinks }), one("#screen"));
  const { board, refusal, blocked } = state;
  render(drawOver({ emergency: board?.emergency, refusal, blocked }), one("#over"));
}

function blinks(call) {
  const age_ms = line.now().getTime() - Date.parse(call.at);
  return age_ms < BLINK_MS || (age_ms < page.voice.stale_after_s * 1000 && teller !== null && !teller.hasSaid(call));
}

/** Tells the server how long it took from the clerk's key to the first sound. */
async function report(call, delay_s, how) {
  const ms = Math.max(0, Math.round(line.now().getTime() + delay_s * 1000 - Date.parse(call.at)));
  try {
    await ask("POST", `/displays/${encodeURIComponent(page.zone.id)}/played`, { id: call.id, ms, how });
  } catch (error) {
    console.warn(`call ${call.id} could not be reported:`, failure(error));
  }
}

draw();
setInterval(() => {
  draw();
  teller?.look();
}, REDRAW_MS);
if (speaks) void voice.ask();
if (page.layout === "media") void showMedia(() => document.getElementById("media"));
started();
