/** The one-time notice: what is missing is ticked on the guide's own list, and told all at once. */

import { named, one, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { ask, fill, focusIn, tell } from "./dialogs.js";
import { page } from "./staff-page.js";

/** @import { GivenNotice, GuideView, MaterialView, NoticeView, Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */

const NINE = 9; // as many have a digit of their own

/** @param {Acts} acts @param {Panel} panel */
export function askNotice(acts, panel) {
  if (!panel.current) return;
  const first = page.guide_of[panel.current.service] ?? page.guides[0]?.id;
  const choose = (/** @type {Event} */ event) => list(/** @type {HTMLSelectElement} */ (event.target).value);
  ask(
    t("counter.ask_notice", { number: panel.current.number }),
    html`<div class="field">
        <label for="guide">${t("counter.notice_guide")}</label>
        <select id="guide" name="guide" @change=${choose}>
          ${page.guides.map(({ id, name }) => html`<option value=${id} ?selected=${id === first}>${named(name)}</option>`)}
        </select>
      </div>
      <div id="told-before"></div>
      <fieldset class="places">
        <legend>${t("counter.notice_missing")}</legend>
        <div id="materials" class="lines"></div>
      </fieldset>
      <div class="field">
        <label for="remark">${t("counter.notice_remark")}</label>
        <textarea id="remark" name="remark" rows="2" maxlength="1000"></textarea>
      </div>`,
    ({ guide, remark }, key) => acts.notice({ guide, remark: remark ?? "", missing: ticked() }, key),
    t("counter.notice_give"),
  );
  void list(first).then(() => focusIn("#materials"));
}

const ticked = () =>
  [...document.querySelectorAll("#materials :checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);

/** Shows the materials of a guide, and what was told of it before. @param {string} guide */
function list(guide) {
  void fill(
    one("#told-before"),
    `/counters/${encodeURIComponent(page.counter)}/notices`,
    (/** @type {NoticeView[]} */ given) => {
      const before = given.filter((notice) => notice.guide === guide).at(-1);
      return before ? again(t("counter.notice_before", { id: before.id })) : nothing;
    },
  );
  return fill(one("#materials"), `/guides/${encodeURIComponent(guide)}`, (/** @type {GuideView} */ { materials }) =>
    materials.map(material),
  );
}

/** All that is missing is to be told at once. @param {unknown} words */
const again = (words) => html`<p class="banner is-warn" data-again>${icon("alert")}<span>${words}</span></p>`;

/** @param {MaterialView} material @param {number} index */
const material = ({ id, name, wanted, note }, index) =>
  html`<label class="tick" data-digit=${index < NINE ? index + 1 : ""}
    ><input type="checkbox" value=${id} />
    <span
      >${index < NINE ? html`<kbd>${index + 1}</kbd> ` : ""}${named(name)}
      <small>${named(wanted)}${note ? ` · ${named(note)}` : ""}</small></span
    ></label
  >`;

/** It is given: paper, or the code for the phone. @param {GivenNotice} notice */
export function showNotice({ id, url, printing, again: secondTime }) {
  const path = `/n/${url.split("/").at(-1)}`;
  tell(
    t("counter.done_notice", { id }),
    html`<div class="banner ${printing ? "is-ok" : "is-warn"}">
        ${icon("printer")}<span>${t(printing ? "counter.notice_printing" : "counter.notice_not_printing")}</span>
      </div>
      ${secondTime ? again(t("counter.notice_twice")) : nothing}
      <div class="state">
        <img class="qr" src="${path}/qr.svg" alt=${t("counter.notice_scan")} />
        <p>${t("counter.notice_scan")}</p>
        <a class="button" href=${path} target="_blank" rel="noopener">${t("counter.notice_open")}</a>
      </div>`,
  );
}
