/** Whatever a visitor brings along: a scanned code finds its notice, its case or its ticket again. */

import { call, failure } from "../shared/js/api.js";
import { named, one, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { meaning } from "../shared/js/scanned.js";
import { askCase } from "./case-questions.js";
import { ask, askAside, submitWhenScanned, tell, whenAnswered } from "./dialogs.js";
import { page, who } from "./staff-page.js";

/** @import { FoundNotice, TicketView } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */

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
          @input=${submitWhenScanned}
        />
      </div>
      <div id="found-not"></div>`,
    ({ code }) => find(code, acts),
    html`${icon("search")}${t("common.search")}`,
  );
}

/** @param {string} path */
async function found(path) {
  const answer = await call("GET", path);
  await whenAnswered();
  return answer;
}

/** @type {Record<string, (code: string, acts: Acts) => Promise<unknown>>} what each kind of code leads to */
const FOUND = {
  ticket: async (code, acts) => showTicket(await found(`/tickets/${code}`), acts),
  number: async (code, acts) => showTicket(await found(`/numbers/${encodeURIComponent(code)}`), acts),
  receipt: async (code, acts) => askCase((await found(`/cases/${code}`)).number, acts, code),
  case: async (code, acts) => askCase((await found(`/case-numbers/${code}`)).number, acts),
  appointment: async (code) => location.assign(`/a/${code}`),
  notice: async (code) => showNotice(await found(`/given-notices/${code}`)),
};

/** Opens what the code means. @param {string} typed @param {Acts} acts */
async function find(typed, acts) {
  const meant = meaning(typed);
  if (!meant) {
    foundNot(t("counter.find_unknown"), acts);
    return;
  }
  try {
    await FOUND[meant.kind](meant.code, acts);
  } catch (error) {
    const why = failure(error).words(t("counter.no_answer"));
    await whenAnswered();
    foundNot(why, acts);
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
          ${named(page.service_names[ticket.service])} · <strong>${t(`counter.status_${ticket.status}`)}</strong>
        </p>`,
      );
