"""Reports as an Excel workbook: a sheet each, with numbers, durations, dates and shares as what they are.

What is text is written as text, whatever it begins with: nothing that somebody wrote becomes a formula or a link.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hall.statistics.state.table import Kind
from hall.statistics.views.sheet import Sheet

DAY_S = 86_400
NARROWEST, WIDEST = 9, 44
"""Of columns, in letters."""
LOOKS: Mapping[Kind, str] = {
    "count": "#,##0",
    "number": "0.00",
    "seconds": "[h]:mm:ss",
    "share": "0.0%",
    "date": "yyyy-mm-dd",
}


def workbook(title: str, sheets: Sequence[Sheet], nothing: str) -> bytes:
    """Return the sheets as one file; `nothing` stands in a sheet of which nothing is recorded."""
    into = io.BytesIO()
    book = Workbook(into, {"in_memory": True})
    book.set_properties({"title": title})
    writer = _Writer(book)
    for sheet in sheets:
        writer.write(sheet, nothing)
    book.close()
    return into.getvalue()


class _Writer:
    """Writes sheets into one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E1EAEE"}
        )
        self._cells = {kind: book.add_format({"num_format": look}) for kind, look in LOOKS.items()}
        self._totals = {
            kind: book.add_format({"num_format": look, "bold": True, "top": 1}) for kind, look in LOOKS.items()
        }
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._total_text = book.add_format({"bold": True, "top": 1})

    def write(self, sheet: Sheet, nothing: str) -> None:
        """Write one sheet: heads that stay in sight, rows, totals."""
        page = self._book.add_worksheet(sheet.title)
        if not sheet.recorded:
            page.write_string(0, 0, nothing)
            return
        for column, head in enumerate(sheet.heads):
            page.write_string(0, column, head, self._head)
        for number, row in enumerate(sheet.rows, 1):
            self._row(page, number, row, sheet.kinds, self._cells, self._text)
        if sheet.totals:
            self._row(page, len(sheet.rows) + 1, sheet.totals, sheet.kinds, self._totals, self._total_text)
        for column, head in enumerate(sheet.heads):
            said = [head, *(row[column] for row in sheet.rows if isinstance(row[column], str))]
            page.set_column(column, column, min(WIDEST, max(NARROWEST, *(_width(text) + 2 for text in said))))
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.heads) - 1)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def _row(
        self,
        page: Worksheet,
        number: int,
        row: Sequence[Any],
        kinds: Sequence[Kind],
        looks: Mapping[Kind, Format],
        text: Format,
    ) -> None:
        for column, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            look = looks.get(kind, text)
            if value is None:
                page.write_blank(number, column, None, look)
            elif isinstance(value, str):
                self._write_text(page, number, column, value, kind, look, text)
            else:
                page.write_number(number, column, _CONVERTED.get(kind, float)(value), look)

    @staticmethod
    def _write_text(
        page: Worksheet, number: int, column: int, value: str, kind: Kind, look: Format, text: Format
    ) -> None:
        day = _date(value) if kind == "date" else None
        if day is None:
            page.write_string(number, column, value, text)
        else:
            page.write_datetime(number, column, day, look)


_CONVERTED: Mapping[Kind, Callable[[float], float]] = {"seconds": lambda seconds: seconds / DAY_S}


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
