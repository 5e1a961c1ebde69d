"""A city's page in a browser: two halls in processes of their own, one of which goes away."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from hall.texts import Texts
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.browser.test_people import sign_in
from tests.hallclient import ROOT, Client, Server

TEXTS = Texts.load(ROOT / "assets" / "text")
SIZES: tuple[ViewportSize, ...] = (
    {"width": 1366, "height": 768},
    {"width": 1920, "height": 1080},
    {"width": 390, "height": 844},
)
TABLE = """
[[city.halls]]
name = {{ zh = "{name}", en = "Hall {name}" }}
url = "{url}"
token_file = "{name}.token"
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Server]:
    """A second hall."""
    made = Server(tmp_path / "other")
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


@pytest.fixture
def city(server: Server, other: Server, staffed: Path) -> Server:
    """A hall whose file names itself and the other."""
    tables = ""
    for name, hall in (("云溪", server), ("青禾", other)):
        shutil.copytree(staffed, hall.data)
        hall.start()
        given = Client(hall.url).sign_in("chen").post("/tokens", {"name": "市", "scopes": ["floor", "figures"]})
        server.data.joinpath(f"{name}.token").write_text(given.json()["secret"], encoding="utf-8")
        tables += TABLE.format(name=name, url=hall.url)
    server.stop()
    inside = 'platform_networks = ["127.0.0.1/32"]'
    server.configuration = server.configuration.replace("platform_networks = []", inside) + tables
    return server.start()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_halls_stand_side_by_side_and_one_goes_away(
    new_page: Callable[..., Page], city: Server, other: Server, lang: str
) -> None:
    """Each says how many wait; one that stops stands grey with its last figures, why, since when; axe is silent."""
    say = TEXTS.section(lang, "city")
    Client(other.url).take()
    Client(other.url).take()
    page = new_page(locale={"zh": "zh-CN", "en": "en-GB"}[lang], expected=STYLED_BY_AXE)
    sign_in(page, f"{city.url}/city", "chen", "4711")
    here, there = (page.locator(f'[data-hall="{hall.url}"]') for hall in (city, other))
    expect(there.locator("[data-figure=waiting] dd")).to_have_text("2")
    expect(here.locator("[data-figure=waiting] dd")).to_have_text("0")
    expect(here.locator("[data-figure=longest] dd")).to_have_text("–")
    expect(there).not_to_contain_text(say["why_no_connection"])
    other.stop()
    expect(there).to_contain_text(say["why_no_connection"])
    expect(there.locator("[data-figure=waiting] dd")).to_have_class("is-old")
    expect(there.locator("[data-figure=waiting] dd")).to_have_text("2")
    expect(here.locator("[data-figure=waiting] dd")).not_to_have_class("is-old")
    for size in SIZES:
        page.set_viewport_size(size)
        assert found(page) == []
        assert fits(page)
    other.start()
    expect(there).not_to_contain_text(say["why_no_connection"])


def test_without_the_server_nothing_is_shown_as_new(new_page: Callable[..., Page], city: Server, other: Server) -> None:
    """The page says that it hears nothing, and every figure stands grey until it does again."""
    page = new_page(expected=("ERR_",))
    sign_in(page, f"{city.url}/city", "chen", "4711")
    figure = page.locator(f'[data-hall="{other.url}"] [data-figure=waiting] dd')
    expect(figure).to_have_text("0")
    expect(figure).not_to_have_class("is-old")
    page.route("**/api/v1/city", lambda route: route.abort())
    expect(page.get_by_role("alert")).to_be_visible()
    expect(figure).to_have_class("is-old")
    page.unroute_all(behavior="ignoreErrors")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(figure).not_to_have_class("is-old")


def test_where_no_hall_is_named_the_page_says_how(new_page: Callable[..., Page], hall: Server) -> None:
    """And the overview does not lead there."""
    page = new_page()
    sign_in(page, f"{hall.url}/city", "chen", "4711")
    expect(page.locator("main")).to_contain_text("[[city.halls]]")
    page.goto(f"{hall.url}/counter/manager")
    expect(page.locator("a[href='/counter/manager/monday']")).to_be_visible()
    expect(page.locator("a[href='/city']")).to_have_count(0)
