"""When a page does what it promises within seconds, by its own clock; what the computer lets it run late is left out.

So such a promise is tried on a computer that is busy with other things, and a page that breaks it is found out.
"""

from playwright.sync_api import Page

NOTES = """
window.noted = { heard: Date.now(), tried: [], late: 0, seen: {} };
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    noted.tried.push(Date.now());
    this.addEventListener("message", () => (noted.heard = Date.now()));
  }
};
const EVERY_MS = 50;
let beat = Date.now();
setInterval(() => {
  noted.late = Math.max(noted.late, Date.now() - beat - EVERY_MS);
  beat = Date.now();
}, EVERY_MS);
addEventListener("offline", () => (noted.heard = Date.now()));
window.lookOutFor = (selector) => {
  noted.late = 0;
  noted.seen = {};
  noted.tried = [];
  noted.since = Date.now();
  new MutationObserver(() => {
    if (document.querySelector(selector)) noted.seen[selector] ??= Date.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });
};
"""
"""Notes when the page last heard of its server, when it tried to connect, when what is looked out for was first there,
and by how much its timers were late at most."""


def look_out_for(page: Page, selector: str) -> None:
    """Begin to look out for what `selector` finds."""
    page.evaluate("(selector) => lookOutFor(selector)", selector)


def told_after_s(page: Page, selector: str) -> float:
    """Return how long after the page last heard of its server that was there which it was to look out for."""
    page.locator(selector).first.wait_for()
    return float(page.evaluate("(selector) => (noted.seen[selector] - noted.heard - 2 * noted.late) / 1000", selector))


def tried_after_s(page: Page) -> float:
    """Return how long after it began to look out the page tried to connect."""
    page.evaluate("() => new Promise((go) => setInterval(() => noted.tried.length && go(), 20))")
    return float(page.evaluate("() => (noted.tried[0] - noted.since - 2 * noted.late) / 1000"))
