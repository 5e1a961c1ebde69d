/** Whether the answer will do: two large buttons under it. */

import { call } from "../shared/js/api.js";
import { one, page, started, t } from "../shared/js/page.js";
import { KeyOf, OnePress } from "../shared/js/press.js";
import { html, icon, nothing, render } from "../shared/js/view.js";

const press = new OnePress(draw);
const keys = new KeyOf();
let problem = "";

/** @param {boolean} satisfied */
async function judge(satisfied) {
  if (press.now) return;
  problem = "";
  const body = { satisfied };
  const ask = (/** @type {string} */ key) => call("POST", `/complaints/${page.token}/judgement`, body, { key });
  const { why } = await press.do("judgement", ask, keys.said(body));
  if (!why || why.status === 409) {
    // it is judged already, perhaps in another window: the page says how
    location.reload();
    return;
  }
  problem = why.words(t("feedback.no_answer"));
  draw();
}

function draw() {
  const busy = press.now !== null;
  render(
    html`<h2 class="heading">${t("feedback.will_it_do")}</h2>
      <div class="acts">
        <button class="button is-primary is-large" data-judge="yes" ?disabled=${busy} @click=${() => judge(true)}>
          ${icon("check")}${t("feedback.judge_yes")}
        </button>
        <button class="button is-large" data-judge="no" ?disabled=${busy} @click=${() => judge(false)}>
          ${icon("again")}${t("feedback.judge_no")}
        </button>
      </div>
      <p class="soft">${t("feedback.judge_note")}</p>
      ${problem ? html`<p class="banner is-danger" role="alert">${icon("alert")}${problem}</p>` : nothing}`,
    one("#judgement"),
  );
}

draw();
started();
