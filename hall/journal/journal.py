"""The journal: what happened, written down before anyone is told."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from hall.journal.entry import Entry


class Conflict(Exception):  # noqa: N818 - an answer that a stream expects
    """The stream already has an entry of this number: somebody else was first. Nothing was written."""

    def __init__(self, newer: Iterable[Entry]) -> None:
        """Give the stream's entries from that number on, in order: all, or the first of them."""
        super().__init__()
        self.newer = newer


class JournalError(Exception):
    """The journal cannot be written or read; the message says why and what to do. Nothing was written."""


class JournalFull(JournalError):  # noqa: N818 - a state of the disk
    """There is no room left on the disk."""


class Committed(NamedTuple):
    """An entry that is in the journal, the stream it is in, and its place in the one order over all streams."""

    stream: str
    entry: Entry
    position: int = 0


class Journal(Protocol):
    """Numbered entries in named streams, appended once, never changed; and one order over all of them."""

    def append(self, stream: str, entry: Entry) -> None:
        """Write `entry` so that it survives a power cut when this returns.

        Raises Conflict when `entry.number` is not the stream's next, JournalError when it cannot be written.
        """

    def read(self, stream: str, after: int = 0) -> Iterable[Entry]:
        """Give the entries numbered above `after`, in order; none for a stream that does not exist.

        Raises JournalError, naming the place, for an entry that is damaged. They come one by one: a day is long.
        """

    def streams(self) -> Sequence[str]:
        """Return the names of all streams that have entries, sorted."""

    def end(self) -> int:
        """Return the position behind all that is there now."""

    def since(self, position: int) -> Sequence[Committed]:
        """Return what came after `position`, which `end` or the latest entry of the last `since` gave, in order.

        Whoever wrote it: what other processes appended is there too. A journal has one follower, and may let go of what
        lies before its position. Raises JournalError.
        """

    def wait(self, position: int, timeout_s: float) -> None:
        """Return once there may be something after `position`, at the latest after `timeout_s`."""

    def length(self, stream: str) -> int:
        """Return how long `stream` is, in a measure of the store's own that grows with every entry; 0 if there is none.

        It reads no entry: what was made of a stream is known by it to be up to date.
        """
