"""Reports of what was out of order or was not heard, and of what was looked at each day and month."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from hall.patrol.folds import KINDS
from hall.patrol.rules import is_over
from hall.patrol.state import DeviceFault, Round
from hall.plan.hours import OpeningHours
from hall.statistics.rules.ledger import Ledger
from hall.statistics.state.figures import MS, Sums, Times, seconds, share
from hall.statistics.state.records import Thing
from hall.statistics.state.rows import Day
from hall.statistics.state.span import Span, month_of
from hall.statistics.state.table import Column, Figures


@dataclass(slots=True)
class OutOfOrder(Sums):
    """How often something was out of order, and for how long while the hall was open; of sound, which calls it said."""

    begun: int = 0
    standing: int = 0
    out_ms: int = 0
    times: Times = field(default_factory=Times)
    days_known: int = 0
    """On so many days it is known which calls were said."""
    calls: int = 0
    said: int = 0
    silent: int = 0

    def figures(self) -> Figures:
        """Return the row's figures."""
        return {
            "faults": self.begun,
            "standing": self.standing,
            "out_s": seconds(self.out_ms),
            "mean_s": self.times.mean_s,
            "longest_s": self.times.longest_s,
            **{name: getattr(self, name) if self.days_known else None for name in HEARD},
        }


HEARD = ("calls", "said", "silent")
DEVICES = (
    *(Column(name, "count") for name in ("faults", "standing")),
    *(Column(name, "seconds") for name in ("out_s", "mean_s", "longest_s")),
    *(Column(name, "count") for name in HEARD),
)


@dataclass(slots=True)
class Looked(Sums):
    """What was to be looked at, and what was."""

    due: int = 0
    in_order: int = 0
    faults: int = 0
    not_done: int = 0

    def figures(self) -> Figures:
        """Return the row's figures."""
        done = self.in_order + self.faults
        return {
            "due": self.due,
            "in_order": self.in_order,
            "faults": self.faults,
            "not_done": self.not_done,
            "done_share": share(done, done + self.not_done),
        }


PATROL = (*(Column(n, "count") for n in ("due", "in_order", "faults", "not_done")), Column("done_share", "share"))


def devices(hours: OpeningHours, now: float) -> Callable[[Iterable[DeviceFault], Span, Ledger[OutOfOrder]], None]:
    """Return what counts faults: each where it began, and its time on every day on which the hall was open without it.

    One that stands lasts until now.
    """

    def count(found: Iterable[DeviceFault], span: Span, ledger: Ledger[OutOfOrder]) -> None:
        for fault in found:
            thing, until = Thing(fault.device), now if fault.until is None else fault.until
            began, whole_ms = hours.date_of(fault.since), 0
            for day in Span(began, max(began, hours.date_of(until))):
                begins, ends = hours.bounds(day)
                begins, ends = max(begins, fault.since), min(ends, until)
                lasted_ms = round(hours.open_for_s(begins, ends) * MS) if begins < ends else 0
                whole_ms += lasted_ms
                if lasted_ms and day in span:
                    ledger.begin(day)
                    ledger.at(thing, 0).out_ms += lasted_ms
            if began in span:
                ledger.begin(began)
                counted = ledger.at(thing, 0)
                counted.begun += 1
                counted.standing += fault.until is None
                if fault.until is not None:
                    counted.times.add(whole_ms)

    return count


def heard(day: Day, ledger: Ledger[OutOfOrder]) -> None:
    """Count the calls of each zone's sound, where it is known which of them were said."""
    for zone in day.zones:
        ledger.at(_sound(zone), 0).days_known += 1
    for one in day.heard:
        counter = ledger.places.counter(one.counter)
        if counter is not None and counter.zone in day.zones:
            counted = ledger.at(_sound(counter.zone), 0)
            counted.calls += one.calls
            counted.said += one.said
            counted.silent += one.silent


def _sound(zone: str) -> Thing:
    return Thing(f"{KINDS['zone_silent']}:{zone}")


def rounds(today: date) -> Callable[[Iterable[Round], Span, Ledger[Looked]], None]:
    """Return what counts rounds: a day's on its day, a month's on its last day. Before it is over nothing is missed."""

    def count(found: Iterable[Round], span: Span, ledger: Ledger[Looked]) -> None:
        for one in found:
            day = (
                month_of(date.fromisoformat(f"{one.period}-01")).last
                if one.is_month
                else date.fromisoformat(one.period)
            )
            if day not in span:
                continue
            ledger.begin(day)
            for item in one.items:
                counted, tick = ledger.at(Thing(item), 0), one.ticks.get(item)
                counted.due += 1
                counted.in_order += tick is not None and tick.in_order
                counted.faults += tick is not None and not tick.in_order
                counted.not_done += tick is None and is_over(one.period, today)

    return count
