"""Appointments beside walk-ins in made-up halls: how punctual they begin, and whether the walk-ins' bound holds.

python -m benchmarks.waits.booked                all kinds that forecasts are judged on, every offered slot all but full
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from benchmarks.waits.halls import MadeHall
from benchmarks.waits.kinds import JUDGED
from benchmarks.waits.scores import markdown
from benchmarks.waits.simulate import SimulatedDay
from hall.appointments.rules import capacity, slots
from hall.journal.entry import Entry
from hall.plan.plan import Booking, Plan
from hall.queue.events.visit import TicketCalled
from hall.queue.state.day import HallDay
from hall.queue.state.policy import APPOINTMENT

MONDAY = date(2026, 11, 23)
FULL = 0.9
"""Of the places that are offered so many are booked."""
PUNCTUAL_S = 600.0
HEAD = ("kind", "booked", "called ≤ 10 min", "P90 min", "walk-ins", "mean min", "without", "beyond the bound")


class BookedDay(SimulatedDay):
    """A day whose appointments are those of the hall's slots."""

    def _plan_visitors(self) -> None:
        plan, random = taught(self.hall), self._random
        offered = [
            (slot, service)
            for service in plan.services
            for slot in slots(plan, self.day.date)
            for _ in range(capacity(plan, service))
            if random.random() < FULL
        ]
        work_s = sum(self.hall.business[service].mean_s for _, service in offered)
        open_s = sum(ends - begins for begins, ends in self.spans) * len(plan.counters)
        whole = self.hall
        self.hall = replace(whole, load=max(0.05, whole.load - work_s / open_s))
        super()._plan_visitors()
        self.hall = whole
        for slot, service in offered:
            key = f"s{len(self.booked)}"
            self.booked[key] = (slot, service)
            self._agenda.at(max(self.spans[0][0], slot + random.gauss(-400, 300)), self._checks_in(key))


def taught(hall: MadeHall) -> Plan:
    """Return the plan with the times that visits really take, as ten days teach the hall."""
    services = {
        name: replace(one, usual_service_s=hall.business[name].mean_s) for name, one in hall.plan.services.items()
    }
    return replace(hall.plan, services=services)


@dataclass
class Seen:
    """What came of the days of one kind."""

    late_s: list[float] = field(default_factory=list)
    """By how much each appointment was called after its booked time, or after its visitor came if that was later."""
    waits_s: list[float] = field(default_factory=list)
    """Of walk-ins."""
    passed: int = 0
    """Calls before somebody who had come more than head start and tolerance earlier; returns and transfers left out."""

    def take(self, day: HallDay, entry: Entry) -> None:
        """Note each first call."""
        for event in entry.events:
            if not isinstance(event, TicketCalled) or event.chosen:
                continue
            ticket = day.tickets[event.ticket]
            if sum(step.what == "call" for step in ticket.steps) > 1:
                continue
            if ticket.visitor_class == APPOINTMENT and ticket.booked_for is not None:
                self.late_s.append(entry.at - max(ticket.booked_for, ticket.issued_at))
            else:
                self.waits_s.append(entry.at - ticket.issued_at)
            bound_s = day.plan.classes[APPOINTMENT].head_start_s + day.plan.rule.preference_tolerance_s
            lines = day.lines_for(day.counter(event.counter))
            heads = [one for line in lines for one in line.first_few(1)]
            as_came = [one for one in (ticket, *heads) if len(one.steps) == 1 + (one is ticket)]
            self.passed += ticket in as_came and any(one.issued_at + bound_s < ticket.issued_at for one in as_came)


def booked_hall(hall: MadeHall, slot_min: int, head_start_min: int, share: float) -> MadeHall:
    """Return the hall with all its services bookable."""
    plan = hall.plan
    booking = Booking(services=tuple(plan.services), slot_s=slot_min * 60, walk_in_share=share)
    classes = dict(plan.classes)
    classes[APPOINTMENT] = replace(classes[APPOINTMENT], head_start_s=head_start_min * 60.0)
    return replace(hall, plan=replace(plan, booking=booking, classes=classes))


def run(hall: MadeHall, day: date, seed: int, made: type[SimulatedDay]) -> Seen:
    """Let a day pass."""
    seen = Seen()
    for _ in made(hall, day, seed, seen.take).run(600):
        pass
    return seen


def cells(kind: str, booked: Seen, without: Seen) -> Sequence[str]:
    """Return one kind's row."""
    late = sorted(booked.late_s)
    if not late:
        return (kind, "0", *["–"] * 6)
    punctual = sum(one <= PUNCTUAL_S for one in late) / len(late)
    return (
        kind,
        str(len(late)),
        f"{punctual:.1%}",
        f"{late[int(0.9 * len(late))] / 60:.1f}",
        str(len(booked.waits_s)),
        f"{sum(booked.waits_s) / len(booked.waits_s) / 60:.1f}",
        f"{sum(without.waits_s) / len(without.waits_s) / 60:.1f}",
        str(booked.passed),
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.waits.booked", description=__doc__)
    parser.add_argument("--seeds", nargs="+", type=int, default=[101, 102, 103])
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--slot", type=int, default=20, help="minutes of a slot")
    parser.add_argument("--head-start", type=int, default=20, help="minutes that appointments are worth")
    parser.add_argument("--share", type=float, default=0.5, help="of the counters' time, kept for walk-ins")
    chosen = parser.parse_args()
    rows = list[Sequence[str]]()
    for kind in JUDGED:
        seen, name = defaultdict[type[SimulatedDay], Seen](Seen), ""
        for seed in chosen.seeds:
            hall = booked_hall(kind(Random(f"{kind.__name__} {seed}")), chosen.slot, chosen.head_start, chosen.share)
            name = hall.kind
            for made in (BookedDay, SimulatedDay):
                for n in range(chosen.days):
                    one = run(hall, MONDAY + timedelta(days=n), seed, made)
                    seen[made].late_s += one.late_s
                    seen[made].waits_s += one.waits_s
                    seen[made].passed += one.passed
        rows.append(cells(name, seen[BookedDay], seen[SimulatedDay]))
        print(" ".join(rows[-1]), file=sys.stderr, flush=True)
    print(markdown(HEAD, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
