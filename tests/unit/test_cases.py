"""Cases: which step from which state, what day is promised, how a case stands to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.cases import rules as cases
from hall.cases import standing
from hall.cases.events import CaseAccepted, Remedies
from hall.cases.rules import FROM, Ruling
from hall.cases.state import Case, after, begun
from hall.guides.files import load_guides
from hall.guides.guide import Guide
from hall.journal.entry import Entry, Event
from hall.journal.refusal import Forbidden, Illegal, Refusal, Wrong
from hall.plan.workdays import CHINA, MONDAY_TO_FRIDAY, AsOf, Workdays, workdays_between
from tests.halls import NOON

FRIDAY = date(2026, 9, 18)
"""Before the make-up Sunday of 20 September 2026."""
TOKEN = "abcdefghijklmnopqrstuv"
GUIDE = load_guides(Path(__file__).parents[2] / "assets" / "guides").guides["company-setup"]


def limited(promised_workdays: int) -> Guide:
    """The sample guide with another promise."""
    return replace(GUIDE, limit=replace(GUIDE.limit, promised_workdays=promised_workdays))


GRANTED = Ruling("granted")
TOLD = Remedies(
    review={"zh": "市政府", "en": "the city"}, review_days=60, court={"zh": "法院", "en": "court"}, court_months=6
)
REFUSED = Ruling("refused", "conditions", remedies=TOLD)


def fold(events: tuple[Event, ...], case: Case | None = None, by: str = "li") -> Case:
    entry = Entry(1, NOON, by, events)
    for event in events:
        if isinstance(event, CaseAccepted):
            case = begun(event, entry)
        else:
            assert case is not None
            case = after(case, event, entry)
    assert case is not None
    return case


def accepted(
    today: date = FRIDAY,
    promised: int = 5,
    workdays: int | None = None,
    ruling: Ruling | None = None,
    calendar: Workdays = CHINA,
    *,
    handed_over: bool = False,
    closed: bool = False,
) -> Case:
    return fold(
        cases.accept(
            "B20260918-001",
            TOKEN,
            limited(promised),
            AsOf(today, closed),
            calendar,
            counter="1",
            ticket=None,
            lang="zh",
            workdays=workdays,
            ruling=ruling,
            handed_over=handed_over,
            details=False,
            edition="as it was",
            plan=1,
        )
    )


def in_review() -> Case:
    return fold(cases.review(accepted()), accepted())


def decided() -> Case:
    return fold(cases.decide(in_review(), GRANTED, AsOf(FRIDAY)), in_review())


def suspended(case: Case | None = None, on: date = FRIDAY) -> Case:
    case = case or in_review()
    return fold(cases.suspend(case, "hearing", AsOf(on), CHINA, words=False), case)


def prolonged(case: Case, workdays: int, reason: cases.Reason, today: date) -> Case:
    """Asked for by one, agreed to by another."""
    wished = fold(cases.prolong(case, workdays, reason, AsOf(today), CHINA), case)
    return fold(cases.settle_prolonging(wished, "chen", AsOf(today), CHINA, approved=True), wished, "chen")


STATES: dict[str, Callable[[], Case]] = {
    "accepted": accepted,
    "in_review": in_review,
    "suspended": suspended,
    "decided": decided,
    "collected": lambda: fold(cases.collect(decided(), TOKEN, FRIDAY), decided()),
    "withdrawn": lambda: fold(cases.withdraw(accepted(), FRIDAY), accepted()),
}
STEPS: dict[str, tuple[Callable[[Case], tuple[Event, ...]], str | None]] = {
    "review": (cases.review, "in_review"),
    "decide": (lambda case: cases.decide(case, REFUSED, AsOf(FRIDAY)), "decided"),
    "correct": (lambda case: cases.correct(case, "law", REFUSED, FRIDAY), "decided"),
    "prolong": (lambda case: cases.prolong(case, 3, "hearing", AsOf(FRIDAY), CHINA), None),
    "suspend": (lambda case: cases.suspend(case, "hearing", AsOf(FRIDAY), CHINA, words=False), "suspended"),
    "resume": (lambda case: cases.resume(case, FRIDAY, CHINA), "in_review"),
    "withdraw": (lambda case: cases.withdraw(case, FRIDAY), "withdrawn"),
    "collect": (lambda case: cases.collect(case, TOKEN, FRIDAY), "collected"),
    "assign": (lambda case: cases.assign(case, "wang"), None),
}
TRACES = {"prolong": "prolong_asked"}
"""What a step is called on record, where that is something else."""
ALLOWED = {
    ("accepted", "review"),
    ("accepted", "decide"),
    ("accepted", "prolong"),
    ("accepted", "withdraw"),
    ("in_review", "decide"),
    ("in_review", "prolong"),
    ("in_review", "withdraw"),
    ("decided", "collect"),
    ("suspended", "resume"),
    ("suspended", "withdraw"),
    *((state, "suspend") for state in ("accepted", "in_review")),
    *((state, "correct") for state in ("decided", "collected")),
    *((state, "assign") for state in ("accepted", "in_review", "suspended", "decided")),
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
    then = fold(act(case), case)
    assert then.status == (leads_to or state)
    assert then.trail[:-1] == case.trail
    assert (then.trail[-1].step, then.trail[-1].by) == (TRACES.get(step, step), "li")


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
    case = accepted(ruling=GRANTED)
    assert (case.status, case.due, case.certain) == ("decided", FRIDAY, True)
    assert [one.step for one in case.trail] == ["accept", "decide"]
    assert standing.due_state(case, AsOf(FRIDAY + timedelta(days=40)), CHINA) == "on_time"


def test_what_is_handed_over_on_the_spot_is_not_waiting_to_be_collected() -> None:
    """All three steps are one act; without a decision there is nothing to hand over."""
    case = accepted(ruling=GRANTED, handed_over=True)
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
    assert standing.due_state(accepted(), AsOf(today), CHINA) == state


def test_friday_is_near_what_is_due_after_a_weekend() -> None:
    """Only working days count: on a usual Friday, what is due on Monday has one left."""
    case = accepted(today=date(2026, 11, 23), promised=5)
    assert case.due == date(2026, 11, 30)
    assert standing.due_state(case, AsOf(date(2026, 11, 27)), CHINA) == "near_due"
    assert standing.due_state(case, AsOf(date(2026, 11, 26)), CHINA) == "ok"


def test_late_and_on_time_and_withdrawn() -> None:
    """A decision on the due day is on time and one a day later is late; what is withdrawn is neither."""
    case = accepted()
    for day, state in ((case.due, "on_time"), (case.due + timedelta(days=1), "late")):
        done = fold(cases.decide(case, GRANTED, AsOf(day)), case)
        assert standing.due_state(done, AsOf(date(2027, 1, 1)), CHINA) == state
    assert standing.due_state(fold(cases.withdraw(case, FRIDAY), case), AsOf(FRIDAY), CHINA) is None


def test_a_limit_ends_when_the_hall_closes_on_its_last_day() -> None:
    """After closing on the promised day it is overdue, a decision late, and more time cannot be asked for.

    The evening before is none of it, nor what is decided on the spot; without a limit it is due the next working day.
    """
    case, eve = accepted(), date(2026, 9, 23)
    assert standing.due_state(case, AsOf(eve, closed=True), CHINA) == "near_due"
    assert standing.due_state(case, AsOf(case.due, closed=True), CHINA) == "overdue"
    for day, state in ((eve, "on_time"), (case.due, "late")):
        done = fold(cases.decide(case, GRANTED, AsOf(day, closed=True)), case)
        assert standing.due_state(done, AsOf(date(2027, 1, 1)), CHINA) == state
        assert done.decisions[-1].on == day
    for step in (
        lambda: cases.prolong(case, 3, "complex", AsOf(case.due, closed=True), CHINA),
        lambda: cases.suspend(case, "hearing", AsOf(case.due, closed=True), CHINA, words=False),
    ):
        with pytest.raises(Illegal, match="case_due_passed"):
            step()
    at_once = accepted(ruling=GRANTED, closed=True)
    assert standing.due_state(at_once, AsOf(FRIDAY, closed=True), CHINA) == "on_time"
    assert accepted(promised=0, closed=True).due == date(2026, 9, 20)


def test_prolonged_once_and_in_time() -> None:
    """The day moves by working days counted from acceptance on, once, and not after it has passed."""
    case = accepted()
    longer = prolonged(case, 3, "inspection", case.due)
    assert longer.due == date(2026, 9, 30)
    assert (longer.prolonged_by, longer.reason) == (3, "inspection")
    with pytest.raises(Illegal, match="case_prolonged_already"):
        cases.prolong(longer, 1, "complex", AsOf(FRIDAY), CHINA)
    with pytest.raises(Illegal, match="case_due_passed"):
        cases.prolong(case, 3, "complex", AsOf(case.due + timedelta(days=1)), CHINA)


def test_somebody_else_agrees_to_more_time() -> None:
    """Asked for, nothing moves; who asked cannot agree; a no leaves it open to ask again; late, nobody can agree."""
    case = accepted()
    wished = fold(cases.prolong(case, 3, "complex", AsOf(FRIDAY), CHINA), case)
    assert wished.due == case.due
    with pytest.raises(Illegal, match="case_prolong_asked"):
        cases.prolong(wished, 2, "complex", AsOf(FRIDAY), CHINA)
    for approved in (True, False):
        with pytest.raises(Forbidden, match="case_prolong_own"):
            cases.settle_prolonging(wished, "li", AsOf(FRIDAY), CHINA, approved=approved)
        with pytest.raises(Illegal, match="case_prolong_not_asked"):
            cases.settle_prolonging(case, "chen", AsOf(FRIDAY), CHINA, approved=approved)
    with pytest.raises(Illegal, match="case_due_passed"):
        cases.settle_prolonging(wished, "chen", AsOf(case.due + timedelta(days=1)), CHINA, approved=True)
    refused = fold(cases.settle_prolonging(wished, "chen", AsOf(FRIDAY), CHINA, approved=False), wished)
    assert (refused.due, refused.wish) == (case.due, None)
    assert prolonged(refused, 3, "complex", FRIDAY).prolonged_by == 3
    assert fold(cases.decide(wished, GRANTED, AsOf(FRIDAY)), wished).wish is None


def test_a_suspended_case_keeps_the_days_it_has_left() -> None:
    """Suspended on Monday 21 and resumed on Wednesday 23 September: two working days later, Mid-Autumn left out."""
    case = accepted()
    stopped = suspended(case, date(2026, 9, 21))
    assert standing.due_state(stopped, AsOf(date(2026, 12, 1)), CHINA) == "suspended"
    goes_on = fold(cases.resume(stopped, date(2026, 9, 23), CHINA), stopped)
    assert (goes_on.status, goes_on.suspended, goes_on.due) == ("accepted", None, date(2026, 9, 29))
    with pytest.raises(Illegal, match="case_due_passed"):
        suspended(case, case.due + timedelta(days=1))


@given(
    today=st.dates(date(2025, 1, 1), date(2026, 6, 30)),
    promised=st.integers(0, 30),
    until=st.integers(0, 60),
    stood=st.integers(0, 60),
)
def test_no_working_day_is_lost_or_won_by_a_suspension(today: date, promised: int, until: int, stood: int) -> None:
    """Whenever it stops and goes on: as many working days are left afterwards as before."""
    case = accepted(today=today, promised=promised)
    stops = min(today + timedelta(days=until), case.due)
    resumes = stops + timedelta(days=stood)
    stopped = suspended(case, stops)
    goes_on = fold(cases.resume(stopped, resumes, CHINA), stopped)
    left = standing.left_workdays(goes_on, resumes, CHINA)
    assert left == standing.left_workdays(case, stops, CHINA)
    assert CHINA.is_workday(goes_on.due)
    assert standing.due_of(replace(goes_on, certain=False), CHINA).on == goes_on.due


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        (Ruling("refused"), "case_grounds_missing"),
        (Ruling("granted", "conditions"), "case_grounds_unasked"),
        (Ruling("granted", words=True), "case_grounds_unasked"),
        (Ruling("refused", "other"), "case_words_missing"),
    ],
)
def test_a_refusal_has_its_grounds(ruling: Ruling, code: str) -> None:
    """At every door: decided later, on the spot, or as a correction."""
    for act in (
        lambda: cases.decide(in_review(), ruling, AsOf(FRIDAY)),
        lambda: accepted(ruling=ruling),
        lambda: cases.correct(decided(), "law", ruling, FRIDAY),
    ):
        with pytest.raises(Wrong, match=code):
            act()


def test_a_refusal_says_how_to_object() -> None:
    """Where and within which time stays with the decision; who is granted has nothing to object to."""
    refused = fold(cases.decide(in_review(), REFUSED, AsOf(FRIDAY)), in_review())
    assert (refused.decisions[-1].grounds, refused.decisions[-1].remedies) == ("conditions", TOLD)
    granted = fold(cases.decide(in_review(), replace(GRANTED, remedies=TOLD), AsOf(FRIDAY)), in_review())
    assert granted.decisions[-1].remedies is None


def test_a_corrected_decision_stays_on_record() -> None:
    """The first is kept, the day it was decided on too; it is ready to be collected once more, for as long."""
    case = fold(cases.collect(decided(), TOKEN, FRIDAY), decided())
    later = FRIDAY + timedelta(days=100)
    with pytest.raises(Illegal, match="case_corrects_nothing"):
        cases.correct(case, "clerical", GRANTED, later)
    corrected = fold(cases.correct(case, "facts", REFUSED, later), case)
    assert [one.outcome for one in corrected.decisions] == ["granted", "refused"]
    assert (corrected.outcome, corrected.decided_on, corrected.closed_on) == ("refused", FRIDAY, None)
    assert standing.is_on_wall(corrected, later)
    assert standing.forget_after(corrected, 30) == later + timedelta(days=standing.UNCOLLECTED_DAYS)


@pytest.mark.parametrize(("by", "decides", "may"), [("li", False, True), ("wang", False, False), ("wang", True, True)])
def test_who_may_take_a_step(by: str, decides: bool, may: bool) -> None:  # noqa: FBT001 - a row of the table
    """Whoever answers for the case, and whoever decides about all; after it is handed over, no longer who had it."""
    if may:
        cases.require_hand(accepted(), by, decides=decides)
    else:
        with pytest.raises(Forbidden, match="case_not_yours"):
            cases.require_hand(accepted(), by, decides=decides)
    handed = fold(cases.assign(accepted(), "zhou"), accepted())
    assert (handed.owner, handed.by) == ("zhou", "li")
    assert cases.assign(handed, "zhou") == ()
    with pytest.raises(Forbidden, match="case_not_yours"):
        cases.require_hand(handed, "li", decides=False)


def test_a_day_the_calendar_does_not_know_is_provisional() -> None:
    """Beyond the published arrangement the day is marked, and counted anew once the arrangement is known."""
    unknown = Workdays(MONDAY_TO_FRIDAY.is_workday, lambda: date(2026, 12, 31))
    case = accepted(today=date(2026, 12, 30), promised=4, calendar=unknown)
    assert (case.due, case.certain) == (date(2027, 1, 5), False)
    holiday = Workdays(lambda day: day.weekday() < 5 and day != date(2027, 1, 4), lambda: date(2027, 12, 31))
    assert standing.due_of(case, holiday).on == date(2027, 1, 6)
    assert standing.due_of(case, holiday).certain
    assert not standing.due_of(case, unknown).certain


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
    longer = prolonged(case, more, "complex", today)
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
    assert standing.is_on_wall(case, FRIDAY + timedelta(days=standing.READY_ON_WALL_DAYS))
    assert not standing.is_on_wall(case, FRIDAY + timedelta(days=standing.READY_ON_WALL_DAYS + 1))
    for state in ("accepted", "in_review", "suspended", "collected", "withdrawn"):
        assert not standing.is_on_wall(STATES[state](), FRIDAY)


@pytest.mark.parametrize(
    ("state", "days"),
    [
        ("accepted", None),
        ("in_review", None),
        ("suspended", None),
        ("decided", 365),
        ("collected", 30),
        ("withdrawn", 30),
    ],
)
def test_how_long_a_name_is_kept(state: str, days: int | None) -> None:
    """As long as the case is open, then for the configured days; a year when nobody collects."""
    last = standing.forget_after(STATES[state](), 30)
    assert last == (None if days is None else FRIDAY + timedelta(days=days))
