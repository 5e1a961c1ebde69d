"""A month's report as it goes on paper (月报): key figures beside those of other months, charts, tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from hall.plan.plan import Name
from hall.statistics.desk import Answer, Statistics
from hall.statistics.rules.question import Question, question
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state.span import Span
from hall.statistics.state.table import KEY, Kind, Table
from hall.statistics.views.names import Names
from hall.statistics.views.sheet import Sheet, sheet_in_words

PRINTED = (
    *("volumes", "waits", "service-times", "hours", "counters", "clerks"),
    *("ratings", "complaints", "register", "cases", "notices", "first-asked", "devices", "patrol"),
)
"""The chapters, in their order. What staff did (audit) has too many rows for paper: it is in the workbook."""
OF_REGISTER = ("day", "kind", "service", "counter", "assigned", "status", "answer_due", "answered", "satisfied")
"""The register's columns that paper has room for."""
KEY_FIGURES: Sequence[tuple[str, str]] = (
    ("volumes", "issued"),
    ("volumes", "finished"),
    ("volumes", "missed"),
    ("waits", "mean_s"),
    ("waits", "p90_s"),
    ("waits", "over_warn"),
    ("waits", "over_alarm"),
    ("service-times", "mean_s"),
    ("counters", "used_share"),
    ("ratings", "satisfied_share"),
    ("cases", "on_time_share"),
    ("first-asked", "resolved_share"),
)
"""What the first page compares: report and column."""


@dataclass(frozen=True)
class Series:
    """One line or row of bars; None where there is nothing to draw."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """A picture of figures; the same figures stand in a table."""

    kind: Literal["bars", "lines"]
    title: str
    labels: Sequence[str]
    series: Sequence[Series]


@dataclass(frozen=True)
class HeatMap:
    """A number for every weekday and half hour; the darker the more."""

    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[float | None]]]


@dataclass(frozen=True)
class Part:
    """A chapter: what is drawn, and the table; the week's hours are drawn alone, their table is long."""

    title: str
    pictures: Sequence[Chart | HeatMap]
    sheet: Sheet | None


@dataclass(frozen=True)
class MonthReport:
    """The whole paper."""

    title: str
    hall: str
    heads: Sequence[str]
    figures: Sequence[tuple[str, Kind, Sequence[Any]]]
    """Name, kind, and its values: of this month, the month before, the year before; None of before the hall's first."""
    parts: Sequence[Part]
    notes: Sequence[str]
    nothing: str
    """What stands in the place of a table without rows."""


def month_report(statistics: Statistics, span: Span, names: Names, hall: Name) -> MonthReport:
    """Return the report of a whole month."""
    words = names.words
    asked = {name: question(REPORTS[name], {}) for name in PRINTED}
    days = {f"{name} by day": question(REPORTS[name], {"by": ["day"]}) for name in ("volumes", "waits")}
    answer, found = _tables(statistics, span, {**asked, **days})
    found["register"] = replace(
        found["register"], columns=tuple(one for one in found["register"].columns if one.name in OF_REGISTER)
    )
    others = [_tables(statistics, other, asked) for other in (span.before(), span.year_before())]
    months = [found, *(tables if told.recorded else {} for told, tables in others)]
    pictures: Mapping[str, Sequence[Chart | HeatMap]] = {
        "volumes": [_lines("bars", found["volumes by day"], ("issued", "finished"), "volumes", names)],
        "waits": [
            _lines("lines", found["waits by day"], ("mean_s", "p90_s"), "waits", names),
            _spread(found["waits"], names),
        ],
        "hours": [_heat(found["hours"], column, names) for column in ("issued", "waiting")],
    }
    return MonthReport(
        title=str(words["month_title"]).format(year=span.first.year, month=span.first.month),
        hall=hall[names.lang],
        heads=[str(words[key]) for key in ("figure", "this_month", "month_before", "year_before")],
        figures=[_figure(*which, months, names) for which in KEY_FIGURES],
        parts=[
            Part(
                str(words[f"report_{name.replace('-', '_')}"]),
                pictures.get(name, ()),
                None if name == "hours" else sheet_in_words(asked[name], found[name], names),
            )
            for name in PRINTED
        ],
        notes=[str(words["unread"]).format(days=", ".join(map(str, answer.unread)))] if answer.unread else [],
        nothing=str(words["nothing"]),
    )


def _tables(statistics: Statistics, span: Span, asked: Mapping[str, Question]) -> tuple[Answer, dict[str, Table]]:
    answer = statistics.answer(span, list(asked.values()))
    return answer, dict(zip(asked, answer.tables, strict=True))


def _figure(
    report: str, column: str, months: Sequence[Mapping[str, Table]], names: Names
) -> tuple[str, Kind, Sequence[Any]]:
    kind = next(one.kind for one in REPORTS[report].columns if one.name == column)
    title, head = names.words[f"report_{report.replace('-', '_')}"], names.head(report, "", column)
    return f"{title} · {head}", kind, [month[report].totals.get(column) if month else None for month in months]


def _lines(kind: Literal["bars", "lines"], table: Table, columns: Sequence[str], report: str, names: Names) -> Chart:
    """Return a chart over the days of the month; durations in minutes."""
    days = [str(row[KEY])[-2:].lstrip("0") for row in table.rows]
    series = [
        Series(names.head(report, "", column), [_drawn(row[column], column) for row in table.rows])
        for column in columns
    ]
    return Chart(kind, str(names.words[f"chart_{report}"]), days, series)


def _drawn(value: float | None, column: str) -> float | None:
    return value / 60 if value is not None and column.endswith("_s") else value


def _spread(table: Table, names: Names) -> Chart:
    steps = [str(5 * n) for n in range(len(table.spread))]
    title = str(names.words["chart_spread"])
    return Chart("bars", title, steps, [Series(names.head("waits", "", "count"), list(table.spread))])


def _heat(table: Table, column: str, names: Names) -> HeatMap:
    """Return tickets taken as a mean a day: there are not as many of each weekday in a month."""
    cells = {
        (row["weekday"], row["from"]): row[column] / row["days"] if column == "issued" else row[column]
        for row in table.rows
    }
    begins = sorted({begins for _, begins in cells})
    weekdays = sorted({weekday for weekday, _ in cells})
    rows = [(str(names.words[f"weekday_{day}"]), [cells.get((day, at)) for at in begins]) for day in weekdays]
    return HeatMap(str(names.words[f"heat_{column}"]), begins, rows)
