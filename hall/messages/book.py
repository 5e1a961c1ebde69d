"""What the hall says to everybody: the emergency that takes over every screen, and notices. Both outlive the day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.journal import Journal
from hall.journal.logbook import Logbook
from hall.journal.publisher import Committed
from hall.journal.refusal import Illegal, Unknown
from hall.plan.plan import Name

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
        self._log = Logbook(journal, STREAM, clock=clock, apply=self._fold)
        self._publish = publish
        self._emergency: Message | None = None
        self._notices: dict[int, Message] = {}
        self._messages: dict[int, Message] = {}

    def now(self) -> Content:
        """Return what is said to everybody now."""
        return self._log.look(lambda: Content(self._log.number, self._emergency, tuple(self._notices.values())))

    def declare(self, actor: Actor, text: Name) -> Message:
        """Let `text` take over every screen. A repeat of the request key returns the first answer."""
        event = EmergencyDeclared(text)
        return self._messages[self._log.act(actor, event, lambda _: (event,))]

    def clear(self, actor: Actor) -> None:
        """End the emergency; without one this does nothing."""
        event = EmergencyCleared()
        self._log.act(actor, event, lambda _: () if self._emergency is None else (event,))

    def post(self, actor: Actor, text: Name, *, spoken: bool) -> Message:
        """Show a notice. Raises Illegal when there are too many to be read."""
        event = NoticePosted(text, spoken)

        def decide(_: float) -> tuple[Event, ...]:
            if len(self._notices) >= NOTICES_AT_ONCE:
                raise Illegal("notices_too_many", most=NOTICES_AT_ONCE)
            return (event,)

        return self._messages[self._log.act(actor, event, decide)]

    def remove(self, actor: Actor, notice: int) -> None:
        """Take a notice down. Raises Unknown when it is not there."""
        event = NoticeRemoved(notice)

        def decide(_: float) -> tuple[Event, ...]:
            if notice not in self._notices:
                raise Unknown("notice_not_posted")
            return (event,)

        self._log.act(actor, event, decide)

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            self._apply(event, entry)
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
