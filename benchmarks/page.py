"""The kiosk's page in a browser that has never seen it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.browser import launcher, missing
from benchmarks.counts import Counts
from benchmarks.processes import Bare, Hall, running
from benchmarks.table import Row, at_most

PORTRAIT = {"width": 1080, "height": 1920}
NAME = "kiosk page usable, cold Chromium"
LIMIT_MS = 20_000


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
    yield Row(NAME, median(ours), "s", (at_most(1),), median(plain))


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
