/** The city's platforms: which of them reads what of this hall, and which is told what happens in it. */

import { Problem, Unreachable, call } from "../shared/js/api.js";
import { one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { answering } from "../panel/dialogs.js";
import { tokensSection } from "./tokens.js";
import { webhooksSection } from "./webhooks.js";

/** @import { EndpointView, TokenView } from "../shared/js/shapes.d.ts" */
/** @typedef {(method: "POST" | "DELETE", path: string, body: object | null, done?: (answer: any) => void) => Promise<void>} Act */

const AGAIN_MS = 5000;

/** @type {{tokens: TokenView[] | null, endpoints: EndpointView[] | null, problem: string, busy: boolean}} */
const state = { tokens: null, endpoints: null, problem: "", busy: false };

async function load() {
  try {
    [state.tokens, state.endpoints] = await Promise.all([call("GET", "/tokens"), call("GET", "/webhooks")]);
    state.problem = "";
  } catch (why) {
    failed(why);
  }
  draw();
}

/** @type {Act} */
async function act(method, path, body, done = () => {}) {
  state.busy = true;
  try {
    done(await call(method, path, body));
    await load();
  } catch (why) {
    failed(why);
  } finally {
    state.busy = false;
    draw();
  }
}

/** @param {unknown} why */
function failed(why) {
  if (!(why instanceof Problem || why instanceof Unreachable)) throw why;
  if (why instanceof Problem && why.status === 401) location.reload();
  const fields = why instanceof Problem ? why.errors.map((/** @type {{msg: string}} */ { msg }) => msg).join(" ") : "";
  state.problem = why instanceof Problem ? fields || why.detail : t("manager.no_answer");
}

answering.whyNot = () => (state.busy ? t("counter.still_busy") : "");

function draw() {
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("platforms.title")}</h1>
        <div class="masthead-tools">
          <span class="soft who">${icon("person")}${page.staff.name}</span>
          <a class="button is-plain" href="/counter/manager">${icon("back")}${t("manager.title")}</a>
        </div>
      </header>
      <main class="floor">
        ${state.problem ? html`<div class="banner is-danger" role="alert">${icon("alert")}${state.problem}</div>` : nothing}
        ${tokensSection(state.tokens, act)} ${webhooksSection(state.endpoints, act)}
      </main>`,
    one("#platforms"),
  );
}

draw();
started();
void load();
setInterval(load, AGAIN_MS);
