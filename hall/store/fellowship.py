"""The servers of one hall over one PostgreSQL: a beat twice a second says who is there and who owns what.

What a server owns it owns for LEASE_S by the database's time, and believes it for a little less by a clock of its own
that nobody sets, from before it asked: a server that was held up, however long, knows by that clock that it owns
nothing any more. Who dies is followed by another within LEASE_S and a beat.
"""

import json
import logging
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import Any, Final

from hall import VERSION
from hall.journal.fellows import Fellow, Hears, Tells, Wants
from hall.journal.hall_time import steady
from hall.journal.journal import JournalError
from hall.store.database import Database

BEAT_S: Final = 0.5
LEASE_S: Final = 2.0
BELIEVED_S: Final = 1.6
"""So long after it asked a server believes that it owns what it was given: the rest is for a deed under way."""
THERE_S: Final = 3.0
"""A server that was silent for longer is gone."""
JITTER_S: Final = 0.2
"""So much of a difference between two clocks is the network's."""
log = logging.getLogger(__name__)


class Fellowship:
    """See hall.journal.fellows.Fellows."""

    def __init__(self, database: Database, name: str, steadily: Callable[[], float] = steady) -> None:
        """Be the server `name` of the database's hall, from `start` on; `steadily` is a clock that nobody sets."""
        self._database, self._hall, self.name = database, database.hall, name
        self.id = secrets.token_hex(8)
        self._steadily = steadily
        self._wants: dict[str, Wants] = {}
        self._tells: dict[str, Tells] = {}
        self._hears: defaultdict[str, list[Hears]] = defaultdict(list)
        self._told = ""
        self._owned: tuple[frozenset[str], float] = (frozenset(), 0.0)
        """What this server owns, and until when it may believe so."""
        self._servers: list[dict[str, Any]] = []
        self._ahead_s: float | None = None
        """By how much the database's time is ahead of the steady clock."""
        self._heard: int | None = None
        """The last word that was read."""
        self._woken, self._ended = Event(), Event()
        self._thread = Thread(target=self._work, name="fellowship", daemon=True)

    @contextmanager
    def there(self) -> Iterator[None]:
        """Be there from now on, and leave at the end: what this server owned is free at once. Raises JournalError."""
        self.beat()
        self._database.listen(self._notified)
        self._thread.start()
        try:
            yield
        finally:
            self._ended.set()
            self._woken.set()
            self._thread.join()
            self._leave()

    def wants(self, what: str, wants: Wants) -> None:
        """See Fellows.wants."""
        self._wants[what] = wants

    def owns(self, what: str) -> bool:
        """See Fellows.owns."""
        owned, until = self._owned
        return what in owned and self._steadily() < until

    def tells(self, topic: str, tells: Tells) -> None:
        """See Fellows.tells."""
        self._tells[topic] = tells

    def told(self, topic: str) -> Sequence[Any]:
        """See Fellows.told."""
        return [one["told"][topic] for one in self._there() if topic in one["told"]]

    def say(self, topic: str, word: Any) -> None:
        """See Fellows.say."""
        try:
            self._database.rows("select say(%s, %s, %s, %s::json)", (self._hall, self.id, topic, json.dumps(word)))
        except JournalError as why:
            log.warning("a word to the other servers is lost: %s", why)

    def hears(self, topic: str, hears: Hears) -> None:
        """See Fellows.hears."""
        self._hears[topic].append(hears)

    def others(self) -> Sequence[Fellow]:
        """See Fellows.others."""
        return [_fellow(one) for one in self._there()]

    def gone(self) -> Sequence[Fellow]:
        """See Fellows.gone."""
        return [_fellow(one) for one in self._servers if one["silent_s"] > THERE_S]

    def time(self) -> float | None:
        """See Fellows.time."""
        return None if self._ahead_s is None else self._steadily() + self._ahead_s

    def beat(self) -> None:
        """Be there once more. Raises JournalError."""
        wanted = sorted(what for what, wants in self._wants.items() if wants())
        told = json.dumps({topic: tells() for topic, tells in self._tells.items()}, sort_keys=True)
        news = None if told == self._told else told
        asked_at = self._steadily()
        parameters = (self._hall, self.id, self.name, VERSION, wanted, news, timedelta(seconds=LEASE_S))
        ((answer,),) = self._database.rows("select beat(%s, %s, %s, %s, %s::text[], %s::jsonb, %s)", parameters)
        took_s = self._steadily() - asked_at
        self._told, self._servers = told, answer["servers"]
        self._owned = (frozenset(answer["owns"]), asked_at + BELIEVED_S)
        ahead_s = answer["now"] - asked_at - took_s / 2
        if self._ahead_s is None or (abs(ahead_s - self._ahead_s) > JITTER_S > took_s):
            self._ahead_s = ahead_s  # of a slow answer nobody knows when its time was read

    def _there(self) -> list[dict[str, Any]]:
        return [one for one in self._servers if one["silent_s"] <= THERE_S]

    def _work(self) -> None:
        due = self._steadily() + BEAT_S
        while not self._ended.is_set():
            self._woken.wait(max(0.0, due - self._steadily()))
            self._woken.clear()
            try:
                self._listen()
                if self._steadily() >= due:
                    due = self._steadily() + BEAT_S
                    self.beat()
            except Exception as why:  # noqa: BLE001 - the database's, or of one that tells or hears; the next beat comes
                log.warning("a beat failed: %s", why)
                due = self._steadily() + BEAT_S

    def _listen(self) -> None:
        """Hear what the others said since."""
        if self._heard is None:
            ((self._heard,),) = self._database.rows(
                "select coalesce(max(id), 0) from word where hall = %s", (self._hall,)
            )
        said = self._database.rows(
            "select id, server, topic, facts from word where hall = %s and id > %s order by id",
            (self._hall, self._heard),
        )
        for number, server, topic, facts in said:
            self._heard = number
            for hears in self._hears[topic] if server != self.id else ():
                hears(facts)

    def _leave(self) -> None:
        try:
            self._database.rows("delete from lease where hall = %s and server = %s", (self._hall, self.id))
            self._database.rows("delete from server where hall = %s and id = %s", (self._hall, self.id))
        except JournalError as why:
            log.warning("this server could not take its leave: %s", why)

    def _notified(self, what: str) -> None:
        if what in {"", f"{self._hall} word"}:
            self._woken.set()


def _fellow(one: dict[str, Any]) -> Fellow:
    return Fellow(one["name"], one["version"], one["silent_s"])
