/** Whatever a visitor brings along: a scanned code finds its notice, its case or its ticket again. */

import { call, failure } from "../shared/js/api.js";
import { named, one, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { askCase, tokenIn } from "./case-questions.js";
import { ask, askAside, tell } from "./dialogs.js";
import { page, who } from "./staff-page.js";

/** @import { FoundNotice, TicketView } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */

const NOTICE = /\/n\/([\w-]{16,64})|^(N\d{8}-\d{3,})$/i;
const CASE = /^B?\d{8}-?\d{3,}$/i;
const TICKET = /\/t\/([\w-]{16,64})/;

/**
 * Scanned or typed. A scanner types an address, "http://…": its first letter is the key of this question, and the
 * rest is written into the field, so that a code may be scanned at any time without a key having been pressed.
 * @param {Acts} acts
 */
export function askFind(acts) {
  ask(
    t("counter.ask_find"),
    html`<div class="field">
        <label for="code">${t("counter.find_code")}</label>
        <input
          id="code"
          name="code"
          maxlength="300"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          required
          autofocus
        />
      </div>
      <div id="found-not"></div>`,
    ({ code }) => find(code.trim(), acts),
    html`${icon("search")}${t("common.search")}`,
  );
}

/** Opens what the code means. @param {string} code @param {Acts} acts */
async function find(code, acts) {
  try {
    const receipt = tokenIn(code);
    const notice = NOTICE.exec(code);
    const ticket = TICKET.exec(code);
    if (receipt) askCase((await call("GET", `/cases/${receipt}`)).number, acts, receipt);
    else if (CASE.test(code)) askCase((await call("GET", `/case-numbers/${code}`)).number, acts);
    else if (notice) showNotice(await call("GET", `/given-notices/${notice[1] ?? notice[2].toUpperCase()}`));
    else if (ticket) showTicket(await call("GET", `/tickets/${ticket[1]}`), acts);
    else foundNot(t("counter.find_unknown"), acts);
  } catch (error) {
    foundNot(failure(error).words(t("counter.no_answer")), acts);
  }
}

/** Asks again, and says why. @param {string} why @param {Acts} acts */
function foundNot(why, acts) {
  askFind(acts);
  render(html`<p class="field-error" role="alert">${icon("alert")}${why}</p>`, one("#found-not"));
}

/** What was missing last time, to be ticked off as it is put on the counter. @param {FoundNotice} notice */
const showNotice = ({ id, name, at, counter, by, lacking, remark, url }) =>
  tell(
    `${t("counter.step_notice")} ${id}`,
    html`<p><strong>${named(name)}</strong></p>
      <p class="soft">${at.slice(0, 10)} · ${named(counter)} · ${who(by)}</p>
      <fieldset class="places">
        <legend>${t("counter.notice_lacked")}</legend>
        ${lacking.map((material, index) => html`<label class="tick"><input type="checkbox" ?autofocus=${index === 0} /><span>${named(material)}</span></label>`)}
      </fieldset>
      ${remark ? html`<p>${remark}</p>` : nothing}
      <a class="button" href="/n/${url.split("/").at(-1)}" target="_blank" rel="noopener"
        >${t("counter.notice_open")}</a
      >`,
  );

/** One that is held or missed is taken up again from here. @param {TicketView} ticket @param {Acts} acts */
const showTicket = (ticket, acts) =>
  ["held", "no_show"].includes(ticket.status)
    ? askAside(acts, [ticket])
    : tell(
        ticket.number,
        html`<p>
          ${named(page.service_names[ticket.service])} · <strong>${t(`common.status_${ticket.status}`)}</strong>
        </p>`,
      );
