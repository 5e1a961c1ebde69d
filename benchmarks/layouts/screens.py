"""Goes through all screens of a hall at every size and zoom, touches what visitors touch, and tells what is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.layouts.halls import MadeUp, views
from benchmarks.layouts.served import Day

INSPECT = (Path(__file__).parent / "inspect.js").read_text(encoding="utf-8")
SERVICE = ".kiosk [data-service][data-open=true]"
LEAST_PX = {"kiosk": 60, "elder": 80, "phone": 48, "wall": 24}
"""Targets are at least so large (DESIGN: 60 px on kiosks, 80 in elder mode)."""
LOOKS_EVERY = 3
"""Screens whose layout hangs little on the plan are looked at in one of so many views."""


@dataclass(frozen=True)
class Look:
    """One screen in one view, and what is wrong with it."""

    seed: int
    screen: str
    width: int
    height: int
    zoom: float
    faults: tuple[str, ...]

    def __str__(self) -> str:
        return f"hall {self.seed} {self.screen} {self.width}x{self.height} at {self.zoom:.0%}"


TOUCHED = """selector => {
  const one = document.querySelector(selector);
  if (!one || !(%s)) return false;
  document.querySelector('#kiosk').inert = false;
  one.click();
  return true;
}"""
SETTLED = """async ([width, height]) => {
  const frame = () => new Promise(requestAnimationFrame);
  while (innerWidth !== width || innerHeight !== height) await frame();
  await document.fonts.ready;
  await frame();  // in which the page is told of its size
  await frame();
}"""
"""The page has that size, its typefaces are there, and it has been laid out for both."""


class Screens:
    """A browser's page, taken from screen to screen of one hall."""

    def __init__(
        self, page: Any, url: str, made_up: MadeUp, day: Day, kept: Callable[[Any, Look], None], every: int
    ) -> None:
        """Take where to look; `kept` is told of each look while the page still shows it.

        Each screen is looked at in one of `every` views, another one each time.
        """
        self._page, self._url, self._hall, self._day, self._kept = page, url, made_up, day, kept
        self._every = every
        self._turn = made_up.seed
        page.add_init_script(INSPECT)

    def all(self) -> Iterator[Look]:
        """Look at everything."""
        yield from self._kiosk()
        yield from self.walls()
        yield from self._small_screens()
        yield from self._phone()

    def walls(self) -> Iterator[Look]:
        """Look at the first zone's wall, and at an emergency on it."""
        zone = self._hall.table["zones"][0]
        self._page.goto(f"{self._url}/display/{zone['id']}?lang={self._hall.lang}")
        self._page.locator(".wall:not([aria-busy=true])").wait_for()
        if zone["layout"] == "media":
            self._page.locator("#media img").wait_for(state="attached")
        yield from self._views("wall", f"wall {zone['layout']}")
        if self._hall.emergency is not None:
            self._day.declare()
            self._page.locator(".emergency").wait_for()
            yield from self._some_views("wall", "emergency")
            self._day.clear()

    def _kiosk(self) -> Iterator[Look]:
        for mode in ("usual", "elder"):
            yield from self._first_pages(mode)
            yield from self._further_pages(mode)

    def _first_pages(self, mode: str) -> Iterator[Look]:
        """First page, a group, a class asked for, a ticket, and giving it back."""
        self._open_kiosk(mode)
        yield from self._views("kiosk", f"home {mode}", mode)
        if self._touch('[data-act="prefer"]'):
            yield from self._some_views("kiosk", f"asked {mode}", mode)
            self._open_kiosk(mode)
        if self._touch(".subjects > .tile:not(.is-closed)"):
            yield from self._views("kiosk", f"group {mode}", mode)
        if self._touch(SERVICE, when="document.documentElement.dataset.line === 'live'"):
            self._page.locator("main[data-screen=ticket]").wait_for()
            yield from self._views("kiosk", f"ticket {mode}", mode)
            self._touch('[data-act="wrong"]')
            yield from self._some_views("kiosk", f"giving back {mode}", mode)

    def _further_pages(self, mode: str) -> Iterator[Look]:
        """Finding a number, help, guides."""
        self._open_kiosk(mode)
        for act in ("find", "assistance", "guides"):
            if self._touch(f'.tools > [data-act="{act}"]'):
                self._page.locator(f"main[data-screen={act}]").wait_for()
                yield from self._some_views("kiosk", f"{act} {mode}", mode)
        if self._touch("[data-guide]"):
            self._page.locator("main[data-screen=reading]").wait_for()
            yield from self._some_views("kiosk", f"reading {mode}", mode)

    def _open_kiosk(self, mode: str) -> None:
        self._page.goto(f"{self._url}/kiosk?lang={self._hall.lang}&mode={mode}")
        self._page.locator("#kiosk .tile").first.wait_for()

    def _small_screens(self) -> Iterator[Look]:
        counter = (self._day.called or self._hall.table["counters"])[0]["id"]
        self._page.goto(f"{self._url}/display/counter/{counter}?lang={self._hall.lang}")
        self._page.locator(".oc-now").wait_for()
        yield from self._views("counter", "counter screen")
        self._page.goto(f"{self._url}/display/guide?lang={self._hall.lang}")
        self._page.locator(".guide-open").wait_for()
        yield from self._views("directory", "directory")

    def _phone(self) -> Iterator[Look]:
        for service in self._hall.table["services"][:1]:
            ticket = self._day.take(service["id"])
            if ticket is None:
                return
            self._page.goto(f"{self._url}/t/{ticket['token']}?lang={self._hall.lang}")
            self._page.locator("#number").wait_for()
            yield from self._views("phone", "phone")

    def _touch(self, selector: str, when: str = "true") -> bool:
        """Touch what is there, and say whether it was.

        `when` must hold at that moment: a busy machine's kiosk says for a while that it hears nothing, and gives no
        ticket.
        """
        if not self._page.locator(selector).count():
            return False
        self._page.wait_for_function(TOUCHED % when, arg=selector)
        return True

    def _some_views(self, kind: str, screen: str, mode: str = "") -> Iterator[Look]:
        yield from self._one_of(self._every * LOOKS_EVERY, kind, screen, mode)

    def _views(self, kind: str, screen: str, mode: str = "") -> Iterator[Look]:
        yield from self._one_of(self._every, kind, screen, mode)

    def _one_of(self, every: int, kind: str, screen: str, mode: str) -> Iterator[Look]:
        self._turn += 1
        yield from self._look_in(views(kind)[self._turn % every :: every], kind, screen, mode)

    def _look_in(self, some: list[tuple[int, int, float]], kind: str, screen: str, mode: str) -> Iterator[Look]:
        how = {"least_px": LEAST_PX.get(mode, LEAST_PX.get(kind, 24)), "longer": kind == "phone"}
        for width, height, zoom in some:
            self._page.set_viewport_size({"width": width, "height": height})
            self._page.evaluate(SETTLED, [width, height])
            faults = tuple(self._page.evaluate("how => inspect(how)", how))
            look = Look(self._hall.seed, f"{screen} {self._hall.lang}", width, height, zoom, faults)
            self._kept(self._page, look)
            yield look
