"""Cases, notices and enquiries as they are counted: each on its day, overdue ones whatever became of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from hall.cases import events as c
from hall.devices import events as d
from hall.enquiries import events as q
from hall.feedback import events as f
from hall.journal.entry import Entry, Event
from hall.messages import events as m
from hall.notices.events import NoticeGiven
from hall.plan import events as p
from hall.plan.hours import Span as HoursSpan
from hall.plan.workdays import CHINA
from hall.staff import events as s
from hall.statistics.book import Days
from hall.statistics.desk import Limits, Statistics
from hall.statistics.rules.question import question
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state.span import Span
from hall.statistics.state.table import Figures, Material, Table
from hall.store.memory import MemoryJournal
from hall.texts import Texts
from tests.halls import NOON, SHANGHAI, Clock, Plans, ground, hours, plan
from tests.unit.test_days_counted import Kept

TEXTS = Texts.load(Path(__file__).parents[2] / "assets" / "text")
TODAY = date(2026, 10, 20)
D = date.fromisoformat


def at(day: str, time: str = "10:00") -> float:
    """Seconds since 1970 of the hall's own time."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=SHANGHAI).timestamp()


class Office:
    """A journal to which events are added, and its figures."""

    def __init__(self) -> None:
        self.journal = MemoryJournal()
        furnished = replace(plan(), hours=hours((HoursSpan(9 * 60, 12 * 60), HoursSpan(13 * 60, 17 * 60))))
        over = ground(Clock(at(TODAY.isoformat())), self.journal, today=TODAY)
        self.figures = Statistics(
            over,
            Days(over, Kept(), breathe=lambda: None),
            plans=Plans(furnished),
            limits=lambda: Limits(900, 1500, 8 * 3600, CHINA),
            breathe=lambda: None,
        )
        self.numbers: dict[str, int] = {}

    def add(self, stream: str, when: float, by: str, *events: Event) -> None:
        """Write down what happened."""
        self.numbers[stream] = self.numbers.get(stream, 0) + 1
        self.journal.append(stream, Entry(self.numbers[stream], when, by, events))

    def table(self, report: str, span: tuple[str, str] = ("2026-09-01", "2026-10-31"), by: str | None = None) -> Table:
        """A report."""
        asked = question(REPORTS[report], {"by": [by]} if by else {})
        return self.figures.answer(Span(D(span[0]), D(span[1])), [asked]).tables[0]


def accepted(case: str, day: str, due: str, *, workdays: int = 5, certain: bool = True, counter: str = "1") -> Event:
    return c.CaseAccepted(
        case, f"token-{case}", "company", counter, None, "zh", day, workdays, due, certain, details=True
    )


def figures(row: Figures, names: Sequence[str]) -> dict[str, object]:
    """Those of a row that are not 0."""
    return {name: row[name] for name in names if row[name]}


CASES = ("accepted", "on_the_spot", "on_time", "overdue", "prolonged", "withdrawn")


@pytest.fixture
def office() -> Office:
    """Cases around the National Day holidays, each with its own fate."""
    made = Office()
    made.add("cases", at("2026-09-28"), "li", accepted("B1", "2026-09-28", "2026-10-12"))  # decided on the last day
    made.add("cases", at("2026-09-28"), "li", accepted("B2", "2026-09-28", "2026-10-12"))  # decided a day late
    made.add("cases", at("2026-09-28"), "wang", accepted("B3", "2026-09-28", "2026-10-12", counter="2"))  # never
    made.add("cases", at("2026-09-29"), "wang", accepted("B4", "2026-09-29", "2026-10-13"))  # withdrawn in time
    made.add("cases", at("2026-09-29"), "wang", accepted("B5", "2026-09-29", "2026-10-13"))  # withdrawn too late
    made.add("cases", at("2026-09-29"), "li", accepted("B6", "2026-09-29", "2026-10-13"))  # prolonged, still open
    spot = accepted("B7", "2026-09-30", "2026-09-30", workdays=0)
    made.add("cases", at("2026-09-30"), "li", spot, c.CaseDecided("B7", "granted", "2026-09-30"))
    made.add("cases", at("2026-10-12"), "li", c.CaseDecided("B1", "granted", "2026-10-12"))
    made.add("cases", at("2026-10-12"), "wang", c.CaseWithdrawn("B4", "2026-10-12"))
    made.add("cases", at("2026-10-13"), "li", c.CaseDecided("B2", "refused", "2026-10-13"))
    made.add("cases", at("2026-10-13"), "chen", c.CaseProlonged("B6", 5, "complex", "2026-10-21", certain=True))
    made.add("cases", at("2026-10-15"), "wang", c.CaseWithdrawn("B5", "2026-10-15"))
    return made


def test_cases_by_day(office: Office) -> None:
    """Each step counts on its day; a case is overdue on the day after its due day, whatever comes later."""
    rows = {row["key"]: figures(row, CASES) for row in office.table("cases", by="day").rows}
    assert rows == {
        "2026-09-28": {"accepted": 3},
        "2026-09-29": {"accepted": 3},
        "2026-09-30": {"accepted": 1, "on_the_spot": 1, "on_time": 1},
        "2026-10-12": {"on_time": 1, "withdrawn": 1},
        "2026-10-13": {"overdue": 2, "prolonged": 1},
        "2026-10-14": {"overdue": 1},
        "2026-10-15": {"withdrawn": 1},
    }


def test_the_share_on_time_counts_what_is_not_decided(office: Office) -> None:
    """Overdue cases count in the share, also those that nobody has decided yet."""
    totals = office.table("cases").totals
    assert (totals["on_time"], totals["overdue"], totals["on_time_share"]) == (2, 3, 0.4)
    by_clerk = {row["key"]: (row["on_time"], row["overdue"]) for row in office.table("cases", by="clerk").rows}
    assert by_clerk == {"li": (2, 1), "wang": (0, 2)}


def test_a_past_months_cases_never_change(office: Office) -> None:
    """September says the same whatever happens to its cases in October, but for what was overdue by then."""
    before = office.table("cases", ("2026-09-01", "2026-09-30"))
    office.add("cases", at("2026-10-19"), "li", c.CaseDecided("B3", "granted", "2026-10-19"))
    assert office.table("cases", ("2026-09-01", "2026-09-30")) == before
    assert office.table("cases").totals["overdue"] == 3


def test_an_uncertain_due_day_moves_with_the_calendar() -> None:
    """A due day that was counted before the holidays were published is counted anew."""
    office = Office()
    office.add("cases", at("2026-09-29"), "li", accepted("B1", "2026-09-29", "2026-10-06", certain=False))
    office.add("cases", at("2026-10-10"), "li", c.CaseDecided("B1", "granted", "2026-10-10"))
    totals = office.table("cases").totals
    assert (totals["on_time"], totals["overdue"]) == (1, 0)


def notice(number: int, guide: str, ticket: str | None, *missing: str) -> NoticeGiven:
    return NoticeGiven(f"N{number}", f"token{number}", guide, missing, "1", "2026-10-12", ticket)


def test_notices_and_what_is_missing_most() -> None:
    """A second notice for the same matter of one visit is told apart; the most missing come first, at most five."""
    office = Office()
    given = [
        notice(1, "company", "t1", "id", "form", "seal"),
        notice(2, "company", "t1", "id"),
        notice(3, "fund", "t1", "id"),
        notice(4, "company", None, "form", "a", "b", "c"),
        notice(5, "company", None, "form"),
        notice(6, "company", "t1", "seal"),
    ]
    for one in given:
        office.add("notices-given", at("2026-10-12"), "li", one)
    table = office.table("notices")
    rows = {row["key"]: row for row in table.rows}
    assert (rows["company"]["given"], rows["company"]["again"], rows["fund"]["given"]) == (5, 2, 1)
    assert rows["company"]["most_missing"] == [
        Material("company", "form", 3),
        Material("company", "id", 2),
        Material("company", "seal", 2),
        Material("company", "a", 1),
        Material("company", "b", 1),
    ]
    assert table.totals["most_missing"][0] == Material("company", "form", 3)
    assert (table.totals["given"], table.totals["again"]) == (6, 2)


def received(number: str, day: str, service: str | None = "a") -> q.EnquiryReceived:
    return q.EnquiryReceived(number, f"token-{number}", day, "1", None, service, details=True)


def test_enquiries_count_for_who_was_asked_first() -> None:
    """Handed over and resolved count for the first clerk; the time is that of opening hours, over a night as well."""
    office = Office()
    office.add("enquiries", at("2026-10-12", "16:00"), "li", received("Q1", "2026-10-12"))
    office.add("enquiries", at("2026-10-12", "16:10"), "li", q.EnquiryOffered("Q1", "wang", None))
    office.add("enquiries", at("2026-10-12", "16:20"), "wang", q.EnquiryDeclined("Q1"))
    office.add("enquiries", at("2026-10-12", "16:30"), "li", q.EnquiryOffered("Q1", "zhao", None))
    office.add("enquiries", at("2026-10-12", "16:40"), "zhao", q.EnquiryAccepted("Q1"))
    office.add("enquiries", at("2026-10-13", "09:30"), "zhao", q.EnquiryResolved("Q1", "answered", "2026-10-13", False))
    office.add("enquiries", at("2026-10-12", "11:00"), "li", received("Q2", "2026-10-12", None))
    office.add("enquiries", at("2026-10-12", "11:05"), "li", q.EnquiryOffered("Q2", None, "2"))
    table = office.table("first-asked", by="clerk")
    assert table.rows == [
        {
            "key": "li",
            "received": 2,
            "handed_over": 1,
            "handed_over_share": 0.5,
            "resolved": 1,
            "resolved_share": 0.5,
            "late": 1,
            "mean_s": 1.5 * 3600,
        }
    ]
    assert [row["key"] for row in office.table("first-asked").rows] == ["a", None]


@pytest.mark.parametrize(("day", "on_time", "overdue"), [("2026-09-30", 1, 0), ("2026-10-19", 0, 1), (None, 0, 1)])
def test_an_upheld_appeal_counts_neither_way(day: str | None, on_time: int, overdue: int) -> None:
    """Answered in time, late or not at all: once an appeal is upheld it is in no share, and received all the same."""
    office, due = Office(), "2026-10-13"
    given = f.FeedbackGiven("Y1", "t", "complaint", "phone", "2026-09-30", "zh", False, None, 5, due, certain=True)
    office.add("feedback", at("2026-09-30"), "visitor", given)
    if day is not None:
        office.add("feedback", at(day), "chen", f.FeedbackAccepted("Y1"), f.FeedbackAnswered("Y1", day))
    totals = office.table("complaints").totals
    assert (totals["overdue"], totals["on_time_share"]) == (overdue, on_time)
    decided = f.AppealDecided("Y1", upheld=True, day="2026-10-20")
    office.add("feedback", at("2026-10-20"), "zhou", f.FeedbackAppealed("Y1"), decided)
    totals = office.table("complaints").totals
    assert (totals["complaint"], totals["overdue"], totals["on_time_share"]) == (1, 0, None)


def test_acts_are_on_record_with_before_and_after() -> None:
    """Accounts, devices, the plan, emergencies and messages: who, what, about what, before and after."""
    office = Office()
    office.add("staff", at("2026-10-12", "08:00"), "console", s.StaffAdded("li", "李明", "clerk", "salt", "hash"))
    changed = s.StaffChanged("li", role="manager", pin_hash="other hash", salt="salt")
    office.add("staff", at("2026-10-12", "08:01"), "chen", changed)
    office.add("staff", at("2026-10-12", "08:02"), "chen", s.StaffChanged("li", name="李明明", disabled=True))
    office.add("devices", at("2026-10-12", "08:03"), "chen", d.CodeGiven("K7M2P9", "wall", "东墙", "east", NOON))
    office.add("devices", at("2026-10-12", "08:04"), "device", d.DevicePaired("K7M2P9", "digest"))
    office.add("devices", at("2026-10-12", "08:05"), "chen", d.DeviceRemoved("d2"))
    office.add("plan", at("2026-10-12", "08:06"), "hall", p.PlanImported({"hours": 1, "services": 2}, "digest"))
    office.add("plan", at("2026-10-12", "08:07"), "chen", p.PlanEdited({"hours": 1, "services": 3, "zones": 1}))
    office.add("plan", at("2026-10-12", "08:08"), "chen", p.PlanRestored({"hours": 1, "services": 2}, 1))
    office.add("content", at("2026-10-12", "09:00"), "chen", m.MessagePosted({"zh": "停电", "en": "No power"}, True))
    office.add("content", at("2026-10-12", "09:01"), "chen", m.EmergencyDeclared({"zh": "火警"}))
    office.add("content", at("2026-10-12", "09:02"), "chen", m.EmergencyCleared())
    office.add("content", at("2026-10-12", "09:03"), "wu", m.MessageRemoved(1))
    refused = c.CaseDecided("B1", "refused", "2026-10-12", "law")
    for event in (
        *(
            refused,
            c.CaseRead("B1"),
            c.CasesSearched(("B1", "B2")),
            c.CaseProlonged("B1", 2, "hearing", "2026-10-20", True),
        ),
        *(
            c.CaseCorrected("B1", "law", "granted", "2026-10-12"),
            c.CaseAssigned("B1", "wu"),
            c.CaseAssigned("B1", "li"),
        ),
    ):
        office.add("cases", at("2026-10-12", "10:00"), "chen", event)
    office.add("feedback", at("2026-10-12", "11:00"), "chen", f.FeedbackRead("Y1"))
    rows = [tuple(row.values()) for row in office.table("audit").rows]
    assert [acts for _, *acts in rows] == [
        ["console", "staff_added", "li", None, "clerk"],
        ["chen", "staff_role", "li", "clerk", "manager"],
        ["chen", "staff_pin", "li", None, None],
        ["chen", "staff_name", "li", "李明", "李明明"],
        ["chen", "staff_disabled", "li", None, None],
        ["chen", "device_code", "东墙", None, "wall"],
        ["device", "device_paired", "东墙", None, None],
        ["chen", "device_removed", "东墙", None, None],
        ["hall", "plan_imported", "hours, services", None, "1"],
        ["chen", "plan_edited", "services, zones", "1", "2"],
        ["chen", "plan_restored", "services, zones", "2", "3"],
        ["chen", "message_posted", None, None, "停电 / No power"],
        ["chen", "emergency_declared", None, None, "火警"],
        ["chen", "emergency_cleared", None, "火警", None],
        ["wu", "message_removed", None, "停电 / No power", None],
        ["chen", "case_read", "B1", None, None],
        ["chen", "cases_searched", "B1, B2", None, None],
        ["chen", "case_prolonged", "B1", None, "2026-10-20"],
        ["chen", "case_corrected", "B1", "refused", "granted"],
        ["chen", "case_assigned", "B1", None, "wu"],
        ["chen", "case_assigned", "B1", "wu", "li"],
        ["chen", "feedback_read", "Y1", None, None],
    ]
    assert rows[0][0] == "2026-10-12T08:00:00.000+08:00"
    assert not [secret for secret in ("hash", "K7M2P9", "digest") if secret in str(rows)]
    asked = question(REPORTS["audit"], {"clerk": ["wu"]})
    assert len(office.figures.answer(Span(D("2026-10-12"), D("2026-10-12")), [asked]).tables[0].rows) == 1
    words = {lang: TEXTS.section(lang, "statistics") for lang in TEXTS.languages}
    assert [(lang, act) for lang in words for _, _, act, *_ in rows if f"act_{act}" not in words[lang]] == []


def test_what_nobody_has_done_yet_is_counted_as_nothing() -> None:
    """A report of what never happened has no rows, and totals of zero."""
    nothing = Office().table("cases")
    assert (nothing.recorded, nothing.rows, nothing.totals["accepted"]) == (True, [], 0)
