"""The walls in a real browser: what is seen and what is heard, at once and in order."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S, until
from tests.walls import CLIP_S, UPRIGHT, WALL, WALL_4K, Wall, clerk, ids

PLACES = """() => Object.fromEntries([...document.querySelectorAll(".number.is-called")].map((one) => {
  const { top, bottom } = one.getBoundingClientRect();
  return [one.textContent, [top, bottom]];
}))"""
MARKUP = '<img src=x onerror="alert(1)">🎉 12:00'


def test_a_call_is_seen_and_said(wall: Wall, voiced: Server) -> None:
    """A call shows large, blinking, with its counter, and is said by clips after the chime, once."""
    desk = clerk(voiced, "1")
    desk.take("company")
    desk.step("1", "call-next")
    expect(wall.page.locator(".newest .number.is-called.is-blinking")).to_have_text("A001")
    expect(wall.page.locator(".newest .where")).to_contain_text("1号窗口")
    assert wall.wait_said(1) == ids(desk)
    assert wall.said[0]["how"] == "clips"
    assert len(wall.sounds()) == 4  # the chime, then letter, digits, counter


def test_calls_are_as_loud_as_the_time_of_day_asks(voiced: Server, new_page: Callable[..., Page]) -> None:
    """A call is said at the present time's volume; an emergency at full volume whatever the time."""
    voiced.stop()
    voiced.configuration = voiced.configuration.replace(
        "[voice]\n", '[voice]\nvolume_by_time = { "00:00-24:00" = 0.4 }\n'
    )
    voiced.start()
    page = new_page(viewport=WALL)
    page.add_init_script(
        "window.GainNode = class extends GainNode { constructor(...how) { super(...how); window.out = this; } };"
    )
    wall = Wall(page, f"{voiced.url}/display/east")
    desk = clerk(voiced, "1")
    desk.take("company")
    desk.step("1", "call-next")
    wall.wait_said(1)
    assert page.evaluate("out.gain.value") == pytest.approx(0.4)
    desk.post("/emergency", {"text": {"zh": "请离开。"}})
    expect(page.locator(".emergency")).to_be_visible()
    page.wait_for_function("() => out.gain.value === 1")


@pytest.mark.long
def test_a_burst_is_shown_at_once_and_said_in_order(wall: Wall, voiced: Server) -> None:
    """Forty calls in two seconds all stand on the wall; they are said in order of call, one voice at a time."""
    counters = [str(n) for n in range(101, 141)]
    desk = clerk(voiced, *counters)
    numbers = [desk.take("company")["number"] for _ in counters]
    for counter in counters:
        desk.step(counter, "call-next")
    page = wall.page
    expect(page.locator(".number.is-called")).to_have_count(40)
    shown = page.evaluate(PLACES)  # at one moment: what is being said moves to the large place
    assert set(shown) == set(numbers)
    assert all(top >= 0 and bottom <= 1080 for top, bottom in shown.values())
    assert wall.wait_said(40) == ids(desk)
    sounds = wall.sounds()
    assert 40 * 3 < len(sounds) < 40 * 4  # a run of calls has a chime at its beginning
    assert all(after["begins"] > before["ends"] - 0.005 for before, after in pairwise(sounds))
    assert all(sound["ends"] - sound["begins"] <= CLIP_S + 0.01 for sound in sounds)


def test_recalls_wait_and_ended_calls_are_skipped(wall: Wall, voiced: Server) -> None:
    """A recall comes before first calls whose keys were pressed later, and a call that is answered is not said."""
    desk = clerk(voiced, "1", "2", "3", "4")
    for _ in range(4):
        desk.take("licence")
    wall.hold_breath()
    first = [desk.step(counter, "call-next")["number"] for counter in ("1", "2", "3")]
    desk.step("1", "recall")
    desk.step("2", "start")
    fourth = desk.step("4", "call-next")["number"]
    expect(wall.page.locator(".number", has_text=fourth)).to_be_visible()  # and with it all that went before
    wall.breathe()
    calls = {call["id"]: call for call in desk.get("/displays/east").json()["calls"]}
    said = [(calls[i]["number"], calls[i]["recall"]) for i in wall.wait_said(4)]
    assert said == [(first[0], False), (first[2], False), (first[0], True), (fourth, False)]
    until(lambda: desk.get("/displays/east/speech").json()["said"] == 4)  # the last report was sent, not yet taken
    speech = desk.get("/displays/east/speech").json()
    assert {name: speech[name] for name in ("answered_first", "never")} == {"answered_first": 1, "never": 0}


def test_a_reload_says_nothing_twice(wall: Wall, voiced: Server) -> None:
    """After a reload the wall shows every call and says only the new one."""
    desk = clerk(voiced, "1", "2")
    desk.take("company")
    desk.take("company")
    desk.step("1", "call-next")
    wall.wait_said(1)
    wall.page.reload()
    expect(wall.page.locator(".newest .number")).to_have_text("A001")
    desk.step("2", "call-next")
    assert wall.wait_said(2) == ids(desk)


def test_a_wall_told_to_be_silent(voiced: Server, new_page: Callable[..., Page]) -> None:
    """With ?speak=no a wall shows every call and makes no sound."""
    wall = Wall(new_page(viewport=WALL), f"{voiced.url}/display/east?speak=no")
    speaking = Wall(new_page(viewport=WALL), f"{voiced.url}/display/east")
    desk = clerk(voiced, "1")
    desk.take("company")
    desk.step("1", "call-next")
    speaking.wait_said(1)
    expect(wall.page.locator(".newest .number")).to_have_text("A001")
    assert wall.sounds() == []


def test_a_zone_hears_its_own_calls_only(voiced: Server, new_page: Callable[..., Page]) -> None:
    """A call reaches the walls of its counter's zone and no others."""
    west = Wall(new_page(viewport=WALL), f"{voiced.url}/display/west")
    east = Wall(new_page(viewport=WALL), f"{voiced.url}/display/east")
    desk = clerk(voiced, "1")
    desk.take("company")
    desk.step("1", "call-next")
    east.wait_said(1)
    expect(west.page.locator(".now .state-title")).to_be_visible()
    assert west.said == []
    assert west.sounds() == []


def test_without_clips_there_is_the_chime(voiced: Server, new_page: Callable[..., Page]) -> None:
    """A call whose clips cannot be had is announced by the chime, reported as such, and later calls go on."""
    page = new_page(viewport=WALL, expected=("404",))
    page.route("**/display/voice/*", lambda route: route.fulfill(status=404))
    wall = Wall(page, f"{voiced.url}/display/east")
    desk = clerk(voiced, "1", "2")
    desk.take("company")
    desk.take("company")
    desk.step("1", "call-next")
    desk.step("2", "call-next")
    assert wall.wait_said(2) == ids(desk)
    assert [one["how"] for one in wall.said] == ["chime", "chime"]
    metrics = desk.get("/metrics").text
    assert 'hallcall_call_to_sound_seconds_count{how="chime",zone="east"} 2.0' in metrics


def test_an_emergency_takes_over_and_is_said_until_it_is_cleared(wall: Wall, voiced: Server) -> None:
    """An emergency covers the wall and is said again and again; calls made meanwhile are said after it."""
    desk = clerk(voiced, "1")
    desk.take("company")
    said = desk.post("/emergency", {"text": {"zh": f"请离开。{MARKUP}", "en": "Please leave."}})
    assert said.status_code == 201
    over = wall.page.locator(".emergency")
    expect(over).to_contain_text("Please leave.")
    expect(over).to_contain_text(MARKUP)
    assert over.bounding_box() == {"x": 0, "y": 0, **WALL}
    desk.step("1", "call-next")
    wall.wait_sounds(2)
    assert wall.said == []
    assert desk.http.delete(f"{voiced.url}/api/v1/emergency", timeout=PATIENCE_S).status_code == 204
    expect(over).to_have_count(0)
    assert wall.wait_said(1) == ids(desk)


def test_notices_turn_as_plain_text(hall: Server, new_page: Callable[..., Page]) -> None:
    """A notice stands in the wall's foot as it was written, markup and all, until it is taken down."""
    page = new_page(viewport=WALL)
    desk = Client(hall.url).sign_in("chen")
    notice = desk.post("/notices", {"text": {"zh": MARKUP}}).json()
    page.goto(f"{hall.url}/display/east")
    expect(page.locator(".notice")).to_have_text(MARKUP)
    desk.http.delete(f"{hall.url}/api/v1/notices/{notice['id']}", timeout=PATIENCE_S)
    expect(page.locator(".notice")).not_to_have_text(MARKUP)


FONTS = """() => performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop())
  .filter(name => name.endsWith("woff2"))"""


def test_rare_characters_come_when_they_are_needed(hall: Server, new_page: Callable[..., Page]) -> None:
    """A wall loads the part of the font that the sample hall needs, and more once a notice has such characters."""
    page = new_page(viewport=WALL)
    page.goto(f"{hall.url}/display/east")
    expect(page.locator(".wall-clock time")).to_be_visible()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert set(page.evaluate(FONTS)) == {"NotoSansSC-Regular-Usual.woff2", "NotoSansSC-Bold-Usual.woff2"}
    Client(hall.url).sign_in("chen").post("/notices", {"text": {"zh": "请龘先生到服务台"}})
    expect(page.locator(".notice")).to_contain_text("龘")
    until(lambda: "Rest" in "".join(page.evaluate(FONTS)))


def test_the_newest_number_is_legible_from_twelve_metres(hall: Server, new_page: Callable[..., Page]) -> None:
    """The newest number's figures are a sixth of a lying screen's height, its stamp that of an upright one's."""
    desk = clerk(hall, "1")
    desk.take("company")
    desk.step("1", "call-next")
    for size in (WALL, WALL_4K, UPRIGHT):
        page = new_page(viewport=size)
        page.goto(f"{hall.url}/display/east")
        number = page.locator(".newest .number")
        expect(number).to_have_text("A001")
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        em = number.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
        box = number.bounding_box()
        assert box is not None
        figures = 0.733 * em  # the height of the figures of Noto Sans SC
        assert (figures if size["width"] > size["height"] else box["height"]) >= size["height"] / 6
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]


def test_nothing_blinks_where_motion_is_not_wanted(hall: Server, new_page: Callable[..., Page]) -> None:
    """With reduced motion a called number stands still."""
    page = new_page(viewport=WALL, reduced_motion="reduce")
    desk = clerk(hall, "1")
    desk.take("company")
    desk.step("1", "call-next")
    page.goto(f"{hall.url}/display/east")
    number = page.locator(".newest .is-blinking")
    expect(number).to_have_text("A001")
    assert number.evaluate("(one) => getComputedStyle(one).animationName") == "none"


def test_two_walls_have_one_voice_and_a_successor(voiced: Server, new_page: Callable[..., Page]) -> None:
    """Of two walls one speaks; when it dies the other goes on with the next call, and no call is said twice."""
    first = Wall(new_page(viewport=WALL), f"{voiced.url}/display/east")
    second = Wall(new_page(viewport=WALL), f"{voiced.url}/display/east")
    desk = clerk(voiced, "1", "2", "3", "101")
    for counter in ("1", "2"):
        desk.take("company")
        desk.step(counter, "call-next")
    said = first.wait_said(2)
    assert second.sounds() == []
    first.page.close()
    for counter in ("3", "101"):
        desk.take("company")
        desk.step(counter, "call-next")
    assert [*said, *second.wait_said(2)] == ids(desk)
    until(lambda: desk.get("/displays/east/speech").json()["said"] == 4)
    speech = desk.get("/displays/east/speech").json()
    assert (speech["never"], speech["voice"]) == (0, "wall")


def test_a_call_that_begins_by_itself_is_said_all_the_same(voiced: Server, new_page: Callable[..., Page]) -> None:
    """Calls that the hall's clock counts as begun before their turn are not silenced by it."""
    voiced.stop()
    voiced.configuration = voiced.configuration.replace("start_after_call_s = 0", "start_after_call_s = 1")
    voiced.start()
    wall = Wall(new_page(viewport=WALL), f"{voiced.url}/display/east")
    counters = [str(n) for n in range(101, 109)]
    desk = clerk(voiced, *counters)
    for counter in counters:
        desk.take("company")
        desk.step(counter, "call-next")
    assert wall.wait_said(8) == ids(desk)
    assert desk.get("/displays/east").json()["calls"][0]["status"] == "serving"


def test_what_is_heard_is_large_and_then_the_newest_that_stands(wall: Wall, voiced: Server) -> None:
    """While an older call is said it fills the wall; one that is being served gives its place to one that stands."""
    desk = clerk(voiced, "1", "2")
    wall.hold_breath()
    numbers = []
    for counter in ("1", "2"):
        desk.take("company")
        numbers.append(desk.step(counter, "call-next")["number"])
    large = wall.page.locator(".newest .number")
    expect(large).to_have_text(numbers[1])  # nothing is said yet
    wall.breathe()
    wall.wait_said(2)
    desk.step("2", "start")
    expect(large).to_have_text(numbers[0])
    expect(large).to_have_class(re.compile("is-called"))
