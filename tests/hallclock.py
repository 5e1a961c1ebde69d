"""The clock of a hall under test. It is its test's: a test means the same on a holiday, at night and at midnight."""

import time
from pathlib import Path

from tests.halls import NOON

_AHEAD_S = NOON - time.time()
"""When a run of tests begins it is noon of a Monday in all its halls, and from there their time goes on."""


class HallClock:
    """The time of one hall, in seconds since 1970. It stands in a file, for its servers and its test to read."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> float:
        return time.time() + float(self.file().read_text(encoding="utf-8"))

    def file(self) -> Path:
        """Return the file: how many seconds the hall is ahead of the computer."""
        if not self._file.exists():
            self._write(_AHEAD_S)
        return self._file

    def set(self, at: float) -> None:
        """Make it `at` now."""
        self._write(at - time.time())

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.set(self() + seconds)

    def _write(self, ahead_s: float) -> None:
        """Replace the file: a server never sees it half written."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(str(ahead_s), encoding="utf-8")
        part.replace(self._file)
