"""What one endpoint is told next, and what follows from its answer. How it is handed over is somebody else's."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from hall.feedback.events import STREAM as FEEDBACK
from hall.journal.entry import Entry
from hall.journal.ground import Ground
from hall.queue.book import DAY_STREAM, day_of
from hall.webhooks.book import EndpointBook
from hall.webhooks.events import FAULTS
from hall.webhooks.outboxes import Outboxes
from hall.webhooks.rules.message import Message, messages, place_of
from hall.webhooks.rules.schedule import DOWN_AFTER, LONGEST_PAUSE_S, due_after, pause_s
from hall.webhooks.state import Endpoint, Outbox, Waiting

GONE = "410"
"""The answer of an endpoint that wants no messages any more."""
NO_KEY, LOST = "no_key", "lost"
PAGE = 50
"""Entries that are read at once; how far they were told is written down at the latest after so many."""
NOTED_AFTER = 1_000
"""So many entries that tell nothing are passed over until that is written down."""
LOOKS_BACK = timedelta(days=8)
"""Of days before these nothing is told any more, after however long a rest."""
IDLE_S = 5.0

Hand = Callable[[Endpoint, Message, Sequence[str]], str | None]
"""Hands a message over, signed by the keys; returns None when it was taken, else why not: a status or a word."""


class Courier:
    """Tells one endpoint everything, in order; what it does not take is tried again while the rest goes on."""

    def __init__(
        self,
        ground: Ground,
        endpoint: str,
        book: EndpointBook,
        outboxes: Outboxes,
        hand: Hand,
        may_go: Callable[[], bool] = lambda: True,
        breathe: Callable[[], object] = lambda: None,
    ) -> None:
        """Take the collaborators; `may_go` says whether to go on, `breathe` lets others at their work."""
        self._ground, self._clock = ground, ground.clock
        self._name, self._book, self._outboxes = endpoint, book, outboxes
        self._hand, self._may_go, self._breathe = hand, may_go, breathe
        self._passed: dict[str, int] = {}
        """How far each stream was read; what is written down may lie before it."""
        self._failed = 0
        self._quiet_until = 0.0
        self._forward: set[str] = set()
        """What is tried before it is due: the endpoint was down, and answers again."""

    def work(self) -> float:
        """Hand over what is due; return after how many seconds to look again. Raises Unknown, JournalError."""
        endpoint = self._book.get(self._name)
        if not endpoint.gone and self._is_free():
            box = self._outboxes.of(self._name)
            if self._again(endpoint, box):
                self._anew(endpoint, box)
        now, box = self._clock(), self._outboxes.of(self._name)
        due = [one.due for one in box.waiting.values() if one.due is not None]
        soonest = max(min(due, default=now + IDLE_S), self._quiet_until)
        return min(max(soonest - now, 0.0), IDLE_S)

    def _is_free(self) -> bool:
        return self._may_go() and not self._is_quiet()

    def _is_quiet(self) -> bool:
        """Return whether the endpoint is left alone; a pause longer than any was made before the clock was set back."""
        return 0 < self._quiet_until - self._clock() <= LONGEST_PAUSE_S

    def _again(self, endpoint: Endpoint, box: Outbox) -> bool:
        """Try what is due again; return whether there may be more."""
        now = self._clock()
        due = [one for one in box.waiting.values() if (one.due or 0.0) <= now or one.message in self._forward]
        for one in sorted(due, key=lambda one: one.due or 0.0):
            if not self._is_free():
                return False
            self._forward.discard(one.message)
            message = self._find(one.message)
            why = LOST if message is None else self._try(endpoint, message)
            if why is None:
                self._outboxes.accepted(self._name, one.message)
            elif why == GONE:
                return False
            else:
                self._put_off(one, why)
        return self._is_free()

    def _anew(self, endpoint: Endpoint, box: Outbox) -> None:
        for stream in self._followed(endpoint, box):
            noted = box.reached.get(stream, 0)
            while page := self._page(stream, max(noted, self._passed.get(stream, 0))):
                self._breathe()
                accepted, tried, done = self._tell(endpoint, stream, page)
                passed = page[done - 1].number if done else 0
                if done and (tried or passed - noted >= NOTED_AFTER):
                    self._outboxes.reached(self._name, stream, passed, accepted)
                    noted = passed
                if done:
                    self._passed[stream] = passed
                if done < len(page):
                    return

    def _tell(self, endpoint: Endpoint, stream: str, page: Sequence[Entry]) -> tuple[list[str], bool, int]:
        """Return which messages were taken, whether any was tried, and how many entries are done."""
        accepted: list[str] = []
        tried = False
        for done, entry in enumerate(page):
            told = [one for one in messages(stream, entry) if one.kind in endpoint.kinds]
            if not told or entry.at <= endpoint.made_at:
                continue
            if not self._is_free():
                return accepted, tried, done
            for message in told:
                why = self._try(endpoint, message)
                if why == GONE:
                    return accepted, tried, done
                tried = True
                if why is None:
                    accepted.append(message.id)
                else:
                    self._put_off(Waiting(message.id, self._clock(), 0, why, None), why)
        return accepted, tried, len(page)

    def _try(self, endpoint: Endpoint, message: Message) -> str | None:
        keys = self._book.keys(endpoint)
        why = self._hand(endpoint, message, keys) if keys else NO_KEY
        if why is None:
            if self._failed >= DOWN_AFTER:
                self._forward = set(self._outboxes.of(self._name).waiting)
            self._failed = 0
        elif why == GONE:
            self._book.gone(self._name)
        else:
            self._failed += 1
            self._quiet_until = self._clock() + pause_s(self._failed)
        return why

    def _put_off(self, one: Waiting, why: str) -> None:
        now, attempts = self._clock(), one.attempts + 1
        first_at = one.first_at if one.attempts else now
        due = None if why == LOST else due_after(first_at, attempts, now)
        self._outboxes.put_off(self._name, Waiting(one.message, first_at, attempts, why, due))

    def _find(self, message: str) -> Message | None:
        stream, number, index = place_of(message)
        for entry in islice(self._ground.journal.read(stream, after=number - 1), 1):
            return next((one for one in messages(stream, entry) if one.index == index), None)
        return None

    def _page(self, stream: str, after: int) -> list[Entry]:
        return list(islice(self._ground.journal.read(stream, after=after), PAGE))

    def _followed(self, endpoint: Endpoint, box: Outbox) -> Iterator[str]:
        """Give the streams that tell something: what outlives a day, and the days since the last one told."""
        yield from (FEEDBACK, FAULTS)
        today = self._ground.today()
        told = [day for name in (*box.reached, *self._passed) if (day := day_of(name)) is not None]
        day = max(max(told, default=date.fromisoformat(endpoint.day)), today - LOOKS_BACK)
        while day <= today:
            yield f"{DAY_STREAM}{day.isoformat()}"
            day += timedelta(days=1)
