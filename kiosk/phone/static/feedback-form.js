/** A complaint, a suggestion or praise, written on the phone. What was written stays until it is received. */

import { call } from "../shared/js/api.js";
import { keptInTab } from "../shared/js/kept.js";
import { drawMasthead } from "../shared/js/masthead.js";
import { lang, named, one, page, started, t } from "../shared/js/page.js";
import { KeyOf, OnePress } from "../shared/js/press.js";
import { html, icon, nothing, render } from "../shared/js/view.js";

const KINDS = ["complaint", "suggestion", "praise"];
const root = one("#feedback");
const press = new OnePress(draw);
const keys = new KeyOf();
const DRAFT = `feedback-${page.ticket ?? ""}`; // phones load a page anew that was out of sight
/** @type {{problem: string, given: import("../shared/js/shapes.d.ts").GivenFeedback | null}} */
const state = { problem: "", given: null };

/** @param {SubmitEvent} event */
async function send(event) {
  event.preventDefault();
  if (press.now) return;
  const body = {
    ...written(/** @type {HTMLFormElement} */ (event.target)),
    lang,
    ...(page.ticket && { ticket: page.ticket }),
  };
  state.problem = "";
  const ask = (/** @type {string} */ key) => call("POST", "/complaints", body, { key });
  const { answer, why } = await press.do("feedback", ask, keys.said(body));
  if (why) state.problem = why.words(t("feedback.no_answer"));
  else {
    state.given = answer;
    keptInTab.takeItem(DRAFT);
  }
  draw();
}

/** @param {HTMLFormElement} form @returns {Record<string, string>} */
const written = (form) => Object.fromEntries([...new FormData(form)].map(([name, said]) => [name, String(said)]));

/** @param {InputEvent} event */
function keep({ currentTarget }) {
  keptInTab.setItem(DRAFT, JSON.stringify(written(/** @type {HTMLFormElement} */ (currentTarget))));
}

/** Puts what was written before the page was loaded anew back into its fields. */
function restore() {
  const { elements } = /** @type {HTMLFormElement} */ (one("form"));
  for (const [name, said] of Object.entries(JSON.parse(keptInTab.getItem(DRAFT) ?? "{}"))) {
    const field = elements.namedItem(name);
    if (field && "value" in field) field.value = String(said);
  }
}

/** @param {string} name @param {number} longest @param {string} [type] */
const line = (name, longest, type = "text") =>
  html`<div class="field">
    <label for=${name}>${t(`feedback.${name}`)}</label>
    <input
      id=${name}
      name=${name}
      type=${type}
      maxlength=${longest}
      autocomplete="off"
      ?readonly=${press.now !== null}
      aria-describedby="${name}-note"
    />
    <p class="soft" id="${name}-note">${t(`feedback.${name}_note`)}</p>
  </div>`;

const drawForm = () =>
  html`<form class="card stack" @submit=${send} @input=${keep}>
    <h1 class="heading">${t("feedback.title")}</h1>
    <fieldset class="kinds">
      <legend>${t("feedback.kind")}</legend>
      ${KINDS.map(
        (kind) =>
          html`<label class="kind"
            ><input type="radio" name="kind" value=${kind} ?checked=${kind === KINDS[0]} />
            ${t(`feedback.kind_${kind}`)}</label
          >`,
      )}
    </fieldset>
    <div class="field">
      <label for="text">${t("feedback.text")}</label>
      <textarea
        id="text"
        name="text"
        rows="6"
        maxlength="2000"
        required
        ?readonly=${press.now !== null}
        aria-describedby="text-note"
      ></textarea>
      <p class="soft" id="text-note">${t("feedback.text_note")}</p>
    </div>
    ${page.ticket ? nothing : line("about", 200)} ${line("contact", 100, "tel")}
    <p class="soft">${t("feedback.privacy")}</p>
    ${state.problem ? html`<p class="banner is-danger" role="alert">${icon("alert")}${state.problem}</p>` : nothing}
    <button class="button is-primary is-large" data-send ?disabled=${press.now !== null}>
      ${icon("check")}${t("feedback.send")}
    </button>
  </form>`;

/** @param {import("../shared/js/shapes.d.ts").GivenFeedback} given */
const drawGiven = ({ number, token }) =>
  html`<section class="card stack" role="status">
    <h1 class="title">${t("feedback.thanks")}</h1>
    <p>${t("feedback.number")} <strong class="receipt-number">${number}</strong></p>
    <p>${t("feedback.keep")}</p>
    <img class="qr" src="/f/${token}/qr.svg" alt=${t("feedback.scan")} />
    <a class="button is-primary is-large" data-see href="/f/${token}?lang=${lang}"
      >${icon("search")}${t("feedback.see")}</a
    >
  </section>`;

function draw() {
  render(
    html`${drawMasthead(named(page.hall))}
      <main class="phone-main">${state.given ? drawGiven(state.given) : drawForm()}</main>`,
    root,
  );
}

draw();
restore();
started();
