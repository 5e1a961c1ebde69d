"""Keeps a courier at work for every endpoint, each on its own, as long as this process is the one that tells."""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Event, Thread

from hall.feedback.events import STREAM as FEEDBACK
from hall.journal.ground import Ground
from hall.journal.journal import Committed, JournalError
from hall.journal.refusal import Unknown
from hall.outward.call import Unanswered, ask
from hall.queue.book import DAY_STREAM
from hall.webhooks.book import EndpointBook
from hall.webhooks.courier import IDLE_S, Courier
from hall.webhooks.events import DELIVERIES, FAULTS, STREAM
from hall.webhooks.outboxes import Outboxes
from hall.webhooks.rules import signature
from hall.webhooks.rules.message import Message
from hall.webhooks.rules.target import Networks
from hall.webhooks.state import Endpoint

ANSWERS_WITHIN_S = 15.0
"""An endpoint that takes longer has not taken the message."""
LEASE_S = 5.0
"""So long after the last beat couriers go on: who is told by another process from then on is not told by this one."""
STOPS_WITHIN_S = 1.0
TELLS = (FEEDBACK, FAULTS, STREAM)

log = logging.getLogger(__name__)


class Couriers:
    """Begins to work with the first beat, and stops soon after the last."""

    def __init__(
        self,
        ground: Ground,
        book: EndpointBook,
        outboxes: Outboxes,
        own: Callable[[], Networks],
        breathe: Callable[[], object],
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the collaborators; `own` are the networks inside that may be told, `steady` a clock nobody sets."""
        self._ground, self._book, self._outboxes, self._own = ground, book, outboxes, own
        self._breathe, self._steady = breathe, steady
        self._at_work: dict[str, tuple[Thread, Event]] = {}
        self._until = 0.0
        self._stopping = False

    def start(self) -> None:
        """Nothing: the first beat begins."""

    def beat(self) -> None:
        """Go on, with a courier for each endpoint there is."""
        self._until = self._steady() + LEASE_S
        self._at_work = {name: one for name, one in self._at_work.items() if one[0].is_alive()}
        for endpoint in self._book.everything():
            if endpoint.id not in self._at_work and not self._stopping:
                wake = Event()
                thread = Thread(target=self._work, args=(endpoint.id, wake), name=f"courier {endpoint.id}", daemon=True)
                self._at_work[endpoint.id] = thread, wake
                thread.start()

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Wake the couriers when there may be something to tell: whoever acted waits for none of them."""
        if any(one.stream in TELLS or one.stream.startswith((DAY_STREAM, DELIVERIES)) for one in batch):
            self._wake()

    def stop(self) -> None:
        """End, after what is in hand if that does not take long: what was not heard of is handed over again."""
        self._stopping = True
        self._wake()
        ends = time.monotonic() + STOPS_WITHIN_S
        for thread, _ in self._at_work.values():
            thread.join(max(ends - time.monotonic(), 0.0))

    def _wake(self) -> None:
        for _, wake in list(self._at_work.values()):
            wake.set()

    def may_go(self) -> bool:
        """Return whether this process is the one that tells."""
        return not self._stopping and self._steady() < self._until

    def _work(self, name: str, wake: Event) -> None:
        courier = Courier(self._ground, name, self._book, self._outboxes, self._hand, self.may_go, self._breathe)
        while not self._stopping:
            wake.clear()
            try:
                rest_s = courier.work() if self.may_go() else IDLE_S
            except Unknown:  # it was removed
                return
            except JournalError:
                log.exception("what was handed over cannot be written down", extra={"endpoint": name})
                rest_s = IDLE_S
            wake.wait(rest_s)

    def _hand(self, endpoint: Endpoint, message: Message, keys: Sequence[str]) -> str | None:
        body, named = message.body(), f"{endpoint.tag}_{message.id}"
        headers = signature.headers(named, int(self._ground.clock()), body, keys)
        try:
            answer = ask(
                "POST",
                endpoint.url,
                own=self._own(),
                timeout_s=ANSWERS_WITHIN_S,
                headers={**headers, "Content-Type": "application/json"},
                body=body,
            )
        except Unanswered as why:
            return why.code
        return None if 200 <= answer.status < 300 else str(answer.status)
