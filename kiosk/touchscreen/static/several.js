/** Several services at once: chosen one after the other, then taken as one ticket. */

import { named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { page } from "./kiosk-page.js";

/** @import { ServiceView } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./touch.d.ts" */
/** @import { Visit } from "./visit.js" */

/**
 * Offered at the foot of the first page, where it takes no room from the services, and where there is more than one to
 * take; elder mode has one choice fewer.
 * @param {Visit} visit @param {Acts} acts
 */
export function drawSeveral(visit, acts) {
  const choosing = visit.screen.name === "home" && !visit.refusal && !visit.several && !acts.elder;
  if (!choosing || visit.services.filter((service) => service.open).length < 2) return nothing;
  return html`<button class="button" data-act="several" @click=${() => acts.several(true)}>
    ${icon("plus")}${t("kiosk.several")}
  </button>`;
}

/** What is chosen so far, and the ticket for it. @param {Visit} visit @param {ServiceView[]} chosen @param {Acts} acts */
export function drawChosen(visit, chosen, acts) {
  const [first, ...others] = chosen;
  return html`<div class="banner is-ok preferred chosen" role="status">
    ${icon("check")}
    <div>
      <strong
        >${chosen.length ? chosen.map(({ name }) => named(name)).join(t("kiosk.join")) : t("kiosk.several_on")}</strong
      >
      <div>
        ${visit.visitorClass ? html`<span class="badge">${named(page.class_names[visit.visitorClass])}</span>` : nothing}
        ${t("kiosk.several_order")}
      </div>
    </div>
    <button class="button" data-act="several-off" @click=${() => acts.several(false)}>${t("kiosk.several_off")}</button>
    <button
      class="button is-primary"
      data-act="several-take"
      ?disabled=${!chosen.length}
      @click=${() => first && acts.take(first, ...others)}
    >
      ${icon("printer")}${t("kiosk.several_take", { count: chosen.length })}
    </button>
  </div>`;
}

/** The services that follow on a ticket, in order. @param {Visit} visit @param {{then: readonly string[]}} ticket */
export const drawThen = (visit, { then }) =>
  then.length
    ? html`<p class="then">
        ${t("kiosk.then_follow", {
          services: then
            .map((id) => named(visit.services.find((service) => service.id === id)?.name))
            .join(t("kiosk.join")),
        })}
      </p>`
    : nothing;
