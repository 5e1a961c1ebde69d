/** Personal data: what is kept of whom until when, what is deleted on request, and who looked. */

import { call } from "../shared/js/api.js";
import { one, started, t } from "../shared/js/page.js";
import { html, nothing, render } from "../shared/js/view.js";
import { keepKeyboard } from "./keyboard.js";
import { masthead, problemBanner } from "./managed.js";
import { Find } from "./privacy-find.js";
import { drawBackups, drawElsewhere, drawErasures, drawKept, drawLooks } from "./privacy-kept.js";
import { askAgain, unread } from "./said.js";

/** @import { LooksView, PrivacyView } from "../shared/js/shapes.d.ts" */

const COUNT_MS = 60_000; // a year of days is counted
/** @type {{kept: PrivacyView | null, looks: LooksView | null, problem: string}} */
const state = { kept: null, looks: null, problem: "" };
const find = new Find(draw, () => void load());

async function load() {
  try {
    state.kept = await call("GET", "/privacy", null, { timeout_ms: COUNT_MS });
    draw();
    state.looks = await call("GET", "/privacy/looks", null, { timeout_ms: COUNT_MS });
    state.problem = "";
  } catch (why) {
    state.problem = unread(why);
  }
  draw();
}

function draw() {
  const { kept, looks, problem } = state;
  render(
    html`${masthead(t("privacy.title"))}
      <main class="floor">
        ${problemBanner(problem)} ${problem ? html`<div class="row">${askAgain(load)}</div>` : nothing}
        <p>${t("privacy.lead")}</p>
        ${find.draw()} ${kept ? html`${drawKept(kept.kinds)}` : loading(problem)} ${looks ? drawLooks(looks) : nothing}
        ${kept ? html`${drawErasures(kept.erasures)} ${drawElsewhere(kept.standing)} ${drawBackups(kept.backups)}` : nothing}
      </main>`,
    one("#privacy"),
  );
}

/** @param {string} problem */
const loading = (problem) =>
  problem ? nothing : html`<div class="loading" role="status" aria-label=${t("common.loading")}></div>`;

draw();
void load();
keepKeyboard();
started();
