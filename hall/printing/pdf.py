"""A slip as a PDF: on a page as long as a roll's paper would be, or on A4."""

import io
import math
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from hall.paper.blocks import Slip
from hall.printing.face import Face
from hall.printing.faces import Run
from hall.printing.layout import lay_out
from hall.printing.sheet import DOTS_PER_MM, SHARE_LEFT, Box, Code, Mark, Sheet, Type

POINTS = 72 / 25.4 / DOTS_PER_MM
"""Points in a dot."""
FINE = 4
"""Pixels to a dot, where a script has to be drawn as a picture."""


class PdfArtist:
    """Draws slips for one kind of sheet. One thread at a time."""

    def __init__(self, sheet: Sheet, fonts: Path) -> None:
        self.sheet = sheet
        self.face = Face(fonts)
        for bold in (False, True):  # the slow part, now and not at the first paper
            _registered(self.face.path(bold=bold))

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
                self._write(canvas, mark)
            case Box():
                canvas.setLineWidth(mark.line)
                filled = not mark.line
                canvas.rect(mark.x, -mark.y - mark.height, mark.width, mark.height, stroke=not filled, fill=filled)
            case Code():
                _code(canvas, mark)

    def _write(self, canvas: Canvas, mark: Type) -> None:
        runs = self.face.faces.runs(mark.text, bold=mark.bold)
        x = mark.x - SHARE_LEFT[mark.anchor] * sum(self.face.run_width(run, mark.size) for run in runs)
        for run in runs:
            if run.shaped:
                self._picture(canvas, run, mark, x)
            else:
                canvas.setFont(_registered(self.face.fonts / run.file), mark.size)
                canvas.drawString(x, -mark.y, run.text)
            x += self.face.run_width(run, mark.size)

    def _picture(self, canvas: Canvas, run: Run, mark: Type, x: float) -> None:
        """Draw a run as a fine picture: reportlab sets one letter after the other and cannot shape a script."""
        font = self.face.font(mark.size * FINE, run.file, shaped=True)
        left, top, right, bottom = font.getbbox(run.text, anchor="ls")
        if right <= left or bottom <= top:
            return
        size = (math.ceil(right - left), math.ceil(bottom - top))
        picture = Image.new("L", size, 255)
        ImageDraw.Draw(picture).text((-left, -top), run.text, fill=0, font=font, anchor="ls")
        place = (x + left / FINE, -mark.y - bottom / FINE)
        canvas.drawImage(ImageReader(picture), *place, size[0] / FINE, size[1] / FINE)


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
