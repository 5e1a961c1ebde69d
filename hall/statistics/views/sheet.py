"""A report as people get it on paper, in a spreadsheet or as text: heads, cells, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hall.statistics.rules.question import Question
from hall.statistics.state.table import KEY, Column, Figures, Kind, Table
from hall.statistics.views.names import Names


@dataclass(frozen=True)
class Sheet:
    """A table to be shown. `kinds` says of each column what its cells hold; a cell that holds nothing is None."""

    title: str
    heads: Sequence[str]
    kinds: Sequence[Kind]
    rows: Sequence[Sequence[Any]]
    totals: Sequence[Any]
    """Empty where there is nothing to be summed up."""
    recorded: bool


def sheet_in_words(question: Question, table: Table, names: Names) -> Sheet:
    """Return the report in the words of a language."""
    report, by = question.report.name, question.by

    def cells(key: str, figures: Figures) -> list[Any]:
        return [key, *(names.value(figures, column) for column in table.columns)]

    return Sheet(
        title=str(names.words[f"report_{report.replace('-', '_')}"]),
        heads=[names.head(report, by, column.name) for column in _columns(table)],
        kinds=["date" if by == "day" else "key", *_kinds(table)],
        rows=[cells(names.key(report, by, row[KEY]), row) for row in table.rows],
        totals=cells(str(names.words["totals"]), dict(table.totals)) if table.totals else [],
        recorded=table.recorded,
    )


def sheet_by_name(question: Question, table: Table) -> Sheet:
    """Return the report as programs read it: columns and keys by the names that the API has for them."""

    def cells(key: str | None, figures: Figures) -> list[Any]:
        return [key, *(_plain(figures.get(column.name)) for column in table.columns)]

    return Sheet(
        title=question.report.name,
        heads=[column.name for column in _columns(table)],
        kinds=["key", *_kinds(table)],
        rows=[cells(row[KEY], row) for row in table.rows],
        totals=cells("totals", dict(table.totals)) if table.totals else [],
        recorded=table.recorded,
    )


def _columns(table: Table) -> tuple[Column, ...]:
    return (Column(KEY, "key"), *table.columns)


def _kinds(table: Table) -> list[Kind]:
    return [column.kind for column in table.columns]


def _plain(value: Any) -> Any:
    return " ".join(f"{m.guide}/{m.material}:{m.times}" for m in value) if isinstance(value, list) else value


def shown(value: Any, kind: Kind) -> str:
    """Return a cell as it is read on paper: durations as hours, minutes and seconds; a dash where there is nothing."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if kind == "seconds":
        minutes, seconds = divmod(round(value), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    if kind == "share":
        return f"{value:.1%}"
    return f"{value:.1f}" if kind == "number" else f"{value:,}"
