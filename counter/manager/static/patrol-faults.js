/** What is out of order, since when, who sees to it; reported and ended by hand where the hall cannot know by itself. */

import { minutes } from "../shared/js/format.js";
import { hasText, named, page as given, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";
import { folded } from "../panel/folded.js";
import { who } from "../panel/staff-page.js";
import { moment } from "../shared/js/moment.js";

/** @import { DeviceFaultView, FaultsView } from "../shared/js/shapes.d.ts" */
/** @import { Act } from "./managed.js" */

const OTHER = ""; // a place or thing that the hall has no name for

/** @param {readonly DeviceFaultView[]} faults @param {string} now @param {Act | null} act */
export const faultList = (faults, now, act) =>
  html`<ul class="rows">
    ${repeat(
      faults,
      ({ id }) => id,
      (fault) => row(fault, now, act),
    )}
  </ul>`;

/** @param {DeviceFaultView} fault @param {string} now @param {Act | null} act */
const row = (fault, now, act) =>
  html`<li class="patrol-item" data-fault=${fault.id}>
    <b>${named(fault.device)}</b>
    ${fault.urgent ? html`<span class="badge is-danger">${icon("alert")}${t("patrol.urgent")}</span>` : nothing}
    <span>${what(fault)}</span>
    <small class="soft">
      ${lasted(fault, now)} · ${fault.by ? t("patrol.by", { by: who(fault.by) }) : t("patrol.found")} ·
      ${fault.seen_to_by ? t("patrol.seen_to", { by: who(fault.seen_to_by) }) : t("patrol.nobody")}
    </small>
    ${fault.text ? html`<p class="patrol-words">${fault.text}</p>` : nothing}
    ${fault.remark ? html`<p class="patrol-words">${fault.remark}</p>` : nothing}
    ${act && !fault.until ? acts(fault, act) : nothing}
  </li>`;

/** What the hall found, in a word. @param {DeviceFaultView} fault */
const what = ({ code }) => (code && hasText(`patrol.code_${code}`) ? t(`patrol.code_${code}`) : "");

/** @param {DeviceFaultView} fault @param {string} now   by the hall's clock */
function lasted({ since, until }, now) {
  const duration = minutes(Math.max(0, Date.parse(until ?? now) - Date.parse(since)) / 1000);
  return until
    ? t("patrol.lasted", { since: moment(since), until: moment(until), duration })
    : t("patrol.since", { time: moment(since), duration });
}

/** @param {DeviceFaultView} fault @param {Act} act */
function acts(fault, act) {
  const path = `/device-faults/${encodeURIComponent(fault.id)}`;
  const end = () => askEnd(fault, (remark, key) => act("POST", `${path}/ended`, { remark }, { key }));
  return html`<div class="row patrol-acts">
    ${
      fault.seen_to_by
        ? nothing
        : html`<button class="button" data-take @click=${() => act("POST", `${path}/taken`, {})}>
            ${icon("person")}${t("patrol.take")} <span class="only-heard">${named(fault.device)}</span>
          </button>`
    }
    ${
      fault.ends_itself
        ? html`<span class="soft">${t("patrol.itself")}</span>`
        : html`<button class="button is-plain" data-end @click=${end}>
            ${icon("check")}${t("patrol.end")} <span class="only-heard">${named(fault.device)}</span>
          </button>`
    }
  </div>`;
}

/** @param {DeviceFaultView} fault @param {(remark: string, key: string) => unknown} end */
const askEnd = ({ device }, end) =>
  ask(
    t("patrol.ask_end"),
    html`<p><strong>${named(device)}</strong></p>
      <div class="field">
        <label for="remark">${t("patrol.how")}</label>
        <textarea id="remark" name="remark" rows="3" maxlength="1000" autofocus></textarea>
      </div>`,
    ({ remark }, key) => end(remark, key),
    t("patrol.end"),
  );

/** @param {Act} act @param {boolean} urgent */
export const askReport = (act, urgent) =>
  ask(
    t(urgent ? "patrol.ask_urgent" : "patrol.ask_report"),
    html`${urgent ? html`<p class="banner is-warn">${icon("alert")}<span>${t("patrol.urgent_hint")}</span></p>` : nothing}
      <div class="field">
        <label for="device">${t("patrol.what")}</label>
        <select id="device" name="device" autofocus @change=${showOther}>
          ${urgent ? nothing : things()}
          <option value=${OTHER}>${t("patrol.other")}</option>
          ${urgent ? things() : nothing}
        </select>
      </div>
      <div class="field" id="other-field" ?hidden=${!urgent && given.things.length > 0}>
        <label for="other">${t("patrol.other_name")}</label>
        <input id="other" name="other" maxlength="64" autocomplete="off" ?required=${urgent || !given.things.length} />
      </div>
      <div class="field">
        <label for="text">${t("patrol.remark")}</label>
        <textarea id="text" name="text" rows="3" maxlength="1000" required></textarea>
        <p class="soft">${t("patrol.remark_hint")}</p>
      </div>`,
    ({ device, other, text }, key) => act("POST", "/device-faults", { device: device || other, text, urgent }, { key }),
    t("patrol.send"),
  );

const things = () =>
  given.things.map(
    (/** @type {{id: string, name: Record<string, string>}} */ { id, name }) =>
      html`<option value=${id}>${named(name)}</option>`,
  );

/** A thing without a name of its own is asked for. @param {Event} event */
function showOther(event) {
  const select = /** @type {HTMLSelectElement} */ (event.target);
  const field = /** @type {HTMLElement} */ (document.querySelector("#other-field"));
  field.hidden = select.value !== OTHER;
  /** @type {HTMLInputElement} */ (field.querySelector("input")).required = !field.hidden;
}

/** What ended lately. @param {FaultsView} faults */
export function faultsBefore({ faults, time, count }) {
  const over = faults.filter(({ until }) => until);
  return html`<section class="card" data-part="faults-before">
    <div class="card-head"><h2 class="heading">${t("patrol.earlier_faults")}</h2></div>
    ${over.length ? folded(over, (some) => faultList(some, time, null)) : html`<p class="soft">${t("patrol.none_earlier")}</p>`}
    ${count > faults.length ? html`<p class="soft">${t("patrol.earlier_more", { count })}</p>` : nothing}
  </section>`;
}
