/** The head of a page that may be read in another language; pages without scripts have web/masthead.html. */

import { lang, page, switchLanguage, t } from "./page.js";
import { html } from "./view.js";

/** @param {string} name   whose page it is */
export const drawMasthead = (name) =>
  html`<header class="masthead">
    <div class="masthead-name">${name}</div>
    <div class="masthead-tools choice" role="group" aria-label=${t("common.language_switch")}>
      ${page.languages.map(
        (other) =>
          html`<button
            lang=${other}
            aria-pressed=${other === lang}
            @click=${() => other !== lang && switchLanguage(other)}
          >
            ${page.language_names[other]}
          </button>`,
      )}
    </div>
  </header>`;
