/** Where a visit goes on: at another service, at another counter, or both. */

import { named, t } from "../shared/js/page.js";
import { html, icon } from "../shared/js/view.js";
import { ask } from "./dialogs.js";
import { page } from "./staff-page.js";

/** @import { Panel } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */

const REASONS = ["further_service", "wrong_service", "specialist", "device", "visitor", "other"];

/** Where does this visit go on? @param {Acts} acts @param {Panel} panel */
export function askTransfer(acts, panel) {
  if (!panel.current) return;
  const { service: now, number } = panel.current;
  const services = Object.entries(page.service_names).filter(([id]) => id !== now);
  const counters = page.counters.filter(({ id }) => id !== panel.id);
  ask(
    t("counter.ask_transfer", { number }),
    html`<div class="field">
        <label for="to-service">${t("counter.to_service")}</label>
        <select id="to-service" name="service" autofocus>
          <option value="">${t("counter.same_service")}</option>
          ${services.map(([id, name]) => html`<option value=${id}>${named(name)}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="to-counter">${t("counter.to_counter")}</label>
        <select id="to-counter" name="counter">
          <option value="">${t("counter.any_counter")}</option>
          ${counters.map(({ id, name }) => html`<option value=${id}>${named(name)}</option>`)}
        </select>
      </div>
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
    ({ service, counter, to, reason }) =>
      acts.transfer({ ...(service && { service }), ...(counter && { counter }), to, reason }),
    html`${icon("transfer")}${t("counter.step_transfer")}`,
  );
}
