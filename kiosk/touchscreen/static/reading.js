/** Guides at the kiosk: choosing one with a few letters, reading it, taking it along, or straight to a ticket. */

import { named, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { drawGuide } from "../shared/js/guide.js";

/** @import { GuideInList } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./touch.d.ts" */
/** @import { Visit } from "./visit.js" */

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** @param {Visit} visit @param {Acts} acts */
export function drawGuides(visit, acts) {
  const { typed, found } = visit.screen;
  return html` <div class="welcome"><h1>${t("guides.choose")}</h1></div>
    <div class="choices" data-scrolls="36" role="region" aria-live="polite">
      ${found.length ? html`<div class="tiles">${found.map((/** @type {GuideInList} */ guide) => drawInList(guide, acts))}</div>` : drawNone(typed)}
    </div>
    <div class="pad" role="group" aria-label=${t("guides.search_keys")}>
      <div class="typed"><output>${typed || t("guides.search_keys")}</output></div>
      <div class="keys is-alphabet">
        ${LETTERS.map(
          (letter) =>
            html`<button class="button" data-key=${letter} @click=${() => acts.type(typed + letter)}>
              ${letter}
            </button>`,
        )}
        <button class="button" data-key="erase" ?disabled=${!typed} @click=${() => acts.type(typed.slice(0, -1))}>
          ${icon("back")}${t("guides.erase")}
        </button>
        <button class="button" data-key="clear" ?disabled=${!typed} @click=${() => acts.type("")}>
          ${icon("close")}${t("guides.clear")}
        </button>
      </div>
    </div>`;
}

/** @param {GuideInList} guide @param {Acts} acts */
const drawInList = (guide, acts) =>
  html`<button class="tile" data-guide=${guide.id} @click=${() => acts.read(guide.id)}>
    <span class="tile-mark">${icon("guide")}</span>
    <span class="tile-name">${named(guide.name)}</span><span class="tile-note">${named(guide.summary)}</span>
  </button>`;

/** @param {string} typed */
const drawNone = (typed) =>
  html`<div class="state">
    ${icon("search")}
    <div class="state-title">${t("guides.none", { typed })}</div>
    <p>${t("guides.none_do")}</p>
  </div>`;

/** @param {Visit} visit @param {Acts} acts */
export function drawReading(visit, acts) {
  const { guide, have } = visit.screen;
  const service = visit.services.find(({ id }) => id === guide.service);
  return html` <article class="stack reading" data-scrolls="36" tabindex="0" aria-label=${named(guide.name)}>
      ${drawGuide(guide, have, acts)}
    </article>
    <aside class="takeaway">
      <figure>
        <img class="qr" src="/guides/${guide.id}/qr.svg" alt=${t("guides.scan_alt")} width="200" height="200" />
        <figcaption>${t("guides.scan")}</figcaption>
      </figure>
      <div class="stack">
        ${service?.open && visit.isThere ? html`<button class="button is-primary is-large" data-act="ticket" @click=${() => acts.take(service)}>${icon("ticket")}${t("guides.ticket")}</button>` : nothing}
        ${visit.printer ? html`<button class="button" data-act="print" @click=${() => acts.printGuide(guide)}>${icon("printer")}${t("guides.print_roll")}</button>` : nothing}
        <button class="button" data-act="guides" @click=${() => acts.guides()}>
          ${icon("back")}${t("guides.back")}
        </button>
      </div>
    </aside>`;
}
