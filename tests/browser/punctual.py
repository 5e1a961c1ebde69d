"""When a page does what it promises within seconds, by its own clock; what the computer lets it run late is left out.

So such a promise is tried on a computer that is busy with other things, and a page that breaks it is found out.
"""

from contextlib import suppress

from playwright.sync_api import Error, Page

from tests.patience import until

NOTES = """
window.noted = { since: Date.now(), heard: Date.now(), tried: {}, late: 0, seen: {} };
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    noted.tried.websocket ??= Date.now();
    this.addEventListener("message", () => (noted.heard = Date.now()));
  }
};
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (...given) {
  noted.tried.polling ??= Date.now();
  this.addEventListener("load", () => (noted.heard = Date.now()));
  return send.apply(this, given);
};
const EVERY_MS = 50;
let beat = Date.now();
setInterval(() => {
  noted.late = Math.max(noted.late, Date.now() - beat - EVERY_MS);
  beat = Date.now();
}, EVERY_MS);
addEventListener("offline", () => (noted.heard = Date.now()));
window.lookOutFor = (selector) => {
  Object.assign(noted, { since: Date.now(), tried: {}, late: 0, seen: {} });
  new MutationObserver(() => {
    if (document.querySelector(selector)) noted.seen[selector] ??= Date.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });
};
"""
"""Notes when the page last heard of its server, when it tried to connect, when what is looked out for was first there,
and by how much its timers were late at most."""
TRIED = """(ways) => {
  const first = Math.min(...ways.map((way) => noted.tried[way] ?? Infinity));
  const since = ways.includes("websocket") ? noted.since : (noted.tried.websocket ?? noted.since);
  return Number.isFinite(first) ? Math.max(1, first - since - 2 * noted.late) : 0;
}"""


def look_out_for(page: Page, selector: str) -> None:
    """Begin to look out for what `selector` finds."""
    page.evaluate("(selector) => lookOutFor(selector)", selector)


def told_after_s(page: Page, selector: str) -> float:
    """Return how long after the page last heard of its server that was there which it was to look out for."""
    page.locator(selector).first.wait_for()
    return float(page.evaluate("(selector) => (noted.seen[selector] - noted.heard - 2 * noted.late) / 1000", selector))


def tried_after_s(page: Page, *ways: str) -> float:
    """Return how long after it began to look out, or was opened, the page tried to connect by one of `ways`.

    By another way than WebSocket: how long after it first tried that, where it did.
    """

    def look() -> float | None:
        with suppress(Error):  # the page is just being loaded anew
            return float(page.evaluate(TRIED, ways or ("websocket", "polling")))
        return None

    return (until(look) or 0) / 1000
