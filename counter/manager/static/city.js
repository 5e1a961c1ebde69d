/** A city's halls side by side. What is not known is said; what is not so any more stands grey, with its time. */

import { call, failure } from "../shared/js/api.js";
import { minutes } from "../shared/js/format.js";
import { hasText, named, one as element, page, started, t } from "../shared/js/page.js";
import { html, icon, nothing, render, repeat } from "../shared/js/view.js";
import { moment } from "../shared/js/moment.js";

/** @import { CityHallView, CityView, HeardView } from "../shared/js/shapes.d.ts" */

const AGAIN_MS = 5000;
const NONE = "–";

const root = element("#city");
/** @type {{city: CityView | null, failed: boolean}} */
const state = { city: null, failed: false };

async function load() {
  try {
    Object.assign(state, { city: await call("GET", "/city"), failed: false });
  } catch (error) {
    if ([401, 403].includes(failure(error).status ?? 0)) location.reload(); // the page that asks who is there
    state.failed = true;
  }
  draw();
  setTimeout(load, AGAIN_MS);
}

function draw() {
  const { city, failed } = state;
  render(
    html`<header class="masthead">
        <h1 class="masthead-name">${t("city.title")}</h1>
        <div class="masthead-tools">
          <a class="button is-plain" href="/counter/manager">${icon("back")}${t("manager.title")}</a>
        </div>
      </header>
      <main class="floor">
        ${failed ? html`<div class="banner is-danger" role="alert">${icon("offline")}${t("city.failed")}</div>` : nothing}
        ${city ? halls(city.halls) : failed ? nothing : html`<div class="state"><div class="loading" role="status" aria-label=${t("common.loading")}></div></div>`}
      </main>`,
    root,
  );
}

/** @param {CityHallView[]} all */
const halls = (all) =>
  all.length
    ? html`<ul class="city">
        ${repeat(all, ({ url }) => url, hall)}
      </ul>`
    : html`<p class="state">${t("city.none")}</p>`;

/** @param {CityHallView} one */
function hall(one) {
  const fresh = isFresh(one.now);
  const longest = one.longest_s ?? 0;
  const level = longest > page.limits.alarm_s ? "is-danger" : longest > page.limits.warn_s ? "is-warn" : "";
  const heard = one.now.at !== null;
  return html`<li class="card city-hall ${fresh ? "" : "is-old"}" data-hall=${one.url}>
    <h2>${named(one.name)}</h2>
    ${silence(one.now)}
    <dl class="city-figures">
      ${figure("waiting", one.waiting, fresh)}
      ${figure("longest", one.longest_s === null ? null : minutes(one.longest_s), fresh, level)}
      ${figure("on_time", share(one.on_time), fresh && isFresh(one.on_time_now), "", onTimeNote(one))}
      ${figure("faults", one.faults, fresh, one.faults ? "is-danger" : "")}
    </dl>
    ${
      one.fault_texts.length
        ? html`<ul class="city-faults">
            ${one.fault_texts.map((text) => html`<li>${named(text)}</li>`)}
          </ul>`
        : nothing
    }
    ${!fresh && heard ? html`<small>${t("city.as_of", { time: moment(one.now.at ?? "") })}</small>` : nothing}
  </li>`;
}

/** Nothing is fresh where this page itself hears nothing. @param {HeardView} heard */
const isFresh = (heard) => heard.fresh && !state.failed;

/** @param {string} name @param {string | number | null} value @param {boolean} fresh @param {string} level @param {unknown} note */
const figure = (name, value, fresh, level = "", note = nothing) =>
  html`<div data-figure=${name}>
    <dt>${t(`city.${name}`)}</dt>
    <dd class=${fresh ? level : "is-old"}>${value ?? NONE}${note}</dd>
  </div>`;

/** Why there is no on-time figure, or since when it stands, where the hall itself answers. @param {CityHallView} hall */
function onTimeNote({ now, on_time_now: heard }) {
  if (!now.fresh || heard.fresh) return nothing;
  if (heard.trouble === null && heard.at === null) return nothing;
  const why = heard.trouble === null ? "" : whyNot(heard.trouble);
  const at = heard.at === null ? "" : t("city.as_of", { time: moment(heard.at) });
  return html`<small>${why} ${at}</small>`;
}

/** @param {HeardView} heard */
function silence(heard) {
  if (heard.trouble !== null) {
    return html`<div class="banner is-danger" role="status">
      ${icon("offline")}<span>${whyNot(heard.trouble)} ${t("city.since", { time: moment(heard.since ?? "") })}</span>
    </div>`;
  }
  if (heard.at === null) return html`<div class="banner" role="status">${icon("clock")}${t("city.not_yet")}</div>`;
  return heard.fresh ? nothing : html`<div class="banner is-warn" role="status">${icon("clock")}${t("city.old")}</div>`;
}

/** @param {string} code */
const whyNot = (code) => (hasText(`city.why_${code}`) ? t(`city.why_${code}`) : t("city.why_status", { status: code }));

/** Rounded down: a goal that is nearly reached is not reached. @param {number | null} part */
const share = (part) => (part === null ? null : `${Math.floor(part * 1000 + 1e-6) / 10}%`);

draw();
started();
void load();
