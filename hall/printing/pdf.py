"""A slip as a PDF: on a page as long as a roll's paper would be, or on A4."""

import io
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from hall.paper.blocks import Slip
from hall.printing.face import Face
from hall.printing.layout import lay_out
from hall.printing.sheet import DOTS_PER_MM, Box, Code, Mark, Sheet, Type

POINTS = 72 / 25.4 / DOTS_PER_MM
"""Points in a dot."""


class PdfArtist:
    """Draws slips for one kind of sheet. One thread at a time."""

    def __init__(self, sheet: Sheet, fonts: Path) -> None:
        self.sheet = sheet
        self.face = Face(fonts)
        self.names = {bold: _registered(self.face.path(bold=bold)) for bold in (False, True)}

    def draw(self, slip: Slip) -> bytes:
        """Return the PDF of `slip`. Raises ValueError when its address is too long for a QR code."""
        into = io.BytesIO()
        canvas = Canvas(into, invariant=1)  # the same slip gives the same bytes
        canvas.setTitle(slip.title)
        canvas.setCreator("Hallcall")
        edge = self.sheet.edge
        for page in lay_out(slip, self.sheet, self.face):
            canvas.setPageSize(((page.width + 2 * edge) * POINTS, page.height * POINTS))
            canvas.translate(edge * POINTS, page.height * POINTS)
            canvas.scale(POINTS, POINTS)
            for mark in page.marks:
                self._put(canvas, mark)
            canvas.showPage()
        canvas.save()
        return into.getvalue()

    def _put(self, canvas: Canvas, mark: Mark) -> None:
        """Draw one mark; a PDF counts upwards."""
        match mark:
            case Type():
                canvas.setFont(self.names[mark.bold], mark.size)
                draw = {"l": canvas.drawString, "m": canvas.drawCentredString, "r": canvas.drawRightString}
                draw[mark.anchor](mark.x, -mark.y, mark.text)
            case Box():
                canvas.setLineWidth(mark.line)
                filled = not mark.line
                canvas.rect(mark.x, -mark.y - mark.height, mark.width, mark.height, stroke=not filled, fill=filled)
            case Code():
                _code(canvas, mark)


def _code(canvas: Canvas, mark: Code) -> None:
    """Draw a QR code as one path, so that no viewer shows seams between its modules."""
    path = canvas.beginPath()
    for row, line in enumerate(mark.modules):
        for column, dark in enumerate(line):
            if dark:
                left, top = mark.x + column * mark.scale, mark.y + row * mark.scale
                path.rect(left, -top - mark.scale, mark.scale, mark.scale)
    canvas.drawPath(path, stroke=0, fill=1)


@cache
def _registered(file: Path) -> str:
    """Return the name under which reportlab knows the typeface in `file`."""
    pdfmetrics.registerFont(TTFont(file.stem, file))
    return file.stem
