"""Another version takes this one's place while screens are open: each comes back by itself and shows what is so."""

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.faces.test_update import Installed, nothing_lost, release, version
from tests.hallclient import Client
from tests.patience import until
from tests.walls import UPRIGHT, WALL

pytestmark = pytest.mark.long
WATCH = """
const Real = WebSocket;
window.gone = [];
window.back = [];
window.WebSocket = class extends Real {
  constructor(...given) {
    super(...given);
    this.addEventListener("close", () => window.gone.push(Date.now()));
    this.addEventListener("message", ({ data }) => {
      if (/"(board|services|screen)"/.test(data)) window.back.push(Date.now());
    });
  }
};
"""
"""Remembers when a page lost its line, and when it was shown anything."""
BACK = "() => window.gone.length > 0 && window.back.at(-1) > window.gone.at(-1)"
LONGEST = "() => Math.max(...window.gone.map((at) => window.back.find((then) => then > at) - at)) / 1000"


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    """A hall that serves, with visitors at it."""
    made = Installed(tmp_path / "hall")
    made.start()
    made.add_staff("li")
    made.load(2)
    until(lambda: len(made.answered) > 5)
    yield made
    made.stop()


@pytest.mark.parametrize("broken", [False, True], ids=["a good version", "one that fails in earnest"])
def test_screens_come_back(installed: Installed, tmp_path: Path, new_page: Callable[..., Page], broken: bool) -> None:  # noqa: FBT001
    """Kiosk, wall and panel are pushed to anew, nobody touches them; a call made afterwards is on the wall."""
    before = version(installed)
    clerk = Client(installed.url).sign_in("li")
    clerk.step("2", "open")
    screens = {}
    for path, size in (("/kiosk", UPRIGHT), ("/display/east", WALL), ("/display/counter/2", WALL)):
        page = new_page(viewport=size, expected=("ERR_CONNECTION_REFUSED", "502", "503", "WebSocket"))
        page.add_init_script(WATCH)
        page.goto(f"{installed.url}{path}")
        until(functools.partial(page.evaluate, "() => window.back.length > 0"))
        screens[path] = page
    fails = f"import sys\nif {str(installed.data)!r} in sys.argv: raise SystemExit('only here')"
    done = installed.update(release(tmp_path / "new", "9.9", fails if broken else ""))
    assert done.returncode == int(broken), done.stdout + done.stderr
    assert version(installed).startswith("9.9-") is not broken
    for path, page in screens.items():
        until(functools.partial(page.evaluate, BACK))
        print(path, "dark for", page.evaluate(LONGEST), "s")
    print(re.findall(r"[\d.]+ s after", done.stdout + done.stderr), "instead of", before)
    nothing_lost(installed)
    called = clerk.step("2", "call-next")["number"]
    for path in ("/display/east", "/display/counter/2"):
        expect(screens[path].locator("body")).to_contain_text(called)
