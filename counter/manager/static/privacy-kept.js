/** What is kept of whom until when; who looked; what was deleted: as tables, and nothing to do with them. */

import { t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { page, who } from "../panel/staff-page.js";
import { moment } from "../shared/js/moment.js";

/** @import { BackupsView, ErasureView, KindView, LooksView, StandingView } from "../shared/js/shapes.d.ts" */

/** @param {string} title @param {string[]} heads @param {unknown} rows */
export const table = (title, heads, rows) =>
  html`<div class="wide" role="region" tabindex="0" aria-label=${title}>
    <table class="table privacy-table">
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${t(`privacy.col_${head}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

/** A cell, which says by itself what it is where there is no room for columns. @param {string} head @param {unknown} content */
export const cell = (head, content) => html`<td data-head=${t(`privacy.col_${head}`)}><div>${content}</div></td>`;

/** Facts by their names. @param {readonly string[]} facts */
export const named = (facts) => facts.map((fact) => t(`privacy.fact_${fact}`)).join(t("statistics.list"));

/** @param {readonly KindView[]} kinds */
export const drawKept = (kinds) =>
  html`<section class="card" data-part="kept">
    <div class="card-head">
      <h2 class="heading">${t("privacy.kept")}</h2>
      ${page.may.includes("manage") ? html`<a class="button is-plain push" href="/counter/manager/settings#privacy">${icon("settings")}${t("privacy.change")}</a>` : nothing}
    </div>
    ${table(t("privacy.kept"), ["kind", "whom", "why", "keeps", "count", "next"], kinds.map(kept))}
  </section>`;

/** @param {KindView} one */
const kept = ({ kind, whom, facts, days, count, standing, oldest, next_deleted }) =>
  html`<tr data-kind=${kind}>
    <th scope="row">${t(`privacy.kind_${kind}`)}<span class="second">${named(facts)}</span></th>
    ${cell("whom", t(`privacy.whom_${whom}`))} ${cell("why", t(`privacy.why_${kind}`))}
    ${cell("keeps", t(`privacy.keeps_${kind}`, { days: days ?? "" }))}
    ${cell("count", html`${t("privacy.count", { count })}${standing && whom !== "platform" ? html`<span class="second">${t("privacy.standing", { count: standing })}</span>` : nothing}`)}
    ${cell("next", html`${next_deleted ? t("privacy.next", { day: next_deleted }) : t("privacy.no_next")}${oldest ? html`<span class="second">${t("privacy.since", { day: oldest })}</span>` : nothing}`)}
  </tr>`;

/** @param {readonly StandingView[]} standing */
export const drawElsewhere = (standing) =>
  html`<section class="card" data-part="elsewhere">
    <div class="card-head"><h2 class="heading">${t("privacy.elsewhere")}</h2></div>
    <ul class="privacy-said">
      ${standing.map(
        ({ what, count }) =>
          html`<li>
            <strong>${t(`privacy.what_${what}`)}</strong>${count === null ? nothing : ` · ${count}`}
            <div class="soft">${t(`privacy.says_${what}`)}</div>
          </li>`,
      )}
    </ul>
  </section>`;

/** @param {BackupsView} backups */
export const drawBackups = ({ count, oldest, newest, keep_days }) =>
  html`<section class="card stack" data-part="backups">
    <h2 class="heading">${t("privacy.backups")}</h2>
    <p>
      ${count ? t("privacy.backups_count", { count, oldest: oldest ?? "", newest: newest ?? "" }) : t("privacy.backups_none")}
    </p>
    <p>${t("privacy.backups_hold", { days: keep_days })}</p>
    <p>${t("privacy.backups_again")}</p>
  </section>`;

/** @param {LooksView} looks */
export const drawLooks = ({ days, count, looks, unread }) =>
  html`<section class="card stack" data-part="looks">
    <div class="card-head">
      <h2 class="heading">${t("privacy.looks")}</h2>
      <a class="button is-plain push" href="/counter/manager/reports?report=audit">${t("privacy.looks_all")}</a>
    </div>
    <p>${t("privacy.looks_lead", { days })}</p>
    <p class="soft">${t("privacy.looks_daily")}</p>
    ${unread.length ? html`<div class="banner is-warn" role="alert">${icon("alert")}${t("privacy.looks_unread", { days: unread.join(t("statistics.list")) })}</div>` : nothing}
    ${count > looks.length ? html`<p class="soft">${t("privacy.looks_more", { count, shown: looks.length })}</p>` : nothing}
    ${looks.length ? table(t("privacy.looks"), ["at", "by", "what", "about"], looks.map(look)) : html`<p>${t("privacy.looks_none", { days })}</p>`}
  </section>`;

/** @param {LooksView["looks"][number]} one */
const look = ({ at, by, what, about }) =>
  html`<tr data-look=${what}>
    ${cell("at", moment(at))} ${cell("by", who(by))} ${cell("what", t(`statistics.act_${what}`))}
    ${cell("about", what === "person_sought" ? sought(about) : about)}
  </tr>`;

/** Records as they stand in the audit: "case 2026-11-23 B20261123-001, …". @param {string | null} about */
const sought = (about) =>
  (about || "")
    .split(", ")
    .filter(Boolean)
    .map((label) => label.replace(/^\S+/, (kind) => t(`privacy.kind_${kind}`)))
    .join(t("statistics.list"));

/** @param {readonly ErasureView[]} erasures */
export const drawErasures = (erasures) =>
  html`<section class="card stack" data-part="erasures">
    <h2 class="heading">${t("privacy.erasures")}</h2>
    ${erasures.length ? table(t("privacy.erasures"), ["erasure", "at", "by", "kinds", "kept"], erasures.map(erasure)) : html`<p>${t("privacy.erasures_none")}</p>`}
  </section>`;

/** @param {ErasureView} one */
const erasure = ({ number, at, by, found_by, kinds, kept: left }) =>
  html`<tr data-erasure=${number}>
    <th scope="row">
      <a href=${`/counter/manager/privacy/${number}`}>${number}</a
      ><span class="second">${t(`privacy.found_by_${found_by}`)}</span>
    </th>
    ${cell("at", moment(at))} ${cell("by", who(by))}
    ${cell(
      "kinds",
      Object.entries(kinds).map(([kind, count]) => html`<div>${t(`privacy.kind_${kind}`)} × ${count}</div>`),
    )}
    ${cell("kept", left.length ? left.map(({ kind, number: which }) => html`<div>${t(`privacy.kind_${kind}`)} ${which}</div>`) : "–")}
  </tr>`;
