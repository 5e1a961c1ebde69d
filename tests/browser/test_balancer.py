"""Two servers behind a balancer that sends every request elsewhere: WebSocket needs no favour, polling a cookie."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hall.web.guard import SESSION
from tests.balancer import Balancer, balancer
from tests.browser.lines import NET_ERRORS, PATHS, await_state
from tests.hallclient import Client, Server
from tests.manyservers import serving
from tests.patience import until
from tests.postgres import Cluster
from tests.walls import COUNTERS, furnish

SERVICE, COUNTER = "company", str(COUNTERS[0])


@pytest.fixture
def two(postgres: Cluster, tmp_path: Path) -> Iterator[Sequence[Server]]:
    """Two servers of a hall with a voice."""
    with serving(tmp_path, postgres.database(), 2, furnish) as servers:
        yield servers


@pytest.fixture(params=["WebSocket", "polling"])
def before(request: pytest.FixtureRequest, two: Sequence[Server]) -> Iterator[Balancer]:
    """The balancer before both, which passes WebSocket or does not."""
    with balancer([one.port for one in two], passes_websocket=request.param == "WebSocket") as made:
        yield made


def test_pages_work_wherever_each_request_goes(new_page: Callable[..., Page], before: Balancer) -> None:
    """Panel, wall, kiosk and phone are live; a call made on the panel is on each; its clips are at every server."""
    clerk = Client(before.url).sign_in("chen")
    ticket = clerk.take(SERVICE)
    panel = new_page(expected=NET_ERRORS)
    token = str(clerk.http.headers["Authorization"]).removeprefix("Bearer ")
    panel.context.add_cookies([{"name": f"hallcall_{SESSION}_{before.port}", "value": token, "url": before.url}])
    paths = {"panel": f"/counter?counter={COUNTER}", "phone": f"/t/{ticket['token']}"}
    pages = {"panel": panel}
    for name in ("phone", "wall", "kiosk"):
        pages[name] = panel.context.new_page()
    for name, page in pages.items():
        page.goto(before.url + ({**PATHS, **paths})[name])
    await_state(pages, "live")
    clerk.step(COUNTER, "open")
    panel.locator("[data-step=next]").first.click()
    expect(pages["wall"].locator(".newest .number")).to_have_text(ticket["number"])
    expect(pages["phone"].locator("[data-status=called]")).to_be_visible()
    expect(pages["kiosk"].locator(f'[data-service="{SERVICE}"]')).to_be_visible()
    (call,) = until(lambda: clerk.get("/displays/east").json()["calls"])  # the other server hears of it a moment later
    assert call["audio"]
    for clip in call["audio"] * 2:
        assert clerk.http.get(before.url + clip).status_code == 200
    await_state(pages, "live")
    assert set(before.asked) == {0, 1}
