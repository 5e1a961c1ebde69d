/** Loading the page anew, where that helps: not while the server cannot give it, nor for ever for the same reason. */

const AGAIN_MS = 60_000; // two servers with different pages must not make a screen spin
const PATIENCE_MS = 4000;

/** @typedef {Record<string, number>} Reloads   when this window was loaded anew, by reason, in ms since 1970 */

/** Whether this window was loaded anew for the same reason just now, and it did not help. @param {string} reason */
export const wasReloadedFor = (reason) => Math.abs(Date.now() - (reloads()[reason] ?? -Infinity)) < AGAIN_MS;

/**
 * Loads the page anew. A window that leaves for a page which does not come shows the browser's own error for ever, so
 * the server is asked for it first.
 * @param {string} reason @param {() => boolean} [mayStill]   asked once when the server has answered
 * @returns {Promise<boolean>}   false if the server does not have the page to give, or somebody has begun something
 */
export async function reload(reason, mayStill = () => true) {
  if (!(await isThere()) || !mayStill()) return false;
  const recent = Object.entries(reloads()).filter(([known]) => wasReloadedFor(known));
  history.replaceState({ ...history.state, reloads: { ...Object.fromEntries(recent), [reason]: Date.now() } }, "");
  location.reload();
  return true;
}

/** Kept with the window's own history: it is there where nothing may be stored. @returns {Reloads} */
const reloads = () => history.state?.reloads ?? {};

async function isThere() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}
