"""What the hall says to everybody: the emergency that takes over every screen, and notices. Both outlive the day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from threading import RLock

from hall.daybook import Asker
from hall.events import Entry, Event
from hall.floor import Name
from hall.journal import Conflict, Journal
from hall.publisher import Committed
from hall.refusal import Illegal, Unknown, Wrong

STREAM = "content"
NOTICES_AT_ONCE = 20
"""More would never all be read."""


@dataclass(frozen=True, slots=True)
class EmergencyDeclared(Event):
    """An emergency takes over every screen; one declared before is replaced."""

    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EmergencyCleared(Event):
    """The emergency is over."""


@dataclass(frozen=True, slots=True)
class NoticePosted(Event):
    """A notice is shown on the walls, and spoken once if `spoken`."""

    text: Mapping[str, str]
    spoken: bool


@dataclass(frozen=True, slots=True)
class NoticeRemoved(Event):
    """A notice is not shown any more; `notice` is the number of the entry that posted it."""

    notice: int


@dataclass(frozen=True, slots=True)
class Message:
    """A text for everybody; `at` in seconds since 1970."""

    id: int
    text: Name
    spoken: bool
    at: float


@dataclass(frozen=True, slots=True)
class Content:
    """What is said to everybody now; `number` grows with every change."""

    number: int = 0
    emergency: Message | None = None
    notices: tuple[Message, ...] = ()


class ContentBook:
    """Emergency and notices, folded from their stream."""

    def __init__(self, journal: Journal, *, clock: Callable[[], float], publish: Callable[[Committed], None]) -> None:
        """Take the collaborators; `publish` is told of every change."""
        self._journal = journal
        self._clock = clock
        self._publish = publish
        self._lock = RLock()
        self._number = 0
        self._last_at = 0.0
        self._emergency: Message | None = None
        self._notices: dict[int, Message] = {}
        self._by_key: dict[str, tuple[str, int]] = {}
        self._messages: dict[int, Message] = {}

    def now(self) -> Content:
        """Return what is said to everybody now."""
        with self._lock:
            self._catch_up()
            return Content(self._number, self._emergency, tuple(self._notices.values()))

    def declare(self, asker: Asker, text: Name) -> Message:
        """Let `text` take over every screen. A repeat of the request key returns the first answer."""
        with self._lock:
            return self._messages[self._append(asker, EmergencyDeclared(text))]

    def clear(self, asker: Asker) -> None:
        """End the emergency; without one this does nothing."""
        with self._lock:
            self._catch_up()
            if self._emergency is not None:
                self._append(asker, EmergencyCleared())

    def post(self, asker: Asker, text: Name, *, spoken: bool) -> Message:
        """Show a notice. Raises Illegal when there are too many to be read."""
        with self._lock:
            self._catch_up()
            if len(self._notices) >= NOTICES_AT_ONCE and asker.key not in self._by_key:
                raise Illegal("notices_too_many", most=NOTICES_AT_ONCE)
            return self._messages[self._append(asker, NoticePosted(text, spoken))]

    def remove(self, asker: Asker, notice: int) -> None:
        """Take a notice down. Raises Unknown when it is not there."""
        with self._lock:
            self._catch_up()
            if notice not in self._notices:
                raise Unknown("notice_not_posted")
            self._append(asker, NoticeRemoved(notice))

    def _append(self, asker: Asker, event: Event) -> int:
        """Write `event` down and return its entry's number; that of the first time for a repeated request key."""
        act = blake2b(repr((asker.by, event)).encode(), digest_size=8).hexdigest()
        while True:
            self._catch_up()
            before = self._by_key.get(asker.key or "")
            if before is not None:
                if before[0] != act:
                    raise Wrong("key_reused", field="Idempotency-Key")
                return before[1]
            at = max(round(self._clock(), 3), self._last_at)
            entry = Entry(self._number + 1, at, asker.by, (event,), asker.key, act if asker.key else None)
            try:
                self._journal.append(STREAM, entry)
            except Conflict:
                continue
            self._catch_up()
            return entry.number

    def _catch_up(self) -> None:
        for entry in self._journal.read(STREAM, after=self._number):
            for event in entry.events:
                self._apply(event, entry)
            self._number, self._last_at = entry.number, entry.at
            if entry.key is not None:
                self._by_key[entry.key] = (entry.act or "", entry.number)
            self._publish(Committed(STREAM, entry))

    def _apply(self, event: Event, entry: Entry) -> None:
        match event:
            case EmergencyDeclared(text):
                self._emergency = self._messages[entry.number] = Message(entry.number, text, True, entry.at)
            case EmergencyCleared():
                self._emergency = None
            case NoticePosted(text, spoken):
                notice = Message(entry.number, text, spoken, entry.at)
                self._notices[entry.number] = self._messages[entry.number] = notice
            case NoticeRemoved(notice_id):
                self._notices.pop(notice_id, None)
