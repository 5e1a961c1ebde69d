"""What the hall says to everybody: the emergency that takes over every screen, and messages. Both outlive the day."""

from collections.abc import Callable
from dataclasses import dataclass

from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal, Unknown
from hall.journal.stream import numbered
from hall.messages.events import STREAM, EmergencyCleared, EmergencyDeclared, MessagePosted, MessageRemoved
from hall.plan.plan import Name

MESSAGES_AT_ONCE = 20
"""More would never all be read."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text for everybody; `at` and `until` in seconds since 1970, `until` None where it stands until taken down."""

    id: int
    text: Name
    spoken: bool
    at: float
    until: float | None = None


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
        return self._stream.look(lambda: Messages(self._stream.number, self._emergency, tuple(self._posted.values())))

    def declare(self, actor: Actor, text: Name) -> Message:
        """Let `text` take over every screen. A repeat of the request key returns the first answer."""
        return self._act(actor, lambda _: (EmergencyDeclared(text),))

    def clear(self, actor: Actor) -> None:
        """End the emergency; without one this does nothing."""
        self._stream.act(actor, lambda _: () if self._emergency is None else (EmergencyCleared(),))

    def post(self, actor: Actor, text: Name, *, spoken: bool, until: float | None = None) -> Message:
        """Show a message, until then or until it is taken down. Raises Illegal when there are too many to be read."""

        def decide(_: float) -> tuple[Event, ...]:
            if len(self._posted) >= MESSAGES_AT_ONCE:
                raise Illegal("notices_too_many", most=MESSAGES_AT_ONCE)
            return (MessagePosted(text, spoken, until),)

        return self._act(actor, decide)

    def expire(self) -> None:
        """Take down what has had its time; called now and then. Looks first, so that quiet walls write nothing."""

        def over(now: float) -> tuple[Event, ...]:
            past = (one.id for one in self._posted.values() if one.until is not None and one.until <= now)
            return tuple(map(MessageRemoved, past))

        if self._stream.look(lambda: over(self._stream.now())):
            self._stream.act(HALL, over)

    def remove(self, actor: Actor, message: int) -> None:
        """Take a message down. Raises Unknown when it is not there."""

        def decide(_: float) -> tuple[Event, ...]:
            if message not in self._posted:
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
                    message = Message(entry.number, text, spoken, entry.at, until)
                    self._posted[entry.number] = self._messages[entry.number] = message
                case MessageRemoved(posted):
                    self._posted.pop(posted, None)
