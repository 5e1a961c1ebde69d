"""The kiosk's page: in a browser that has never seen it, and left open for a long day."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.browser import Memory, launcher, missing
from benchmarks.counts import Counts
from benchmarks.left_open import take_many
from benchmarks.processes import Bare, Hall, running
from benchmarks.table import Row, at_most, times_bare

PORTRAIT = {"width": 1080, "height": 1920}
NAME = "kiosk page usable, cold Chromium"
LIMIT_MS = 20_000
NO_GROWTH = 1.1
"""Times what it was early in the day, when code is still compiled and lists find their size."""


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Measure until the first service can be touched, in a new browser each time; bare is a page of one word."""
    if why := missing():
        yield Row(NAME, None, "s", note=why)
        return
    with running(Bare(folder / "bare")) as bare, running(Hall(folder / "hall")) as hall, launcher() as launch:
        ours, plain = [], []
        for _ in range(counts.pages):
            plain.append(_seconds(launch, f"http://127.0.0.1:{bare.port}/api/v1/healthz", "text=ok"))
            ours.append(_seconds(launch, f"http://127.0.0.1:{hall.port}/kiosk", "#kiosk button:visible"))
        early, late = _left_open(launch, f"http://127.0.0.1:{hall.port}/kiosk", counts.left_open)
    yield Row(NAME, median(ours), "s", (at_most(1),), median(plain))
    after = f"of a kiosk page after {counts.left_open:,} tickets (bare: after a tenth of them)"
    yield Row(f"memory {after}", late.heap_mib, "MiB", (times_bare("≤", NO_GROWTH),), early.heap_mib)
    yield Row(f"nodes {after}", late.nodes, "", (times_bare("≤", NO_GROWTH),), early.nodes)


def _seconds(launch: Callable[[], Any], address: str, touchable: str) -> float:
    browser = launch()
    try:
        page = browser.new_page(viewport=PORTRAIT, locale="zh-CN", has_touch=True)
        began = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(touchable).first.click(trial=True, timeout=LIMIT_MS)
        return time.perf_counter() - began
    finally:
        browser.close()


def _left_open(launch: Callable[[], Any], address: str, tickets: int) -> tuple[Memory, Memory]:
    """Return what the page holds after a tenth of `tickets`, and after all."""
    browser = launch()
    try:
        page = browser.new_page(viewport=PORTRAIT, locale="zh-CN")
        page.goto(address)
        page.locator("#kiosk[data-stocked]").wait_for()
        take_many(page, "enquiry", tickets // 10)
        early = Memory.of(page)
        take_many(page, "enquiry", tickets - tickets // 10)
        return early, Memory.of(page)
    finally:
        browser.close()
