"""The walls when something fails: cable, server, clock, a frozen tab, a folder of broken pictures, a mute browser."""

import random
import re
from collections.abc import Callable, Iterator

import pytest
import requests
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.browser import Memory, executable
from tests.browser import punctual
from tests.browser.conftest import LIGHT
from tests.browser.punctual import look_out_for, told_after_s, tried_after_s
from tests.cable import Cable
from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S, until
from tests.walls import STALE_AFTER_S, UPRIGHT, WALL, Wall, clerk, ids

MOST_LOOKS = 1200
STALE_WITHIN_S = 5.0
BACK_WITHIN_S = 2.0
HOUR_MS = 3_600_000
SAID_MS = 60_000
"""How long an endless name may take to be said."""
STALE = ".out-of-date"
KEPT_CLIPS = 200
"""As many as assets/js/sound.js keeps."""
MOST_GROWTH_MIB = 1.0
MOST_MORE_NODES = 100
NET_ERRORS = ("WebSocket connection", "ERR_", "net::", "400")
"""What Chromium itself puts on the console when the server is away."""


@pytest.fixture
def cable(voiced: Server) -> Iterator[Cable]:
    """The cable of one wall."""
    made = Cable(voiced.port)
    yield made
    made.close()


@pytest.fixture
def far_wall(cable: Cable, new_page: Callable[..., Page]) -> Wall:
    """A wall of the east zone at the end of the cable."""
    page = new_page(viewport=WALL, expected=(*NET_ERRORS, "404"))  # a turn that is told of when it is over
    page.add_init_script(punctual.NOTES)
    return Wall(page, f"{cable.url}/display/east")


def call(desk: Client, counter: str) -> str:
    """Take a ticket and call it at `counter`."""
    desk.take("company")
    number: str = desk.step(counter, "call-next")["number"]
    return number


def await_back(wall: Wall, number: str) -> None:
    """Wait for the wall to be up to date again; it has to try in time."""
    assert tried_after_s(wall.page) < BACK_WITHIN_S
    expect(wall.page.locator(".out-of-date")).to_have_count(0)
    expect(wall.page.locator(".newest .number")).to_have_text(number)


@pytest.mark.clock
def test_the_cable_is_pulled_and_put_back(far_wall: Wall, cable: Cable, voiced: Server) -> None:
    """A silent line is told within 5 s; put back, the wall asks within 2 s and says each call since once, in order."""
    desk = clerk(voiced, "1", "2", "3")
    call(desk, "1")
    far_wall.wait_said(1)
    look_out_for(far_wall.page, STALE)
    cable.pull()
    call(desk, "2")
    newest = call(desk, "3")
    assert told_after_s(far_wall.page, STALE) < STALE_WITHIN_S
    assert far_wall.page.locator(".newest .number").text_content() != newest
    look_out_for(far_wall.page, STALE)
    cable.join()
    await_back(far_wall, newest)
    assert far_wall.wait_said(3) == ids(desk)


def test_the_line_breaks_for_a_moment(far_wall: Wall, cable: Cable, voiced: Server) -> None:
    """Broken connections heal by themselves, unseen, and no call is lost or said twice."""
    desk = clerk(voiced, "1", "2", "3", "101")
    for counter in ("1", "2", "3", "101"):
        cable.snap()
        call(desk, counter)
    expect(far_wall.page.locator(".number.is-called")).to_have_count(4)
    assert far_wall.wait_said(4) == ids(desk)


@pytest.mark.clock
def test_the_server_is_killed_and_comes_back(far_wall: Wall, cable: Cable, voiced: Server) -> None:
    """After the server's return the wall asks within 2 s, and the call made before its death is not said again."""
    desk = clerk(voiced, "1", "2")
    call(desk, "1")
    far_wall.wait_said(1)
    until(lambda: desk.get("/displays/east/speech").json()["said"] == 1)
    look_out_for(far_wall.page, STALE)
    voiced.kill()
    assert told_after_s(far_wall.page, STALE) < STALE_WITHIN_S
    look_out_for(far_wall.page, STALE)  # before it is back: the wall may have found it by the time that start returns
    voiced.start()
    newest = call(clerk(voiced), "2")
    await_back(far_wall, newest)
    assert far_wall.wait_said(2) == ids(clerk(voiced))


def test_a_frozen_tab_catches_up(wall: Wall, voiced: Server) -> None:
    """A tab that the browser froze has every call when it wakes, and says each that is not too old, once."""
    desk = clerk(voiced, "1", "2")
    call(desk, "1")
    wall.wait_said(1)
    browser = wall.page.context.new_cdp_session(wall.page)
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    newest = call(desk, "2")
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    expect(wall.page.locator(".newest .number")).to_have_text(newest)
    assert wall.wait_said(2) == ids(desk)


@pytest.mark.parametrize("hours", [-7, 9])
def test_the_walls_clock_is_wrong_by_hours(voiced: Server, new_page: Callable[..., Page], hours: int) -> None:
    """A wall whose computer has the wrong time says new calls all the same, and shows the hall's time."""
    page = new_page(viewport=WALL)
    page.add_init_script(f"""
        const real = Date;
        globalThis.Date = class extends real {{
          constructor(...given) {{ given.length ? super(...given) : super(real.now() + {hours} * 3600000); }}
          static now() {{ return real.now() + {hours} * 3600000; }}
        }};
    """)
    wall = Wall(page, f"{voiced.url}/display/east")
    desk = clerk(voiced, "1")
    call(desk, "1")
    assert wall.wait_said(1) == ids(desk)
    assert wall.said[0]["ms"] < HOUR_MS
    shown = desk.get("/displays/east").json()["time"][11:16]
    assert abs(_minutes(page.locator(".wall-clock time").text_content() or "") - _minutes(shown)) <= 1


@pytest.mark.parametrize("minutes", [-10, 10])
def test_the_halls_clock_is_set_while_a_wall_is_open(wall: Wall, voiced: Server, minutes: int) -> None:
    """The server's clock is set right: an open wall shows the new time within a pulse, and says the next call."""
    clock = wall.page.locator(".wall-clock time")
    before = _minutes(clock.text_content() or "")
    voiced.clock.move(60 * minutes)
    for _look in range(MOST_LOOKS):
        if abs(_minutes(clock.text_content() or "") - before - minutes) <= 1:
            break
        wall.page.wait_for_timeout(100)
    else:
        pytest.fail("the wall did not follow the hall's clock")
    desk = clerk(voiced, "1")
    call(desk, "1")
    assert wall.wait_said(1) == ids(desk)
    assert wall.said[0]["ms"] < HOUR_MS


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def test_a_stale_call_is_shown_and_not_said(voiced: Server, new_page: Callable[..., Page]) -> None:
    """A wall that comes too late shows the call that stands and does not shout it."""
    desk = clerk(voiced, "1", "2")
    old = call(desk, "1")
    called = desk.get("/displays/east").json()["calls"][0]
    voiced.clock.move(STALE_AFTER_S + 1)
    wall = Wall(new_page(viewport=WALL), f"{voiced.url}/display/east")
    expect(wall.page.locator(".newest .number")).to_have_text(old)
    call(desk, "2")
    assert wall.wait_said(1) == [max(ids(desk))]
    assert called["id"] not in wall.wait_said(1)


def test_broken_and_huge_pictures_are_passed_over(voiced: Server, new_page: Callable[..., Page]) -> None:
    """Of a folder of broken, huge and foreign files the wall shows the one good picture, and calls go on."""
    voiced.stop()
    voiced.configuration = voiced.configuration.replace('id = "east"\n', 'id = "east"\nlayout = "media"\n', 1)
    media = voiced.data / "media"
    media.mkdir()
    Image.new("RGB", (640, 360), (20, 80, 110)).save(media / "m-good.png")
    (media / "a-broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really")
    (media / "b-empty.png").touch()
    (media / "z-torn.png").write_bytes((media / "m-good.png").read_bytes()[:60])
    Image.new("1", (9000, 9000)).save(media / "d-huge.png")
    (media / "e-broken.mp4").write_bytes(b"no film")
    (media / "f.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    (media / ".hidden.png").write_bytes((media / "m-good.png").read_bytes())
    (media / "g-folder.png").mkdir()
    with (media / "h-huge.jpg").open("wb") as huge:
        huge.truncate(300 * 1024 * 1024)
    voiced.start()
    listed = requests.get(f"{voiced.url}/display/media/", timeout=PATIENCE_S).json()
    names = [one["url"].split("/")[-1].split("?")[0] for one in listed]
    assert names == ["e-broken.mp4", "m-good.png", "z-torn.png"]  # what is broken inside, the browser finds out
    wall = Wall(new_page(viewport=WALL, expected=("ERR_", "416")), f"{voiced.url}/display/east")
    expect(wall.page.locator("#media img")).to_have_attribute("src", re.compile("m-good"))
    desk = clerk(voiced, "1")
    number = call(desk, "1")
    expect(wall.page.locator(".newest .number")).to_have_text(number)
    assert requests.get(f"{voiced.url}/display/media/f.html", timeout=PATIENCE_S).status_code == 404


@pytest.mark.parametrize("size", [WALL, UPRIGHT], ids=["lying", "upright"])
def test_odd_and_endless_names_stay_text_and_inside(
    voiced: Server, new_page: Callable[..., Page], size: dict[str, int]
) -> None:
    """A counter's name of markup, emoji and no end is text within the wall, newest and earlier, and calls go on."""
    voiced.stop()
    name = f"<b onclick=alert(1)>综合</b>🎉{'不动产登记窗口' * 12}"
    named = f'[[counters]]\nid = "1"\nname = {{ zh = "{name}", en = "{name}" }}\n'
    voiced.configuration = voiced.configuration.replace('[[counters]]\nid = "1"\n', named, 1)
    voiced.start()
    wall = Wall(new_page(viewport=size), f"{voiced.url}/display/east")
    desk = clerk(voiced, "1", "2")
    call(desk, "1")
    newest = wall.page.locator(".newest .where")
    expect(newest).to_contain_text(name)
    _is_inside(newest, size)
    _is_inside(wall.page.locator(".newest .number"), size)
    other = call(desk, "2")
    expect(wall.page.locator(".newest .number")).to_have_text(other, timeout=SAID_MS)  # once the first has been said
    earlier = wall.page.locator(".earlier .call")
    expect(earlier).to_contain_text(name)
    _is_inside(earlier, size)
    assert wall.wait_said(2) == ids(desk)


def _is_inside(part: Locator, size: dict[str, int]) -> None:
    box = until(part.bounding_box)  # none in the moment in which the wall draws it anew
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]


def test_an_unknown_zone_says_which_there_are(hall: Server, new_page: Callable[..., Page]) -> None:
    """A wall set up for a zone that is not there names it and offers those that are."""
    page = new_page(expected=("404",))
    page.goto(f"{hall.url}/display/%3Cscript%3E")
    expect(page.get_by_role("status")).to_contain_text("<script>")
    page.get_by_role("link", name="东区").click()
    expect(page.locator(".wall")).to_be_visible()


@pytest.fixture
def mute_browser(browser: Browser) -> Iterator[Browser]:
    """A Chromium that makes no sound before it is touched."""
    strict = browser.browser_type.launch(
        executable_path=LIGHT or executable(),
        args=["--no-sandbox", "--disable-gpu", "--autoplay-policy=document-user-activation-required"],
    )
    yield strict
    strict.close()


def test_a_browser_that_forbids_sound_asks_for_a_touch(mute_browser: Browser, voiced: Server) -> None:
    """Where sound is forbidden the wall asks for a touch, shows calls meanwhile, and speaks after the touch.

    Until then it is looked at without Playwright's own questions: to the browser they are the touch of a user.
    """
    wall = Wall(mute_browser.new_page(viewport=WALL), None)
    bare = wall.page.context.new_cdp_session(wall.page)

    def shown(selector: str) -> str | None:
        look = {"expression": f"document.querySelector({selector!r})?.innerText"}
        return bare.send("Runtime.evaluate", look)["result"].get("value")

    wall.page.goto(f"{voiced.url}/display/east")
    until(lambda: shown(".touch-me"))
    desk = clerk(voiced, "1")
    number = call(desk, "1")
    until(lambda: shown(".newest .number") == number)
    assert shown(".touch-me")
    assert wall.said == []
    wall.page.mouse.click(400, 400)
    expect(wall.page.locator(".touch-me")).to_have_count(0)
    assert wall.wait_said(1) == ids(desk)


NOTES = """
window.seen = new Set();
new MutationObserver(() => {
  for (const one of document.querySelectorAll("[data-id]")) seen.add(Number(one.dataset.id));
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
"""
"""Notes the id of every call that the wall ever showed."""


@pytest.mark.long
def test_sixty_calls_on_a_bad_line(cable: Cable, voiced: Server, new_page: Callable[..., Page]) -> None:
    """A wall whose line breaks again and again has shown each of sixty calls and said it once, in order."""
    chance = random.Random(1)
    counters = [str(n) for n in range(101, 117)]
    desk = clerk(voiced, *counters)
    for _ in range(60):
        desk.take("company")
    page = new_page(viewport=WALL, expected=(*NET_ERRORS, "404"))  # a turn that is told of when it is over
    page.add_init_script(NOTES)
    wall = Wall(page, f"{cable.url}/display/east")
    made: list[int] = []
    for n in range(60):
        counter = counters[n % len(counters)]
        if n >= len(counters):
            wall.wait_heard(made[n - len(counters)])  # until then it stands
            desk.step(counter, "no-show")
        desk.step(counter, "call-next")
        made.append(desk.get("/displays/east").json()["calls"][0]["id"])
        if chance.random() < 0.1:
            cable.snap()
    wall.wait_heard(made[-1])
    assert [one["id"] for one in wall.said] == made
    assert set(made) - set(page.evaluate("[...seen]")) == set()
    assert len(set(made)) == 60
    until(lambda: desk.get("/displays/east/speech").json()["said"] == 60)  # the last report is on its way
    assert desk.get("/displays/east/speech").json()["never"] == 0


@pytest.mark.long
def test_a_wall_that_stays_open_does_not_grow(cable: Cable, voiced: Server, new_page: Callable[..., Page]) -> None:
    """Once its bounded memories are full, hundreds of calls, broken lines and emergencies leave nothing behind."""
    page = new_page(viewport=WALL, expected=(*NET_ERRORS, "404"))
    page.goto(f"{cable.url}/display/east")
    desk = clerk(voiced, "1")
    evenings = []
    for calls in (KEPT_CLIPS, 75, 75):
        for n in range(calls):
            desk.take("company")
            number = desk.step("1", "call-next")["number"]
            if n % 25 == 0:
                cable.snap()
                expect(page.locator(".newest .number")).to_have_text(number)
            desk.step("1", "no-show")
        desk.post("/emergency", {"text": {"zh": "请离开。"}})
        expect(page.locator(".emergency")).to_be_visible()
        desk.http.delete(f"{voiced.url}/api/v1/emergency", timeout=PATIENCE_S)
        expect(page.locator(".emergency")).to_have_count(0)
        evenings.append(Memory.of(page))
    assert evenings[2].heap_mib < evenings[0].heap_mib + MOST_GROWTH_MIB
    assert evenings[2].nodes < evenings[0].nodes + MOST_MORE_NODES
