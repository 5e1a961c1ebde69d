"""What the hall says to everybody: the emergency that takes over every screen, and messages. Both outlive the day."""

from collections.abc import Callable
from dataclasses import dataclass

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal, Unknown
from hall.journal.stream import numbered
from hall.messages.events import STREAM, EmergencyCleared, EmergencyDeclared, MessagePosted, MessageRemoved
from hall.plan.plan import Name

MESSAGES_AT_ONCE = 20
"""More would never all be read."""
USUAL_LIFE_S = 24 * 3600.0
"""A message is taken down by itself after so long, unless it was posted for another time."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text for everybody. `at` and `until` in seconds since 1970; without `until` it stands until it is removed."""

    id: int
    text: Name
    spoken: bool
    at: float
    until: float | None = None

    def stands(self, now: float) -> bool:
        """Return whether it is still to be shown."""
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class Messages:
    """What is said to everybody now; `number` grows with every change."""

    number: int = 0
    emergency: Message | None = None
    posted: tuple[Message, ...] = ()


class MessageBook:
    """Emergency and messages, folded from their stream."""

    def __init__(self, ground: Ground) -> None:
        """Read what there is."""
        self._clock = ground.clock
        self._emergency: Message | None = None
        self._posted: dict[int, Message] = {}
        self._messages: dict[int, Message] = {}
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def now(self) -> Messages:
        """Return what is said to everybody now."""
        now = self._clock()

        def look() -> Messages:
            posted = tuple(one for one in self._posted.values() if one.stands(now))
            return Messages(self._stream.number, self._emergency, posted)

        return self._stream.look(look)

    def declare(self, actor: Actor, text: Name) -> Message:
        """Let `text` take over every screen. A repeat of the request key returns the first answer."""
        return self._act(actor, lambda _: (EmergencyDeclared(text),))

    def clear(self, actor: Actor) -> None:
        """End the emergency; without one this does nothing."""
        self._stream.act(actor, lambda _: () if self._emergency is None else (EmergencyCleared(),))

    def post(self, actor: Actor, text: Name, *, spoken: bool, lasts_s: float = USUAL_LIFE_S) -> Message:
        """Show a message for `lasts_s` seconds. Raises Illegal when there are too many to be read."""

        def decide(now: float) -> tuple[Event, ...]:
            if sum(one.stands(now) for one in self._posted.values()) >= MESSAGES_AT_ONCE:
                raise Illegal("notices_too_many", most=MESSAGES_AT_ONCE)
            return (MessagePosted(text, spoken, now + lasts_s),)

        return self._act(actor, decide)

    def remove(self, actor: Actor, message: int) -> None:
        """Take a message down. Raises Unknown when it is not there."""

        def decide(now: float) -> tuple[Event, ...]:
            if message not in self._posted or not self._posted[message].stands(now):
                raise Unknown("notice_not_posted")
            return (MessageRemoved(message),)

        self._stream.act(actor, decide)

    def _act(self, actor: Actor, decide: Callable[[float], tuple[Event, ...]]) -> Message:
        done = self._stream.act(actor, decide)
        return self._messages[done.subject or 0]

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case EmergencyDeclared(text):
                    self._emergency = self._messages[entry.number] = Message(entry.number, text, True, entry.at)
                case EmergencyCleared():
                    self._emergency = None
                case MessagePosted(text, spoken, until):
                    self._posted = {n: one for n, one in self._posted.items() if one.stands(entry.at)}
                    message = Message(entry.number, text, spoken, entry.at, until)
                    self._posted[entry.number] = self._messages[entry.number] = message
                case MessageRemoved(posted):
                    self._posted.pop(posted, None)
