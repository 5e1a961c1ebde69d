/** The walls' pictures and videos in the settings: what lies there, put there, taken away; the list below says what is shown. */

import { call, failure } from "../shared/js/api.js";
import { page, t } from "../shared/js/page.js";
import { html, icon, nothing } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";

/** @import { MediumFile } from "../shared/js/shapes.d.ts" */
/** @import { Editing } from "./settings-fields.js" */

const SLOW_MS = 15 * 60_000; // a film over a hall's Wi-Fi
const MB = 2 ** 20;
/** What came of the last upload or deletion. @type {{kind: "ok" | "warn" | "info", text: string} | null} */
let said = null;

/** @returns {MediumFile[]} */
const files = () => page.there.files;
const LOOKS = { ok: "check", warn: "alert", info: "info" };

/** @param {Editing} editing */
export function mediaFiles(editing) {
  const used = new Set((editing.plan.media ?? []).map((/** @type {{file: string}} */ { file }) => file));
  return html`<div class="media-files stack">
    <label class="button is-primary media-upload"
      >${icon("plus")}${t("settings.media_upload")}<input
        type="file"
        multiple
        aria-label=${t("settings.media_upload")}
        accept=".jpg,.jpeg,.png,.webp,.gif,.mp4,.webm"
        @change=${(/** @type {Event} */ event) => void upload(event, editing)}
    /></label>
    <p role="status" data-media-said>
      ${said ? html`<span class="badge is-${said.kind}">${icon(LOOKS[said.kind])}${said.text}</span>` : nothing}
    </p>
    ${
      files().length
        ? html`<ul class="media-list">
            ${files().map((one) => card(one, used.has(one.id), editing))}
          </ul>`
        : html`<p class="state">${t("settings.media_none")}</p>`
    }
  </div>`;
}

/** @param {MediumFile} one @param {boolean} isUsed @param {Editing} editing */
function card({ id, kind, size, mark }, isUsed, editing) {
  const address = `/display/media/${encodeURIComponent(id)}?v=${mark}`;
  const use = () => {
    editing.plan.media = [...(editing.plan.media ?? []), { file: id }];
    editing.changed();
  };
  return html`<li class="media-file" data-file=${id}>
    ${kind === "picture" ? html`<img src=${address} alt="" loading="lazy" />` : html`<video src=${address} muted preload="metadata"></video>`}
    <b>${id}</b>
    <span class="soft"
      >${t(`settings.media_${kind}`)} · ${t("settings.media_mb", { size: Math.max(size / MB, 0.1).toFixed(1) })}</span
    >
    <span class="row">
      ${
        isUsed
          ? html`<span class="badge is-ok">${icon("check")}${t("settings.media_listed")}</span>`
          : html`<button
              type="button"
              class="button is-plain"
              aria-label="${t("settings.media_use")} ${id}"
              @click=${use}
            >
              ${t("settings.media_use")}
            </button>`
      }
      <button
        type="button"
        class="button is-plain"
        aria-label="${t("settings.remove")} ${id}"
        @click=${() => askAway(id, editing)}
      >
        ${icon("minus")}${t("settings.remove")}
      </button>
    </span>
  </li>`;
}

/** One after the other: each is told by its name. @param {Event} event @param {Editing} editing */
async function upload(event, editing) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const chosen = [...(input.files ?? [])];
  input.value = "";
  for (const one of chosen) {
    say("info", t("settings.media_uploading", { name: one.name }), editing);
    const done = await act("PUT", one.name, one, editing);
    if (!done) return;
    say("ok", t("settings.media_uploaded", { name: one.name }), editing);
  }
}

/** @param {string} id @param {Editing} editing */
const askAway = (id, editing) =>
  ask(
    t("settings.ask_remove", { name: id }),
    html`<p>${t("settings.media_away_text")}</p>`,
    async () => {
      if (await act("DELETE", id, null, editing)) say("ok", t("settings.media_away", { name: id }), editing);
    },
    t("settings.remove"),
  );

/** @param {"PUT" | "DELETE"} method @param {string} name @param {Blob | null} body @param {Editing} editing */
async function act(method, name, body, editing) {
  try {
    page.there.files = await call(method, `/media/${encodeURIComponent(name)}`, body, { timeout_ms: SLOW_MS });
    return true;
  } catch (error) {
    const why = failure(error);
    const fields = "errors" in why ? why.errors.map((/** @type {{msg: string}} */ { msg }) => msg).join(" ") : "";
    say("warn", `${name}：${fields || why.words(t("common.offline"))}`, editing);
    return false;
  }
}

/** @param {"ok" | "warn" | "info"} kind @param {string} text @param {Editing} editing */
function say(kind, text, editing) {
  said = { kind, text };
  editing.redraw();
}
