"""A real hall and a real browser. A page that logs an error or throws one fails its test."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from benchmarks.browser import executable
from tests.hallclient import Client, Server
from tests.halls import NOON
from tests.patience import PATIENCE_S
from tests.walls import WALL, Wall, furnish

HOUR_S = 3600
WAIT_MS = PATIENCE_S * 1000
expect.set_options(timeout=WAIT_MS)
ELSEWHERE = "hall.test"
"""This computer by a name that browsers do not take for it: over plain HTTP its pages are not secure."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1",
]


USUAL = {"locale": "zh-CN", "viewport": {"width": 1366, "height": 768}, "service_workers": "block"}
LIGHT = shutil.which("chromium-headless-shell")
"""Chromium without its own windows, which cost more than most pages: a page opens in a quarter of the computing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    if executable() is None:
        pytest.skip("no browser: install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=LIGHT or executable(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitors(hall: Server) -> Client:
    """What visitors do at kiosks and phones."""
    return Client(hall.url)


LINE_ENDED = re.compile(r"status of 400 .*/socket\.io/")
"""A poll of a line that has ended, as lines do on a busy machine: the page begins another."""
OPENED = pytest.StashKey[list[BrowserContext]]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Close a test's pages before its servers: what a page still loads when its server is gone is no error of ours."""
    for context in item.stash.get(OPENED, []):
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")  # what is under way there would fail the next test
        context.close()


@pytest.fixture
def new_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a context of its own; `expected` names texts that an error in the console may contain.

    A kiosk's keeper is left out unless it is allowed: it fetches page and guides again, two thirds of what one costs.
    """
    contexts: list[BrowserContext] = request.node.stash.setdefault(OPENED, [])
    errors: list[str] = []

    def make(*, expected: tuple[str, ...] = (), **how: object) -> Page:
        context = browser.new_context(**USUAL | how)
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)

        def heard(message: ConsoleMessage) -> None:
            told = f"{message.text} ({message.location.get('url')})"
            if message.type == "error" and not LINE_ENDED.search(told) and not any(text in told for text in expected):
                errors.append(told)

        context.on("console", heard)
        context.on("weberror", lambda broken: errors.append(str(broken.error)))
        return context.new_page()

    yield make
    assert errors == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page at a desk's size that may not log any error."""
    return new_page()


@pytest.fixture
def voiced(server: Server, staffed: Path) -> Server:
    """A started server that speaks Chinese with short recordings, and has forty more counters in its east zone."""
    shutil.copytree(staffed, server.data)
    furnish(server)
    return server.start()


@pytest.fixture
def wall(voiced: Server, new_page: Callable[..., Page]) -> Wall:
    """A wall of the east zone with a voice."""
    return Wall(new_page(viewport=WALL), f"{voiced.url}/display/east")


@pytest.fixture
def evening(server: Server, staffed: Path) -> Server:
    """A started hall in which it is eleven in the evening; it closes before the day turns."""
    shutil.copytree(staffed, server.data)
    server.configuration = server.configuration.replace("00:00-24:00", "00:00-23:59")
    server.clock.set(NOON + 11 * HOUR_S)
    return server.start()
