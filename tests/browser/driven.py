"""Chromium as it stands in a hall: a window of its own, and nothing allowed that its flags do not allow (WebDriver).

Playwright allows sound to every page; this is how the policy itself is seen at work.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import requests

from benchmarks.browser import executable
from tests.patience import PATIENCE_S, until

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


class Driven:
    """A browser at the other end of a chromedriver."""

    def __init__(self, driver: str, flags: Sequence[str]) -> None:
        """Open it."""
        self._driver = driver
        options = {"binary": executable(), "args": [*FLAGS, *flags]}
        asked = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        self._session = _ask("POST", f"{driver}/session", asked)["sessionId"]

    def do(self, what: str, **how: Any) -> Any:
        """Post one command of the session."""
        return _ask("POST", f"{self._driver}/session/{self._session}/{what}", how)

    def run(self, script: str) -> Any:
        """Return what `script` returns."""
        return self.do("execute/sync", script=script, args=[])

    def wait(self, script: str) -> None:
        """Wait until `script` returns something true."""
        until(lambda: self.run(script), lambda: script)

    def close(self) -> None:
        """Close the browser."""
        _ask("DELETE", f"{self._driver}/session/{self._session}")


def _ask(method: str, url: str, body: Any = None) -> Any:
    answer = requests.request(method, url, json=body, timeout=PATIENCE_S)
    answer.raise_for_status()
    return answer.json()["value"]


@contextmanager
def driver(folder: Path) -> Iterator[Callable[[Sequence[str]], Driven]]:
    """Give what opens browsers with flags, on a screen that nobody sees; all are gone afterwards."""
    opened: list[Driven] = []
    with _said(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp"], folder / "screen", r"(\d+)\n"
    ) as screen:
        around = os.environ | {"DISPLAY": f":{screen}"}
        with _said(
            ["chromedriver", "--port=0"], folder / "driver", r"started successfully on port (\d+)", around
        ) as port:

            def open_(flags: Sequence[str]) -> Driven:
                opened.append(Driven(f"http://127.0.0.1:{port}", flags))
                return opened[-1]

            yield open_
            for browser in opened:
                with suppress(OSError):
                    browser.close()


@contextmanager
def _said(command: list[str], log: Path, says: str, around: Any = None) -> Iterator[str]:
    """Run a program until the end, and give what it says when it is ready."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=around)
    try:
        yield until(lambda: _ready(process, log, says), lambda: log.read_text(encoding="utf-8"))
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def _ready(process: "subprocess.Popen[bytes]", log: Path, says: str) -> str | None:
    said = log.read_text(encoding="utf-8")
    found = re.search(says, said)
    assert found or process.poll() is None, said
    return found[1] if found else None
