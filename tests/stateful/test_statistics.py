"""A month lived through at the real desk: every report is what another count of the journal's lines comes to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hall.plan.plan import Counter
from hall.plan.workdays import MONDAY_TO_FRIDAY
from hall.statistics.book import Days
from hall.statistics.desk import Limits, Statistics
from hall.statistics.rules.question import question
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state.span import Span
from hall.statistics.state.table import Table
from hall.store.shelf import FolderShelf
from hall.store.tiny import TinyJournal
from tests import counted
from tests.counted import Counted, Fact
from tests.halls import SHANGHAI, ground
from tests.made_days import MadeDays, renamed, write_lines

FIRST, DAYS, VISITS = date(2026, 11, 1), 30, 70
CHANGE = date(2026, 11, 17)
"""At noon of this day a service gets another id, a counter goes, and another comes to the other zone."""
MONTH = Span(FIRST, date(2026, 11, 30))
WARN_S, ALARM_S, ENQUIRY_S = 900.0, 1500.0, 28_800.0


@dataclass
class Month:
    """The month, how it is counted here, and the product's figures of it."""

    counted: Counted
    figures: Statistics
    made: MadeDays

    def table(self, report: str, by: str | None = None, **only: Sequence[str]) -> Table:
        """The product's table."""
        asked = {"by": [by], **only} if by else dict(only)
        answer = self.figures.answer(MONTH, [question(REPORTS[report], asked)])
        assert answer.unread == []
        return answer.tables[0]

    def rows(self, report: str, by: str, **only: Sequence[str]) -> dict[Any, dict[str, Any]]:
        """The product's rows by key, without those of times at which there was nothing."""
        rows = {row["key"]: {k: v for k, v in row.items() if k != "key"} for row in self.table(report, by, **only).rows}
        return {key: row for key, row in rows.items() if any(row.values())}


@pytest.fixture(scope="module", params=["first reading", "kept ready"])
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Month:
    """The same month twice: as it is read for the first time, and from what was kept then."""
    folder, made = lived(tmp_path_factory.getbasetemp() / "lived")
    figures = statistics_of(folder, made)
    if request.param == "kept ready":
        while figures.days.prepare():
            pass
        figures = statistics_of(folder, made)
    return Month(counted.count(folder / "journal"), figures, made)


_lived: dict[Path, MadeDays] = {}


def lived(folder: Path) -> tuple[Path, MadeDays]:
    """Live the month once for all tests here."""
    if folder not in _lived:
        made = MadeDays(seed=1)
        made.live(FIRST, DAYS, VISITS, {CHANGE: renamed(made.plan)})
        write_lines(made.journal, folder / "journal")
        _lived[folder] = made
    return folder, _lived[folder]


def statistics_of(folder: Path, made: MadeDays) -> Statistics:
    """Return figures that know nothing yet."""
    over = ground(made.clock, TinyJournal(folder / "journal"), today=made.desk.today())
    return Statistics(
        over,
        Days(over, FolderShelf(folder / "statistics"), breathe=lambda: None),
        plans=made.plans,
        limits=lambda: Limits(WARN_S, ALARM_S, ENQUIRY_S, MONDAY_TO_FRIDAY),
        breathe=lambda: None,
    )


def furnished(month: Month, day: str, counter: str) -> Counter:
    """The counter as it was furnished last on that day."""
    number = month.counted.plans[day]
    plans = [month.made.plans.plan(number), month.made.plans.plan(1)]
    return next(plan.counters[counter] for plan in plans if counter in plan.counters)


def keys(month: Month) -> dict[str, Callable[[Fact], Any]]:
    """What a fact is sorted under, by each way of sorting."""

    def hour(fact: Fact) -> str:
        halves = counted.half_hours(fact.day, SHANGHAI)
        return next(f"{name[:2]}:00" for name, begun, ended in halves if begun <= fact.at < ended)

    def week(fact: Fact) -> str:
        return f"{date.fromisoformat(fact.day):%G-W%V}"

    def zone(fact: Fact) -> str | None:
        return None if fact.counter is None else furnished(month, fact.day, fact.counter).zone

    return {
        "service": lambda fact: fact.service,
        "day": lambda fact: fact.day,
        "week": week,
        "month": lambda fact: fact.day[:7],
        "hour": hour,
        "counter": lambda fact: fact.counter,
        "clerk": lambda fact: fact.clerk,
        "zone": zone,
        "class": lambda fact: fact.kind,
    }


BYS = ["service", "day", "week", "month", "hour", "counter", "clerk", "zone", "class"]
VOLUMES = ("issued", "finished", "missed", "cancelled", "expired", "transferred")


def test_the_month_has_everything_in_it(month: Month) -> None:
    """The count has found some of every kind: a figure of nothing would prove nothing."""
    kinds = {*VOLUMES, "wait", "served", "put_first", "chosen", "rated", "called"}
    assert {kind for kind in kinds if len(month.counted.of(kind)) < 5} == set()
    assert {pause for _, _, pause, *_ in month.counted.open} >= {"break", "materials", "other", "", None}


@pytest.mark.parametrize("by", BYS)
def test_volumes(month: Month, by: str) -> None:
    """Tickets taken and what became of them, sorted in every way."""
    key = keys(month)[by]
    expected: dict[Any, dict[str, int]] = {}
    for column in VOLUMES:
        for where, facts in counted.grouped(month.counted.of(column), key).items():
            expected.setdefault(where, dict.fromkeys((*VOLUMES, "priority", "appointments"), 0))[column] = len(facts)
    for where, facts in counted.grouped(month.counted.of("issued"), key).items():
        expected[where]["priority"] = sum(f.kind == "priority" for f in facts)
        expected[where]["appointments"] = sum(f.kind == "appointment" for f in facts)
    assert month.rows("volumes", by) == expected
    totals = month.table("volumes", by).totals
    assert totals == {column: sum(row[column] for row in expected.values()) for column in totals}
    assert totals["issued"] == totals["finished"] + totals["cancelled"] + totals["expired"]


@pytest.mark.parametrize("by", BYS)
def test_waits(month: Month, by: str) -> None:
    """Waits until the first call, for whoever called, in the hour in which the ticket was taken."""
    expected = {
        key: {
            "count": len(facts),
            **counted.summary([f.value for f in facts]),
            "over_warn": sum(f.value > WARN_S * 1000 for f in facts),
            "over_alarm": sum(f.value > ALARM_S * 1000 for f in facts),
            "late_right": None,
            "told": 0,
            "told_late_s": None,
        }
        for key, facts in counted.grouped(month.counted.of("wait"), keys(month)[by]).items()
    }
    assert month.rows("waits", by) == expected


@pytest.mark.parametrize("by", BYS)
def test_service_times(month: Month, by: str) -> None:
    """Times of finished services without holds, for whoever finished them."""
    expected = {}
    for key, facts in counted.grouped(month.counted.of("served"), keys(month)[by]).items():
        summary = counted.summary([f.value for f in facts])
        del summary["longest_s"]
        expected[key] = {"count": len(facts), **summary}
    assert month.rows("service-times", by) == expected


def test_what_all_rows_come_to(month: Month) -> None:
    """The last row tells the mean and quantiles of everything, not those of the rows."""
    for report, fact in (("waits", "wait"), ("service-times", "served")):
        totals = month.table(report, "service").totals
        summary = counted.summary([f.value for f in month.counted.of(fact)])
        assert {k: v for k, v in totals.items() if k in summary} == {k: v for k, v in summary.items() if k in totals}


@pytest.mark.parametrize("by", BYS)
def test_ratings(month: Month, by: str) -> None:
    """Scores and reasons for whoever finished the visit; reasons that no page offers count as others."""
    key = keys(month)[by]
    finished = counted.grouped(month.counted.of("finished"), key)
    rated = counted.grouped(_rated_at_finish(month), key)
    expected = {}
    for where, facts in finished.items():
        scores = [f.value for f in rated.get(where, [])]
        said = [{w if w in {"attitude", "slow", "unclear"} else "other" for w in f.words} for f in rated.get(where, [])]
        expected[where] = {
            **{f"score_{n}": scores.count(n) for n in (5, 4, 3, 2, 1)},
            "rated_share": round(len(scores) / len(facts), 4),
            "satisfied_share": round(sum(s >= 3 for s in scores) / len(scores), 4) if scores else None,
            **{
                f"reason_{why}": sum(why in words for words in said)
                for why in ("attitude", "slow", "unclear", "errand", "skill", "other")
            },
            "put_right_share": None,
        }
    assert month.rows("ratings", by) == {key: row for key, row in expected.items() if any(row.values())}


def _rated_at_finish(month: Month) -> list[Fact]:
    """A rating belongs to the hour in which its visit was finished."""
    facts, finished = [], None
    for fact in month.counted.facts:
        if fact.what == "finished":
            finished = fact
        elif fact.what == "rated":
            assert finished is not None
            facts.append(replace(finished, value=fact.value, words=fact.words))
    return facts


def test_counters(month: Month) -> None:
    """Time open, paused by reason and idle; services finished, and those that are not the counter's own."""
    expected = {}
    for counter in month.made.plans.plan(1).counters:
        mine = [one for one in month.counted.open if one[0] == counter]
        in_front = [(b, e) for c, b, e in month.counted.in_front if c == counter]
        opened = [(b, e) for _, _, pause, b, e, _ in mine if pause is None]
        busy = sum(counted.shared(b, e, in_front) for b, e in opened)
        open_for = sum(e - b for b, e in opened)
        paused = dict.fromkeys(("break", "materials", "meeting", "device", "other", "left"), 0)
        for _, _, pause, b, e, _ in mine:
            if pause is not None:
                paused[pause or "other"] += e - b
        served = month.counted.of("served", lambda f, counter=counter: f.counter == counter)  # type: ignore[misc]
        expected[counter] = {
            "open_s": round(open_for / 1000, 1),
            **{f"paused_{why}_s": round(ms / 1000, 1) for why, ms in paused.items()},
            "idle_s": round((open_for - busy) / 1000, 1),
            "served": len(served),
            "used_share": round(busy / open_for, 4),
            "covered": sum(f.service not in furnished(month, f.day, counter).services for f in served),
        }
    assert month.rows("counters", "counter") == expected


def test_clerks(month: Month) -> None:
    """Time on duty, calls, services finished, misses, who was put first, who was called by number, satisfaction."""
    by_clerk = {
        what: counted.grouped(month.counted.of(what), lambda f: f.clerk)
        for what in ("called", "served", "missed", "put_first", "chosen")
    }
    rated = counted.grouped(_rated_at_finish(month), lambda f: f.clerk)
    expected = {}
    for clerk in {one[1] for one in month.counted.open}:
        mine = {what: facts.get(clerk, []) for what, facts in by_clerk.items()}
        scores = [f.value for f in rated.get(clerk, [])]
        expected[clerk] = {
            "on_duty_s": round(sum(e - b for _, who, _, b, e, _ in month.counted.open if who == clerk) / 1000, 1),
            "called": len(mine["called"]),
            "finished": len(mine["served"]),
            "mean_s": counted.summary([f.value for f in mine["served"]])["mean_s"],
            "missed_share": round(len(mine["missed"]) / len(mine["called"]), 4),
            "put_first": len(mine["put_first"]),
            "chosen": len(mine["chosen"]),
            "satisfied_share": round(sum(s >= 3 for s in scores) / len(scores), 4) if scores else None,
        }
    assert month.rows("clerks", "clerk") == expected


def test_hours(month: Month) -> None:
    """Tickets taken, and how many waited and how many counters were open on average, by weekday and half hour."""
    weekdays = counted.grouped(month.counted.of("issued"), lambda f: date.fromisoformat(f.day).isoweekday())
    expected = {}
    for weekday in range(1, 8):
        days = [day for day in month.counted.plans if date.fromisoformat(day).isoweekday() == weekday]
        for index in range(48):
            issued = waited = opened = 0
            for day in days:
                name, begun, ended = counted.half_hours(day, SHANGHAI)[index]
                waiting = [(b, e) for d, _, b, e in month.counted.waiting if d == day]
                at_work = [(b, e) for _, _, pause, b, e, d in month.counted.open if d == day and pause is None]
                issued += len([f for f in weekdays.get(weekday, []) if begun <= f.at < ended])
                waited += counted.shared(begun, ended, waiting)
                opened += counted.shared(begun, ended, at_work)
            if issued or waited or opened:
                expected[f"{weekday}-{name}"] = {
                    "weekday": weekday,
                    "from": name,
                    "days": len(days),
                    "issued": issued,
                    "waiting": round(waited / 1_800_000 / len(days), 2),
                    "open": round(opened / 1_800_000 / len(days), 2),
                }
    assert month.rows("hours", "hour") == expected


def test_audit_of_days(month: Month) -> None:
    """Every call of a chosen number and every place given before others is on record, with who did it."""
    table = month.table("audit")
    assert [row["key"] for row in table.rows] == sorted(row["key"] for row in table.rows)
    for what, fact in (("chosen_call", "chosen"), ("put_first", "put_first")):
        told = sorted(row["by"] for row in table.rows if row["what"] == what)
        assert told == sorted(f.clerk or "" for f in month.counted.of(fact))


FILTERS: dict[str, Callable[[Fact], Any]] = {
    "service": lambda f: f.service == "a",
    "counter": lambda f: f.counter == "2",
    "clerk": lambda f: f.clerk == "clerk3",
    "class": lambda f: f.kind == "priority",
}
CHOSEN = {"service": "a", "counter": "2", "clerk": "clerk3", "class": "priority"}


@pytest.mark.parametrize("what", FILTERS)
def test_filters(month: Month, what: str) -> None:
    """What is asked for alone is counted alone."""
    rows = month.rows("volumes", "day", **{what: [CHOSEN[what]]})
    for column in VOLUMES:
        facts = counted.grouped(month.counted.of(column, FILTERS[what]), lambda f: f.day)
        assert {key: row[column] for key, row in rows.items() if row[column]} == {k: len(f) for k, f in facts.items()}
