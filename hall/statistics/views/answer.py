"""A report as programs are told it: columns by name, rows by key, everything a plain value."""

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.statistics.desk import Answer
from hall.statistics.rules.question import Question
from hall.statistics.state.table import Figures, Material, Table


class ColumnView(TypedDict):
    """A column, and what it holds: count, number, seconds, share, text or materials."""

    name: str
    kind: str


Rows = Sequence[Mapping[str, Any]]

Compared = TypedDict("Compared", {"from": str, "to": str, "rows": Rows, "totals": Mapping[str, Any], "recorded": bool})
"""The same report of the span that this one is compared with; not `recorded`: it was before the first day."""

ReportView = TypedDict(
    "ReportView",
    {
        "report": str,
        "from": str,
        "to": str,
        "by": str,
        "columns": Sequence[ColumnView],
        "rows": Rows,
        "totals": Mapping[str, Any],
        "spread": Sequence[int],
        "recorded": bool,
        "unread": Sequence[str],
        "compared": Compared | None,
    },
)
"""A report. `spread`: of waits, how many lie in each five minutes, and beyond an hour; `unread`: days that are damaged
and left out; `recorded`: false where nothing of it is recorded."""


def report_view(question: Question, answer: Answer, compared: Answer | None) -> ReportView:
    """Return the answer to one question, beside that of another span."""
    table = answer.tables[0]
    return {
        "report": question.report.name,
        "from": answer.span.first.isoformat(),
        "to": answer.span.last.isoformat(),
        "by": question.by,
        "columns": [ColumnView(name=column.name, kind=column.kind) for column in table.columns],
        "rows": _rows(table),
        "totals": _plain(table.totals),
        "spread": table.spread,
        "recorded": table.recorded,
        "unread": [day.isoformat() for day in answer.unread],
        "compared": None if compared is None else _compared(compared),
    }


def _compared(answer: Answer) -> Compared:
    span, table = answer.span, answer.tables[0]
    return {
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "rows": _rows(table),
        "totals": _plain(table.totals),
        "recorded": answer.recorded,
    }


def _rows(table: Table) -> list[Figures]:
    return [_plain(row) for row in table.rows]


def _plain(row: Mapping[str, Any]) -> Figures:
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    return [one._asdict() if isinstance(one, Material) else one for one in value] if isinstance(value, list) else value
