"""Cases: which step from which state, what day is promised, how a case stands to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.cases import rules as cases
from hall.cases.rules import FROM, Case
from hall.guides.files import load_guides
from hall.guides.guide import Guide
from hall.journal.entry import Event
from hall.journal.refusal import Illegal, Refusal, Wrong
from hall.plan.workdays import CHINA, MONDAY_TO_FRIDAY, Workdays, workdays_between
from tests.halls import NOON

FRIDAY = date(2026, 9, 18)
"""Before the make-up Sunday of 20 September 2026."""
TOKEN = "abcdefghijklmnopqrstuv"
GUIDE = load_guides(Path(__file__).parents[2] / "assets" / "guides").guides["company-setup"]


def limited(promised_workdays: int) -> Guide:
    """The sample guide with another promise."""
    return replace(GUIDE, limit=replace(GUIDE.limit, promised_workdays=promised_workdays))


def fold(events: tuple[Event, ...], case: Case | None = None) -> Case:
    for event in events:
        case = cases.begun(event, NOON, "li") if case is None else cases.after(case, event, NOON, "li")
    assert case is not None
    return case


def accepted(
    today: date = FRIDAY,
    promised: int = 5,
    workdays: int | None = None,
    outcome: cases.Outcome | None = None,
    calendar: Workdays = CHINA,
    *,
    handed_over: bool = False,
) -> Case:
    return fold(
        cases.accept(
            "B20260918-001",
            TOKEN,
            limited(promised),
            today,
            calendar,
            counter="1",
            ticket=None,
            lang="zh",
            workdays=workdays,
            outcome=outcome,
            handed_over=handed_over,
            details=False,
            edition="as it was",
            plan=1,
        )
    )


def in_review() -> Case:
    return fold(cases.review(accepted()), accepted())


def decided() -> Case:
    return fold(cases.decide(in_review(), "granted", FRIDAY), in_review())


STATES: dict[str, Callable[[], Case]] = {
    "accepted": accepted,
    "in_review": in_review,
    "decided": decided,
    "collected": lambda: fold(cases.collect(decided(), TOKEN, FRIDAY), decided()),
    "withdrawn": lambda: fold(cases.withdraw(accepted(), FRIDAY), accepted()),
}
STEPS: dict[str, tuple[Callable[[Case], tuple[Event, ...]], str | None]] = {
    "review": (cases.review, "in_review"),
    "decide": (lambda case: cases.decide(case, "refused", FRIDAY), "decided"),
    "prolong": (lambda case: cases.prolong(case, 3, "hearing", FRIDAY, CHINA), None),
    "withdraw": (lambda case: cases.withdraw(case, FRIDAY), "withdrawn"),
    "collect": (lambda case: cases.collect(case, TOKEN, FRIDAY), "collected"),
}
ALLOWED = {
    ("accepted", "review"),
    ("accepted", "decide"),
    ("accepted", "prolong"),
    ("accepted", "withdraw"),
    ("in_review", "decide"),
    ("in_review", "prolong"),
    ("in_review", "withdraw"),
    ("decided", "collect"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_every_step_from_every_state(state: str, step: str) -> None:
    """A step leads where it should, or is refused with the state as the reason and changes nothing."""
    case = STATES[state]()
    act, leads_to = STEPS[step]
    if (state, step) not in ALLOWED:
        with pytest.raises(Illegal, match=f"case_{state}"):
            act(case)
        return
    after = fold(act(case), case)
    assert after.status == (leads_to or state)
    assert after.trail[:-1] == case.trail
    assert (after.trail[-1].step, after.trail[-1].by) == (step, "li")


def test_the_table_names_every_step() -> None:
    """No step is forgotten by the table above."""
    assert set(FROM) == set(STEPS)
    assert {(state, step) for step, states in FROM.items() for state in states} == ALLOWED


def test_a_promise_counts_working_days() -> None:
    """Five working days from a Friday: the make-up Sunday counts, the day of acceptance and Saturday do not."""
    assert accepted(promised=5).due == date(2026, 9, 24)
    assert accepted(promised=5, workdays=2).due == date(2026, 9, 21)
    assert accepted(promised=5, calendar=MONDAY_TO_FRIDAY).due == date(2026, 9, 25)


def test_never_more_than_the_guide_promises() -> None:
    """A clerk may promise less time than the guide, and not more."""
    with pytest.raises(Wrong, match="case_limit_too_long"):
        accepted(promised=5, workdays=6)


def test_on_the_spot_is_accepted_and_decided_in_one_act() -> None:
    """A case decided on the spot is decided on time the same day, whatever its guide would allow."""
    case = accepted(outcome="granted")
    assert (case.status, case.due, case.certain) == ("decided", FRIDAY, True)
    assert [one.step for one in case.trail] == ["accept", "decide"]
    assert cases.due_state(case, FRIDAY + timedelta(days=40), CHINA) == "on_time"


def test_what_is_handed_over_on_the_spot_is_not_waiting_to_be_collected() -> None:
    """All three steps are one act; without a decision there is nothing to hand over."""
    case = accepted(outcome="granted", handed_over=True)
    assert (case.status, case.closed_on) == ("collected", FRIDAY)
    with pytest.raises(Wrong, match="case_handed_undecided"):
        accepted(handed_over=True)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 9, 18), "ok"),
        (date(2026, 9, 22), "ok"),
        (date(2026, 9, 23), "near_due"),
        (date(2026, 9, 24), "near_due"),
        (date(2026, 9, 25), "overdue"),
    ],
)
def test_how_an_open_case_stands(today: date, state: str) -> None:
    """Near its day with one working day left and on the day itself; overdue from the day after."""
    assert cases.due_state(accepted(), today, CHINA) == state


def test_friday_is_near_what_is_due_after_a_weekend() -> None:
    """Only working days count: on a usual Friday, what is due on Monday has one left."""
    case = accepted(today=date(2026, 11, 23), promised=5)
    assert case.due == date(2026, 11, 30)
    assert cases.due_state(case, date(2026, 11, 27), CHINA) == "near_due"
    assert cases.due_state(case, date(2026, 11, 26), CHINA) == "ok"


def test_late_and_on_time_and_withdrawn() -> None:
    """A decision on the due day is on time and one a day later is late; what is withdrawn is neither."""
    case = accepted()
    for day, state in ((case.due, "on_time"), (case.due + timedelta(days=1), "late")):
        done = fold(cases.decide(case, "granted", day), case)
        assert cases.due_state(done, date(2027, 1, 1), CHINA) == state
    assert cases.due_state(fold(cases.withdraw(case, FRIDAY), case), FRIDAY, CHINA) is None


def test_prolonged_once_and_in_time() -> None:
    """The day moves by working days counted from acceptance on, once, and not after it has passed."""
    case = accepted()
    longer = fold(cases.prolong(case, 3, "inspection", case.due, CHINA), case)
    assert longer.due == date(2026, 9, 30)
    assert (longer.prolonged_by, longer.reason) == (3, "inspection")
    with pytest.raises(Illegal, match="case_prolonged_already"):
        cases.prolong(longer, 1, "complex", FRIDAY, CHINA)
    with pytest.raises(Illegal, match="case_due_passed"):
        cases.prolong(case, 3, "complex", case.due + timedelta(days=1), CHINA)


def test_a_day_the_calendar_does_not_know_is_provisional() -> None:
    """Beyond the published arrangement the day is marked, and counted anew once the arrangement is known."""
    unknown = Workdays(MONDAY_TO_FRIDAY.is_workday, lambda: date(2026, 12, 31))
    case = accepted(today=date(2026, 12, 30), promised=4, calendar=unknown)
    assert (case.due, case.certain) == (date(2027, 1, 5), False)
    holiday = Workdays(lambda day: day.weekday() < 5 and day != date(2027, 1, 4), lambda: date(2027, 12, 31))
    assert cases.due_of(case, holiday).on == date(2027, 1, 6)
    assert cases.due_of(case, holiday).certain
    assert not cases.due_of(case, unknown).certain


@given(
    today=st.dates(date(2025, 1, 1), date(2027, 6, 30)),
    promised=st.integers(0, 60),
    more=st.integers(1, 10),
)
def test_promises_agree_with_the_calendar(today: date, promised: int, more: int) -> None:
    """Whatever the day: it ends on a working day, so many of them after acceptance, and prolonging adds just those."""
    case = accepted(today=today, promised=promised)
    assert CHINA.is_workday(case.due)
    if promised:
        assert workdays_between(today, case.due, CHINA.is_workday) == promised
    longer = fold(cases.prolong(case, more, "complex", today, CHINA), case)
    assert workdays_between(today, longer.due, CHINA.is_workday) == promised + more


CODE = cases.receipt_code(TOKEN)
WIDE = "".join(chr(ord(sign) + 0xFEE0) for sign in CODE)


@pytest.mark.parametrize("receipt", [TOKEN, CODE, f" {CODE.lower()} ", f"{CODE[:3]}-{CODE[3:]}", WIDE])
def test_collected_against_the_receipt(receipt: str) -> None:
    """The scanned token opens the drawer, and so does the short code that a person types."""
    assert fold(cases.collect(decided(), receipt, FRIDAY), decided()).closed_on == FRIDAY


@pytest.mark.parametrize("receipt", ["", "AAAAAA", "B20260918-001", TOKEN[:-1]])
def test_nothing_else_collects(receipt: str) -> None:
    """Neither a guess nor the number alone hands the outcome over."""
    with pytest.raises(Refusal, match="case_receipt_wrong"):
        cases.collect(decided(), receipt, FRIDAY)


def test_the_wall_forgets_what_nobody_collects() -> None:
    """Ready from the decision on, for a month, and until it is collected."""
    case = decided()
    assert cases.is_on_wall(case, FRIDAY + timedelta(days=cases.READY_ON_WALL_DAYS))
    assert not cases.is_on_wall(case, FRIDAY + timedelta(days=cases.READY_ON_WALL_DAYS + 1))
    for state in ("accepted", "in_review", "collected", "withdrawn"):
        assert not cases.is_on_wall(STATES[state](), FRIDAY)


@pytest.mark.parametrize(
    ("state", "days"),
    [("accepted", None), ("in_review", None), ("decided", 365), ("collected", 30), ("withdrawn", 30)],
)
def test_how_long_a_name_is_kept(state: str, days: int | None) -> None:
    """As long as the case is open, then for the configured days; a year when nobody collects."""
    last = cases.forget_after(STATES[state](), 30)
    assert last == (None if days is None else FRIDAY + timedelta(days=days))
