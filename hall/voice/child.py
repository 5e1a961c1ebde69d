"""The speaking process as its parent sees it: started, asked with a time limit, ended for certain."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

WORKER: Final = (sys.executable, "-X", "utf8", "-m", "hall.voice.worker")
ROOT: Final = Path(__file__).resolve().parents[2]


class ChildFault(Exception):  # noqa: N818 — a fault is what it is
    """The process does not do its work; `reason` is a key of the catalogue "trouble"."""

    def __init__(self, reason: str, detail: str) -> None:
        """Take the reason and what is known beyond it."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Child:
    """One process; after a ChildFault it is of no use and must be ended."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it: spawned, not forked, in a session of its own, at low priority. Raises ChildFault."""
        lower = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            self._process = subprocess.Popen(  # noqa: S603 — the command is ours
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
                start_new_session=os.name == "posix",
                creationflags=lower,
            )
        except OSError as error:
            raise ChildFault("engine_missing", str(error)) from error
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True, name="voice-answers").start()

    def ask(self, request: Mapping[str, Any], limit_s: float) -> dict[str, Any]:
        """Send a request and return its answer. Raises ChildFault."""
        if self._process.stdin is None:
            raise ChildFault("crashing", "no way to ask")
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise ChildFault("crashing", self._end_of(str(error))) from error
        answer = self.answer(limit_s)
        if answer.get("id") != request["id"]:
            raise ChildFault("crashing", "answered out of turn")
        return answer

    def answer(self, limit_s: float) -> dict[str, Any]:
        """Return the next line it says, within `limit_s` seconds. Raises ChildFault."""
        try:
            line = self._lines.get(timeout=limit_s)
        except queue.Empty:
            raise ChildFault("hanging", f"no answer within {limit_s:g} s") from None
        if line is None:
            raise ChildFault("crashing", self._end_of("no more answers"))
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise ChildFault("crashing", f"said {line[:80]!r}")
        return answer

    def kill(self) -> None:
        """Kill it and whatever it started; for any thread, whoever is asking it then gets a ChildFault."""
        if self._process.poll() is None:
            if os.name == "posix":
                with suppress(ProcessLookupError):  # it has just ended by itself
                    os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def end(self) -> None:
        """Kill it and clear up behind it; for the thread that asks it."""
        self.kill()
        self._process.wait()
        if self._process.stdin is not None:
            with suppress(OSError):  # what was not sent any more has no reader
                self._process.stdin.close()

    def _read(self) -> None:
        if self._process.stdout is not None:
            with self._process.stdout as lines:
                for line in lines:
                    self._lines.put(line)
        self._lines.put(None)

    def _end_of(self, otherwise: str) -> str:
        try:
            return f"ended with exit code {self._process.wait(1)}"
        except subprocess.TimeoutExpired:
            return otherwise
