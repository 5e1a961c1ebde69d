"""Every page that is told, side by side in one browser, and how each stands to its server."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from playwright.sync_api import BrowserContext, Error, Page, expect

from hall.web.guard import SESSION
from tests.browser.punctual import NOTES, look_out_for, tried_after_s
from tests.hallclient import Client, Server
from tests.patience import until

BACK_WITHIN_S = 3.0
NET_ERRORS = ("WebSocket", "ERR_", "net::", "400", "401", "404", "503")
"""What Chromium itself puts on the console when the server is away, or says no."""
PATHS = {
    "kiosk": "/kiosk",
    "wall": "/display/east",
    "over the counter": "/display/counter/1",
    "directory": "/display/guide",
    "tablet": "/counter/1/rate",
    "panel": "/counter?counter=1",
    "manager": "/counter/manager",
}
Pages = Mapping[str, Page]
IS_LIVE = "document.documentElement.dataset.line === 'live'"
HAS_TRIED = "Object.keys(noted.tried).length > 0"
IN_SIGHT = """(one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


def open_pages(new_page: Callable[..., Page], hall: Server, *names: str) -> dict[str, Page]:
    """Open the pages of these names, all in one browser in which the manager has signed in; "phone" has a ticket."""
    first = new_page(expected=NET_ERRORS)
    sign_in(first.context, hall)
    paths = {**PATHS, **({"phone": phone_path(hall)} if "phone" in names else {})}
    first.context.add_init_script(NOTES)
    pages = {name: first if i == 0 else first.context.new_page() for i, name in enumerate(names)}
    for name, page in pages.items():
        page.goto(hall.url + paths[name])
    await_state(pages, "live")
    return pages


def phone_path(hall: Server) -> str:
    """Take a ticket, and return the address of its page."""
    return f"/t/{Client(hall.url).take('tax')['token']}"


def brought_back(page: Page) -> None:
    """Have the browser bring back a page that it kept whole: of that it tells the page, and no more."""
    with page.expect_navigation():
        page.evaluate("() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")


def sign_in(context: BrowserContext, hall: Server, staff: str = "chen") -> Client:
    """Sign somebody in in this browser, and return a client with the same session."""
    client = Client(hall.url).sign_in(staff)
    token = str(client.http.headers["Authorization"]).removeprefix("Bearer ")
    context.add_cookies([{"name": f"hallcall_{SESSION}_{hall.port}", "value": token, "url": hall.url}])
    return client


def await_state(pages: Pages | Iterable[Page], state: str) -> None:
    """Wait until every page stands so."""
    for page in pages.values() if isinstance(pages, Mapping) else pages:
        expect(page.locator("html")).to_have_attribute("data-line", state)


def await_back(pages: Pages) -> None:
    """Wait until every page is live again, now that it can be; unless it is already, it has to ask in time."""
    for page in pages.values():
        look_out_for(page, "html[data-line=live]")
    for page in pages.values():
        until(lambda page=page: is_so(page, IS_LIVE) or is_so(page, HAS_TRIED))  # type: ignore[misc]
        assert is_so(page, IS_LIVE) or tried_after_s(page) < BACK_WITHIN_S
    await_state(pages, "live")


def is_so(page: Page, what: str) -> bool:
    """Return what a page says of itself now; nothing while it is just being loaded anew."""
    with suppress(Error):
        return bool(page.evaluate(what))
    return False


def await_refused(page: Page, code: str) -> None:
    """Wait until a page says why the server does not take it in, and what to do; and never that it is cut off."""
    expect(page.locator(f"[data-refused={code}]")).to_be_visible()
    expect(page.locator(f"[data-refused={code}] p").first).not_to_be_empty()
    assert page.locator("[data-refused] h1").evaluate(IN_SIGHT)
    expect(page.get_by_text(re.compile("连不上服务器|不是最新的"))).to_have_count(0)
