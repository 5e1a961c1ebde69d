"""From the clerk's key to a wall: the number painted, the first sound begun; and a wall that is open for a week."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.browser import Memory, launcher, missing
from benchmarks.counts import Counts
from benchmarks.load import Wire, post
from benchmarks.processes import Hall, always_open, running
from benchmarks.table import Row, at_most

WALL = {"width": 1920, "height": 1080}
COUNTER = "1"
DAYS = 5
LIMIT_MS = 60_000
TOGETHER = 25
"""Calls after which the page is waited for: it shows every picture, as in a hall."""
BURST_COUNTERS = "".join(f'[[counters]]\nid = "{n}"\nzone = "east"\nservices = ["company"]\n' for n in range(31, 51))
NOTES = """
window.heard = [];
window.painted = {};
const now = () => performance.timeOrigin + performance.now();
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (at) {
  const { currentTime, outputLatency } = this.context;
  const in_ms = (at - currentTime + outputLatency) * 1000;
  heard.push({ from: now() + in_ms, to: now() + in_ms + this.buffer.duration * 1000 });
  return start.call(this, at);
};
new MutationObserver(() => {
  const number = document.querySelector(".newest .number")?.textContent;
  if (!(number in painted)) requestAnimationFrame(() => setTimeout(() => (painted[number] ??= now())));
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
"""Notes when each clip is heard (from, to) and each number painted, in milliseconds since 1970."""


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Measure at one wall in a real browser, with the voice as delivered; each call is said once, in Chinese."""
    if why := missing():
        yield Row("a call seen and heard at a wall", None, "ms", note=why)
        return
    spoken = (
        always_open().replace('languages = ["zh", "en"]', 'languages = ["zh"]').replace("repeats = 2", "repeats = 1")
    )
    with running(Hall(folder / "hall", configuration=spoken)) as hall, launcher() as launch:
        clerk = _Clerk(hall)
        browser = launch()
        page = browser.new_page(viewport=WALL, locale="zh-CN")
        page.add_init_script(NOTES)
        page.goto(f"http://127.0.0.1:{hall.port}/display/east")
        page.wait_for_selector(".wall:not([aria-busy=true])", timeout=LIMIT_MS)
        seen, heard = zip(*(_call(page, clerk) for _ in range(counts.sounds)), strict=True)
        yield Row("from the key to the number on a wall", median(seen), "ms", (at_most(100),))
        yield Row("from the key to the first sound", median(heard), "ms", (at_most(400),))
        yield Row("the slowest of these", max(heard), "ms")
        yield from _week(page, clerk, counts.wall_day)
        browser.close()
    with running(Hall(folder / "burst", configuration=always_open() + BURST_COUNTERS)) as hall, launcher() as launch:
        yield _burst(launch(), hall, counts.burst)


def _burst(browser: Any, hall: Hall, calls: int) -> Row:
    """Measure from the first key of a burst to the end of its last word, with the voice as delivered; nobody comes."""
    page = browser.new_page(viewport=WALL, locale="zh-CN")
    page.add_init_script(NOTES)
    page.goto(f"http://127.0.0.1:{hall.port}/display/east")
    page.wait_for_selector(".wall:not([aria-busy=true])", timeout=LIMIT_MS)
    token, wire = hall.clerk(), Wire(hall.port)
    counters = [str(31 + n) for n in range(calls)]
    hall.open_counters(token, counters)
    for _ in counters:
        assert wire.ask(post("/api/v1/tickets", b'{"service":"company"}')).status == 201
    pressed_ms = time.time() * 1000
    for counter in counters:
        assert wire.ask(post(f"/api/v1/counters/{counter}/call-next", token=token)).status == 200
    deadline = time.monotonic() + 10 * calls
    while time.monotonic() < deadline:
        page.wait_for_timeout(500)
        speech = page.evaluate("() => fetch('/api/v1/displays/east/speech').then((answer) => answer.json())")
        if speech["said"] == calls and speech["saying"] is None:
            break
    last_ms = page.evaluate("() => heard.at(-1).to")
    browser.close()
    note = "" if speech["said"] == calls else f"only {speech['said']} were said"
    return Row(
        f"a burst of {calls} calls, all said by a wall", (last_ms - pressed_ms) / 1000, "s", (at_most(75),), note=note
    )


class _Clerk:
    """Takes tickets and calls them at one counter."""

    def __init__(self, hall: Hall) -> None:
        self._token = hall.clerk()
        self._wire = Wire(hall.port)
        hall.open_counters(self._token, [COUNTER])

    def call(self) -> tuple[str, float]:
        """Take a ticket and call it; return its number and when the key was pressed, in milliseconds since 1970."""
        number = str(json.loads(self._wire.ask(post("/api/v1/tickets", b'{"service":"company"}')).body)["number"])
        pressed_ms = time.time() * 1000
        self._press("call-next")
        return number, pressed_ms

    def end(self) -> None:
        """The visitor did not come."""
        self._press("no-show")

    def _press(self, key: str) -> None:
        answer = self._wire.ask(post(f"/api/v1/counters/{COUNTER}/{key}", token=self._token))
        assert answer.status == 200, answer


def _call(page: Any, clerk: _Clerk) -> tuple[float, float]:
    """Return the milliseconds from the key to the picture and to the sound; the call is said to its end."""
    before = page.evaluate("heard.length")
    number, pressed_ms = clerk.call()
    page.wait_for_function("([count, number]) => heard.length > count && painted[number]", arg=[before, number])
    first = page.evaluate("(count) => heard[count].from", before)
    painted = page.evaluate("(number) => painted[number]", number)
    page.wait_for_function("() => performance.timeOrigin + performance.now() > heard.at(-1).to + 300")
    clerk.end()
    return painted - pressed_ms, first - pressed_ms


def _week(page: Any, clerk: _Clerk, calls: int) -> Iterator[Row]:
    """Measure the wall's memory after each of five days of `calls` calls; the voice says what it has time for."""
    page.evaluate("heard.length = 0; painted = { undefined: 0 }")
    evenings = []
    for _ in range(DAYS):
        for n in range(calls):
            number, _ = clerk.call()
            if n % TOGETHER == 0:
                page.wait_for_selector(f".newest .number:text-is('{number}')", timeout=LIMIT_MS)
            clerk.end()
        page.evaluate("heard.length = 0; painted = { undefined: 0 }")
        evenings.append(Memory.of(page))
    first, last = evenings[0], evenings[-1]
    yield Row(f"a wall's heap after {DAYS} days of {calls:,} calls", last.heap_mib, "MiB")
    yield Row("of it more than after the first day", max(0.0, last.heap_mib - first.heap_mib), "MiB", (at_most(1),))
    yield Row("elements more than after the first day", float(max(0, last.nodes - first.nodes)), "", (at_most(100),))
