/** A case looked up at the kiosk: by its receipt with the promised day, by its number alone only how far it is. */

import { day } from "../shared/js/format.js";
import { named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";

/** @param {any} found @param {any} acts */
export const drawCase = (found, acts) =>
  html` <div class="scrolled" data-scrolls>
      <div class="welcome" role="status"><h1>${t(`cases.status_${found.status}`)}</h1></div>
      <article class="slip taken is-found is-case" data-status=${found.status}>
        <div class="slip-head">
          <span>${t("cases.number")}</span><b class="number" id="number">${found.number}</b>
          ${found.name ? html`<strong>${named(found.name)}</strong>` : nothing}
        </div>
        <div class="slip-body">
          <p>${t(`cases.found_${found.status}`)}</p>
          ${
            found.due && !found.on_the_spot
              ? html`<dl class="facts">
                  <dt>${t("cases.promised")}</dt>
                  <dd>${day(found.due, "UTC")}</dd>
                </dl>`
              : nothing
          }
          ${found.provisional ? html`<p>${t("cases.provisional")}</p>` : nothing}
          ${found.due ? nothing : html`<p>${t("cases.found_note")}</p>`}
        </div>
      </article>
    </div>
    <div class="actions">
      <button class="button is-primary is-large" data-act="done" @click=${() => acts.home()}>
        ${icon("check")}${t("kiosk.done")}
      </button>
    </div>`;
