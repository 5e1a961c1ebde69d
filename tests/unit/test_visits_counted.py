"""A day's entries as rows: each stay apart, holds left out, steps that were taken back gone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hall.journal.actor import Actor
from hall.journal.entry import Event
from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.visit import Desk
from hall.queue.desk.visitor import VisitorDesk
from hall.queue.events.day import DayClosed
from hall.queue.state.expected import Due
from hall.statistics.folds.counter import Counters
from hall.statistics.folds.day import DayFold
from hall.statistics.rules.ledger import Ledger
from hall.statistics.rules.places import Places
from hall.statistics.rules.visits import Wait, Waits
from hall.statistics.state.packing import Unusable, pack, unpack
from hall.statistics.state.rows import Begun, Day, Ended, Outcome, Shift, Stay, Visit
from hall.store.memory import MemoryJournal
from tests.forecasts import Seen
from tests.halls import KIOSK, LI, MONDAY, NOON, Clock, Plans, desk, plan
from tests.made_days import renamed

WANG, CHEN, VISITOR = Actor("wang"), Actor("chen"), Actor("visitor")
BEGIN = round(NOON * 1000)


class Morning:
    """A desk with two counters open, on which minutes pass when they are said to."""

    def __init__(self) -> None:
        self.clock, self.journal = Clock(), MemoryJournal()
        self.plans = Plans(plan())
        self.desk: Desk = desk(self.clock, self.journal, self.plans)
        self.more = CounterDesk(self.desk)
        self.desk.open_counter(LI, "1")
        self.desk.open_counter(WANG, "2")

    def after(self, minutes: float) -> Desk:
        """Let time pass."""
        self.clock.now += minutes * 60
        return self.desk

    def takes(self, service: str = "a") -> str:
        """Somebody takes a ticket; its token."""
        ticket = self.desk.issue(KIOSK, service, "normal", "zh").ticket
        assert ticket is not None
        return ticket.token

    def rows(self) -> Day:
        """The day as it is counted."""
        fold = DayFold(MONDAY, Counters())
        for entry in self.journal.read(f"day-{MONDAY}"):
            fold.take(entry)
        return fold.rows(round(self.clock.now * 1000))

    def visit(self) -> Visit:
        """The only visit."""
        (visit,) = self.rows().visits
        return visit


@pytest.fixture
def morning() -> Morning:
    """A morning at which one visitor has come, and was called after two minutes."""
    made = Morning()
    made.takes()
    made.after(2).call_next(LI, "1")
    return made


def minutes(n: float) -> int:
    """Milliseconds since the beginning."""
    return BEGIN + round(n * 60_000)


def test_a_plain_visit_is_one_stay(morning: Morning) -> None:
    """Joined, called, begun, finished: each at its time, by whom and where."""
    morning.after(1).start(LI, "1")
    morning.after(5).finish(LI, "1", None, None)
    stay = Stay(
        "a", "normal", Begun.ISSUED, BEGIN, minutes(2), "1", "li", False, minutes(3), 0, minutes(8), Ended.FINISHED
    )
    assert morning.visit() == Visit((stay,), Outcome.FINISHED, minutes(8))
    assert stay.served == 5 * 60_000


def test_a_clock_set_back_inside_a_day_makes_nothing_negative(morning: Morning) -> None:
    """An hour back between the call and the start: the hall's time stands still until the clock has caught up."""
    morning.after(-60).start(LI, "1")
    morning.after(5).finish(LI, "1", None, None)
    (stay,) = morning.visit().stays
    assert (stay.joined, stay.called) == (minutes(0), minutes(2))
    assert (stay.started, stay.ended, stay.served) == (minutes(2), minutes(2), 0)
    assert all(shift.begun <= shift.ended for shift in morning.rows().shifts)


def test_holds_are_left_out_of_the_service(morning: Morning) -> None:
    """The service is what was before and after the hold, for whoever finished it."""
    morning.after(1).start(LI, "1")
    morning.after(4).hold(LI, "1")
    number = "A001"
    morning.after(60).resume(WANG, "2", number)
    morning.after(2).finish(WANG, "2", None, None)
    first, last = morning.visit().stays
    assert (first.how, first.served, first.clerk) == (Ended.HELD, 4 * 60_000, "li")
    assert (last.begun, last.how, last.served, last.clerk) == (Begun.RESUMED, Ended.FINISHED, 6 * 60_000, "wang")


Act = Callable[[Morning], object]
STEPS: dict[str, tuple[Act, Act]] = {
    "start": (lambda _: None, lambda m: m.desk.start(LI, "1")),
    "finish": (lambda m: m.desk.start(LI, "1"), lambda m: m.desk.finish(LI, "1", None, None)),
    "no_show": (lambda _: None, lambda m: m.desk.no_show(LI, "1")),
    "hold": (lambda m: m.desk.start(LI, "1"), lambda m: m.desk.hold(LI, "1")),
    "transfer": (lambda _: None, lambda m: m.desk.transfer(LI, "1", "b", "2", "front")),
    "put_back": (lambda _: None, lambda m: m.desk.put_back(LI, "1")),
    "resume": (
        lambda m: (m.desk.start(LI, "1"), m.desk.hold(LI, "1")),
        lambda m: m.desk.resume(LI, "1", "A001"),
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_taken_back_was_none(step: str) -> None:
    """What follows an undone step is counted as if the step had never been taken."""

    def lived(*, undone: bool) -> Day:
        made = Morning()
        made.takes()
        made.after(2).call_next(LI, "1")
        before, does = STEPS[step]
        before(made)
        made.after(1)
        if undone:
            does(made)
        made.clock.now += 5
        if undone:
            made.more.undo(LI, "1")
        made.after(3)
        return made.rows()

    assert lived(undone=True)._replace(acts=()) == lived(undone=False)._replace(acts=())
    assert lived(undone=True).acts == ()


def test_an_undone_finish_can_be_finished_again(morning: Morning) -> None:
    """The second finish counts, and its time; the rating belongs to it."""
    token = morning.desk.look(lambda day, _: next(iter(day.by_token)))
    morning.desk.start(LI, "1")
    morning.after(3).finish(LI, "1", None, None)
    morning.clock.now += 5
    morning.more.undo(LI, "1")
    morning.after(4).finish(LI, "1", None, None)
    morning.desk.rate(VISITOR, token, 2, ("slow", "什么都不好", "slow"), "不告诉别人")
    visit = morning.visit()
    assert (visit.last.ended, visit.score, visit.reasons) == (minutes(2 + 3 + 4) + 5000, 2, ("slow", "other"))


def test_who_only_waits_again_was_not_transferred(morning: Morning) -> None:
    """A counter taken back by the manager, or a visitor put back by the clerk: the same line, the same place."""
    morning.desk.put_back(LI, "1")
    morning.after(1).call_next(LI, "1")
    morning.more.release(CHEN, "1")
    assert [stay.how for stay in morning.visit().stays] == [Ended.PUT_BACK, Ended.PUT_BACK, Ended.OPEN]
    assert [(act.what, act.by, act.before) for act in morning.rows().acts] == [("released", "chen", "li")]


@pytest.mark.parametrize(
    ("to", "how", "acts"),
    [
        ("front", (Ended.TRANSFERRED, True), ["chosen_call", "put_first"]),
        ("fair", (Ended.PUT_BACK, False), ["chosen_call"]),
        ("back", (Ended.TRANSFERRED, False), ["chosen_call"]),
    ],
)
def test_transfers_before_others_are_told_apart(to: Any, how: tuple[Ended, bool], acts: list[str]) -> None:
    """Only a place before the ticket's own counts as put first, and is on record."""
    made = Morning()
    for _ in range(3):
        made.takes("b")
        made.after(1)
    made.desk.call_number(WANG, "2", "B002")
    made.desk.transfer(WANG, "2", "b", None, to)
    stays = made.rows().visits[1].stays
    assert (stays[0].how, stays[0].put_first) == how
    assert [act.what for act in made.rows().acts] == acts


def test_a_hall_switched_off_overnight_works_no_longer_than_its_people(morning: Morning) -> None:
    """The day that is closed the next morning ends for everybody with the last thing that happened on it."""
    morning.after(1).start(LI, "1")
    morning.takes()
    morning.clock.now += 20 * 3600
    morning.desk.roll_over()
    rows = morning.rows()
    assert [event for e in morning.journal.read(f"day-{MONDAY}") for event in e.events][-1] == DayClosed()
    assert [(v.outcome, v.ended, v.last.how) for v in rows.visits] == [
        (Outcome.EXPIRED, minutes(3), Ended.EXPIRED),
        (Outcome.EXPIRED, minutes(3), Ended.EXPIRED),
    ]
    assert {shift.ended for shift in rows.shifts} == {minutes(3)}


def test_missed_and_never_back_expires(morning: Morning) -> None:
    """A missed visitor who did not come back before the day ended: missed once, and expired."""
    morning.desk.no_show(LI, "1")
    morning.clock.now += 20 * 3600
    morning.desk.roll_over()
    visit = morning.visit()
    assert (visit.last.how, visit.outcome) == (Ended.MISSED, Outcome.EXPIRED)


def test_a_service_renamed_at_noon() -> None:
    """Who waits goes on waiting under the new id; who was called is served for the old; who is back waits anew."""
    made = Morning()
    tokens = [made.takes("b") for _ in range(3)]
    made.after(1).call_next(LI, "1")
    made.desk.no_show(LI, "1")
    made.desk.call_next(WANG, "2")
    made.plans.all.append(renamed(made.plans.all[0]))
    made.after(1).roll_over()
    made.desk.come_back(VISITOR, tokens[0])
    made.desk.cancel(VISITOR, tokens[2])
    missed, called, waited = made.rows().visits
    assert [(stay.service, stay.how) for stay in missed.stays] == [("b", Ended.MISSED), ("d", Ended.OPEN)]
    assert [(stay.service, stay.how) for stay in called.stays] == [("b", Ended.OPEN)]
    assert [(stay.service, stay.how) for stay in waited.stays] == [("b", Ended.MOVED), ("d", Ended.CANCELLED)]
    assert made.rows().plans == (1, 2)


def test_several_services_on_a_ticket_are_several_stays() -> None:
    """Each service is waited for, called and finished by itself; the visit is finished once."""
    made = Morning()
    furnished = made.plans.all[0]
    services = {**furnished.services, "a": replace(furnished.services["a"], then=("b",))}
    made.plans.all.append(replace(furnished, services=services))
    made.desk.roll_over()
    made.takes("a")
    for counter, clerk in (("1", LI), ("2", WANG)):
        made.after(1).call_next(clerk, counter)
        made.desk.start(clerk, counter)
        made.after(2).finish(clerk, counter, None, None)
    visit = made.visit()
    assert [(s.service, s.begun, s.how) for s in visit.stays] == [
        ("a", Begun.ISSUED, Ended.FINISHED),
        ("b", Begun.NEXT_SERVICE, Ended.FINISHED),
    ]
    assert visit.outcome is Outcome.FINISHED


def test_shifts_and_what_was_done_in_them(morning: Morning) -> None:
    """Open and paused by reason; a visitor at a paused counter keeps it busy; opening again is no new shift."""
    morning.after(1).start(LI, "1")
    morning.after(1).pause_counter(LI, "1", "短暂休息")
    morning.after(3).finish(LI, "1", None, None)
    morning.more.close_after(WANG, "2")
    morning.after(1).open_counter(LI, "1")
    morning.desk.open_counter(LI, "1")
    morning.after(2).pause_counter(LI, "1", "张三来找我")
    morning.after(1).close_counter(LI, "1", None)
    shifts = sorted(morning.rows().shifts, key=lambda shift: (shift.counter, shift.begun))
    assert shifts == [
        Shift("1", "li", None, BEGIN, minutes(4), 2 * 60_000),
        Shift("1", "li", "break", minutes(4), minutes(8), 3 * 60_000),
        Shift("1", "li", None, minutes(8), minutes(10), 0),
        Shift("1", "li", "other", minutes(10), minutes(11), 0),
        Shift("2", "wang", None, BEGIN, minutes(7), 0),
    ]


def test_rows_name_nobody(morning: Morning) -> None:
    """No token, and nothing that anybody wrote by hand, is in what is kept of a day."""
    token = morning.desk.look(lambda day, _: next(iter(day.by_token)))
    morning.desk.start(LI, "1")
    morning.desk.finish(LI, "1", "给王五办的", "电话 13812345678")
    morning.desk.rate(VISITOR, token, 1, ("李四骂人",), "李四骂人")
    morning.desk.pause_counter(LI, "1", "张三来找我")
    kept = pack(morning.rows(), 1).decode("utf-8", "ignore")
    assert not [said for said in (token, "王五", "李四", "张三", "1381234") if said in kept]


def test_what_is_packed_comes_back(morning: Morning) -> None:
    """Every row of a full day and of an empty one; nothing else than that day, length and version."""
    VisitorDesk(morning.desk).put_off(VISITOR, morning.takes())
    morning.desk.no_show(LI, "1")
    for day in (morning.rows()._replace(zones=("east",)), Day(MONDAY, BEGIN, (1,), (), (), ())):
        packed = pack(day, 77)
        assert unpack(packed, MONDAY, 77) == day
        for of, length in ((MONDAY, 78), (date(2026, 11, 24), 77)):
            with pytest.raises(Unusable):
                unpack(packed, of, length)
    whole = pack(morning.rows(), 77)
    for damaged in (b"", b"[]\n", whole[:10], whole[: len(whole) // 2], whole[:-1]):
        with pytest.raises(Unusable):
            unpack(damaged, MONDAY, 77)


def test_an_event_of_no_ticket_and_no_counter_is_passed_over(morning: Morning) -> None:
    """What other capabilities may write into a day's stream does not stop its figures."""

    class Unheard(Event):
        pass

    fold = DayFold(MONDAY, Counters({}))
    for entry in morning.journal.read(f"day-{MONDAY}"):
        fold.take(entry)
    before = fold.rows(BEGIN)
    fold._follow(Unheard(), BEGIN, "hall")
    assert fold.rows(BEGIN) == before
    del Event.kinds["Unheard"]


def test_what_was_told_is_held_against_what_came() -> None:
    """Told ten minutes at most: right after eight, wrong after twelve; chosen, or put off by wish, tells nothing."""
    morning = Morning()
    morning.desk.expected = Seen({}, Due(NOON + 300, NOON + 600))
    put_off = [morning.takes() for _ in range(4)][3]
    VisitorDesk(morning.desk).put_off(VISITOR, put_off)
    for wait, number in ((8, None), (4, None), (1, "A003"), (1, None)):
        desk = morning.after(wait)
        desk.call_number(LI, "1", number) if number else desk.call_next(LI, "1")
        desk.start(LI, "1")
        desk.finish(LI, "1", None, None)
    rows = morning.rows()
    assert [visit.told_late for visit in rows.visits] == [600_000, 600_000, 600_000, None]
    assert [visit.first.chosen for visit in rows.visits] == [False, False, True, False]
    ledger = Ledger(Wait, "service", Places({}, morning.plans))
    ledger.begin(MONDAY)
    Waits(900_000, 1_500_000)(rows, ledger)
    figures = ledger.sums["a"].figures()
    told = {name: figures[name] for name in ("count", "told", "late_right", "told_late_s")}
    assert told == {"count": 4, "told": 2, "late_right": 0.5, "told_late_s": 600.0}


@pytest.mark.parametrize(("booked", "waited_min"), [(None, 10), (-5, 10), (4, 6), (15, 0)])
def test_who_has_booked_waits_from_the_booked_time(booked: float | None, waited_min: float) -> None:
    """Early by the slot, and never less than nothing; late from the ticket. A day kept as bytes says the same."""
    hall = Morning()
    slot = None if booked is None else NOON + booked * 60
    hall.desk.issue(KIOSK, "a", "normal" if booked is None else "appointment", "zh", slot)
    hall.after(10).call_next(LI, "1")
    day = hall.rows()
    assert unpack(pack(day, 1), MONDAY, 1) == day
    (visit,) = day.visits
    assert visit.booked == (None if booked is None else minutes(booked))
    ledger = Ledger(Wait, "service", Places({}, hall.plans))
    ledger.begin(MONDAY)
    Waits(900_000, 1_500_000)(day, ledger)
    assert ledger.sums["a"].figures()["longest_s"] == waited_min * 60
