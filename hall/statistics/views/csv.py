"""A report as comma-separated text that spreadsheets open rightly and cannot be led astray by."""

import csv
import io
from typing import Any

from hall.statistics.views.sheet import Sheet

BOM = "\ufeff"
"""Without it Excel takes the text for another encoding, and Chinese for gibberish."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins so is a formula to some spreadsheet."""


def as_csv(sheet: Sheet) -> bytes:
    """Return heads, rows and totals, with nothing in them that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (sheet.heads, *sheet.rows, *([sheet.totals] if sheet.totals else [])):
        writer.writerow([_safe(cell) for cell in row])
    return (BOM + text.getvalue()).encode("utf-8")


def _safe(cell: Any) -> Any:
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
