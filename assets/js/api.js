/** Acts and questions over HTTP. Every POST carries a request key, so trying again never does a thing twice. */

import { lang, page, pause, t } from "./page.js";

const ROOT = "/api/v1";
const TIMEOUT_MS = 6000;
const RETRY_AFTER_MS = [300, 1200]; // a lost answer is asked for again, twice

/** The server answered, and said no. `status`, `title`, `detail`, `errors`, `type` as in RFC 9457. */
export class Problem extends Error {
  /** @param {number} status @param {Record<string, any>} body @param {number | null} retryAfter_s */
  constructor(status, body, retryAfter_s) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.name = "Problem";
    this.status = status;
    this.type = body.type ?? "about:blank";
    this.title = body.title ?? "";
    this.detail = body.detail ?? "";
    this.errors = body.errors ?? [];
    this.retryAfter = retryAfter_s;
  }

  /** What to tell people. */
  words() {
    return this.detail || t("common.error");
  }
}

/** No answer, also after trying again. Whether the act happened is unknown: ask again with the same key. */
export class Unreachable extends Error {
  /** @type {null} there is no answer */ status = null;

  /** @param {string} key @param {unknown} cause */
  constructor(key, cause) {
    super("no answer from the server", { cause });
    this.name = "Unreachable";
    this.key = key;
  }

  /** What to tell people: each page knows best what they can do now. @param {string} unanswered */
  words(unanswered) {
    return unanswered;
  }
}

/** Why a call came to nothing. Any other error is a mistake of ours and goes on. @param {unknown} error */
export function failure(error) {
  if (error instanceof Problem || error instanceof Unreachable) return error;
  throw error;
}

/** A fresh request key. Pages over plain http on a hall's network have no crypto.randomUUID. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Calls the API and gives its answer, or null when it has no body.
 * @param {"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} method
 * @param {string} path             below /api/v1, e.g. "/tickets"
 * @param {object | null} [body]    sent as JSON
 * @param {{key?: string, timeout_ms?: number, version?: string}} [how]    the request key, if this act was tried before;
 *   the version that it was made from, where another may have come meanwhile
 * @returns {Promise<any>}
 * @throws {Problem | Unreachable}
 */
export async function call(method, path, body = null, { key = newKey(), timeout_ms = TIMEOUT_MS, version } = {}) {
  const request = {
    method,
    headers: headers(method, body, key, version),
    body: body instanceof Blob ? body : body && JSON.stringify(body),
  };
  for (const wait_ms of [...RETRY_AFTER_MS, null]) {
    try {
      return await once(ROOT + path, request, timeout_ms);
    } catch (problem) {
      if (problem instanceof Problem) throw problem;
      if (wait_ms === null) throw new Unreachable(key, problem);
      await pause(wait_ms);
    }
  }
}

/** @param {string} method @param {object | null} body @param {string} key @param {string} [version] @returns {Record<string, string>} */
function headers(method, body, key, version) {
  return {
    Accept: "application/json",
    "Accept-Language": lang,
    ...(body && { "Content-Type": body instanceof Blob ? "application/octet-stream" : "application/json" }),
    ...((method === "POST" || method === "PUT") && { "Idempotency-Key": key }),
    ...(version && { "If-Match": `"${version}"` }),
    ...(method !== "GET" && page.csrf && { "X-CSRF-Token": page.csrf }),
  };
}

/** One try; the answer's body counts as part of it. @param {string} url @param {RequestInit} request @param {number} timeout_ms */
async function once(url, request, timeout_ms) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout_ms);
  try {
    const answer = await fetch(url, { ...request, signal: stop.signal, credentials: "same-origin" });
    const text = await answer.text();
    if (!answer.ok) throw new Problem(answer.status, problemIn(text), retryAfter(answer));
    return text ? JSON.parse(text) : null;
  } finally {
    clearTimeout(timer);
  }
}

/** A gateway between us and the server may answer in HTML. @param {string} text @returns {Record<string, any>} */
function problemIn(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** @param {Response} answer */
function retryAfter(answer) {
  const seconds = Number.parseInt(answer.headers.get("Retry-After") ?? "", 10);
  return Number.isNaN(seconds) ? null : seconds;
}
