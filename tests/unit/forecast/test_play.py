"""The play follows the hall's own rule: with known times it calls whom the hall's commands call, when they do."""

import math
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from hypothesis import given
from hypothesis import strategies as st

from hall.forecast.facts import DayFacts
from hall.forecast.habits import Habits
from hall.forecast.openings import Roster, Window, Windows
from hall.forecast.play import Path
from hall.forecast.scene import NEVER, Scene
from hall.forecast.shapes import LEVELS
from hall.forecast.snapshot import CounterNow, snapshot
from hall.journal.entry import Entry
from hall.plan.hours import ALL_DAY
from hall.plan.plan import Counter, Group, Plan, QueueRule, Service, VisitorClass, Zone
from hall.queue.commands import visit as commands
from hall.queue.commands.visit import Events
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.queue.state.expected import NOT_LOOKED
from hall.queue.state.ticket import Status
from tests.halls import MONDAY, NOON, hours

NAME = {"zh": "厅", "en": "Hall"}
SERVICES = "abc"
MEANS = {"a": 307.3, "b": 449.9, "c": 233.7}
PACES = {"1": 1.0, "2": 0.83, "3": 1.31, "4": 1.17}


def furnished(serving: Mapping[str, tuple[str, ...]], covers: Mapping[str, tuple[str, ...]], *, then: bool) -> Plan:
    return Plan(
        NAME,
        {"g": Group("g", NAME)},
        {s: Service(s, "g", NAME, s.upper(), {}, None, 300.0, ("c",) if then and s == "a" else ()) for s in SERVICES},
        {"z": Zone("z", NAME)},
        {c: Counter(c, NAME, "z", served, covers.get(c, ())) for c, served in serving.items()},
        QueueRule(180.0, return_after=3),
        hours(ALL_DAY),
        {c: VisitorClass(c, NAME, 0.0 if c == "normal" else 1200.0) for c in ("normal", "priority")},
    )


class Planned(Roster):
    """A roster that knows when each counter calls."""

    def __init__(self, plan: Mapping[str, Windows]) -> None:
        super().__init__((), DayFacts(MONDAY, ((0, 1440),)))
        self.plan = plan

    def courses(self, counter: CounterNow, now: float, since: float, called: float, *, been: bool) -> Sequence[Windows]:
        return [self.plan[counter.id]]


def certain() -> Habits:
    """Every visit takes its mean; everybody comes when called; nobody else comes."""
    return Habits(
        mean_s=MEANS,
        doubt=dict.fromkeys(MEANS, 0.0),
        shape=dict.fromkeys(MEANS, (1.0,) * LEVELS),
        pace=PACES,
        no_show=0.0,
        no_show_s=90.0,
        returns=0.0,
        returns_after_s=400.0,
        gap_s=0.0,
        hold_s=900.0,
        gives_up=0.0,
        onward={},
        arrivals={},
    )


class Hall:
    """The hall itself, driven by its commands."""

    def __init__(self, plan: Plan) -> None:
        self.day = HallDay(lambda _: plan, MONDAY)
        self.now = NOON

    def act(self, by: str, events: Events) -> bool:
        if events:
            apply(self.day, Entry(self.day.entries + 1, self.now, by, events))
        return bool(events)

    def takes(self, service: str, visitor_class: str) -> None:
        token = f"t{len(self.day.tickets)}"
        self.act(
            "kiosk",
            commands.issue(self.day, self.now, hours(ALL_DAY), service, visitor_class, "zh", token, None, NOT_LOOKED),
        )

    def runs(self, plan: Mapping[str, Windows], midnight: float) -> dict[str, float]:
        """Let counters call as soon as they can; return when each waiting ticket was first called."""
        waiting = [ticket.id for ticket in self.day.tickets.values() if ticket.status is Status.WAITING]
        called: dict[str, float] = {}
        agenda: list[tuple[float, int, str, str]] = []
        order = {counter: k for k, counter in enumerate(self.day.plan.counters)}
        for counter, windows in plan.items():
            for window in windows:
                if window.start > self.now - midnight:
                    heappush(agenda, (midnight + window.start, order[counter], "open", counter))
                if window.end < math.inf:
                    heappush(agenda, (midnight + window.end, -1, "pause", counter))
        self.all_call(called, agenda)
        while agenda and len(called) < len(waiting):
            self.now, _, what, counter = heappop(agenda)
            if what == "open":
                self.act(counter, commands.open_counter(self.day, counter, counter))
            elif what == "pause":
                self.act(counter, commands.pause_counter(self.day, counter, counter, None))
            else:
                self.act(counter, commands.finish(self.day, counter, counter, None))
            if not agenda or agenda[0][0] > self.now:
                self.all_call(called, agenda)
        return called

    def all_call(self, called: dict[str, float], agenda: list[tuple[float, int, str, str]]) -> None:
        for order, counter in enumerate(self.day.plan.counters):
            state = self.day.counters[counter]
            if state.status != "open" or state.ticket is not None:
                continue
            if self.act(counter, commands.call_next(self.day, counter, counter)):
                ticket = state.ticket
                assert ticket is not None
                called.setdefault(ticket.id, self.now)
                self.act(counter, commands.start(self.day, counter, counter))
                takes_s = MEANS[ticket.service] * PACES[counter]
                heappush(agenda, (self.now + takes_s, order, "finish", counter))


people = st.lists(
    st.tuples(st.sampled_from(SERVICES), st.sampled_from(["normal", "normal", "priority"]), st.floats(1, 200)),
    min_size=1,
    max_size=25,
)
served = st.lists(st.sampled_from(SERVICES), min_size=1, max_size=3, unique=True).map(tuple)
breaks = st.lists(st.floats(10.3, 4000.7), max_size=3, unique=True).map(sorted)


def windows(since_midnight: float, changes: Sequence[float], *, opens_now: bool) -> Windows:
    """Return windows that begin and end at `changes`, in seconds from now, and one that never ends."""
    moments = [since_midnight + change for change in changes]
    if not opens_now:
        moments = [since_midnight, *moments]
        moments = moments[1:] or [since_midnight + 97.1]
    else:
        moments = [since_midnight, *moments]
    pairs = [(moments[k], moments[k + 1] if k + 1 < len(moments) else math.inf) for k in range(0, len(moments), 2)]
    if pairs[-1][1] < math.inf:
        pairs.append((pairs[-1][1] + 613.9, math.inf))
    return tuple(Window(start, end) for start, end in pairs)


@given(
    people=people,
    serving=st.tuples(served, served, served),
    cover=st.sampled_from([None, "a", "b"]),
    then=st.booleans(),
    closings=st.tuples(breaks, breaks, breaks),
    opened=st.tuples(st.booleans(), st.booleans()),
)
def test_a_play_with_known_times_calls_as_the_halls_own_commands_do(
    people: list[tuple[str, str, float]],
    serving: tuple[tuple[str, ...], ...],
    cover: str | None,
    then: bool,  # noqa: FBT001
    closings: tuple[list[float], ...],
    opened: tuple[bool, bool],
) -> None:
    """Whatever counters serve, prefer, cover, pause and open, and whoever waits: the same call at the same moment."""
    by_counter = {str(k + 1): services for k, services in enumerate(serving)}
    by_counter["4"] = tuple(SERVICES)
    covers = {"1": (cover,)} if cover is not None and cover not in serving[0] else {}
    hall = Hall(furnished(by_counter, covers, then=then))
    for service, visitor_class, later_s in people:
        hall.takes(service, visitor_class)
        hall.now += later_s
    midnight = hours(ALL_DAY).bounds(MONDAY)[0]
    now = hall.now - midnight
    opens_now = {"1": True, "2": opened[0], "3": opened[1], "4": False}
    changes = {"1": closings[0], "2": closings[1], "3": closings[2], "4": [2500.3]}  # then everybody is called
    plan = {c: windows(now, changes[c], opens_now=opens_now[c]) for c in by_counter}
    for counter, opens in opens_now.items():
        if opens:
            hall.act(counter, commands.open_counter(hall.day, counter, counter))
    scene = Scene(snapshot(hall.day, hall.now), certain(), Planned(plan), {}, paths=1)
    scene.pace[:] = [PACES[counter] for counter in scene.counters]  # also of those whose clerk has not come
    for number, at in enumerate(scene.busy_until):
        scene.busy_until[number] = [hall.now for _ in at]
    path = Path(scene, 0)
    for _ in path.run():
        pass
    played = dict(zip((t.ticket for t in scene.tickets), path.called[scene.newcomers :], strict=True))
    true = hall.runs(plan, midnight)
    assert {t: round(at, 3) for t, at in played.items()} == {t: round(at, 3) for t, at in true.items()}
    assert NEVER not in played.values()
