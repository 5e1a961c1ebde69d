/** What has become of the calls aloud, by zone. */

import { named, t } from "../shared/js/page.js";
import { html, icon, nothing, repeat } from "../shared/js/view.js";
import { page } from "../panel/staff-page.js";

/** @import { FloorNow, SoundNow } from "../shared/js/shapes.d.ts" */

/** What the displays have played: how soon after the key, and whether it was the hall's voice. @param {FloorNow} floor */
export function drawSounds({ sounds }) {
  return html`<section class="card" data-sounds>
    <div class="card-head"><h2 class="heading">${t("manager.sounds")}</h2></div>
    ${
      sounds.length === 0
        ? html`<p class="soft">${t("manager.no_sounds")}</p>`
        : html`<div class="wide">
            <table class="table">
              <thead>
                <tr>
                  ${["zone", "said", "usual", "slowest", "how", "unsaid"].map((name) => html`<th scope="col">${t(`manager.sound_${name}`)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${repeat(sounds, ({ zone }) => zone, soundRow)}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

/** @param {SoundNow} sounds */
const soundRow = ({ zone, usual_s, slowest_s, said, answered_first, never, forms }) =>
  html`<tr>
    <th scope="row">${named(page.zones[zone])}</th>
    <td>${said}</td>
    ${[usual_s, slowest_s].map((s) => html`<td>${s === null ? "–" : t("manager.sound_seconds", { s: s.toFixed(1) })}</td>`)}
    <td>
      ${Object.entries(forms).map(
        ([form, count]) =>
          html`<span class="badge ${form === "chime" ? "is-warn" : "is-ok"}">
            ${icon(form === "chime" ? "alert" : "check")}${t(`manager.sound_form_${form}`, { count })}</span
          > `,
      )}
    </td>
    <td>
      ${never ? html`<span class="badge is-warn">${icon("alert")}${t("manager.sound_never", { count: never })}</span> ` : nothing}
      ${answered_first ? html`<span class="badge">${t("manager.sound_answered_first", { count: answered_first })}</span>` : nothing}
      ${never || answered_first ? nothing : "–"}
    </td>
  </tr>`;
