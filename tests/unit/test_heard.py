"""Silent calls: which calls of a day were heard, and what the report of devices says where that is not known."""

import random
from collections.abc import Iterable
from datetime import timedelta

import pytest

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.journal import JournalError
from hall.plan.workdays import CHINA
from hall.queue.desk.counter import CounterDesk
from hall.queue.events.day import DayClosed
from hall.queue.events.visit import ServingStarted
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.queue.views.speech import ends_of
from hall.speech.book import Said
from hall.speech.events import CallSaid, CallWaited, MessageSaid, MoreOfCallSaid
from hall.speech.views import tally
from hall.statistics.book import Days
from hall.statistics.desk import Answer, Limits, Statistics
from hall.statistics.folds.heard import Calls
from hall.statistics.rules.question import question
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state.span import Span
from hall.statistics.state.table import Figures
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, MONDAY, NOON, Clock, Plans, desk, ground, plan
from tests.made_days import MadeDays
from tests.unit.test_days_counted import Kept

WANG, CHEN, LIU = Actor("wang"), Actor("chen"), Actor("liu")
SUNDAY = MONDAY - timedelta(days=1)


class Morning:
    """Three counters at work, the third in the other zone; and what is said there."""

    def __init__(self) -> None:
        self.clock, self.journal = Clock(), Damageable()
        self.plans = Plans(plan())
        self.desk = desk(self.clock, self.journal, self.plans)
        self.more = CounterDesk(self.desk)
        for clerk, counter in ((LI, "1"), (WANG, "2"), (LIU, "3")):
            self.desk.open_counter(clerk, counter)
        self.spoken = 0

    def call(self, clerk: Actor, counter: str) -> int:
        """Call somebody who has just come; the call."""
        self.desk.issue(KIOSK, "c" if counter == "3" else "a", "normal", "zh")
        self.desk.call_next(clerk, counter)
        return self.latest(counter)

    def recall(self, clerk: Actor, counter: str) -> int:
        """Call them once more."""
        self.clock.now += 60
        self.desk.recall(clerk, counter)
        return self.latest(counter)

    def latest(self, counter: str) -> int:
        """The newest call of a counter."""
        return self.desk.look(
            lambda day, _: max(c.id for calls in day.zone_calls.values() for c in calls if c.counter == counter)
        )

    def say(self, *events: Event) -> None:
        """Write down what was said today."""
        self.spoken += 1
        self.journal.append(f"speech-{MONDAY}", Entry(self.spoken, self.clock.now, "hall", events))

    def happens(self, *events: Event) -> None:
        """Write down what the hall did by itself."""
        day = f"day-{MONDAY}"
        number = self.journal.length(day) + 1
        self.journal.append(day, Entry(number, self.clock.now, "hall", events))

    def heard(self) -> dict[str, tuple[int, int, int]]:
        """Calls, those said, and silent ones, by counter."""
        return {one.counter: one[1:] for one in self.days().read(MONDAY).heard}

    def days(self) -> Days:
        """The recorded days."""
        return Days(ground(self.clock, self.journal), Kept(), breathe=lambda: None)

    def answer(self, by: str = "device", span: Span = Span(SUNDAY, MONDAY)) -> Answer:  # noqa: B008 - it is frozen
        """The report of devices."""
        figures = Statistics(
            ground(self.clock, self.journal),
            self.days(),
            plans=self.plans,
            limits=lambda: Limits(900, 1500, 8 * 3600, CHINA),
            breathe=lambda: None,
        )
        return figures.answer(span, [question(REPORTS["devices"], {"by": [by]})])

    def rows(self, by: str = "device") -> dict[object, tuple[object, ...]]:
        """Its rows: calls, those said, and silent ones."""
        return {row["key"]: told(row) for row in self.answer(by).tables[0].rows}


class Damageable(MemoryJournal):
    """A journal of which the record of what was said can be damaged."""

    is_damaged = False

    def read(self, stream: str, after: int = 0) -> Iterable[Entry]:  # type: ignore[override]
        yield from super().read(stream, after)
        if self.is_damaged and stream.startswith("speech-"):
            raise JournalError("damaged")


def told(figures: Figures) -> tuple[object, ...]:
    return tuple(figures[name] for name in ("calls", "said", "silent"))


def said(call: int, zone: str = "east") -> CallSaid:
    return CallSaid(call, zone, "once", "clips", 0.5)


def test_a_call_that_nobody_heard_before_its_visitor_was_missed_is_silent() -> None:
    """One that was said is none, and is one call however often and in how many languages it was said."""
    morning = Morning()
    morning.call(LI, "1")
    morning.desk.no_show(LI, "1")
    call = morning.call(WANG, "2")
    morning.say(said(call), MoreOfCallSaid(call, "east", "twice"))
    morning.desk.no_show(WANG, "2")
    assert morning.heard() == {"1": (1, 0, 1), "2": (1, 1, 0)}


def test_who_came_before_the_turn_was_not_called_in_silence() -> None:
    """Nor is a call that was taken back, and one that still stands is not yet; the end of the day ends it."""
    morning = Morning()
    morning.say(CallWaited("east"))
    morning.call(LI, "1")
    morning.desk.start(LI, "1")
    morning.call(WANG, "2")
    morning.desk.transfer(WANG, "2", "c", None, "back")
    morning.call(WANG, "2")
    assert morning.heard() == {"1": (1, 0, 0), "2": (2, 0, 0)}
    morning.happens(DayClosed())
    assert morning.heard() == {"1": (1, 0, 0), "2": (2, 0, 1)}


def test_a_visit_that_the_hall_took_for_begun_was_not_heard_by_that() -> None:
    """Nobody has seen the visitor: the call stands on until its visit ends, here with the day."""
    morning = Morning()
    morning.call(LI, "1")
    ticket = morning.desk.look(lambda day, _: next(iter(day.tickets)))
    morning.happens(ServingStarted(ticket, "1"))
    assert morning.heard() == {"1": (1, 0, 0)}
    morning.happens(DayClosed())
    assert morning.heard() == {"1": (1, 0, 1)}


def test_a_recall_that_is_heard_leaves_only_the_first_call_silent() -> None:
    """Each recall is a call: if the visitor then comes none was silent, if not the first was."""
    morning = Morning()
    for counter, clerk in (("1", LI), ("2", WANG)):
        morning.call(clerk, counter)
        morning.say(said(morning.recall(clerk, counter)))
    morning.desk.start(LI, "1")
    morning.desk.no_show(WANG, "2")
    assert morning.heard() == {"1": (2, 1, 0), "2": (2, 1, 1)}


def test_a_miss_that_was_taken_back_was_no_silent_call() -> None:
    """The call stands again, and its visitor comes."""
    morning = Morning()
    morning.call(LI, "1")
    morning.desk.no_show(LI, "1")
    morning.more.undo(LI, "1")
    assert morning.heard() == {"1": (1, 0, 0)}
    morning.desk.start(LI, "1")
    assert morning.heard() == {"1": (1, 0, 0)}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_full_day_is_counted_as_the_hall_itself_counts_it(seed: int) -> None:
    """Whatever happens to visits: the same calls, said ones and silent ones as on the manager's page that day."""
    made, chance = MadeDays(seed), random.Random(seed)
    made.live(MONDAY, 1, 80)
    calls, hall = Calls(), HallDay(made.plans.plan, MONDAY)
    for entry in made.journal.read(f"day-{MONDAY}"):
        apply(hall, entry)
        for event in entry.events:
            calls.follow(event, entry)
    ends = {zone: ends_of(hall, zone) for zone in hall.zone_calls}
    heard = {zone: [call for call, _ in ended if chance.random() < 0.5] for zone, ended in ends.items()}
    for number, (zone, ids) in enumerate(heard.items(), 1):
        calls.hear(Entry(number, NOON, "hall", tuple(said(call, zone) for call in ids)))
    counted = [tally(ended, dict.fromkeys(heard[zone], Said("once", "clips", 0.5))) for zone, ended in ends.items()]
    rows = calls.heard(MONDAY)
    assert sum(row.calls for row in rows) == sum(map(len, ends.values()))
    assert sum(row.said for row in rows) == sum(map(len, heard.values()))
    assert sum(row.silent for row in rows) == sum(one.never for one in counted) > 0


def test_each_zones_sound_has_its_calls_in_the_report_of_devices() -> None:
    """By zone and by day; a notice or an emergency that was said is no call."""
    morning = Morning()
    for clerk, counter in ((LI, "1"), (WANG, "2"), (LIU, "3")):
        morning.call(clerk, counter)
        morning.desk.no_show(clerk, counter)
    first, second = morning.latest("1"), morning.latest("2")
    morning.say(said(second), MessageSaid(first, "west", "clips"), MessageSaid(first, "east", "clips"))
    assert morning.rows() == {"sound:east": (2, 1, 1), "sound:west": (1, 0, 1)}
    assert told(morning.answer().tables[0].totals) == (3, 1, 2)
    assert morning.rows("day")[MONDAY.isoformat()] == (3, 1, 2)


def test_what_is_not_known_is_not_zero() -> None:
    """A zone without a voice, a day before the record, a record that is damaged: nothing is said of them."""
    morning = Morning()
    morning.journal.append(f"day-{SUNDAY}", Entry(1, NOON - 86_400, "hall", (DayClosed(),)))
    for clerk, counter in ((LI, "1"), (LIU, "3")):
        morning.call(clerk, counter)
        morning.desk.no_show(clerk, counter)
    assert morning.rows() == {}
    assert told(morning.answer().tables[0].totals) == (None, None, None)
    morning.say(CallWaited("east"))
    assert morning.rows() == {"sound:east": (1, 0, 1)}
    assert morning.rows("day") == {SUNDAY.isoformat(): (None, None, None), MONDAY.isoformat(): (1, 0, 1)}
    morning.journal.is_damaged = True
    found = morning.answer("day")
    assert (found.unread, told(found.tables[0].totals)) == ([], (None, None, None))


def test_a_zone_whose_voice_was_not_needed_had_no_call() -> None:
    """That is known, and is 0."""
    morning = Morning()
    morning.say(MessageSaid(7, "east", "clips"))
    assert morning.rows() == {"sound:east": (0, 0, 0)}
