"""A Chromium to measure pages in, where there is one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


EDGE = r"Microsoft\Edge\Application\msedge.exe"
"""Where every Windows has a Chromium of its own, below the folder of 32-bit programs."""


def executable() -> str | None:
    """Return where a Chromium is, or None."""
    edge = os.path.join(os.environ.get("ProgramFiles(x86)", ""), EDGE)  # noqa: PTH118, SIM112 - as Windows writes it
    names = ("chromium", "chromium-browser", "google-chrome", edge)
    return next(filter(None, map(shutil.which, names)), None)


def light() -> str | None:
    """Return where a Chromium without its own windows is, or None: it draws the same and computes less."""
    return shutil.which("chromium-headless-shell")


def missing() -> str:
    """Return what is missing for a browser; empty when nothing is."""
    try:
        import playwright.sync_api  # noqa: F401, PLC0415 - the product does not need it
    except ImportError:
        return "needs playwright"
    return "" if executable() else "needs Chromium"


@contextmanager
def launcher(program: str | None = None) -> Iterator[Any]:
    """Give what starts a new browser, `program` instead of the usual one, at each call."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - see above

    with sync_playwright() as play:
        yield lambda: play.chromium.launch(executable_path=program or executable(), args=ARGUMENTS)


@dataclass(frozen=True)
class Memory:
    """What a page holds after its garbage was collected."""

    heap_mib: float
    nodes: int

    @classmethod
    def of(cls, page: Any) -> "Memory":
        """Collect and look."""
        browser = page.context.new_cdp_session(page)
        browser.send("HeapProfiler.collectGarbage")
        held = browser.send("Runtime.getHeapUsage")["usedSize"] / 2**20
        nodes = browser.send("Memory.getDOMCounters")["nodes"]
        browser.detach()
        return cls(held, nodes)
