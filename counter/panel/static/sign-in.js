/** Who are you, and at which counter? */

import { kept } from "../shared/js/kept.js";
import { live } from "../shared/js/live.js";
import { drawMasthead } from "../shared/js/masthead.js";
import { inOneLine, lang, named, one, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render } from "../shared/js/view.js";

const LAST_COUNTER = "hallcall.counter"; // this computer stands at one counter: it is remembered here, never the person

const LENT = "urn:hallcall:pin-lent";

/** `lent`: somebody else chose the PIN, and a new one is asked for beside it. */
const state = { busy: false, problem: "", lent: false };
const otherWindows = new BroadcastChannel("hallcall.signed-in"); // of this browser: they share its session

/** @param {SubmitEvent} event */
async function submit(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const { staff, pin, counter, new_pin, again } = Object.fromEntries(new FormData(form));
  if (new_pin !== again) return refuse(t("counter.pins_differ"), "#new-pin");
  Object.assign(state, { busy: true, problem: "" });
  draw();
  const problem = await signIn({ staff, pin, ...(counter && { counter }), ...(new_pin && { new_pin }) });
  if (!problem) {
    if (counter) kept.setItem(LAST_COUNTER, String(counter));
    otherWindows.postMessage(true);
    begin(counter);
    return;
  }
  refuse(problem, state.lent ? "#new-pin" : "#pin");
}

/** Opens the page anew; one whose address names a counter, at the one that was chosen. @param {unknown} counter */
function begin(counter) {
  const address = new URL(location.href);
  if (!counter || !address.searchParams.has("counter")) return location.reload();
  address.searchParams.set("counter", String(counter));
  address.hash = "";
  location.replace(address); // the very same address is loaded anew as well
}

/** Says why not, and has the field typed anew. @param {string} problem @param {string} where */
function refuse(problem, where) {
  Object.assign(state, { busy: false, problem });
  draw();
  const field = /** @type {HTMLInputElement} */ (one(where));
  field.value = "";
  field.focus();
}

/** The reason why not, or nothing. @param {object} who */
async function signIn(who) {
  try {
    const answer = await fetch("/counter/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": lang },
      body: JSON.stringify(who),
    });
    if (answer.ok) return "";
    const said = await answer.json();
    if (answer.status === 401) state.lent = said.type === LENT; // a wrong PIN is asked for alone again
    return said.errors?.[0]?.msg ?? said.detail ?? t("common.error");
  } catch {
    return t("common.offline"); // no answer at all: the server is out of reach
  }
}

function draw() {
  render(
    html`${drawMasthead(named(page.hall))}
      <main class="sign-in">
        <form class="card stack" @submit=${submit}>
          <h1 class="heading">${t(page.title)}</h1>
          ${page.notice ? html`<p class="banner is-warn" role="status">${icon("info")}${t(page.notice, { counters: inOneLine(page.seats.map(named)) })}</p>` : nothing}
          ${page.works_at ? worksAt() : nothing}
          <div class="field">
            <label for="staff">${t("counter.staff_id")}</label>
            <input
              id="staff"
              name="staff"
              required
              autocomplete="username"
              autocapitalize="off"
              spellcheck="false"
              autofocus
            />
          </div>
          <div class="field">
            <label for="pin">${t("counter.pin")}</label>
            <input
              id="pin"
              name="pin"
              type="password"
              required
              autocomplete="current-password"
              aria-invalid=${String(Boolean(state.problem))}
              aria-describedby="problem"
            />
          </div>
          ${state.lent ? newPin("new-pin", "new_pin", "counter.new_pin") : nothing}
          ${state.lent ? newPin("again", "again", "counter.new_pin_again") : nothing}
          ${page.counters ? counterField() : nothing}
          <div id="problem" role="alert">
            ${state.problem ? html`<span class="field-error">${icon("alert")}${state.problem}</span>` : nothing}
          </div>
          <button class="button is-primary is-large" aria-busy=${String(state.busy)} ?disabled=${state.busy}>
            ${icon("key")}${t("common.sign_in")}
          </button>
        </form>
      </main>`,
    one("#sign-in"),
  );
}

const worksAt = () =>
  html`<p class="banner is-warn" role="status">
    ${icon("info")}<span>${t("common.works_at")} <a href=${page.works_at}>${page.works_at}</a></span>
  </p>`;

/** @param {string} id @param {string} name @param {string} label */
const newPin = (id, name, label) =>
  html`<div class="field">
    <label for=${id}>${t(label)}</label>
    <input id=${id} name=${name} type="password" required maxlength="64" autocomplete="new-password" />
  </div>`;

function counterField() {
  const last = new URLSearchParams(location.search).get("counter") ?? kept.getItem(LAST_COUNTER);
  return html`<div class="field">
    <label for="counter">${t("common.counter")}</label>
    <select id="counter" name="counter">
      ${page.counters.map(
        (/** @type {{id: string, name: Record<string, string>}} */ { id, name }) =>
          html`<option value=${id} ?selected=${id === last}>${named(name)}</option>`,
      )}
    </select>
  </div>`;
}

function nobodyTypes() {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("#staff, #pin"));
  return [...fields].every(({ value }) => !value);
}

/** Somebody signed in in another window: this one may as well open, unless somebody is typing here. */
otherWindows.onmessage = () => {
  if (nobodyTypes()) location.reload();
};

draw();
started();
// The counter of whoever is signed in is in the plan no more: when it is back, so is the panel
if (page.awaited) live("/counter", { counter: page.awaited }, {}, { mayReload: nobodyTypes });
