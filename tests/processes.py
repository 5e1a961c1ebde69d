"""Processes of the product, by the clock of a test: forked where that is possible, else started."""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from tests.hallclock import HallClock
from tests.patience import PATIENCE_S

ROOT = Path(__file__).parent.parent
LOOK_S = 0.01


class Process(Protocol):
    """What tests ask of a process; `subprocess.Popen` has it too."""

    pid: int

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def kill(self) -> None: ...
    def send_signal(self, sig: int, /) -> None: ...


class Forked:
    """A child of `tests.mother`."""

    def __init__(self, pid: int, ask: Callable[..., Any]) -> None:
        self.pid = pid
        self._ask = ask
        self._status: int | None = None

    def poll(self) -> int | None:
        """Return its exit status, or None while it runs."""
        if self._status is None:
            self._status = self._ask(look_after=self.pid)
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit status when it has ended. Raises TimeoutExpired when that takes longer than `timeout` s."""
        begun = time.monotonic()
        while (status := self.poll()) is None:
            if timeout is not None and time.monotonic() - begun > timeout:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(LOOK_S)
        return status

    def kill(self) -> None:
        """Give it no time to end."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, sig: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sig)


@cache
def mother() -> Callable[..., Any]:
    """Start the mother, once in a run; she ends with it. Return how to ask her something."""
    words = [sys.executable, "-m", "tests.mother"]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdin is not None
    assert process.stdout is not None
    to, back, one_at_a_time = process.stdin, process.stdout, threading.Lock()

    def ask(**order: Any) -> Any:
        with one_at_a_time:
            to.write(json.dumps(order).encode() + b"\n")
            to.flush()
            return json.loads(back.readline())

    @atexit.register
    def end() -> None:
        process.communicate()

    return ask


def run(
    words: Sequence[object],
    clock: Path,
    log: Path,
    given: str = "",
    program: Path | None = None,
    errors: Path | None = None,
) -> Process:
    """Begin `server.py WORDS` by the clock in the file `clock`; what it says goes to the end of `log`.

    `given` is its standard input. `program` is run instead, by the computer's clock. Its errors go to the end of
    `errors`, if that is given.
    """
    said = [str(word) for word in words]
    if program is None and hasattr(os, "fork"):
        ask = mother()
        order = {"words": said, "clock": str(clock), "log": str(log), "input": given}
        return Forked(ask(**order, errors=str(errors) if errors else None), ask)
    command = [str(program)] if program else ["-m", "tests.clocked", str(clock)]
    with log.open("ab") as out, (errors or log).open("ab") as wrong:
        process = subprocess.Popen(
            [sys.executable, *command, *said], stdin=subprocess.PIPE, stdout=out, stderr=wrong, cwd=ROOT
        )
    assert process.stdin is not None
    process.stdin.write(given.encode())
    process.stdin.close()
    return process


def done(words: Sequence[object], given: str = "") -> subprocess.CompletedProcess[str]:
    """Run `server.py WORDS` to its end at noon, and return what it said."""
    with TemporaryDirectory() as folder:
        out, errors = Path(folder, "out"), Path(folder, "errors")
        process = run(words, HallClock(Path(folder, "clock")).file(), out, given, errors=errors)
        status = process.wait(PATIENCE_S)
        said, wrong = (file.read_text(encoding="utf-8") for file in (out, errors))
    return subprocess.CompletedProcess([str(word) for word in words], status, said, wrong)
