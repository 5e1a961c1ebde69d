"""A journal in memory, for tests: it forgets everything with the process."""

from collections import defaultdict
from collections.abc import Sequence
from threading import Lock

from hall.journal.entry import Entry
from hall.journal.journal import Conflict


class MemoryJournal:
    """See hall.journal.journal.Journal."""

    def __init__(self) -> None:
        self._streams: defaultdict[str, list[Entry]] = defaultdict(list)
        self._lock = Lock()

    def append(self, stream: str, entry: Entry) -> None:
        """See Journal.append."""
        with self._lock:
            if entry.number != len(self._streams[stream]) + 1:
                raise Conflict
            self._streams[stream].append(entry)

    def read(self, stream: str, after: int = 0) -> Sequence[Entry]:
        """See Journal.read."""
        with self._lock:
            return self._streams[stream][after:]

    def streams(self) -> Sequence[str]:
        """See Journal.streams."""
        with self._lock:
            return sorted(name for name, entries in self._streams.items() if entries)
