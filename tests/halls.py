"""Small halls for tests: a floor, opening hours, a desk on a journal of choice."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from zoneinfo import ZoneInfo

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Journal
from hall.journal.vault import Vault
from hall.plan.hours import ALL_DAY, OpeningHours, Spans
from hall.plan.plan import Counter, Group, Plan, QueueRule, Service, VisitorClass, Zone
from hall.queue.desk.visit import Desk
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.store.memory import MemoryJournal
from hall.web.capability import Book

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = 1_795_406_400.0
"""Monday 23 November 2026, 12:00 in Shanghai."""
MONDAY = date(2026, 11, 23)
TURN = NOON + 12 * 3600
"""When the Monday turns into the Tuesday."""
HEAD_START_S = 1200.0
TOLERANCE_S = 180.0


def plan(counters: Mapping[str, tuple[str, ...]] | None = None, rule: QueueRule | None = None) -> Plan:
    """A hall with services a (prefix A), b (B) and c (C), and counters by their services."""
    serving = counters or {"1": ("a", "b"), "2": ("b", "a"), "3": ("c",)}
    return Plan(
        name={"zh": "厅", "en": "Hall"},
        groups={"g": Group("g", {"zh": "组", "en": "Group"})},
        services={s: Service(s, "g", {"zh": s, "en": s}, s.upper(), {}, None, 300.0) for s in "abc"},
        zones={z: Zone(z, {"zh": z, "en": z}) for z in ("east", "west")},
        counters={
            c: Counter(c, {"zh": f"{c}号窗口", "en": f"Counter {c}"}, "west" if c == "3" else "east", services)
            for c, services in serving.items()
        },
        rule=rule or QueueRule(TOLERANCE_S, return_after=3),
        hours=hours(),
        classes={
            c: VisitorClass(c, {"zh": c, "en": c}, 0.0 if c == "normal" else HEAD_START_S)
            for c in ("normal", "priority", "appointment")
        },
    )


def hours(weekly: Spans = ALL_DAY) -> OpeningHours:
    """The same hours every day of the week."""
    return OpeningHours(SHANGHAI, (weekly,) * 7, {}, lambda _: None)


class Plans:
    """The plans there have been; tests add one to have the hall furnished anew."""

    def __init__(self, *plans: Plan) -> None:
        self.all = list(plans)

    def newest(self) -> int:
        return len(self.all)

    def plan(self, number: int) -> Plan:
        return self.all[max(number, 1) - 1]


class Clock:
    """A clock that tests set."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class NoVault:
    """Keeps what it was given, for tests to look at."""

    def __init__(self) -> None:
        self.kept: list[tuple[date, str, dict[str, str]]] = []

    def put(self, day: date, token: str, **facts: str) -> None:
        self.kept.append((day, token, facts))

    def get(self, day: date, token: str) -> dict[str, str]:
        return {
            name: fact for on, under, facts in self.kept if (on, under) == (day, token) for name, fact in facts.items()
        }

    def forget(self, day: date, token: str) -> None:
        self.kept = [one for one in self.kept if one[:2] != (day, token)]

    def forget_before(self, day: date) -> list[date]:
        past = sorted({on for on, _, _ in self.kept if on < day})
        self.kept = [one for one in self.kept if one[0] >= day]
        return past

    def days(self) -> list[date]:
        return sorted({on for on, _, _ in self.kept})

    def kept_on(self, day: date) -> dict[str, dict[str, str]]:
        return {token: self.get(day, token) for on, token, _ in self.kept if on == day}


def desk(
    clock: Callable[[], float],
    journal: Journal | None = None,
    hall_plan: "Plan | Plans | None" = None,
    opening: OpeningHours | None = None,
    vault: NoVault | None = None,
) -> Desk:
    """A desk that has opened its day; tokens are t1, t2 … unless the journal has some already."""
    plans = hall_plan if isinstance(hall_plan, Plans) else Plans(hall_plan or plan())
    if opening is not None:
        plans = Plans(*(replace(one, hours=opening) for one in plans.all))
    made = Desk(plans, ground(clock, journal, vault))
    made.open_day()
    return made


def ground(
    clock: Callable[[], float], journal: Journal | None = None, vault: Vault | None = None, today: date = MONDAY
) -> Ground:
    """What books open over; the business day stays, tokens are t1, t2 … unless the journal has some already."""
    numbers = count(1)
    kept = vault or NoVault()
    return Ground(
        journal or MemoryJournal(), lambda _: kept, clock, lambda: today, lambda: f"t{next(numbers)}-{id(numbers)}"
    )


def same(journal: Journal) -> Callable[[], Journal]:
    """What opens a journal in memory: there is but the one."""
    return lambda: journal


def follow(journal: Journal, *books: Book) -> None:
    """Have every book take in all that is in the journal, as a process's follower does."""
    for committed in journal.since(0):
        for book in books:
            book.take(committed)


LI = Actor("li")
KIOSK = Actor("kiosk")


def fold(day: HallDay, *events: Event, at: float = NOON) -> HallDay:
    """Apply `events` to `day` as the next entry, and return it."""
    apply(day, Entry(day.entries + 1, at, "li", events))
    return day
