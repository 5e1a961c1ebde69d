"""A month of what outlives a day: every report of it is what another count of the journal's lines comes to."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hall.plan.hours import Span as HoursSpan
from hall.plan.workdays import MONDAY_TO_FRIDAY
from hall.statistics.book import Days
from hall.statistics.desk import Limits, Statistics
from hall.statistics.rules.question import question
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state.span import Span
from hall.store.shelf import FolderShelf
from hall.store.tiny import TinyJournal
from tests.counted import Json, lines
from tests.halls import SHANGHAI, Plans, ground, hours
from tests.halls import plan as small_plan
from tests.made_days import write_lines
from tests.made_records import CLOSES, MadeRecords

FIRST, DAYS = date(2026, 11, 1), 30
LAST = FIRST + timedelta(days=DAYS - 1)
OPEN = ((9, 12), (13, CLOSES))
"""Every day of the week."""
ZONES = {"1": "east", "2": "east", "3": "west", None: None}
Steps = list[tuple[int, str, Json]]
"""When, by whom and what, of one thing."""


@dataclass
class Month:
    """The journal's lines by what they are about, and the product's figures of them."""

    figures: Statistics
    of: dict[str, dict[str, Steps]]
    until_ms: int
    """When it is looked at."""

    def rows(self, report: str, by: str, **only: list[str]) -> dict[Any, dict[str, Any]]:
        """The product's rows by key, without those of times at which there was nothing."""
        asked = question(REPORTS[report], {"by": [by], **only})
        table = self.figures.answer(Span(FIRST, LAST), [asked]).tables[0]
        assert table.recorded
        rows = {row["key"]: {k: v for k, v in row.items() if k != "key"} for row in table.rows}
        return {key: row for key, row in rows.items() if any(row.values())}


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """A month, lived through once."""
    folder = tmp_path_factory.mktemp("records")
    made = MadeRecords(seed=17)
    made.live(FIRST, DAYS)
    write_lines(made.journal, folder / "journal")
    over = ground(made.clock, TinyJournal(folder / "journal"), today=LAST)
    opening = hours(tuple(HoursSpan(begins * 60, ends * 60) for begins, ends in OPEN))
    figures = Statistics(
        over,
        Days(over, FolderShelf(folder / "statistics"), breathe=lambda: None),
        plans=Plans(replace(small_plan(), hours=opening)),
        limits=lambda: Limits(900, 1500, 8 * 3600, MONDAY_TO_FRIDAY),
        breathe=lambda: None,
    )
    of = {}
    for stream, name in (
        ("cases", "case"),
        ("notices-given", "notice"),
        ("enquiries", "enquiry"),
        ("feedback", "feedback"),
    ):
        told: defaultdict[str, Steps] = defaultdict(list)
        for at, by, event in lines(folder / "journal" / f"{stream}.jsonl"):
            if name in event:  # a guide that an entry is the first to name is kept beside it
                told[event[name]].append((at, by, event))
        of[stream] = dict(told)
    return Month(figures, of, round(made.clock.now * 1000))


def day_of(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, SHANGHAI).date().isoformat()


def next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def counts_on(at: int) -> str:
    """The day for which something is in time: the next one when it is done after closing."""
    day = day_of(at)
    return next_day(day) if datetime.fromtimestamp(at / 1000, SHANGHAI).hour >= CLOSES else day


def after_workdays(day: str, workdays: int) -> str:
    """The last day of a limit, where work is done from Monday to Friday."""
    on = date.fromisoformat(day)
    while workdays > 0 or on.weekday() > 4:
        on += timedelta(days=1)
        workdays -= on.weekday() < 5
    return on.isoformat()


def key_of(
    by: str, *, day: str, at: int, service: str | None, counter: str | None, clerk: str | None, kind: str | None = None
) -> Any:
    """What something is sorted under."""
    on = date.fromisoformat(day)
    return {
        "service": service,
        "counter": counter,
        "clerk": clerk,
        "zone": ZONES[counter],
        "class": kind,
        "day": day,
        "week": f"{on.isocalendar().year}-W{on.isocalendar().week:02d}",
        "month": day[:7],
        "hour": f"{datetime.fromtimestamp(at / 1000, SHANGHAI):%H}:00",
    }[by]


def of_kind(steps: Steps, name: str) -> list[tuple[int, str, Json]]:
    return [step for step in steps if step[2]["event"] == name]


def ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def case_due(given: Json, steps: Steps) -> str:
    """The promised day, after all that moved it."""
    more = [event["workdays"] for _, _, event in steps if event["event"] in {"CaseProlonged", "CaseResumed"}]
    due: str = after_workdays(given["day"], given["workdays"] + sum(more)) if more else given["due"]
    return due


def stands_still(steps: Steps) -> list[str]:
    """Since when a case is suspended, if it is."""
    last = [event for _, _, event in steps if event["event"] in {"CaseSuspended", "CaseResumed"}][-1:]
    return [event["day"] for event in last if event["event"] == "CaseSuspended"]


BYS = ("service", "day", "week", "month", "counter", "clerk", "zone", "class")


@pytest.mark.parametrize("by", BYS)
def test_cases(month: Month, by: str) -> None:
    """Each step on its day; overdue on the day after the promised one, whatever became of it."""
    counts: defaultdict[Any, Counter[str]] = defaultdict(Counter)
    for steps in month.of["cases"].values():
        at, clerk, given = steps[0]
        due = case_due(given, steps)
        place = {"at": at, "service": given["matter"], "counter": given["counter"], "clerk": clerk}
        place["kind"] = given["visitor_class"]

        def note(what: str, day: str, place: Mapping[str, Any] = place) -> None:
            if day <= LAST.isoformat():
                counts[key_of(by, day=day, **place)][what] += 1

        note("accepted", given["day"])
        for when, _, _ in of_kind(steps, "CaseProlonged"):
            note("prolonged", day_of(when))
        decided = [(event["day"], counts_on(when)) for when, _, event in of_kind(steps, "CaseDecided")]
        withdrawn = [event["day"] for _, _, event in of_kind(steps, "CaseWithdrawn")]
        if decided and of_kind(steps, "CaseDecided")[0][0] == at:
            note("on_the_spot", given["day"])
            decided = [(given["day"], given["day"])]
        if withdrawn:
            note("withdrawn", withdrawn[0])
        if decided and decided[0][1] <= due:
            note("on_time", decided[0][0])
        ended = ([late for _, late in decided] or withdrawn or stands_still(steps) or [counts_on(month.until_ms)])[0]
        if ended > due:
            note("overdue", next_day(due))
    names = ("accepted", "on_the_spot", "on_time", "overdue", "prolonged", "withdrawn")
    assert month.rows("cases", by) == {
        key: {
            **{name: found[name] for name in names},
            "on_time_share": ratio(found["on_time"], found["on_time"] + found["overdue"]),
        }
        for key, found in counts.items()
    }


@pytest.mark.parametrize("by", [*BYS, "hour"])
def test_notices(month: Month, by: str) -> None:
    """Given, given once more on the same ticket for the same guide, and what was missing most often."""
    counts: defaultdict[Any, Counter[Any]] = defaultdict(Counter)
    seen = set()
    for steps in month.of["notices-given"].values():
        at, clerk, event = steps[0]
        place = {"service": event["guide"], "counter": event["counter"], "clerk": clerk}
        place["kind"] = event["visitor_class"]
        found = counts[key_of(by, day=event["day"], at=at, **place)]
        found["given"] += 1
        same = (event["ticket"], event["guide"])
        found["again"] += event["ticket"] is not None and same in seen
        seen.add(same)
        found.update((event["guide"], one) for one in event["missing"])
    expected = {}
    for key, found in counts.items():
        most = sorted(((-n, one) for one, n in found.items() if isinstance(one, tuple)))[:5]
        expected[key] = {
            "given": found["given"],
            "again": found["again"],
            "most_missing": [(*one, -n) for n, one in most],
        }
    assert month.rows("notices", by) == expected


@pytest.mark.parametrize("report", ["cases", "notices", "first-asked", "complaints"])
def test_one_class_alone(month: Month, report: str) -> None:
    """Asked for one class, a report says what it says of that class beside the others."""
    all_of_them = month.rows(report, "class")
    assert month.rows(report, "class", **{"class": ["priority"]}) == {"priority": all_of_them["priority"]}


def open_ms(begun: int, ended: int) -> int:
    """For how long the hall was open between two moments."""
    total, day = 0, datetime.fromtimestamp(begun / 1000, SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    while day.timestamp() * 1000 < ended:
        for opens, closes in OPEN:
            from_ms, to_ms = (round((day + timedelta(hours=h)).timestamp() * 1000) for h in (opens, closes))
            total += max(0, min(ended, to_ms) - max(begun, from_ms))
        day += timedelta(days=1)
    return total


@pytest.mark.parametrize("by", [*BYS, "hour"])
def test_first_asked(month: Month, by: str) -> None:
    """For who was asked first: handed over, resolved, and how long it took in opening hours."""
    counts: defaultdict[Any, Counter[str]] = defaultdict(Counter)
    for steps in month.of["enquiries"].values():
        at, clerk, event = steps[0]
        place = {"service": event["service"], "counter": event["counter"], "clerk": clerk}
        place["kind"] = event["visitor_class"]
        found = counts[key_of(by, day=event["day"], at=at, **place)]
        found["received"] += 1
        found["offered"] += bool(of_kind(steps, "EnquiryOffered"))
        found["handed_over"] += bool(of_kind(steps, "EnquiryAccepted"))
        resolved = of_kind(steps, "EnquiryResolved")
        found["late"] += open_ms(at, resolved[0][0] if resolved else month.until_ms) > 8 * 3_600_000
        for ended, _, _ in resolved:
            found["resolved"] += 1
            found["ms"] += open_ms(at, ended)
    assert month.rows("first-asked", by) == {
        key: {
            "received": found["received"],
            "handed_over": found["handed_over"],
            "handed_over_share": ratio(found["handed_over"], found["offered"]),
            "resolved": found["resolved"],
            "resolved_share": ratio(found["resolved"], found["received"]),
            "late": found["late"],
            "mean_s": round(found["ms"] / found["resolved"] / 1000, 1) if found["resolved"] else None,
        }
        for key, found in counts.items()
    }


def due_of(given: Json) -> str:
    return after_workdays(given["day"], given["answer_workdays"])


def in_time(done: Steps, given: Json, until_ms: int, *, upheld: bool) -> bool | None:
    """Whether the first of `done` came by the due day; None where it may still come, or need not."""
    if upheld:
        return None
    if done:
        return counts_on(done[0][0]) <= due_of(given)
    return False if counts_on(until_ms) > due_of(given) else None


def bodies(steps: Steps, name: str) -> list[Json]:
    return [event for _, _, event in of_kind(steps, name)]


def upheld(steps: Steps) -> bool:
    return any(event["upheld"] for event in bodies(steps, "AppealDecided"))


@pytest.mark.parametrize("by", BYS)
def test_complaints(month: Month, by: str) -> None:
    """What was given on its day, as it stands at the month's end."""
    counts: defaultdict[Any, Counter[str]] = defaultdict(Counter)
    for steps in month.of["feedback"].values():
        at, _, given = steps[0]
        if given["kind"] == "low_rating":
            continue
        place = {name: given[name] for name in ("service", "counter", "clerk")}
        found = counts[key_of(by, day=given["day"], at=at, kind=given["visitor_class"], **place)]
        answered, judged = of_kind(steps, "FeedbackAnswered"), bodies(steps, "FeedbackJudged")
        timely = in_time(answered, given, month.until_ms, upheld=upheld(steps))
        found[given["kind"]] += 1
        found["answered"] += bool(answered)
        found["on_time"] += timely is True
        found["overdue"] += timely is False
        found["put_right"] += bool(bodies(steps, "FeedbackPutRight"))
        found["satisfied"] += bool(judged) and judged[-1]["satisfied"] is True
        found["unsatisfied"] += bool(judged) and judged[-1]["satisfied"] is False
    names = ("complaint", "suggestion", "praise", "answered", "overdue", "put_right", "satisfied", "unsatisfied")
    assert month.rows("complaints", by) == {
        key: {
            **{name: found[name] for name in names},
            "on_time_share": ratio(found["on_time"], found["on_time"] + found["overdue"]),
        }
        for key, found in counts.items()
    }


@pytest.mark.parametrize("by", BYS)
def test_low_ratings_put_right(month: Month, by: str) -> None:
    """The share that was put right by the day on which an answer was due."""
    counts: defaultdict[Any, Counter[bool | None]] = defaultdict(Counter)
    for steps in month.of["feedback"].values():
        at, _, given = steps[0]
        if given["kind"] == "low_rating":
            place = {name: given[name] for name in ("service", "counter", "clerk")}
            key = key_of(by, day=given["day"], at=at, kind=given["visitor_class"], **place)
            done = of_kind(steps, "FeedbackPutRight")
            counts[key][in_time(done, given, month.until_ms, upheld=upheld(steps))] += 1
    told = {key: row["put_right_share"] for key, row in month.rows("ratings", by).items()}
    expected = {key: ratio(found[True], found[True] + found[False]) for key, found in counts.items()}
    assert told == {key: share for key, share in expected.items() if share}


def test_the_register(month: Month) -> None:
    """A row each, the first one first, and nothing of what was said."""
    expected = {}
    for number, steps in sorted(month.of["feedback"].items()):
        given = steps[0][2]
        taken = [by for _, by, event in steps if event["event"] == "FeedbackAccepted"]
        assigned = [event["staff"] for event in bodies(steps, "FeedbackAssigned")]
        judged = bodies(steps, "FeedbackJudged")
        days = {
            name: next((event["day"] for event in bodies(steps, kind)), None)
            for name, kind in (
                ("contacted", "FeedbackContacted"),
                ("answered", "FeedbackAnswered"),
                ("put_right", "FeedbackPutRight"),
            )
        }
        satisfied = judged[-1]["satisfied"] if judged else None
        expected[number] = {
            **{name: given[name] for name in ("day", "kind", "source", "service", "counter", "contact_due")},
            **days,
            "answer_due": due_of(given),
            "assigned": (assigned or taken or [None])[-1],
            "satisfied": None if satisfied is None else "yes" if satisfied else "no",
            "status": _status(steps),
        }
    assert list(month.rows("register", "number").items()) == list(expected.items())


def _status(steps: Steps) -> str:
    if upheld(steps):
        return "upheld"
    said: dict[str, Callable[[Json], str]] = {
        "FeedbackGiven": lambda _: "given",
        "FeedbackAccepted": lambda _: "accepted",
        "FeedbackAnswered": lambda _: "closed" if steps[0][2]["kind"] == "praise" else "answered",
        "FeedbackJudged": lambda event: "accepted" if event["answer_due"] else "closed",
    }
    return [said[event["event"]](event) for _, _, event in steps if event["event"] in said][-1]


def test_the_month_has_everything_in_it(month: Month) -> None:
    """Or these counts would prove nothing: each kind of step was taken, and more than once."""
    taken = Counter(event["event"] for of in month.of.values() for steps in of.values() for _, _, event in steps)
    assert {
        "CaseProlonged",
        "CaseResumed",
        "CaseCorrected",
        "CaseWithdrawn",
        "EnquiryResolved",
        "FeedbackPutRight",
        "AppealDecided",
    } <= {name for name, times in taken.items() if times > 3}
