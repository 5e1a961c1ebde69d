/** The city's platforms: which of them reads what of this hall, and which is told what happens in it. */

import { call } from "../shared/js/api.js";
import { started, t } from "../shared/js/page.js";
import { html } from "../shared/js/view.js";
import { keepKeyboard } from "./keyboard.js";
import { managed } from "./managed.js";
import { tokensSection } from "./tokens.js";
import { webhooksSection } from "./webhooks.js";

/** @import { EndpointView, TokenView } from "../shared/js/shapes.d.ts" */

const AGAIN_MS = 5000;

/** @type {{tokens: TokenView[] | null, endpoints: EndpointView[] | null}} */
const state = { tokens: null, endpoints: null };

async function ask() {
  [state.tokens, state.endpoints] = await Promise.all([call("GET", "/tokens"), call("GET", "/webhooks")]);
}

managed(
  "#platforms",
  t("platforms.title"),
  ask,
  (act) => html`${tokensSection(state.tokens, act)} ${webhooksSection(state.endpoints, act)}`,
  AGAIN_MS,
);
keepKeyboard();
started();
