"""Tells everybody what has been written down: one worker, in the order of the journal, each listener on its own."""

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

from hall.journal.entry import Entry

log = logging.getLogger(__name__)


class Committed(NamedTuple):
    """An entry that is in the journal, and the stream it is in."""

    stream: str
    entry: Entry


Listener = Callable[[Sequence[Committed]], None]
"""Is told, in order, all that was committed since it was last told: a burst comes as one batch."""


class Publisher:
    """An outbox and the worker that empties it. Whoever commits never waits for a listener."""

    def __init__(self) -> None:
        self._outbox: queue.Queue[Committed | None] = queue.Queue()
        self._listeners: list[Listener] = []
        self._worker = threading.Thread(target=self._work, name="publisher", daemon=True)

    def listen(self, listener: Listener) -> None:
        """Add a listener; all are added before `start`."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Begin telling."""
        self._worker.start()

    def put(self, committed: Committed) -> None:
        """Have `committed` told soon."""
        self._outbox.put(committed)

    def stop(self) -> None:
        """Tell what is left, then end."""
        self._outbox.put(None)
        self._worker.join()

    def _work(self) -> None:
        while True:
            batch = [self._outbox.get()]
            while not self._outbox.empty():
                batch.append(self._outbox.get())
            told = [one for one in batch if one is not None]
            if told:
                self._tell(told)
            if len(told) < len(batch):
                return

    def _tell(self, batch: Sequence[Committed]) -> None:
        for listener in self._listeners:
            try:
                listener(batch)
            except Exception:  # one listener's fault must not silence the others
                log.exception("a listener failed", extra={"listener": repr(listener)})
