"""What is asked of the figures, checked: which report, sorted by what, of whom alone; and of which days."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hall.journal.refusal import Unknown, Wrong
from hall.statistics.rules.places import Only
from hall.statistics.rules.reports import REPORTS, Report
from hall.statistics.state.span import LONGEST_DAYS, Span, month_of

FIRST_YEAR, LAST_YEAR = 1971, 9998
"""The years before and after are never asked for, so that every span has one before it."""
COMPARED = ("before", "year_before")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be answered."""

    report: Report
    by: str
    only: Only


def report_named(name: str) -> Report:
    """Return the report. Raises Unknown."""
    report = REPORTS.get(name)
    if report is None:
        raise Unknown("report_unknown", report=name, reports=", ".join(REPORTS))
    return report


def question(report: Report, asked: Mapping[str, Sequence[str]]) -> Question:
    """Return the question; `asked` holds what it is sorted `by`, and the filters. Raises Wrong, naming the field."""
    by = asked.get("by", report.by)[0]
    if by not in report.by:
        raise Wrong("report_by_unknown", field="by", by=by, known=", ".join(report.by))
    only = {what: frozenset(values) for what, values in asked.items() if what != "by"}
    for what in only:
        if what not in report.only:
            raise Wrong("report_filter_unknown", field=what, filter=what, known=_listed(report.only))
    return Question(report, by, only)


def span_of(first: str | None, last: str | None) -> Span:
    """Return the span between two dates as "2026-11-30". Raises Wrong, naming the field."""
    span = Span(_date("from", first), _date("to", last))
    if span.first > span.last:
        raise Wrong("span_reversed", field="to", first=first, last=last)
    if len(span) > LONGEST_DAYS:
        raise Wrong("span_too_long", field="to", days=len(span), most=LONGEST_DAYS)
    return span


def month_named(month: str | None) -> Span:
    """Return the days of a month as "2026-11". Raises Wrong."""
    if month is None or not _MONTH.fullmatch(month):
        raise Wrong("month_wrong", field="month", month=month or "")
    try:
        return month_of(_date("month", f"{month}-01"))
    except Wrong:
        raise Wrong("month_wrong", field="month", month=month) from None


def _date(field: str, text: str | None) -> date:
    if text is None:
        raise Wrong("date_missing", field=field, name=field)
    try:
        day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Wrong("date_wrong", field=field, date=text)
    return day


def _listed(known: Iterable[str]) -> str:
    return ", ".join(known) or "–"
