/** The tablet that faces the visitor: how was it? Between two visits it says whose counter this is. */

import { call } from "../shared/js/api.js";
import { whenLetGo } from "../shared/js/let-go.js";
import { drawRefused } from "../shared/js/line-view.js";
import { live } from "../shared/js/live.js";
import { pressByTouch } from "../shared/js/touch.js";
import { drawMasthead } from "../shared/js/masthead.js";
import { named, one, page, started, t } from "../shared/js/page.js";
import { pressOnce } from "../shared/js/press-once.js";
import { Rating } from "../shared/js/rating.js";
import { html, icon, nothing, render } from "../shared/js/view.js";

/** @import { Tablet, ToRate } from "../shared/js/shapes.d.ts" */

const REDRAW_MS = 500;
const THANKS_MS = 4000;

/** @import { Refusal } from "../shared/js/line-state.js" */
/** @type {{picture: Tablet | null, line: string, refusal: Refusal | null, thanked_ms: number, problem: string}} */
const state = { picture: null, line: "", refusal: null, thanked_ms: -THANKS_MS, problem: "" };

let rated = ""; // the visit whose rating was sent
const rating = new Rating(
  {
    send: async (given, key) => {
      state.problem = "";
      rated = state.picture?.visit?.ticket ?? "";
      const body = { ticket: rated, ...given };
      state.picture = await call("POST", `/counters/${encodeURIComponent(page.counter)}/rating`, body, { key });
      state.thanked_ms = performance.now();
      rating.reset();
    },
    failed: (why) => {
      if (visit()?.ticket === rated) state.problem = why.words(t("common.offline")); // else it came through, or its time is over
    },
  },
  draw,
);

/** The visit to rate, unless its time is over. */
const visit = () => {
  const asked = state.picture?.visit;
  return asked && line.now() < new Date(asked.until) ? asked : null;
};

/** A counter of which nothing is known yet is not called closed. */
const loading = () =>
  html`<section class="state"><div class="loading" role="status" aria-label=${t("common.loading")}></div></section>`;

const content = () => {
  if (!state.picture) return loading();
  if (performance.now() - state.thanked_ms < THANKS_MS) return thanks();
  const asked = visit();
  return asked ? question(asked) : welcome();
};

/** @param {ToRate} asked */
const question = (asked) =>
  html`<section class="rate-ask">
    <p class="rate-visit">${asked.number} · ${named(asked.service)}</p>
    ${rating.draw((words) => html`<h1>${words}</h1>`)}
  </section>`;

const thanks = () =>
  html`<section class="state rate-ask" role="status">
    ${icon("check")}
    <h1>${t("rating.thanks")}</h1>
  </section>`;

function welcome() {
  const { status, clerk } = /** @type {Tablet} */ (state.picture);
  return html`<section class="state rate-ask">
    ${icon("counter")}
    <h1>${t(status === "open" ? "rating.welcome" : "rating.closed")}</h1>
    ${clerk ? html`<p class="rate-visit">${t("rating.clerk", { name: clerk.name, badge: clerk.badge ?? "" })}</p>` : nothing}
  </section>`;
}

function draw() {
  whenLetGo(drawNow);
}

function drawNow() {
  if (!visit()) rating.reset();
  render(
    html`${drawMasthead(named(state.picture?.name ?? page.hall))}
      ${state.line === "stale" ? html`<div class="banner is-warn" role="status">${icon("offline")}${t("common.offline")}</div>` : nothing}
      ${state.problem ? html`<div class="banner is-danger" role="alert">${icon("alert")}${state.problem}</div>` : nothing}
      <main class="rate-main">
        ${state.refusal ? drawRefused(state.refusal, { instead: t("rating.unusable") }) : content()}
      </main>`,
    one("#rate"),
  );
}

/** @param {Tablet} picture */
function show(picture) {
  if (picture.visit?.ticket !== state.picture?.visit?.ticket) {
    rating.reset();
    state.problem = "";
  }
  state.picture = picture;
  draw();
}

const line = live(
  "/rate",
  { counter: page.counter },
  {
    rate: (/** @type {Tablet} */ picture) => whenLetGo(() => show(picture)), // a touch rates the visit that is seen
  },
  {
    onState: (now, refusal) => {
      Object.assign(state, { line: now, refusal });
      draw();
    },
    mayReload: () => !visit(),
  },
);
pressByTouch();
pressOnce();
setInterval(draw, REDRAW_MS);
draw();
started();
