"""Keeps the signs on one line right: what changed is sent at once, and everything again now and then."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from hall.signs.link import Send

AGAIN_S: Final = 30.0
"""Everything is sent again so often: a sign that was without power is right by then."""
RETRY_S: Final = 5.0
TURN_S: Final = 0.25
"""How often a server that does not talk to the line looks whether it does."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign on a line: its counter, and what makes the frame that shows what is to be shown now."""

    counter: str
    frame: Callable[[], bytes]
    answers: bool


class Line:
    """A thread that talks to the signs on one line, one after the other."""

    def __init__(
        self,
        address: str,
        send: Send,
        signs: Sequence[Sign],
        *,
        again_s: float = AGAIN_S,
        is_own: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take the line's address for people, what sends, and the signs on it.

        `is_own`: whether this server is the one that talks here.
        """
        self.address = address
        self.problem: str | None = None
        """Why the last frame did not get there, None when it did."""
        self._send, self._signs, self._again_s, self._is_own = send, tuple(signs), again_s, is_own
        self._sent: dict[str, tuple[bytes, float]] = {}
        """By counter: the last frame that got there, and when by a clock that is never set."""
        self._changed, self._ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"signs {address}", daemon=True)

    @property
    def counters(self) -> list[str]:
        """Return the counters whose signs are on this line."""
        return [sign.counter for sign in self._signs]

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the frame in hand."""
        self._ended.set()
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join()

    def look_again(self) -> None:
        """Something has happened. Returns at once."""
        self._changed.set()

    def _work(self) -> None:
        while not self._ended.is_set():
            if not self._is_own():
                self._sent.clear()
                self.problem = None
                self._ended.wait(TURN_S)
                continue
            self._changed.clear()
            try:
                self._send_what_is_due()
                self.problem = None
                self._changed.wait(self._again_s)
            except Exception as why:  # noqa: BLE001 - told to who mends it, and tried again for ever
                if self.problem is None:
                    log.warning("signs at %s: %s", self.address, why)
                self.problem = str(why) or type(why).__name__
                self._sent.clear()
                self._ended.wait(RETRY_S)

    def _send_what_is_due(self) -> None:
        for sign in self._signs:
            frame, now = sign.frame(), time.monotonic()
            before, at = self._sent.get(sign.counter, (b"", 0.0))
            if self._ended.is_set() or not self._is_own() or (frame == before and now - at < self._again_s):
                continue
            self._send(frame, sign.answers)
            self._sent[sign.counter] = (frame, now)
