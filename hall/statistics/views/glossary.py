"""What each figure means: of every column what it counts, from when until when, and to which day it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass

from hall.statistics.rules.reports import REPORTS
from hall.texts import Section


@dataclass(frozen=True)
class Meaning:
    """One column; `csv` is what programs and text files call it."""

    head: str
    csv: str
    what: str
    span: str
    day: str


@dataclass(frozen=True)
class Chapter:
    """One report."""

    report: str
    title: str
    about: str
    columns: Sequence[Meaning]


def glossary(words: Section, meanings: Section) -> list[Chapter]:
    """Return every report that has columns, from the catalogues `statistics` and `glossary`.

    Raises KeyError for a column that nothing is said about.
    """
    return [
        _chapter(name, [column.name for column in report.columns], words, meanings[name.replace("-", "_")])
        for name, report in REPORTS.items()
        if report.columns
    ]


def _chapter(report: str, columns: Sequence[str], words: Section, said: Section) -> Chapter:
    section = report.replace("-", "_")
    return Chapter(
        report,
        words[f"report_{section}"],
        said["_about"],
        [
            Meaning(
                words[f"{section}_{column}"],
                column,
                said[column],
                said.get(f"{column}_span", said["_span"]),
                said.get(f"{column}_day", said["_day"]),
            )
            for column in columns
        ],
    )
