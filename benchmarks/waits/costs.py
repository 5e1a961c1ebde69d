"""What a look ahead costs, in halls of several sizes, and its longest slice."""

import time
from datetime import date
from random import Random

from benchmarks.waits.halls import Business, furnish
from benchmarks.waits.scores import markdown
from hall.forecast.forecaster import Forecaster
from hall.journal.entry import Entry
from hall.plan.hours import ALL_DAY
from hall.queue.commands import visit as commands
from hall.queue.commands.visit import Events
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.queue.state.expected import NOT_LOOKED

SIZES = ((50, 10, 10), (400, 40, 20), (5000, 100, 40))
"""So many waiting, counters, services."""
DAY = date(2026, 11, 2)
REPEATS = 5


class FullHall:
    """A hall in which every counter serves somebody and so many wait."""

    def __init__(self, waiting: int, counters: int, services: int) -> None:
        random = Random(1)
        names = [chr(97 + n // 26) + chr(97 + n % 26) for n in range(services)]
        served = {f"c{n}": (names[n % services], *random.sample(names, 2)) for n in range(counters)}
        plan = furnish({s: Business(420.0, 1.0) for s in names}, served, {}, ALL_DAY)
        self.hours = plan.hours
        self.day = HallDay(lambda _: plan, DAY)
        self.forecaster = Forecaster(DAY, self.hours)
        self.now = self.hours.bounds(DAY)[0] + 9 * 3600.0
        for counter in served:
            self._act(counter, commands.open_counter(self.day, counter, counter))
        for n in range(waiting + counters * 4):
            visitor_class = "priority" if random.random() < 0.1 else "normal"
            service = random.choice(names)
            issued = commands.issue(
                self.day, self.now, self.hours, service, visitor_class, "zh", f"t{n}", None, NOT_LOOKED
            )
            self._act("kiosk", issued)
            self.now += 1.0
            if n < counters * 3:
                self._serves(f"c{n % counters}")
        for counter in served:
            self._act(counter, commands.call_next(self.day, counter, counter))
        self.now += 200.0

    def _serves(self, counter: str) -> None:
        if self._act(counter, commands.call_next(self.day, counter, counter)):
            self._act(counter, commands.start(self.day, counter, counter))
            self._act(counter, commands.finish(self.day, counter, counter, None))

    def _act(self, by: str, events: Events) -> bool:
        if events:
            entry = Entry(self.day.entries + 1, self.now, by, events)
            apply(self.day, entry)
            self.forecaster.take(entry)
        return bool(events)

    def look(self) -> tuple[float, float]:
        """Return how long a look took in all, and its longest slice, in seconds of the processor."""
        self.now += 5.0
        began = last = time.process_time()
        longest = 0.0
        for _ in self.forecaster.look(self.day, self.now):
            longest, last = max(longest, time.process_time() - last), time.process_time()
        return time.process_time() - began, max(longest, time.process_time() - last)


def costs() -> str:
    """Return the table of costs: the median of some looks, and the first, which weighs the day's habits anew."""
    rows = []
    for waiting, counters, services in SIZES:
        hall = FullHall(waiting, counters, services)
        first, *later = [hall.look() for _ in range(REPEATS + 1)]
        outlook = hall.forecaster.outlook
        assert outlook is not None
        rows.append(
            [
                f"{len(outlook.tickets):,} at {counters}",
                f"{sorted(whole for whole, _ in later)[REPEATS // 2] * 1000:.1f} ms",
                f"{first[0] * 1000:.1f} ms",
                f"{max(slice_ for _, slice_ in (first, *later)) * 1000:.1f} ms",
            ]
        )
    return markdown(("waiting, counters", "a look", "the first of a minute", "longest slice"), rows)
