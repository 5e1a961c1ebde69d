/** Questions before a step: each is answered by keyboard alone, and Escape takes it back. */

import { call, failure } from "../shared/js/api.js";
import { named, one, t } from "../shared/js/page.js";
import { KeyOf } from "../shared/js/press.js";
import { isScanned } from "../shared/js/scanned.js";
import { html, icon, nothing, render } from "../shared/js/view.js";
import { page } from "./staff-page.js";

/** @import { ServiceView, TicketView } from "../shared/js/shapes.d.ts" */
/** @import { Acts } from "./acts.d.ts" */
/** @typedef {Record<string, string>} Fields   of a form, by name */

const SCANNED_MS = 400; // so long after its last sign a scanned code is complete

const dialog = /** @type {HTMLDialogElement} */ (one("#dialog"));

/** Why no question can be answered now, if so; each page puts its own in. @type {{whyNot: () => string}} */
export const answering = { whyNot: () => "" };

export const isAsking = () => dialog.open;

/** What comes while somebody answers another question waits for that: it would take away what is written there. */
export async function whenAnswered() {
  while (isAsking()) await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
}

/** @type {(() => void) | null} what Escape leads back to, instead of away */
let back = null;
let isOver = () => "";

/** What the question that is shown is about may go while somebody answers it. @param {() => string} why  "" as long as it has not */
export const asLongAs = (why) => void (isOver = why);

/**
 * Shows `template` as a question. What cannot be sent now stays written; what was sent and came to nothing is asked again
 * with all that was written and why, and the same words are then the same act.
 * @param {unknown} title @param {unknown} template
 * @param {(fields: Fields, key: string) => unknown} answered   may promise why it was not done, "" if it was
 * @param {unknown} [submit]  words of the button; "" where each answer has a button of its own
 * @param {(() => void) | null} [before]   the first question, when this is a second one: Escape leads back to it
 */
export function ask(title, template, answered, submit = t("common.confirm"), before = null) {
  const keys = new KeyOf();
  const onSubmit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const why = answering.whyNot() || isOver();
    sayWhyNot(why);
    if (why) return;
    const given = new FormData(form, event.submitter);
    const fields = Object.fromEntries([...given].map(([name, value]) => [name, String(value)]));
    shut();
    const failed = await answered(fields, keys.said(written(form)));
    if (typeof failed !== "string" || !failed || !form.isConnected || isAsking()) return;
    dialog.showModal();
    sayWhyNot(failed);
  };
  show(
    html`<form class="stack" @submit=${onSubmit}>
      <h2 class="heading">${title}</h2>
      ${template}
      <div class="dialog-foot">
        <p id="not-now" class="field-error" role="alert"></p>
        <button class="button" type="button" @click=${leave}>
          ${t(before ? "common.back" : "common.cancel")} <kbd>Esc</kbd>
        </button>
        ${submit ? html`<button class="button is-primary">${submit} <kbd>${t("counter.key_enter")}</kbd></button>` : nothing}
      </div>
    </form>`,
    before,
  );
}

/** All that was written and ticked, also what has no name. @param {HTMLFormElement} form */
const written = (form) =>
  [...form.elements].map((one_) => {
    const { value, checked } = /** @type {HTMLInputElement} */ (one_);
    return [value, checked];
  });

/** @param {string} why */
const sayWhyNot = (why) => render(why ? html`${icon("alert")}${why}` : nothing, one("#not-now"));

/**
 * Shows what has come about; there is nothing to answer, and Enter or Escape ends it.
 * @param {unknown} title @param {unknown} template
 */
export function tell(title, template) {
  if (isAsking()) {
    void whenAnswered().then(() => tell(title, template));
    return;
  }
  show(
    html`<form class="stack" @submit=${done}>
      <h2 class="heading">${title}</h2>
      ${template}
      <div class="dialog-foot">
        <button class="button is-primary" autofocus>${t("common.close")} <kbd>${t("counter.key_enter")}</kbd></button>
      </div>
    </form>`,
  );
}

/**
 * The button that says Enter is what Enter means, unless something else asks for the keyboard.
 * @param {unknown} template @param {(() => void) | null} [before]
 */
function show(template, before = null) {
  back = before;
  isOver = () => "";
  render(nothing, dialog);
  render(template, dialog);
  dialog.showModal();
  const asked = dialog.querySelector("[autofocus]");
  /** @type {HTMLElement | null} */ (asked ?? dialog.querySelector(".is-primary"))?.focus({ preventScroll: !asked });
  if (!asked) dialog.scrollTop = 0; // a long question begins with its title, wherever the one before was left
}

/** @param {SubmitEvent} event */
function done(event) {
  event.preventDefault();
  shut();
  render(nothing, dialog); // what is told once does not stay in the page
}

/** The keyboard goes back to where it was; a browser may leave it in what has gone, and the next key would be lost. */
function shut() {
  dialog.close();
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  if (dialog.contains(focused)) focused?.blur();
}

function leave() {
  shut();
  back?.();
}

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  leave();
});

/** A code needs no Enter where a scanner typed it: nobody types an address. @param {Event} event */
export function submitWhenScanned(event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  clearTimeout(Number(field.dataset.scanned));
  const take = () => field.isConnected && isScanned(field.value) && field.form?.requestSubmit();
  field.dataset.scanned = String(setTimeout(take, SCANNED_MS));
}

/** One touch or one digit each. @param {string} name @param {{value: string, label: unknown}[]} choices */
export function options(name, choices) {
  return html`<div class="stack options">
    ${choices.map(
      ({ value, label }, index) =>
        html`<button
          class="button is-plain"
          name=${name}
          value=${value}
          data-digit=${index + 1}
          ?autofocus=${index === 0}
        >
          <kbd>${index + 1}</kbd>${label}
        </button>`,
    )}
  </div>`;
}

/**
 * Fills a place in a question with what the server says; an answer that something else has overtaken is of no account.
 * @param {HTMLElement} place @param {string} path @param {(answer: any) => unknown} template
 */
export async function fill(place, path, template) {
  place.dataset.path = path;
  let shown;
  try {
    shown = template(await call("GET", path));
  } catch (error) {
    failure(error);
    shown = html`<p class="field-error">${icon("alert")}${t("counter.loading_failed")}</p>`;
  }
  if (!place.isConnected || place.dataset.path !== path) return;
  render(shown, place);
}

/** Lets the keyboard go on in what has come, unless somebody writes elsewhere by then. @param {string} place */
export function focusIn(place) {
  if (dialog.querySelector(":is(select, textarea):focus")) return;
  /** @type {HTMLElement | null} */ (dialog.querySelector(`${place} :is(button, input)`))?.focus();
}

dialog.addEventListener("keydown", (event) => {
  const field = /** @type {HTMLSelectElement} */ (event.target);
  if (event.key === "Enter" && event.repeat && !event.shiftKey) {
    event.preventDefault(); // held down since it opened the question: that was no answer
    return;
  }
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && field.matches("select, textarea")) {
    event.preventDefault(); // the space bar opens a list, Shift begins a line; Enter answers, as in every other field
    field.form?.requestSubmit();
    return;
  }
  const writing = field.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (digit === undefined || writing || event.repeat) return;
  const meant = /** @type {HTMLElement | null} */ (dialog.querySelector(`[data-digit="${digit}"]`));
  if (meant) {
    event.preventDefault();
    meant.click();
  }
});

/** @param {Acts} acts */
export function askPause(acts) {
  const reasons = ["break", "materials", "meeting", "device", "other"];
  const choices = reasons.map((value) => ({ value, label: t(`counter.pause_${value}`) }));
  ask(
    t("counter.ask_pause"),
    html`${options("reason", choices)}
      <div class="field">
        <label for="handover">${t("counter.handover_field")}</label>
        <textarea id="handover" name="handover" rows="2" maxlength="500"></textarea>
        <p class="soft">${t("counter.handover_hint")}</p>
      </div>`,
    ({ reason, handover }) => acts.pause(reason, handover),
    "",
  );
}

/** Which held or missed visit goes on? @param {Acts} acts @param {TicketView[]} tickets */
export function askAside(acts, tickets) {
  const choices = tickets.map(({ number, status }) => {
    const act = status === "held" ? "resume" : "reinstate";
    return {
      value: `${act} ${number}`,
      label: html`<b>${number}</b> ${t(`counter.status_${status}`)} · ${t(`counter.${act}`)}`,
    };
  });
  const go = (/** @type {Fields} */ { ticket }) => {
    const [act, number] = ticket.split(" ");
    if (act === "resume") acts.resume(number);
    else acts.reinstate(number);
  };
  ask(t("counter.aside"), options("ticket", choices), go, "");
}

/** Which number is to be called? @param {Acts} acts */
export function askNumber(acts) {
  ask(
    t("counter.ask_number"),
    html`<div class="field">
      <label for="number">${t("common.number")}</label>
      <input
        id="number"
        name="number"
        required
        maxlength="12"
        autocomplete="off"
        autocapitalize="characters"
        autofocus
      />
    </div>`,
    ({ number }) => acts.callNumber(number),
    t("common.call"),
  );
}

/** Which closed service is opened for one visitor more? @param {(service: string) => void} allow */
export function askOneMore(allow) {
  const closed = (/** @type {ServiceView[]} */ services) => {
    const choices = services.filter(({ open }) => !open).map(({ id, name }) => ({ value: id, label: named(name) }));
    return choices.length ? options("service", choices) : html`<p>${t("counter.all_open")}</p>`;
  };
  ask(t("counter.ask_one_more"), html`<div id="closed"></div>`, ({ service }) => allow(service), "");
  void fill(one("#closed"), "/services", closed).then(() => focusIn("#closed"));
}

/** Where does this window work? */
export function askCounter() {
  ask(
    t("counter.ask_counter"),
    html`<div class="field">
      <label for="counter">${t("common.counter")}</label>
      <select id="counter" name="counter" autofocus>
        ${page.counters
          .filter(({ id }) => page.seats.includes(id))
          .map(({ id, name }) => html`<option value=${id} ?selected=${id === page.counter}>${named(name)}</option>`)}
      </select>
    </div>`,
    ({ counter }) => location.replace(`?counter=${encodeURIComponent(counter)}`),
  );
}
