"""The browser's own rule about sound, as in a hall: forbidden until a touch, or allowed by the kiosk's flags."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from benchmarks.browser import executable
from tests.browser.driven import Driven, driver
from tests.hallclient import Client, Server
from tests.patience import until
from tests.walls import clerk

ROOT = Path(__file__).parents[2]
TOUCH = "return document.querySelector('.touch-me') !== null"
SOUNDS = """
const start = AudioBufferSourceNode.prototype.start;
window.sounds = 0;
AudioBufferSourceNode.prototype.start = function (at) {
  window.sounds += Number(this.context.state === "running");
  return start.call(this, at);
};
"""
pytestmark = pytest.mark.skipif(
    None in (executable(), *map(shutil.which, ("chromedriver", "Xvfb"))), reason="install chromium-driver and xvfb"
)
Open = Callable[[Sequence[str]], Driven]


@pytest.fixture
def open_browser(tmp_path: Path) -> Iterator[Open]:
    """Open browsers as a hall does."""
    with driver(tmp_path) as opener:
        yield opener


def documented_flags(url: str, folder: Path) -> list[str]:
    """Return the flags of docs/displays.md for Linux, for this address and folder."""
    text = (ROOT / "docs" / "displays.md").read_text(encoding="utf-8")
    command = re.search(r"(?s)ExecStart=/usr/bin/chromium (.*?)\nRestart", text)
    assert command is not None
    flags = command[1].replace("\\\n", " ").split()
    assert "--autoplay-policy=no-user-gesture-required" in flags
    changed = {"--app": url, "--user-data-dir": str(folder)}
    return [f"{name}={changed[name]}" if name in changed else flag for flag in flags for name in [flag.split("=")[0]]]


def wait_told(desk: Client, said: int, never: int) -> None:
    """Wait until the manager knows how many calls of the east zone were said, and how many nobody heard."""
    until(lambda: [(z["said"], z["never"]) for z in desk.get("/floor").json()["sounds"]] == [(said, never)])


def test_without_flags_a_wall_asks_for_a_touch(voiced: Server, open_browser: Open, tmp_path: Path) -> None:
    """A browser as it comes forbids sound: the wall asks for a touch, shows calls meanwhile, and speaks after it.

    The manager is told of a call that was over before the touch, and not of one that was said after it.
    """
    wall = open_browser([f"--user-data-dir={tmp_path / 'plain'}"])
    wall.do("url", url=f"{voiced.url}/display/east")
    wall.wait(TOUCH)
    wall.run(SOUNDS)
    desk = clerk(voiced, "1")
    number = desk.take("company")["number"]
    desk.step("1", "call-next")
    wall.wait(f"return document.querySelector('.newest .number')?.textContent === '{number}'")
    assert wall.run("return sounds") == 0
    assert desk.get("/floor").json()["sounds"] == []
    desk.step("1", "no-show")
    wait_told(desk, said=0, never=1)
    desk.take("company")
    desk.step("1", "call-next")
    click = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
    move = {"type": "pointerMove", "x": 300, "y": 300}
    wall.do("actions", actions=[{"type": "pointer", "id": "finger", "actions": [move, *click]}])
    wall.wait(f"return !({TOUCH.removeprefix('return ')})")
    wall.wait("return sounds === 4")
    wait_told(desk, said=1, never=1)


def test_with_the_documented_flags_it_speaks_at_once(voiced: Server, open_browser: Open, tmp_path: Path) -> None:
    """Started as docs/displays.md says, nobody has to touch anything: no word about sound, and calls are heard."""
    wall = open_browser(documented_flags(f"{voiced.url}/display/east", tmp_path / "kiosk"))
    wall.wait("return document.querySelector('.wall:not([aria-busy=true])') !== null")
    wall.run(SOUNDS)
    desk = clerk(voiced, "1")
    desk.take("company")
    desk.step("1", "call-next")
    wall.wait("return sounds === 4")
    assert wall.run(TOUCH) is False
