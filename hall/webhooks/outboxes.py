"""What was handed to each endpoint and what waits for it, folded from a stream a day; the newest alone is read."""

from collections.abc import Sequence
from threading import RLock

from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown
from hall.journal.stream import Stream, numbered
from hall.webhooks.events import DELIVERIES, STREAM, Accepted, AskedAgain, CarriedOver, EndpointRemoved, PutOff, Reached
from hall.webhooks.state import Outbox, Waiting

DAYS_KEPT = 2
"""Of so many days' streams is known how far they were told."""


class Outboxes:
    """How far everybody was told."""

    def __init__(self, ground: Ground) -> None:
        """Read the newest of the streams there are."""
        self._ground = ground
        self._lock = RLock()
        self._outboxes: dict[str, Outbox] = {}
        there = [name for name in ground.journal.streams() if name.startswith(DELIVERIES)]
        self._stream = self._of(max(there, default=""))
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        with self._lock:
            if committed.stream.startswith(DELIVERIES) and committed.stream > self._stream.name:
                self._stream = self._of(committed.stream)
                self._stream.catch_up()
            if committed.stream == self._stream.name:
                self._stream.take(committed.entry)
            if committed.stream == STREAM:
                for event in committed.entry.events:
                    if isinstance(event, EndpointRemoved):
                        self._outboxes.pop(event.endpoint, None)

    def of(self, endpoint: str) -> Outbox:
        """Return the endpoint's outbox as it stands now, for looking."""
        with self._lock:
            there = self._outboxes.get(endpoint, Outbox())
            return Outbox.of_table(there.as_table(endpoint))

    def reached(self, endpoint: str, stream: str, number: int, accepted: Sequence[str]) -> None:
        """Note that all up to here was tried."""
        self._write(HALL, Reached(endpoint, stream, number, tuple(accepted)))

    def put_off(self, endpoint: str, one: Waiting) -> None:
        """Note that a message was not taken."""
        self._write(HALL, PutOff(endpoint, one.message, one.first_at, one.attempts, one.why, one.due))

    def accepted(self, endpoint: str, message: str) -> None:
        """Note that a message which was put off, or is sent again, was taken."""
        self._write(HALL, Accepted(endpoint, message))

    def ask_again(self, actor: Actor, endpoint: str, message: str) -> None:
        """Have a message sent again now. Raises Unknown for one that is not among those shown."""
        there = self.of(endpoint)
        if message not in {*there.waiting, *there.dead, *(one for one, _ in there.recent)}:
            raise Unknown("delivery_unknown", delivery=message)
        self._write(actor, AskedAgain(endpoint, message))

    def _write(self, actor: Actor, event: Event) -> None:
        with self._lock:
            name = f"{DELIVERIES}{self._ground.today().isoformat()}"
            if name > self._stream.name:
                self._stream = self._of(name)
                self._stream.catch_up()
            stream = self._stream

            def decide(_: float) -> tuple[Event, ...]:
                if stream.number:
                    return (event,)
                return (CarriedOver(tuple(box.as_table(one) for one, box in self._outboxes.items())), event)

            stream.act(actor, decide)

    def _of(self, name: str) -> Stream[int]:
        return numbered(self._ground, name, self._fold, self._lock)

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, CarriedOver):
                self._outboxes = {table["endpoint"]: Outbox.of_table(table) for table in event.outboxes}
            elif isinstance(event, Reached | PutOff | Accepted | AskedAgain):
                self._fold_one(self._outboxes.setdefault(event.endpoint, Outbox()), event, entry.at)

    @staticmethod
    def _fold_one(box: Outbox, event: Reached | PutOff | Accepted | AskedAgain, at: float) -> None:
        match event:
            case Reached():
                box.reached[event.stream] = event.number
                days = sorted(name for name in box.reached if name.startswith("day-"))
                for old in days[:-DAYS_KEPT]:
                    del box.reached[old]
                for message in event.accepted:
                    box.accepted(message, at)
            case PutOff():
                box.put_off(Waiting(event.message, event.first_at, event.attempts, event.why, event.due))
            case Accepted():
                box.accepted(event.message, at)
            case AskedAgain():
                box.put_off(Waiting(event.message, at, 0, "", at))
