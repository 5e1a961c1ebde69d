"""A forecaster tried on a made-up hall: what it told of every waiting ticket, and what came."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.waits.baselines import Baselines
from benchmarks.waits.halls import MadeHall
from benchmarks.waits.simulate import SimulatedDay
from hall.forecast.forecaster import Closed, Forecaster
from hall.forecast.snapshot import Booked
from hall.journal.entry import Entry
from hall.queue.events.visit import TicketCalled
from hall.queue.state.day import HallDay
from hall.queue.state.expected import NOT_LOOKED

FIRST_DAY = date(2026, 11, 2)
JUMP_S = 300.0
PAST_STEP_S = 600.0
"""On days of the past it is looked so often, which is enough to calibrate."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One ticket at one moment: what was told and what came, in seconds; None is silence."""

    at: float
    likely_s: float | None
    late_s: float | None
    true_s: float
    others_s: tuple[float, ...]
    jumped: bool


def judge(hall: MadeHall, seed: int, days: int = 1, step_s: float = 60.0) -> list[Moment]:
    """Let the hall's past pass, then judge so many days, looking every `step_s`."""
    past: list[Closed] = []
    found: list[Moment] = []
    for number, day in zip(range(hall.past_days + days), _weekdays(), strict=False):
        trial = _Trial(hall, day, seed, past)
        judged = number >= hall.past_days
        trial.run(step_s if judged else PAST_STEP_S)
        past.append(trial.forecaster.closed())
        if judged:
            found += trial.moments()
    return found


def _weekdays() -> Iterator[date]:
    day = FIRST_DAY
    while True:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


class _Trial:
    """One day."""

    def __init__(self, hall: MadeHall, day: date, seed: int, past: Sequence[Closed]) -> None:
        self.forecaster = Forecaster(day, hall.plan.hours, past)
        self._calls: defaultdict[str, list[float]] = defaultdict(list)
        self._baselines = Baselines()
        self._event = False
        self._before: dict[str, float] = {}
        self._told: list[tuple[str, float, float | None, float | None, tuple[float, ...], bool]] = []
        self.simulated = SimulatedDay(hall, day, seed, self._take)

    def _take(self, day: HallDay, entry: Entry) -> None:
        self.forecaster.take(entry)
        self._baselines.take(day, entry)
        for event in entry.events:
            if isinstance(event, TicketCalled):
                self._calls[event.ticket].append(entry.at)

    def run(self, step_s: float) -> None:
        simulated = self.simulated
        for now in simulated.run(step_s):
            if any(len(line) for line in simulated.day.service_lines.values()):
                booked = [Booked(service, slot) for slot, service in simulated.booked.values()]
                for _ in self.forecaster.look(simulated.day, now, booked):
                    pass
                simulated.expected = self.forecaster.outlook or NOT_LOOKED
                self._note(now, step_s)

    def _note(self, now: float, step_s: float) -> None:
        outlook, day = self.forecaster.outlook, self.simulated.day
        assert outlook is not None
        likely: dict[str, float] = {}
        for line in day.service_lines.values():
            for place, ticket in enumerate(line, 1):
                due = outlook.tickets[ticket.id]
                others = self._baselines.say(day, ticket, place, now)
                if due is None:
                    self._told.append((ticket.id, now, None, None, others, False))
                    continue
                likely[ticket.id] = max(0.0, due.likely - now)
                rose_s = likely[ticket.id] - self._before.get(ticket.id, likely[ticket.id])
                jumped = rose_s > JUMP_S and step_s <= 60
                self._told.append((ticket.id, now, likely[ticket.id], max(0.0, due.late - now), others, jumped))
        self._before = likely

    def moments(self) -> list[Moment]:
        found = []
        for ticket, at, likely_s, late_s, others, jumped in self._told:
            came = next((call for call in self._calls[ticket] if call >= at), None)
            if came is not None:
                found.append(Moment(at, likely_s, late_s, came - at, others, jumped))
        return found
