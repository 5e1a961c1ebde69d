/** Where a visit goes on: at another service, at another counter, or both. */

import { named, t } from "../shared/js/page.js";
import { html, icon } from "../shared/js/view.js";
import { ask } from "./dialogs.js";
import { page } from "./staff-page.js";

/** @import { Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */

const REASONS = ["further_service", "wrong_service", "specialist", "device", "visitor", "other"];

/** @typedef {{id: string, name: Record<string, string>}} Place   a service or a counter */

/** Which service and which counter, each of them if any. @param {Place[]} services @param {Place[]} counters */
export const drawWhere = (services, counters) =>
  html`<div class="field">
      <label for="to-service">${t("counter.to_service")}</label>
      <select id="to-service" name="service" autofocus>
        <option value="">${t("counter.same_service")}</option>
        ${drawChoices(services)}
      </select>
    </div>
    <div class="field">
      <label for="to-counter">${t("counter.to_counter")}</label>
      <select id="to-counter" name="counter">
        <option value="">${t("counter.any_counter")}</option>
        ${drawChoices(counters)}
      </select>
    </div>`;

/** @param {Place[]} places */
export const drawChoices = (places) => places.map(({ id, name }) => html`<option value=${id}>${named(name)}</option>`);

/** What was chosen there, as it is sent. @param {Record<string, string>} fields */
export const whereOf = ({ service, counter }) => ({ ...(service && { service }), ...(counter && { counter }) });

/** Where does this visit go on? @param {Acts} acts @param {Panel} panel */
export function askTransfer(acts, panel) {
  if (!panel.current) return;
  const { service: now, number } = panel.current;
  const services = Object.entries(page.service_names)
    .filter(([id]) => id !== now)
    .map(([id, name]) => ({ id, name }));
  const counters = page.counters.filter(({ id }) => id !== panel.id);
  ask(
    t("counter.ask_transfer", { number }),
    html`${drawWhere(services, counters)}
      <fieldset class="places">
        <legend>${t("counter.to_place")}</legend>
        ${(page.may_put_first ? ["fair", "front", "back"] : ["fair", "back"]).map(
          (place) =>
            html`<label class="tick"
              ><input type="radio" name="to" value=${place} ?checked=${place === "fair"} />
              ${t(`counter.place_${place}`)}</label
            >`,
        )}
      </fieldset>
      <div class="field">
        <label for="reason">${t("counter.reason")}</label>
        <select id="reason" name="reason">
          ${REASONS.map((reason) => html`<option value=${reason}>${t(`counter.transfer_${reason}`)}</option>`)}
        </select>
      </div>`,
    ({ to, reason, ...where }) => acts.transfer({ ...whereOf(where), to, reason }),
    html`${icon("transfer")}${t("counter.step_transfer")}`,
  );
}
