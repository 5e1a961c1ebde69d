"""The screens of made-up halls: nothing is covered, cut, too small or out of sight (benchmarks.layouts tries 400)."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.layouts.screens import INSPECT
from tests.browser.test_kiosk import open_kiosk
from tests.hallclient import ROOT, Server

MOST_PRESSES = 20
UGLY = (134, 193, 260)
"""The first halls of those that once had no room on some screen."""
EACH = 2
"""So many halls are looked at from each of them on."""


@pytest.mark.long
def test_made_up_halls_have_room_on_every_screen(browser: Browser) -> None:
    """Kiosk in both modes, walls, counters' screens, directory and phone, each at some sizes: all is right."""
    words = ("--first", *map(str, UGLY), "--halls", str(EACH), "--every", "5")
    command = [sys.executable, "-m", "benchmarks.layouts", *words]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{EACH * len(UGLY)} halls" in ran.stdout


def test_what_is_longer_than_the_kiosk_has_keys_to_scroll(new_page: Callable[..., Page], hall: Server) -> None:
    """A kiosk with room for all has no such keys; on a small one they lead to the last that there is."""
    kiosk = open_kiosk(new_page, hall)
    up, down = (kiosk.locator(f'[data-scroll="{way}"]') for way in ("up", "down"))
    expect(down).to_be_hidden()
    kiosk.set_viewport_size({"width": 853, "height": 533})
    expect(down).to_be_enabled()
    expect(up).to_be_disabled()
    for _ in range(MOST_PRESSES):
        if down.is_enabled():
            down.click()
    expect(kiosk.locator('[data-act="language"]')).to_be_in_viewport(ratio=1)
    expect(down).to_be_disabled()
    up.click()
    expect(down).to_be_enabled()


WRONG = {
    "covered": '<button style="width:90px;height:90px">A</button><i style="position:fixed;inset:0">over</i>',
    "small": '<button style="width:90px;height:40px">A</button>',
    "cut": '<p style="overflow:hidden;height:50px"><button style="width:90px;height:90px">A</button></p>',
    "text cut": '<p style="overflow:hidden;width:90px;white-space:nowrap">longer than it has room for</p>',
    "text outside its plate": '<p class="card" style="width:60px;white-space:nowrap">longer than it has room for</p>',
    "texts overlap": '<p>one</p><p style="margin-top:-40px">other</p>',
    "text covered": '<p>one</p><div style="position:fixed;inset:0;background:white"></div>',
    "scrolls unseen": '<div style="overflow:auto;height:90px"><p style="height:400px"></p></div>',
    "never seen whole": '<div data-scrolling style="overflow:auto;height:60px"><p style="height:99px"></p>below</div>',
    "wider than the screen": '<p style="width:3000px;height:9px"></p>',
    "name smaller than the words above": '<p class="where-lead">Go to</p>'
    '<p class="where" style="font-size:9px"><strong><span>1</span></strong></p>',
    "out of its place": '<div class="now" style="height:9px"><p class="newest"><b class="where-lead">one</b></p></div>',
    "picture cut": '<p class="media" style="overflow:hidden;height:50px"><img alt="" width="900" height="600"></p>',
    "picture small": '<p class="media"><img alt="" width="90" height="90"></p>',
    "nothing to touch at first sight": '<div data-scrolling style="overflow:auto;height:90px">'
    '<p style="height:99px"></p><button class="tile" style="width:90px;height:90px">A</button></div>',
}


def test_what_is_wrong_is_seen(page: Page) -> None:
    """Whoever looks at the screens finds each kind of fault, and none on a page without."""

    def faults(body: str) -> list[str]:
        page.set_content(f"<!doctype html>{body}")
        page.add_script_tag(content=INSPECT)
        seen: list[str] = page.evaluate("inspect({ least_px: 60, longer: false })")
        return seen

    for kind, body in WRONG.items():
        assert any(fault.startswith(f"{kind}: ") for fault in faults(body)), kind
    assert faults('<button style="width:90px;height:90px">A</button><p>one</p>') == []
