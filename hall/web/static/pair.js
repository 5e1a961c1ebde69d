/** A computer of the hall becomes one of its devices: a code is typed, touched, or stands in the address after #. */

import { newKey } from "../shared/js/api.js";
import { lang, one, started, t } from "../shared/js/page.js";
import { html, icon, render } from "../shared/js/view.js";

const code = /** @type {HTMLInputElement} */ (one("#code"));
const key = newKey();
const KEYS = [..."1234567890", "⌫"];

/** @param {string} said */
const tell = (said) => {
  one("#problem").textContent = said;
};

async function pair() {
  tell("");
  try {
    const answer = await fetch("/pair", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": lang, "Idempotency-Key": key },
      body: JSON.stringify({ code: code.value }),
    });
    const said = await answer.json();
    if (answer.ok) location.replace(said.screen);
    else tell(said.errors?.[0]?.msg ?? said.detail ?? t("common.error"));
  } catch {
    tell(t("common.offline"));
  }
}

/** A kiosk has no keyboard. @param {string} sign */
function touch(sign) {
  code.value = sign === "⌫" ? code.value.slice(0, -1) : code.value + sign;
}

one("#pair").addEventListener("submit", (event) => {
  event.preventDefault();
  pair();
});
render(
  html`${KEYS.map(
    (sign) =>
      html`<button
        class="button is-large"
        type="button"
        aria-label=${sign === "⌫" ? t("common.delete") : sign}
        @click=${() => touch(sign)}
      >
        ${sign === "⌫" ? icon("back") : sign}
      </button>`,
  )}`,
  one("#pad"),
);
/** @type {HTMLButtonElement} */ (one("#pair .is-primary")).disabled = false; // sent before, the code would be put into the address
started();
if (location.hash.length > 1) {
  code.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search); // a code is not left in the address
  pair();
}
