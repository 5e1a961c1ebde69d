"""Sends the messages that are due, one after the other, and says so when none gets out."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from threading import Event, Thread

from hall.faults import Fault
from hall.journal.journal import Committed, JournalError
from hall.outward.short_messages import Messenger, NotSent
from hall.queue.book import DAY_STREAM
from hall.reminders.book import Due, ReminderBook

AGAIN_S = 5.0
"""So often is looked whether somebody is to be told, besides whenever something happens."""
TRIES = 3
"""A message that does not get out is tried so often, and so many of them end a round: the way out itself is blocked."""
log = logging.getLogger("hall")


class Reminding:
    """A thread that nobody waits for: a message is a courtesy, the wall and the voice call whoever is called."""

    def __init__(
        self,
        book: ReminderBook,
        messenger: Messenger | None,
        words: Callable[[Due], str],
        is_own: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take what sends, None where the hall has no way out, and how a message is worded."""
        self._book, self._messenger, self._words, self._is_own = book, messenger, words, is_own
        self._problem: str | None = None
        self._failed: Counter[tuple[str, str]] = Counter()
        self._happened, self._ended = Event(), Event()
        self._thread = Thread(target=self._work, name="reminders", daemon=True)

    @property
    def is_on(self) -> bool:
        """Return whether the hall has a way out."""
        return self._messenger is not None

    def start(self) -> None:
        """Begin."""
        if self._messenger is not None:
            self._thread.start()

    def stop(self) -> None:
        """End, after the message in hand."""
        self._ended.set()
        self._happened.set()

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Look whether somebody is to be told."""
        if any(one.stream.startswith(DAY_STREAM) for one in batch):
            self._happened.set()

    def faults(self) -> list[Fault]:
        """Return why the last message did not get out."""
        return [Fault("reminders", {"detail": self._problem})] if self._problem is not None else []

    def beat(self) -> None:
        """Send what is due. A wrong number keeps nobody else's message back."""
        if self._messenger is None or not self._is_own():
            self._problem = None
            return
        failed = 0
        for due in self._book.due():
            if self._ended.is_set() or failed >= TRIES:
                return
            if self._failed[due.ticket, due.what] >= TRIES:
                continue
            try:
                self._messenger.send(due.phone, self._words(due))
            except NotSent as why:
                failed += 1
                self._failed[due.ticket, due.what] += 1
                self._problem = str(why)
                continue
            self._book.sent(due)
            self._problem = None

    def _work(self) -> None:
        while not self._ended.is_set():
            self._happened.clear()
            try:
                self.beat()
            except JournalError as why:  # the disk; what has gone out may go again
                self._problem = str(why)
            except Exception as why:  # told to who mends it, and tried again
                log.exception("reminders failed")
                self._problem = type(why).__name__
            self._happened.wait(AGAIN_S)
