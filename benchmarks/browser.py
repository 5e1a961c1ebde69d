"""A Chromium to measure pages in, where there is one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def missing() -> str:
    """Return what is missing for a browser; empty when nothing is."""
    try:
        import playwright.sync_api  # noqa: F401, PLC0415 - the product does not need it
    except ImportError:
        return "needs playwright"
    return "" if _chromium() else "needs Chromium"


@contextmanager
def launcher() -> Iterator[Any]:
    """Give what starts a new browser at each call."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - see above

    with sync_playwright() as play:
        yield lambda: play.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)


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
