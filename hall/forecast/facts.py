"""What one day has shown of how the hall works. Counts and times, nothing about a visitor.

Clerks appear by account id, as in the journal, for their pace alone. Durations are in seconds; moments are seconds
since the day's own midnight, so that days can be laid over one another.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

KEPT_TIMES = 48
"""So many durations of a service stand for all of a day once the day is over."""
BUCKET_S = 900.0
"""Arrivals are counted by quarters of an hour."""


@dataclass(slots=True)
class Times:
    """Durations: how many, their sum, and the durations themselves (or as many as stand for them), sorted."""

    count: int = 0
    total_s: float = 0.0
    sample: list[float] = field(default_factory=list)

    def add(self, took_s: float) -> None:
        """Take one more into account."""
        self.count += 1
        self.total_s += took_s
        insort(self.sample, took_s)

    def remove(self, took_s: float) -> None:
        """Take one out that was not over after all; one that is not there does no harm."""
        at = bisect_left(self.sample, took_s)
        if at < len(self.sample) and self.sample[at] == took_s:
            del self.sample[at]
            self.count -= 1
            self.total_s -= took_s

    def thinned(self) -> "Times":
        """Return the same with at most `KEPT_TIMES` durations, evenly spread over all."""
        size = len(self.sample)
        if size <= KEPT_TIMES:
            return Times(self.count, self.total_s, list(self.sample))
        return Times(
            self.count, self.total_s, [self.sample[(2 * k + 1) * size // (2 * KEPT_TIMES)] for k in range(KEPT_TIMES)]
        )


@dataclass(slots=True)
class Tally:
    """How many, and the sum of their durations."""

    count: int = 0
    total_s: float = 0.0

    def add(self, took_s: float, sign: int = 1) -> None:
        """Take one more into account, or out again."""
        self.count += sign
        self.total_s += sign * took_s


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch of time in which a counter called visitors."""

    start_s: float
    sure_s: float
    """Until when it certainly called: its clerk decided to go between this and `end_s`."""
    end_s: float
    left_waiting: bool
    """Whether somebody waited for it when it ended."""
    paused: bool
    """Whether it ended in a pause, not by closing."""


@dataclass(slots=True)
class DayFacts:
    """One day of one hall."""

    day: date
    spans: tuple[tuple[int, int], ...]
    """The hours of that day, in minutes since midnight."""
    visits: dict[str, Times] = field(default_factory=dict)
    """By service: from the call to leaving the counter, time on hold left out."""
    clerks: dict[str, dict[str, Tally]] = field(default_factory=dict)
    """By account and service: the same."""
    missed: Tally = field(default_factory=Tally)
    """Calls that nobody answered: how many, and how long they took."""
    returned: Tally = field(default_factory=Tally)
    """Missed visitors who came back, and after how long."""
    gaps: Tally = field(default_factory=Tally)
    """From a visitor's leaving to the next call while somebody waited."""
    held: Tally = field(default_factory=Tally)
    """Visits set aside, and for how long."""
    onward: dict[str, dict[str, int]] = field(default_factory=dict)
    """By service: how often a visit was sent on, by clerks, to which service with its own place."""
    given_up: Tally = field(default_factory=Tally)
    """Tickets given back; the sum is the time that all tickets waited, given back or called."""
    arrivals: dict[str, dict[str, dict[int, int]]] = field(default_factory=dict)
    """By service, class and quarter of an hour: tickets taken."""
    openings: dict[str, list[Opening]] = field(default_factory=dict)
    """By counter, in order."""

    def closed(self) -> "DayFacts":
        """Return the day as it is kept: no longer than it must be."""
        return DayFacts(
            **{name: getattr(self, name) for name in self.__slots__ if name != "visits"},
            visits={service: times.thinned() for service, times in self.visits.items()},
        )


def to_body(facts: DayFacts) -> dict[str, Any]:
    """Return a closed day as JSON's own values."""
    return asdict(facts) | {"day": facts.day.isoformat()}


def from_body(body: Mapping[str, Any]) -> DayFacts:
    """Read back what `to_body` wrote, also after JSON.

    Raises KeyError, TypeError, AttributeError or ValueError when it is no such day.
    """
    return DayFacts(
        day=date.fromisoformat(body["day"]),
        spans=tuple((int(a), int(b)) for a, b in body["spans"]),
        visits={s: Times(**times) for s, times in body["visits"].items()},
        clerks={c: {s: Tally(**t) for s, t in by.items()} for c, by in body["clerks"].items()},
        missed=Tally(**body["missed"]),
        returned=Tally(**body["returned"]),
        gaps=Tally(**body["gaps"]),
        held=Tally(**body["held"]),
        onward=body["onward"],
        given_up=Tally(**body["given_up"]),
        arrivals={
            s: {k: {int(b): n for b, n in counts.items()} for k, counts in by.items()}
            for s, by in body["arrivals"].items()
        },
        openings={c: [Opening(**one) for one in all_] for c, all_ in body["openings"].items()},
    )
