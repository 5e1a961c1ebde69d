/** What a page shows of its line: why it is refused and what to do, and that there is a newer page. */

import { hasText, t } from "./page.js";
import { html, icon, nothing } from "./view.js";

/** @typedef {import("./line-state.js").Refusal} Refusal */

/** The key of a refusal's words in the catalogue section "common"; what an older page does not know is no outage either. @param {Refusal} refusal */
export const refusalKey = ({ code }) => (hasText(`common.refused_${code}`) ? `refused_${code}` : "refused_unexpected");

/** What helps a device that is not trusted. */
const drawPairing = () => html`<a class="button" href="/pair">${icon("key")}${t("common.pair")}</a>`;

/**
 * In place of the page: the server is there, and takes it in no more.
 * @param {Refusal} refusal
 * @param {{instead?: string, acts?: unknown}} [more]   what visitors do instead, in words; what helps
 */
export function drawRefused(refusal, { instead = "", acts = nothing } = {}) {
  const key = `common.${refusalKey(refusal)}`;
  return html`<section class="state refused" role="alert" data-refused=${refusal.code}>
    ${icon("alert")}
    <h1 class="state-title">${t(key, refusal.facts)}</h1>
    ${instead ? html`<p class="instead">${instead}</p>` : nothing}
    <p>${t(`${key}_do`, refusal.facts)}</p>
    ${acts} ${refusal.code === "not_trusted" ? drawPairing() : nothing}
  </section>`;
}

/** Above a page of which what it showed last is still worth reading. @param {Refusal} refusal @param {string} asOf */
export function drawRefusedAbove(refusal, asOf) {
  const key = `common.${refusalKey(refusal)}`;
  return html`<div class="banner is-warn" role="alert" data-refused=${refusal.code}>
    ${icon("alert")}
    <div>
      <strong>${t(key, refusal.facts)}</strong>
      <div>${t(`${key}_do`, refusal.facts)}</div>
      <div>${asOf}</div>
    </div>
  </div>`;
}

/** Above the page, while somebody is in the middle of something. @param {string} [words] */
export const drawOutdated = (words = t("common.outdated")) =>
  html`<div class="banner is-warn" role="status" data-outdated>
    ${icon("info")}<span>${words}</span>
    <button class="button push" @click=${() => location.reload()}>${t("common.outdated_now")}</button>
  </div>`;
