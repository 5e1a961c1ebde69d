"""Follows the journal: one worker a process, in the one order of all streams.

It keeps every book's memory fresh, also by what other processes wrote, and then tells the listeners, each on its own.
Whoever commits never waits for a listener.
"""

import logging
import threading
from collections.abc import Callable, Sequence

from hall.journal.journal import Committed, Journal, JournalError

LOOK_EVERY_S = 0.25
"""How often it looks for what other processes wrote, where the store cannot say so by itself."""
AGAIN_S = 1.0
"""After a failed look at the journal."""
log = logging.getLogger(__name__)

Listener = Callable[[Sequence[Committed]], None]
"""Is told, in order, all that was committed since it was last told: a burst comes as one batch."""


class Follower:
    """The worker. What is in the journal when it is made counts as known and is told to nobody."""

    def __init__(self, journal: Journal) -> None:
        """Begin at the journal's present end; books are opened after this, so that nothing lies between."""
        self._journal = journal
        self._position = self._told = journal.end()
        self._untold: list[Committed] = []
        """What the books know and the listeners do not."""
        self._reading = threading.Lock()
        self._books: list[Callable[[Committed], None]] = []
        self._listeners: list[Listener] = []
        self._worker = threading.Thread(target=self._work, name="follower", daemon=True)
        self._stopping = False

    def keep_fresh(self, book: Callable[[Committed], None]) -> None:
        """Have `book` take in each entry, its own too, which it knows; all are added before `start`."""
        self._books.append(book)

    def listen(self, listener: Listener) -> None:
        """Add a listener; all are added before `start`."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Begin telling."""
        self._worker.start()

    def stop(self) -> None:
        """Tell what is left, then end."""
        self._stopping = True
        if self._worker.is_alive():
            self._worker.join()

    def catch_up(self) -> None:
        """Have the books take in what is new; it is told soon, by the worker."""
        with self._reading:
            for committed in self._journal.since(self._position):
                for book in self._books:
                    book(committed)
                self._position = committed.position
                self._untold.append(committed)

    def follow(self) -> None:
        """Take in and tell what is new, once; what the worker does over and over."""
        self.catch_up()
        with self._reading:
            batch, self._untold = self._untold, []
            self._told = self._position
        told = [one for one in batch if one.entry.events]
        for listener in self._listeners if told else ():
            try:
                listener(told)
            except Exception:  # one listener's fault must not silence the others
                log.exception("a listener failed", extra={"listener": repr(listener)})

    def _work(self) -> None:
        while True:
            stopping = self._stopping
            try:
                self._journal.wait(self._told, 0 if stopping else LOOK_EVERY_S)
                self.follow()
            except JournalError:
                log.exception("the journal cannot be followed")
                if not stopping:
                    threading.Event().wait(AGAIN_S)
            if stopping:
                return
