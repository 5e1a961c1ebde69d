"""What past days leave for the forecast, kept ready by day.

What a day has shown can be made again from the journal. How well its waits were told cannot, and is lost without harm:
then the values to start with count for more.
"""

import json
import logging
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from hall.forecast import calibrate, facts
from hall.forecast.calibrate import Audit, Scores
from hall.forecast.facts import DayFacts
from hall.forecast.forecaster import DAYS, Closed
from hall.forecast.learn import Learning
from hall.journal.journal import Journal, JournalError
from hall.journal.shelf import Shelf
from hall.plan.hours import OpeningHours
from hall.queue.book import DAY_STREAM, day_of
from hall.queue.events.day import DayOpened

log = logging.getLogger(__name__)

VERSION = 1
"""Grows whenever what is kept means something else: what an earlier version kept is then made again."""
BREATH = 64
"""After so many entries others have their turn."""


class KeptDays:
    """The days before today, as far as they are ready."""

    def __init__(
        self,
        journal: Journal,
        shelf: Shelf,
        hours: Callable[[int], OpeningHours],
        breathe: Callable[[], object],
    ) -> None:
        """`hours` gives those of the plan of a number; `breathe` lets others at their work."""
        self._journal = journal
        self._shelf = shelf
        self._hours = hours
        self._breathe = breathe
        self._ready: dict[date, Closed] = {}
        self._unreadable: set[date] = set()

    def before(self, day: date) -> Sequence[Closed]:
        """Return the last days before `day` that are ready, latest last."""
        return [kept for one in self._last(day) if (kept := self._get(one)) is not None]

    def scores(self, day: date) -> Sequence[Scores]:
        """Return how well the waits of `day` were told as far as that was kept; nothing where it was not."""
        body = self._body(day)
        return _scores_in(body) if body is not None else ()

    def keep(self, day: date, closed: Closed) -> None:
        """Keep what `day` leaves, as far as it has gone."""
        body = {
            "version": VERSION,
            "length": self._journal.length(_stream(day)),
            "facts": facts.to_body(closed.facts),
            "scores": calibrate.to_body(closed.scores),
        }
        self._shelf.put(_stream(day), json.dumps(body, separators=(",", ":")).encode())

    def prepare(self, today: date) -> bool:
        """Learn from the latest day before `today` that is not ready yet; return whether there was one."""
        missing = [day for day in self._last(today) if self._get(day) is None and day not in self._unreadable]
        if not missing:
            return False
        day = missing[-1]
        try:
            learnt = self._learn(day)
        except JournalError:
            log.exception("nothing can be learnt from a day")
            self._unreadable.add(day)
            return True
        kept = Closed(learnt, Audit(self.scores(day)).closed())
        self.keep(day, kept)
        self._ready[day] = kept
        return True

    def _last(self, day: date) -> Sequence[date]:
        found = (day_of(stream) for stream in self._journal.streams())
        last = sorted(one for one in found if one is not None and one < day)[-DAYS:]
        self._ready = {one: kept for one, kept in self._ready.items() if one in last}
        return last

    def _get(self, day: date) -> Closed | None:
        if day not in self._ready:
            body = self._body(day)
            if body is None or body.get("length") != self._journal.length(_stream(day)):
                return None
            try:
                self._ready[day] = Closed(facts.from_body(body["facts"]), _scores_in(body))
            except (KeyError, TypeError, AttributeError, ValueError):
                log.info("%s is learnt from anew", day)
                return None
        return self._ready[day]

    def _body(self, day: date) -> dict[str, Any] | None:
        kept = self._shelf.get(_stream(day))
        try:
            body = json.loads(kept) if kept is not None else None
        except ValueError:
            return None
        return body if isinstance(body, dict) and body.get("version") == VERSION else None

    def _learn(self, day: date) -> DayFacts:
        """Fold the day's entries. Raises JournalError when its stream is damaged."""
        learning: Learning | None = None
        for entry in self._journal.read(_stream(day)):
            if learning is None:
                plans = [event.plan for event in entry.events if isinstance(event, DayOpened)]
                learning = Learning(day, self._hours(plans[0] if plans else 0))
            learning.take(entry)
            if entry.number % BREATH == 0:
                self._breathe()
        return (learning or Learning(day, self._hours(0))).facts.closed()


def _stream(day: date) -> str:
    return f"{DAY_STREAM}{day.isoformat()}"


def _scores_in(body: dict[str, Any]) -> Sequence[Scores]:
    try:
        return calibrate.from_body(body["scores"])
    except (KeyError, TypeError, ValueError):
        return ()
