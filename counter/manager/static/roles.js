/** What each role may do: shown in words, and changed by boxes. */

import { inOneLine, page, t } from "../shared/js/page.js";
import { html, nothing } from "../shared/js/view.js";
import { ask } from "../panel/dialogs.js";

/** @import { RoleView } from "../shared/js/shapes.d.ts" */
/** @typedef {(role: RoleView, body: {give: string[], take: string[]}) => unknown} Change */

/** @param {RoleView[]} roles @param {Change} change */
export const drawRoles = (roles, change) =>
  html`<section class="card" data-roles>
    <div class="card-head"><h2 class="heading">${t("people.roles")}</h2></div>
    <p class="soft">${t("people.roles_text")}</p>
    <div class="wide" role="region" tabindex="0" aria-label=${t("people.roles")}>
      <table class="table listed">
        <thead>
          <tr>
            <th scope="col">${t("people.role")}</th>
            <th scope="col">${t("people.may")}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${roles.map(
            (role) =>
              html`<tr data-role=${role.id}>
                <th scope="row">${t(`people.role_${role.id}`)}</th>
                <td class="is-words">${words(role)}</td>
                <td>
                  <button class="button is-plain" @click=${() => askRole(role, change)}>${t("common.edit")}</button>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;

/** @param {RoleView} role */
const words = ({ may, granted }) =>
  inOneLine([
    t("people.permission_see"),
    ...all()
      .filter((one) => [...may, ...granted].includes(one))
      .map(word),
  ]);

const all = () => /** @type {string[]} */ (page.permissions);
const word = (/** @type {string} */ one) => t(`people.permission_${one}`);

/** @param {RoleView} role @param {Change} change */
function askRole(role, change) {
  const box = (/** @type {string} */ one) =>
    html`<label class="tick">
      <input
        type="checkbox"
        name=${one}
        ?checked=${[...role.may, ...role.granted].includes(one)}
        ?disabled=${role.granted.includes(one) && !role.may.includes(one)}
      />
      <span
        >${word(one)}
        ${role.granted.includes(one) ? html`<span class="soft">${t("people.by_setting")}</span>` : nothing}</span
      >
    </label>`;
  ask(
    t("people.ask_role", { role: t(`people.role_${role.id}`) }),
    html`<p>${t("people.ask_role_text")}</p>
      <div class="stack">${all().map(box)}</div>`,
    (/** @type {Record<string, string>} */ chosen) => {
      const wanted = all().filter((one) => one in chosen);
      const open = all().filter((one) => role.may.includes(one) || !role.granted.includes(one));
      return change(role, {
        give: wanted.filter((one) => !role.may.includes(one)),
        take: open.filter((one) => role.may.includes(one) && !wanted.includes(one)),
      });
    },
    t("common.save"),
  );
}
