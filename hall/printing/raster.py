"""A slip as a black and white picture, one pixel a dot."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from hall.paper.blocks import Slip
from hall.printing.face import Face
from hall.printing.layout import lay_out
from hall.printing.sheet import SHARE_LEFT, Box, Code, Mark, Page, Sheet, Type

BLACK, WHITE = 0, 255
INK = 176
"""Grey below this is printed: small Chinese characters keep their thin strokes and stay open inside."""
_INKED = [BLACK if grey < INK else WHITE for grey in range(256)]


class Raster:
    """Draws slips for one kind of roll. One thread at a time."""

    def __init__(self, sheet: Sheet, fonts: Path) -> None:
        self.sheet = sheet
        self.face = Face(fonts)

    def draw(self, slip: Slip) -> Image.Image:
        """Return the picture of `slip`, as wide as the roll prints. Raises ValueError when its address is too long."""
        (page,) = lay_out(slip, self.sheet, self.face)
        return paint(page, self.face)

    def png(self, slip: Slip) -> bytes:
        """Return the picture of `slip` as a file."""
        file = BytesIO()
        self.draw(slip).save(file, "PNG", optimize=True)
        return file.getvalue()


def paint(page: Page, face: Face) -> Image.Image:
    """Return the picture of one page."""
    picture = Image.new("L", (page.width, page.height), WHITE)
    draw = ImageDraw.Draw(picture)
    for mark in page.marks:
        _put(picture, draw, mark, face)
    return picture.point(_INKED, "1")


def _put(picture: Image.Image, draw: ImageDraw.ImageDraw, mark: Mark, face: Face) -> None:
    match mark:
        case Type():
            _write(draw, mark, face)
        case Box():
            x, y = round(mark.x), round(mark.y)
            corners = (x, y, x + round(mark.width) - 1, y + round(mark.height) - 1)
            if mark.line:
                draw.rectangle(corners, outline=BLACK, width=mark.line)
            else:
                draw.rectangle(corners, fill=BLACK)
        case Code():
            picture.paste(_code(mark), (round(mark.x), round(mark.y)))


def _write(draw: ImageDraw.ImageDraw, mark: Type, face: Face) -> None:
    runs = face.faces.runs(mark.text, bold=mark.bold)
    x = mark.x - SHARE_LEFT[mark.anchor] * sum(face.run_width(run, mark.size) for run in runs)
    for run in runs:
        font = face.font(mark.size, run.file, run.shaped)
        draw.text((round(x), round(mark.y)), run.text, fill=BLACK, font=font, anchor="ls")
        x += face.run_width(run, mark.size)


def _code(mark: Code) -> Image.Image:
    side = len(mark.modules)
    small = Image.new("L", (side, side), WHITE)
    small.putdata([BLACK if dark else WHITE for line in mark.modules for dark in line])
    return small.resize((side * mark.scale, side * mark.scale), Image.Resampling.NEAREST)
