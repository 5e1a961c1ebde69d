"""Sums, quantiles, spans and questions: what figures are made with."""

import random
import statistics
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.journal.refusal import Unknown, Wrong
from hall.statistics.rules.question import month_named, question, report_named, span_of
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state import figures
from hall.statistics.state.figures import Times
from hall.statistics.state.span import Span


def times(durations: list[int]) -> Times:
    made = Times()
    for duration in durations:
        made.add(duration)
    return made


@given(st.lists(st.integers(0, 50_000_000), min_size=2, max_size=60), st.integers(1, 7))
def test_quantiles_in_chunks_are_those_of_all(durations: list[int], chunk: int) -> None:
    """However they are cut into chunks and joined, mean, quantiles and longest are those of the plain list."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "CHUNK", chunk)
        half = len(durations) // 2
        both = times(durations[:half]) + times(durations[half:])
    assert len(both) == len(durations)
    assert both.mean_s == round(statistics.fmean(durations) / 1000, 1)
    assert both.quantile_s(0.5) == round(statistics.median(durations) / 1000, 1)
    p90 = statistics.quantiles(durations, n=10, method="inclusive")[8]
    assert both.quantile_s(0.9) == pytest.approx(p90 / 1000, abs=0.051)
    assert both.longest_s == round(max(durations) / 1000, 1)


def test_joining_leaves_both_as_they_were() -> None:
    """Adding two makes a third."""
    one, other = times([1000]), times([3000])
    assert (one + other).mean_s == 2.0
    assert (one.mean_s, other.mean_s) == (1.0, 3.0)


def test_nothing_has_no_mean() -> None:
    """Of nothing there is neither mean nor quantile nor longest, and a single one is all three."""
    nothing, one = Times(), times([12_340])
    assert (nothing.mean_s, nothing.quantile_s(0.5), nothing.longest_s) == (None, None, None)
    assert (one.mean_s, one.quantile_s(0.9), one.longest_s) == (12.3, 12.3, 12.3)
    assert figures.share(0, 0) is None


def test_many_are_sorted_in_chunks() -> None:
    """More than a chunk: the same figures as one sort would give."""
    chance = random.Random(5)
    durations = [chance.randrange(10_000_000) for _ in range(3 * figures.CHUNK + 17)]
    made = times(durations)
    assert len(made.chunks) == 3
    assert made.quantile_s(0.5) == round(statistics.median(durations) / 1000, 1)


D = date.fromisoformat


@pytest.mark.parametrize(
    ("span", "before", "year_before"),
    [
        (("2026-11-01", "2026-11-30"), ("2026-10-01", "2026-10-31"), ("2025-11-01", "2025-11-30")),
        (("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        (("2028-01-01", "2028-12-31"), ("2027-01-01", "2027-12-31"), ("2027-01-01", "2027-12-31")),
        (("2028-02-01", "2028-02-29"), ("2028-01-01", "2028-01-31"), ("2027-02-01", "2027-02-28")),
        (("2028-02-29", "2028-02-29"), ("2028-02-28", "2028-02-28"), ("2027-02-28", "2027-02-28")),
        (("2026-11-23", "2026-11-29"), ("2026-11-16", "2026-11-22"), ("2025-11-23", "2025-11-29")),
        (("1971-01-01", "1971-12-31"), ("1970-01-01", "1970-12-31"), ("1970-01-01", "1970-12-31")),
    ],
)
def test_what_a_span_is_compared_with(
    span: tuple[str, str], before: tuple[str, str], year_before: tuple[str, str]
) -> None:
    """Whole months with whole months, other days with as many days; leap years and years' ends included."""
    asked = Span(D(span[0]), D(span[1]))
    assert asked.before() == Span(D(before[0]), D(before[1]))
    assert asked.year_before() == Span(D(year_before[0]), D(year_before[1]))


@pytest.mark.parametrize(
    ("first", "last", "field", "code"),
    [
        (None, "2026-11-30", "from", "date_missing"),
        ("2026-11-30", None, "to", "date_missing"),
        ("2026-02-29", "2026-03-01", "from", "date_wrong"),
        ("20261101", "2026-11-30", "from", "date_wrong"),
        ("2026-W48-1", "2026-11-30", "from", "date_wrong"),
        ("２０２６-11-01", "2026-11-30", "from", "date_wrong"),
        ("2026-11-01", "", "to", "date_wrong"),
        ("2026-11-01", "9999-12-31", "to", "date_wrong"),
        ("0001-01-01", "0001-01-02", "from", "date_wrong"),
        ("2026-11-30", "2026-11-01", "to", "span_reversed"),
        ("2016-01-01", "2026-01-01", "to", "span_too_long"),
    ],
)
def test_spans_that_are_none(first: str | None, last: str | None, field: str, code: str) -> None:
    """Dates that do not exist, spans that end before they begin, ten years: refused by the field's name."""
    with pytest.raises(Wrong) as why:
        span_of(first, last)
    assert (why.value.code, why.value.facts["field"]) == (code, field)


def test_a_leap_year_is_not_too_long() -> None:
    """The longest span is a year with its leap day; earliest and latest years have one before."""
    assert len(span_of("2028-01-01", "2028-12-31")) == 366
    assert span_of("9998-12-31", "9998-12-31").before()
    assert span_of("1971-01-01", "1971-01-01").year_before()


@pytest.mark.parametrize("month", [None, "", "2026", "2026-13", "2026-00", "2026-11-01", "0001-01", "9999-12"])
def test_months_that_are_none(month: str | None) -> None:
    """Only a month as 2026-11 is one."""
    assert month_named("2028-02") == Span(D("2028-02-01"), D("2028-02-29"))
    with pytest.raises(Wrong) as why:
        month_named(month)
    assert (why.value.code, why.value.facts["field"]) == ("month_wrong", "month")


def test_questions_that_a_report_cannot_answer() -> None:
    """A report that is not there, an order or a filter that it does not know: each is named, with what there is."""
    with pytest.raises(Unknown):
        report_named("weather")
    with pytest.raises(Wrong) as why:
        question(REPORTS["counters"], {"by": ["service"]})
    assert why.value.facts["field"] == "by"
    assert "zone" in str(why.value.facts["known"])
    with pytest.raises(Wrong) as why:
        question(REPORTS["counters"], {"class": ["priority"]})
    assert why.value.facts["field"] == "class"


def test_without_saying_so_every_report_is_sorted_as_usual() -> None:
    """Each report has a usual order, that of the services where it has services."""
    assert {name: question(report, {}).by for name, report in REPORTS.items()} == {
        **dict.fromkeys(("volumes", "waits", "service-times", "cases", "notices", "first-asked"), "service"),
        "ratings": "service",
        "complaints": "service",
        "register": "number",
        "devices": "device",
        "patrol": "item",
        "counters": "counter",
        "clerks": "clerk",
        "hours": "hour",
        "audit": "time",
    }
