/** A business guide to read, with the visitor's own checklist; the same at the kiosk and on every other screen. */

import { named, t } from "./page.js";
import { html, icon, nothing } from "./view.js";

/** @import { GuideView, MaterialView } from "./shapes.d.ts" */

/** @typedef {{tick: (id: string, on: boolean) => void}} Ticking */

/**
 * @param {GuideView} guide
 * @param {Set<string>} have                       ids of the materials that were ticked
 * @param {Ticking} acts
 */
export const drawGuide = (guide, have, acts) =>
  html` <header class="stack">
      <h1>${named(guide.name)}</h1>
      <p class="lead">${named(guide.summary)}</p>
    </header>
    <dl class="facts card">
      ${guide.facts.map(
        (fact) =>
          html`<dt>${t(`guides.${fact.key}`)}</dt>
            <dd>${named(fact.text)}</dd>`,
      )}
    </dl>
    <section class="card" aria-labelledby="materials">
      <div class="card-head"><h2 class="heading" id="materials">${t("guides.materials")}</h2></div>
      ${guide.materials.length ? drawChecklist(guide, have, acts) : t("guides.nothing_to_bring")}
    </section>
    ${drawList(
      "conditions",
      guide.conditions.map((text) => html`<li>${named(text)}</li>`),
    )}
    ${drawList(
      "steps",
      guide.steps.map(
        (step) =>
          html`<li>
            <strong>${named(step.name)}</strong>
            <div>${named(step.text)}</div>
          </li>`,
      ),
    )}
    ${drawList(
      "basis",
      guide.basis.map((text) => html`<li>${named(text)}</li>`),
    )}
    <p class="soft">${t("guides.updated", { date: guide.updated })}</p>`;

/** @param {GuideView} guide @param {Set<string>} have @param {Ticking} acts */
const drawChecklist = (guide, have, acts) =>
  html` <p class="soft">${t("guides.materials_how")}</p>
    ${guide.materials.map((material) => drawMaterial(material, have, acts))}
    ${have.size ? drawMissing(missing(guide, have)) : nothing}`;

/** @param {MaterialView} material @param {Set<string>} have @param {Ticking} acts */
const drawMaterial = (material, have, acts) =>
  html`<label class="tick">
    <input
      type="checkbox"
      .checked=${have.has(material.id)}
      data-material=${material.id}
      @change=${(/** @type {Event} */ event) => acts.tick(material.id, /** @type {HTMLInputElement} */ (event.target).checked)}
    />
    <span
      ><strong>${named(material.name)}</strong
      >${material.required ? nothing : html` <span class="badge">${t("guides.only_if")}</span>`}
      <span class="wanted">${named(material.wanted)}</span
      >${material.note ? html`<span class="wanted">${named(material.note)}</span>` : nothing}</span
    ></label
  >`;

/** What is required and not there. @param {GuideView} guide @param {Set<string>} have */
export const missing = (guide, have) =>
  guide.materials.filter((material) => material.required && !have.has(material.id));

/** @param {MaterialView[]} lacking */
const drawMissing = (lacking) =>
  lacking.length
    ? html`<div class="banner is-warn" role="status" data-missing=${lacking.length}>
        ${icon("info")}<span
          >${t("guides.missing", { count: lacking.length })}${lacking.map((material) => named(material.name)).join(t("guides.join"))}</span
        >
      </div>`
    : html`<div class="banner is-ok" role="status" data-missing="0">${icon("check")}${t("guides.all_there")}</div>`;

/** @param {string} key @param {unknown[]} items */
const drawList = (key, items) =>
  items.length
    ? html`<section class="card" aria-labelledby=${key}>
        <div class="card-head"><h2 class="heading" id=${key}>${t(`guides.${key}`)}</h2></div>
        <ol class="list is-${key}">
          ${items}
        </ol>
      </section>`
    : nothing;
