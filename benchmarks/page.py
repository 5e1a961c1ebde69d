"""The kiosk's page in a browser that has never seen it."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.counts import Counts
from benchmarks.processes import Bare, Hall, running
from benchmarks.table import Row, at_most

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PORTRAIT = {"width": 1080, "height": 1920}
NAME = "kiosk page usable, cold Chromium"
LIMIT_MS = 20_000


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Measure until the first service can be touched, in a new browser each time; bare is a page of one word."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the product does not need it
    except ImportError:
        yield Row(NAME, None, "s", note="needs playwright")
        return
    if chromium is None:
        yield Row(NAME, None, "s", note="needs Chromium")
        return
    with running(Bare(folder / "bare")) as bare, running(Hall(folder / "hall")) as hall, sync_playwright() as play:
        ours, plain = [], []
        for _ in range(counts.pages):
            plain.append(_seconds(play, chromium, f"http://127.0.0.1:{bare.port}/api/v1/healthz", "text=ok"))
            ours.append(_seconds(play, chromium, f"http://127.0.0.1:{hall.port}/kiosk", "#kiosk button:visible"))
    yield Row(NAME, median(ours), "s", (at_most(1),), median(plain))


def _seconds(play: Any, chromium: str, address: str, touchable: str) -> float:
    browser = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    try:
        page = browser.new_page(viewport=PORTRAIT, locale="zh-CN", has_touch=True)
        began = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(touchable).first.click(trial=True, timeout=LIMIT_MS)
        return time.perf_counter() - began
    finally:
        browser.close()
