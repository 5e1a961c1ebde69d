"""What the hall says to everybody: the emergency that takes over every screen, and messages. Both outlive the day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal, Unknown, Wrong
from hall.journal.stream import numbered
from hall.messages.events import (
    STREAM,
    EmergencyCleared,
    EmergencyDeclared,
    MessageBegun,
    MessagePosted,
    MessageRemoved,
)
from hall.plan.plan import Name

MESSAGES_AT_ONCE = 20
"""More would never all be read."""
FARTHEST_S = 366 * 24 * 3600.0
"""So far ahead a message is planned at most: what lies beyond was typed by mistake."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text for everybody; times in seconds since 1970, `at` since when it is said. `zones`: none means all.

    `until` is None where it stands until it is taken down.
    """

    id: int
    text: Name
    spoken: bool
    at: float
    until: float | None = None
    starts_at: float | None = None
    zones: tuple[str, ...] = ()
    drill: bool = False

    def is_in(self, zone: str) -> bool:
        """Return whether it is for `zone`."""
        return not self.zones or zone in self.zones


@dataclass(frozen=True, slots=True)
class Messages:
    """What is said to everybody now; `number` grows with every change."""

    number: int = 0
    emergency: Message | None = None
    posted: tuple[Message, ...] = ()
    planned: tuple[Message, ...] = ()


class MessageBook:
    """Emergency and messages, folded from their stream."""

    def __init__(self, ground: Ground) -> None:
        """Read what there is."""
        self._emergency: Message | None = None
        self._clock = ground.clock
        self._posted: dict[int, Message] = {}
        self._planned: dict[int, Message] = {}
        self._messages: dict[int, Message] = {}
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def now(self) -> Messages:
        """Return what is said to everybody now."""

        def picture() -> Messages:
            posted, planned = tuple(self._posted.values()), tuple(self._planned.values())
            return Messages(self._stream.number, self._emergency, posted, planned)

        return self._stream.look(picture)

    def declare(self, actor: Actor, text: Name, *, drill: bool = False) -> Message:
        """Let `text` take over every screen. A repeat of the request key returns the first answer."""
        return self._act(actor, lambda _: (EmergencyDeclared(text, drill),))

    def clear(self, actor: Actor, seen: int | None = None) -> None:
        """End the emergency; without one this does nothing. Raises Illegal if it is another than the one `seen`."""

        def decide(_: float) -> tuple[Event, ...]:
            if self._emergency is None:
                return ()
            if seen is not None and seen != self._emergency.id:
                raise Illegal("emergency_newer")
            return (EmergencyCleared(),)

        self._stream.act(actor, decide)

    def post(
        self,
        actor: Actor,
        text: Name,
        *,
        spoken: bool,
        until: float | None = None,
        starts_at: float | None = None,
        zones: tuple[str, ...] = (),
    ) -> Message:
        """Show a message now, or plan it. Raises Illegal for too many, Wrong for times that are none."""

        def decide(now: float) -> tuple[Event, ...]:
            if len(self._posted) + len(self._planned) >= MESSAGES_AT_ONCE:
                raise Illegal("notices_too_many", most=MESSAGES_AT_ONCE)
            begins = starts_at if starts_at is not None and starts_at > now else None
            if begins is not None and begins > now + FARTHEST_S:
                raise Wrong("notice_too_far", field="starts_at")
            return (MessagePosted(text, spoken, until, begins, zones),)

        return self._act(actor, decide)

    def remove(self, actor: Actor, message: int) -> None:
        """Take a message down, or off the plan. Raises Unknown when it is not there."""

        def decide(_: float) -> tuple[Event, ...]:
            if message not in self._posted and message not in self._planned:
                raise Unknown("notice_not_posted")
            return (MessageRemoved(message),)

        self._stream.act(actor, decide)

    def beat(self) -> None:
        """Begin and end what is due: once, whichever process comes first."""
        if self._stream.look(lambda: next(self._due(self._clock()), None)) is not None:
            self._stream.act(HALL, lambda now: tuple(self._due(now)))

    def _due(self, now: float) -> Iterator[Event]:
        for message in (*self._posted.values(), *self._planned.values()):
            if message.until is not None and message.until <= now:
                yield MessageRemoved(message.id)
            elif message.id in self._planned and (message.starts_at or now) <= now:
                yield MessageBegun(message.id)

    def _act(self, actor: Actor, decide: Callable[[float], tuple[Event, ...]]) -> Message:
        done = self._stream.act(actor, decide)
        return self._messages[done.subject or 0]

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case EmergencyDeclared(text, drill):
                    message = Message(entry.number, text, True, entry.at, drill=drill)
                    self._emergency = self._messages[entry.number] = message
                case EmergencyCleared():
                    self._emergency = None
                case MessagePosted(text, spoken, until, starts_at, zones):
                    message = Message(entry.number, text, spoken, entry.at, until, starts_at, zones)
                    shown = self._posted if starts_at is None else self._planned
                    shown[entry.number] = self._messages[entry.number] = message
                case MessageBegun(planned):
                    self._posted[planned] = replace(self._planned.pop(planned), at=entry.at)
                case MessageRemoved(posted):
                    self._posted.pop(posted, None)
                    self._planned.pop(posted, None)
