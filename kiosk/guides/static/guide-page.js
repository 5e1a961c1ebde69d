/** A guide on a phone or a desk: what was ticked stays ticked on this device, and goes nowhere else. */

import { kept } from "../shared/js/kept.js";
import { lang, named, one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { drawGuide } from "../shared/js/guide.js";

const root = one("#guide");
const { guide } = page;
const PLACE = `guide-${guide.id}`;
let have = remembered();

/** What is ticked, perhaps in another window too; nothing where what was kept cannot be read. @returns {Set<string>} */
function remembered() {
  try {
    return new Set(JSON.parse(kept.getItem(PLACE) ?? "[]"));
  } catch {
    return new Set();
  }
}

/** @param {string} id @param {boolean} on */
function tick(id, on) {
  have = remembered();
  if (on) have.add(id);
  else have.delete(id);
  kept.setItem(PLACE, JSON.stringify([...have]));
  draw();
}

function draw() {
  render(
    html`${drawGuide(guide, have, { tick })}
      ${page.service_name ? html`<p class="banner">${icon("ticket")}${t("guides.ticket_at_kiosk", { service: named(page.service_name) })}</p>` : nothing}
      <div class="actions">
        <a class="button is-primary" href="/guides/${guide.id}.pdf?lang=${lang}"
          >${icon("printer")}${t("guides.pdf")}</a
        >
        <a class="button" href="/guides?lang=${lang}">${icon("back")}${t("guides.back")}</a>
      </div>`,
    root,
  );
}

function look() {
  have = remembered();
  draw();
}

addEventListener("storage", look);
addEventListener("pageshow", ({ persisted }) => persisted && look());
root.replaceChildren(); // what stood there for browsers without scripts
draw();
started();
