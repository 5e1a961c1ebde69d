/** A zone's wall: the live picture, the voice, and what is laid over both. */

import { call as ask, failure } from "../shared/js/api.js";
import { fit } from "../shared/js/fit.js";
import { live } from "../shared/js/live.js";
import { one, started } from "../shared/js/page.js";
import { Voice } from "../shared/js/sound.js";
import { render } from "../shared/js/view.js";
import { isDark } from "./dark.js";
import { showMedia } from "./media.js";
import { drawOver } from "./over.js";
import { Teller } from "../sound/teller.js";
import { drawWall, rowsThatFit, tooFull } from "./wall-view.js";
import { page } from "./screen-page.js";

/** @import { Board, CallView, SpeechNow } from "../shared/js/shapes.d.ts" */
/** @import { Refusal } from "../shared/js/line-state.js" */
/** @import { How, Say, Turn } from "../sound/teller.js" */

const STALE_AFTER_MS = 4500; // shown within five seconds, a beat of the page's clock included
const REDRAW_MS = 1000;
const ALL_OF_IT = { windows: 1, notice: 1, ready: 1 };
const LESS = 0.85;
const LEAST = 0.2;
const MOST_FITTINGS = 3; // one name's size is another's room
const BLINK_MS = 15_000; // a call blinks until it was read out, and so long at least

const voice = new Voice();
const speaks = page.speak && new URLSearchParams(location.search).get("speak") !== "no";
const teller = speaks ? new Teller({ voice, chime: page.chime, report }) : null;
if (speaks) await voice.ask(); // whether this browser lets us: the server asks those who can speak
/** @type {Map<number, string>} the calls that were heard here and of which the server does not know yet, each with when */
const untold = new Map();
const MOST_UNTOLD = 20;
/**
 * @type {{board: Board | null, speech: SpeechNow | null, rows: number, shares: Record<string, number>, stale: boolean,
 *         refusal: Refusal | null, blocked: boolean}}
 */
const state = {
  board: null,
  speech: null,
  rows: Infinity,
  shares: { ...ALL_OF_IT },
  stale: false,
  refusal: null,
  blocked: voice.blocked,
};
const line = live(
  "/display",
  () => ({ zone: page.zone.id, speaks: speaks && !voice.blocked, said: [...untold] }),
  {
    board: show,
    speech: (/** @type {SpeechNow} */ speech) => draw({ speech }),
    say: (/** @type {Say} */ say) => teller?.say(say),
  },
  {
    onState: (is, refusal) => draw({ stale: is === "stale", refusal }),
    staleAfter_ms: STALE_AFTER_MS,
    mayReload: () => !teller?.isSpeaking,
  },
);

/** @param {Board} board */
function show(board) {
  draw({ board }); // the eye first: what is shown never waits for what is said
  teller?.prepare(board);
}

/** A wall that may not make sounds, or may again, says so by connecting anew. */
voice.onBlocked = (/** @type {boolean} */ blocked) => {
  draw({ blocked });
  line.refresh();
};

function draw(change = {}) {
  Object.assign(state, change);
  const now = line.now();
  const drawAll = () => render(drawWall({ ...state, now, blinks }), one("#screen"));
  drawAll();
  for (let full = tooFull(); full.some(holdsLess); full = tooFull()) drawAll();
  const rows = rowsThatFit(); // a banner or cases to collect take room from who waits
  if (rows !== state.rows) {
    state.rows = rows;
    drawAll();
  }
  for (let times = 0; times < MOST_FITTINGS && fit(one("#screen")); times += 1);
  const { board, refusal, blocked } = state;
  document.documentElement.toggleAttribute("data-dark", isDark(board, now) && !refusal);
  render(drawOver({ emergency: board?.emergency, refusal, blocked }), one("#over"));
}

/** What did not fit is cut into more pages. @param {string} place */
function holdsLess(place) {
  if (state.shares[place] < LEAST) return false;
  state.shares[place] *= LESS;
  return true;
}

/** @param {CallView} call */
function blinks(call) {
  const age_ms = line.now().getTime() - Date.parse(call.at);
  return age_ms < BLINK_MS || Boolean(state.speech?.next.some((said) => said.call === call.id));
}

/** Tells the server how soon its turn is heard. @param {Turn} turn @param {number} in_s @param {How} how */
async function report({ turn, kind, id }, in_s, how) {
  if (kind === "call" && how !== "none") untold.set(id, new Date(line.now().getTime() + in_s * 1000).toISOString());
  if (untold.size > MOST_UNTOLD) untold.delete([...untold.keys()][0]);
  try {
    await ask("POST", `/displays/${encodeURIComponent(page.zone.id)}/played`, {
      turn,
      ms: Math.round(in_s * 1000),
      how,
    });
    untold.delete(id);
  } catch (error) {
    console.warn("what was said could not be reported:", failure(error));
  }
}

draw();
addEventListener("resize", () => draw({ shares: { ...ALL_OF_IT } }));
document.fonts.addEventListener("loadingdone", () => draw());
setInterval(() => {
  draw();
  if (voice.blocked) void voice.ask(); // browsers tell nobody that they have changed their mind
}, REDRAW_MS);
const isLit = () => !document.documentElement.hasAttribute("data-dark");
if (page.layout === "media") void showMedia(() => (isLit() ? document.getElementById("media") : null), page.zone.id);
started();
