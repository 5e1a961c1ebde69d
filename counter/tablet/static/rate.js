/** The tablet that faces the visitor: how was it? Five levels; the low two ask why. Nobody has to answer. */

import { Problem, Unreachable, call, newKey } from "../shared/js/api.js";
import { live } from "../shared/js/live.js";
import { lang, named, one, page, switchLanguage, t } from "../shared/js/page.js";
import { LOW, drawLevels, drawReasons } from "../shared/js/rating.js";
import { html, icon, nothing, render } from "../shared/js/view.js";

const REDRAW_MS = 500;
const THANKS_MS = 4000;

const state = {
  picture: null,
  line: "",
  score: 0,
  reasons: new Set(),
  thanked_ms: 0,
  problem: "",
  busy: false,
  key: "",
};

/** The visit to rate, unless its time is over. */
const visit = () => {
  const asked = state.picture?.visit;
  return asked && line.now() < new Date(asked.until) ? asked : null;
};

function choose(score) {
  Object.assign(state, { score, problem: "", key: newKey() });
  state.reasons.clear();
  if (score > LOW) send();
  else draw();
}

function tick(reason) {
  if (!state.reasons.delete(reason)) state.reasons.add(reason);
  state.key = newKey(); // another answer is another act
  draw();
}

async function send() {
  const { score, reasons, key } = state;
  Object.assign(state, { busy: true, problem: "" });
  draw();
  try {
    const body = { ticket: state.picture.visit.ticket, score, reasons: [...reasons] };
    const picture = await call("POST", `/counters/${encodeURIComponent(page.counter)}/rating`, body, { key });
    Object.assign(state, { picture, score: 0, thanked_ms: Date.now() });
  } catch (why) {
    if (!(why instanceof Problem || why instanceof Unreachable)) throw why;
    state.problem = why instanceof Problem ? why.detail : t("common.offline");
  } finally {
    state.busy = false;
    draw();
  }
}

const content = () => {
  if (Date.now() - state.thanked_ms < THANKS_MS) return thanks();
  const asked = visit();
  if (!asked) return welcome();
  return state.score ? why() : levels(asked);
};

const levels = (asked) =>
  html`<section class="rate-ask">
    <p class="rate-visit">${asked.number} · ${named(asked.service)}</p>
    <h1>${t("rating.how")}</h1>
    ${drawLevels(choose, state.busy)}
    <p class="soft">${t("rating.voluntary")}</p>
  </section>`;

const why = () =>
  html`<section class="rate-ask">
    <h1>${t("rating.why")}</h1>
    <p class="soft">${t("rating.why_text", { score: t(`rating.score_${state.score}`) })}</p>
    ${drawReasons(page.reasons, state.reasons, tick)}
    <div class="actions">
      <button
        class="button is-large"
        ?disabled=${state.busy}
        @click=${() => {
          state.score = 0;
          draw();
        }}
      >
        ${icon("back")}${t("common.back")}
      </button>
      <button
        class="button is-primary is-large"
        data-send
        ?disabled=${state.busy || !state.reasons.size}
        @click=${send}
      >
        ${icon("check")}${t("rating.send")}
      </button>
    </div>
  </section>`;

const thanks = () =>
  html`<section class="state rate-ask" role="status">
    ${icon("check")}
    <h1>${t("rating.thanks")}</h1>
  </section>`;

function welcome() {
  const { picture } = state;
  const clerk = picture?.clerk;
  return html`<section class="state rate-ask">
    ${icon("counter")}
    <h1>${t(picture?.status === "open" ? "rating.welcome" : "rating.closed")}</h1>
    ${clerk ? html`<p class="rate-visit">${t("rating.clerk", clerk)}</p>` : nothing}
  </section>`;
}

function draw() {
  if (state.score && !visit()) state.score = 0; // the next visitor finds a fresh question
  render(
    html`<header class="masthead">
        <div class="masthead-name">${state.picture ? named(state.picture.name) : named(page.hall)}</div>
        <div class="masthead-tools">
          <span class="choice">
            ${page.languages.map((other) => html`<button lang=${other} aria-pressed=${String(other === lang)} @click=${() => switchLanguage(other)}>${page.language_names[other]}</button>`)}
          </span>
        </div>
      </header>
      ${state.line === "stale" ? html`<div class="banner is-warn" role="status">${icon("offline")}${t("common.offline")}</div>` : nothing}
      ${state.problem ? html`<div class="banner is-danger" role="alert">${icon("alert")}${state.problem}</div>` : nothing}
      <main class="rate-main">${content()}</main>`,
    one("#rate"),
  );
}

const line = live(
  "/rate",
  { counter: page.counter },
  {
    rate: (picture) => {
      if (picture.visit?.ticket !== state.picture?.visit?.ticket) Object.assign(state, { score: 0, problem: "" });
      state.picture = picture;
      draw();
    },
    pulse: () => {},
  },
  {
    onState: (now) => {
      state.line = now;
      draw();
    },
    mayReload: () => !visit(),
  },
);
setInterval(draw, REDRAW_MS);
draw();
