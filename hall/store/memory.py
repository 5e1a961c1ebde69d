"""A journal in memory, for tests: it forgets everything with the process."""

from collections import defaultdict
from collections.abc import Sequence
from threading import Condition

from hall.journal.entry import Entry
from hall.journal.journal import Committed, Conflict


class MemoryJournal:
    """See hall.journal.journal.Journal."""

    def __init__(self) -> None:
        self._streams: defaultdict[str, list[Entry]] = defaultdict(list)
        self._order: list[Committed] = []
        self._changed = Condition()

    def append(self, stream: str, entry: Entry) -> None:
        """See Journal.append."""
        with self._changed:
            if entry.number != len(self._streams[stream]) + 1:
                raise Conflict(self.read(stream, entry.number - 1))
            self._streams[stream].append(entry)
            self._order.append(Committed(stream, entry, len(self._order) + 1))
            self._changed.notify_all()

    def read(self, stream: str, after: int = 0) -> Sequence[Entry]:
        """See Journal.read."""
        with self._changed:
            return self._streams[stream][after:]

    def streams(self) -> Sequence[str]:
        """See Journal.streams."""
        with self._changed:
            return sorted(name for name, entries in self._streams.items() if entries)

    def end(self) -> int:
        """See Journal.end."""
        return len(self._order)

    def since(self, position: int) -> Sequence[Committed]:
        """See Journal.since."""
        with self._changed:
            return self._order[position:]

    def wait(self, position: int, timeout_s: float) -> None:
        """See Journal.wait."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._order) > position, timeout_s)

    def length(self, stream: str) -> int:
        """See Journal.length: the number of entries."""
        with self._changed:
            return len(self._streams[stream])
