"""Puts a slip on a sheet: the same layout for rolls, PDF and A4."""

from dataclasses import replace

import qrcode

from hall.paper.blocks import (
    Badge,
    BigNumber,
    Block,
    FillIn,
    Heading,
    Item,
    Pair,
    QrCode,
    Rule,
    Size,
    Slip,
    Space,
    Text,
    Tick,
    Title,
)
from hall.printing.breaking import break_lines
from hall.printing.face import Face
from hall.printing.rows import Row, divide, stack
from hall.printing.sheet import Anchor, Box, Code, Mark, Page, Sheet, Type

LEADING = 1.4
"""Height of a line in type sizes."""
BASELINE = 1.03
"""How far below a line's top its baseline is, in type sizes."""
QUIET = 4
"""Modules kept white around a QR code."""
SMALLEST_MODULE = 3
"""Dots of a QR code's module that a telephone still reads off thermal paper: 0.375 mm."""


def lay_out(slip: Slip, sheet: Sheet, face: Face) -> list[Page]:
    """Return the pages of `slip`; a roll has one. Somewhat smaller where that saves a page with little on it."""
    pages = _pages(slip, sheet, face)
    if len(pages) == 1:
        return pages
    smaller = _pages(slip, sheet.snug(), face)
    return smaller if len(smaller) < len(pages) else pages


def _pages(slip: Slip, sheet: Sheet, face: Face) -> list[Page]:
    setter = _Setter(sheet, face)
    rows = [row for block in slip.blocks for row in setter.rows(block)]
    if sheet.height is None:
        height, marks = stack(rows, sheet.margin)
        return [Page(sheet.width, round(height) + sheet.margin, marks)]
    footer = 2 * sheet.small
    pages = [stack(part, sheet.margin)[1] for part in divide(rows, sheet.height - 2 * sheet.margin - footer)]
    return [
        Page(sheet.width, sheet.height, (*marks, setter.page_number(number, len(pages))))
        for number, marks in enumerate(pages, 1)
    ]


class _Setter:
    """Turns blocks into rows, as a typesetter does."""

    def __init__(self, sheet: Sheet, face: Face) -> None:
        self.sheet = sheet
        self.face = face

    def rows(self, block: Block) -> list[Row]:  # noqa: C901 - one line a kind
        """Return the rows of one block."""
        match block:
            case Title():
                return self._title(block)
            case BigNumber():
                return self._number(block)
            case Badge():
                return self._badge(block)
            case Heading():
                return self._heading(block)
            case Text():
                return self._text(block)
            case Pair():
                return self._pair(block)
            case Item():
                return self._listed(block.text, "", Type(0, 0, block.mark, self.sheet.body))
            case Tick():
                return self._tick(block)
            case FillIn():
                return self._fill_in(block)
            case QrCode():
                return self._code(block)
            case Rule():
                return self._rule()
            case Space():
                return [Row(block.lines * self.sheet.body * LEADING)]

    def page_number(self, number: int, of: int) -> Type:
        """Return the foot of a page."""
        sheet = self.sheet
        bottom = (sheet.height or 0) - sheet.margin
        return Type(sheet.width / 2, bottom, f"{number} / {of}", sheet.small, anchor="m")

    def _lines(
        self, text: str, size: int, *, bold: bool = False, indent: float = 0, centred: bool = False, keep: bool = False
    ) -> list[Row]:
        """Return a row for each line of `text`."""
        sheet = self.sheet
        lines = self._broken(text, size, sheet.content - indent, bold=bold)
        x = sheet.width / 2 if centred else sheet.margin + indent
        anchor: Anchor = "m" if centred else "l"
        return [Row(size * LEADING, (Type(x, size * BASELINE, line, size, bold, anchor),), keep) for line in lines]

    def _broken(self, text: str, size: int, width: float, *, bold: bool = False) -> list[str]:
        return break_lines(text, width, lambda part: self.face.width(part, size, bold=bold))

    def _fitting(self, text: str, size: int, smallest: int) -> int:
        """Return the largest bold size, from `size` down to `smallest`, in which `text` fits on one line."""
        wide = self.face.width(text, size, bold=True)
        return size if wide <= self.sheet.content else max(smallest, int(size * self.sheet.content / wide))

    def _snug(self, text: str, size: int) -> int:
        """Return a somewhat smaller size when that saves a second line with little on it."""
        fitted = self._fitting(text, size, 1)
        return fitted if fitted >= 0.75 * size else size

    def _title(self, block: Title) -> list[Row]:
        size = self._snug(block.text, self.sheet.title)
        rows = self._lines(block.text, size, bold=True, centred=True, keep=True)
        if block.second:
            rows += self._lines(block.second, self.sheet.small, centred=True, keep=True)
        return rows

    def _number(self, block: BigNumber) -> list[Row]:
        """Set the number as large as fits on one line."""
        size = self._fitting(block.text, self.sheet.number, self.sheet.large)
        row = self._lines(block.text, size, bold=True, centred=True)
        # figures have nothing below the baseline and are three quarters as high as their type
        return [replace(r, height=size * 0.98, marks=tuple(replace(m, y=size * 0.86) for m in r.marks)) for r in row]

    def _badge(self, block: Badge) -> list[Row]:
        size, pad = self.sheet.body, self.sheet.body // 2
        lines = self._broken(block.text, size, self.sheet.content - 2 * pad, bold=True)
        width = max(self.face.width(line, size, bold=True) for line in lines) + 2 * pad
        height = len(lines) * size * LEADING + 4
        frame = Box((self.sheet.width - width) / 2, pad / 2, width, height, line=3)
        middle = self.sheet.width / 2
        texts = [
            Type(middle, pad / 2 + 2 + size * (BASELINE + i * LEADING), line, size, bold=True, anchor="m")
            for i, line in enumerate(lines)
        ]
        return [Row(height + pad, (frame, *texts))]

    def _heading(self, block: Heading) -> list[Row]:
        body = self.sheet.body
        text = f"{block.text} {block.second}".rstrip()
        return [Row(body * 0.6, keep=True), *self._lines(text, body, bold=True, keep=True)]

    def _text(self, block: Text) -> list[Row]:
        size = {Size.SMALL: self.sheet.small, Size.BODY: self.sheet.body, Size.LARGE: self.sheet.large}[block.size]
        if block.size is Size.LARGE:
            size = self._snug(block.text, size)
        return self._lines(block.text, size, bold=block.bold, centred=block.centred)

    def _pair(self, block: Pair) -> list[Row]:
        """Set label and value on one line where they fit."""
        sheet, size = self.sheet, self.sheet.body
        label = self._label(block)
        used = label[-1].x - sheet.margin + self.face.width(label[-1].text, label[-1].size) + size * 0.5
        if sheet.label_column:
            column = max(sheet.label_column, min(used, sheet.content / 2))
            return self._beside(self._lines(block.value, size, indent=column), label)
        if used + self.face.width(block.value, size, bold=True) > sheet.content:
            value = self._lines(block.value, size, bold=True, indent=size)
            return [Row(size * LEADING, label, keep=True), *value]
        right = Type(sheet.width - sheet.margin, size * BASELINE, block.value, size, bold=True, anchor="r")
        return [Row(size * LEADING, (*label, right))]

    def _label(self, block: Pair) -> tuple[Type, ...]:
        sheet, size = self.sheet, self.sheet.body
        label = Type(sheet.margin, size * BASELINE, block.label, size)
        if not block.second:
            return (label,)
        after = sheet.margin + self.face.width(block.label, size) + size * 0.4
        return (label, Type(after, size * BASELINE, block.second, sheet.small))

    @staticmethod
    def _beside(rows: list[Row], marks: tuple[Mark, ...]) -> list[Row]:
        """Return `rows` with `marks` added to the first."""
        first = rows[0]
        return [replace(first, marks=(*marks, *first.marks)), *rows[1:]]

    def _listed(self, text: str, note: str, *marks: Mark) -> list[Row]:
        """Set a line of a list, hanging behind its mark."""
        size = self.sheet.body
        placed = tuple(
            replace(m, x=self.sheet.margin + m.x, y=size * BASELINE if isinstance(m, Type) else m.y) for m in marks
        )
        widest = max((self.face.width(m.text, m.size) for m in marks if isinstance(m, Type)), default=0)
        indent = max(size * 1.5, widest + size * 0.4)
        rows = self._beside(self._lines(text, size, indent=indent, keep=bool(note)), placed)
        return rows + self._lines(note, self.sheet.small, indent=indent) if note else rows

    def _tick(self, block: Tick) -> list[Row]:
        size = self.sheet.body
        side = round(size * 0.8)
        box = Box(0, (size * LEADING - side) / 2 + 1, side, side, line=2)
        tick = (Type(side / 2, 0, "√", side, bold=True, anchor="m"),) if block.ticked else ()
        return [*self._listed(block.text, block.note, box, *tick), Row(size * 0.2)]

    def _fill_in(self, block: FillIn) -> list[Row]:
        sheet, size = self.sheet, self.sheet.body
        height = size * 2.2
        baseline = height - size * 0.4
        start = sheet.margin + self.face.width(block.label, size) + size * 0.5
        line = Box(start, baseline, max(0, sheet.width - sheet.margin - start), 2)
        return [Row(height, (Type(sheet.margin, baseline, block.label, size), line))]

    def _rule(self) -> list[Row]:
        sheet = self.sheet
        around = sheet.body * 0.5
        return [Row(2 * around, (Box(sheet.margin, around, sheet.content, 2),), keep=True)]

    def _code(self, block: QrCode) -> list[Row]:
        """Set the code at the left and what it is for beside it; below where there is no room beside."""
        sheet = self.sheet
        modules = _modules(block.url)
        scale = max(SMALLEST_MODULE, sheet.qr // len(modules))
        scale = max(1, min(scale, sheet.width // (len(modules) + 2 * QUIET)))
        side, quiet = scale * len(modules), scale * QUIET
        left = max(sheet.margin, quiet)
        beside = left + side + quiet - sheet.margin
        room = sheet.content - beside
        if room < 6 * sheet.body:
            centred = Code((sheet.width - side) // 2, quiet, scale, modules)
            return [Row(side + 2 * quiet, (centred,)), *self._caption(block, 0, centred=True)]
        height, marks = stack(self._caption(block, beside), 0)
        down = max(quiet, (height - side) / 2)
        full = max(side + 2 * quiet, height)
        text = tuple(replace(m, y=m.y + (full - height) / 2) for m in marks)
        return [Row(full, (Code(left, round(down), scale, modules), *text))]

    def _caption(self, block: QrCode, indent: float, *, centred: bool = False) -> list[Row]:
        rows = self._lines(block.caption, self.sheet.body, indent=indent, centred=centred)
        if block.second:
            rows += [Row(self.sheet.small * 0.3)]
            rows += self._lines(block.second, self.sheet.small, indent=indent, centred=centred)
        return rows


def _modules(url: str) -> list[list[bool]]:
    """Return the QR code of `url`, without a quiet zone. Raises ValueError when it is too long for one."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(url)
    try:
        code.make(fit=True)
    except (qrcode.exceptions.DataOverflowError, ValueError) as why:
        raise ValueError(f"an address of {len(url)} characters is too long for a QR code") from why
    return [[bool(module) for module in line] for line in code.get_matrix()]
