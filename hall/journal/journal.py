"""The journal: what happened, written down before anyone is told."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from hall.journal.entry import Entry


class Conflict(Exception):  # noqa: N818 - an answer that the desk expects
    """The stream already has an entry of this number: somebody else was first. Nothing was written."""


class JournalError(Exception):
    """The journal cannot be written or read; the message says why and what to do. Nothing was written."""


class JournalFull(JournalError):  # noqa: N818 - a state of the disk
    """There is no room left on the disk."""


class Journal(Protocol):
    """Numbered entries in named streams, appended once, never changed."""

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
