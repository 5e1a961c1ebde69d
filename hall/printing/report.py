"""A month's report on A4, with charts drawn by reportlab itself."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, linearlyInterpolatedColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from hall.printing.chart import draw
from hall.printing.faces import FILES, Faces
from hall.statistics.state.table import Kind
from hall.statistics.views.month import HeatMap, MonthReport, Part
from hall.statistics.views.sheet import Sheet, shown

MARGIN = 16 * mm
WIDTH = A4[0] - 2 * MARGIN
GAP = 4 * mm
FIRST_COLUMN = 1.9
"""The column of names is so many times as wide as another."""
LISTS_COLUMN = 4.0
"""The column of what is missing most, likewise: it holds several names."""
WORDS: frozenset[Kind] = frozenset({"text", "materials"})
"""Columns of words begin at the left, as reading does; figures stand under one another at the right."""
RULE, SHADE, DARK, WHITE, BLACK = map(HexColor, ("#c9c4b8", "#e1eaee", "#1a4c66", "#ffffff", "#0c1720"))
PADDING, SLACK = 2, 0.5
FIGURE, HEAD = 8.0, 7.5
"""How large a table's figures and heads are, in points, where its columns are wide enough."""
SHORT = 12
"""Letters of a cell that need not be broken."""
LONG = 30
"""A table with more rows may begin on one page and end on another."""
HALF = 0.5
"""From this share of the most on a cell is so dark that its number is white."""


def _unbreakable(text: str) -> list[str]:
    """Return what of a head stands on one line: words, and of Chinese, which breaks anywhere, nothing."""
    return text.replace(":", ": ").split() if text.isascii() else []


class ReportArtist:
    """Draws months. Typefaces are read when they are wanted first."""

    def __init__(self, fonts: Path) -> None:
        """Take the folder of the bundled typefaces."""
        self._faces = Faces(fonts, shapes=False)

    def draw(self, report: MonthReport) -> bytes:
        """Return the PDF."""
        into = io.BytesIO()
        document = SimpleDocTemplate(
            into,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN,
            title=f"{report.hall} {report.title}",
            author=report.hall,
            creator="Hallcall",
            invariant=1,
        )
        setter = _Setter(self._faces, self._registered)
        document.build(setter.story(report), onFirstPage=setter.foot, onLaterPages=setter.foot)
        return into.getvalue()

    def _registered(self, file: str) -> str:
        """Return the name under which reportlab knows a typeface."""
        path = self._faces.folder / file
        if path.stem not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(path.stem, path))
        return path.stem


class _Setter:
    """Sets a report in two weights of the main typeface; what that lacks, in those behind it."""

    def __init__(self, faces: Faces, registered: Callable[[str], str]) -> None:
        def style(name: str, face: str, size: float, **more: object) -> ParagraphStyle:
            return ParagraphStyle(name, fontName=face, fontSize=size, leading=size * 1.35, wordWrap="CJK", **more)

        font, bold = registered(FILES[False]), registered(FILES[True])
        self._faces, self._registered = faces, registered
        self._font, self._bold = font, bold
        self._title = style("title", bold, 20)
        self._hall = style("hall", font, 11, textColor=BLACK, spaceAfter=GAP)
        self._chapter = style("chapter", bold, 13, spaceBefore=2 * GAP, spaceAfter=GAP)
        self._caption = style("caption", bold, 9, spaceBefore=GAP / 2, spaceAfter=GAP / 2)
        self._text = style("text", font, 9)
        self._name = style("name", font, FIGURE)
        self._head = style("head", bold, HEAD)
        self._over_figures = style("over figures", bold, HEAD, alignment=TA_RIGHT)

    def story(self, report: MonthReport) -> list[Flowable]:
        """Return everything in its order."""
        figures = [[name, *(shown(value, kind) for value in values)] for name, kind, values in report.figures]
        notes = [self._set(note, self._text) for note in report.notes]
        parts = [flowable for part in report.parts for flowable in self._part(part, report.nothing)]
        return [
            self._set(report.title, self._title),
            self._set(report.hall, self._hall),
            *notes,
            self._table(report.heads, ["number"] * len(report.heads), figures, totals=False),
            *parts,
        ]

    def foot(self, canvas: Canvas, document: SimpleDocTemplate) -> None:
        """Write the page's number."""
        canvas.setFont(self._font, 8)
        canvas.drawCentredString(A4[0] / 2, MARGIN / 2, str(document.page))

    def _part(self, part: Part, nothing: str) -> list[Flowable]:
        """Set a chapter: each picture stays with its caption, a short table on its page, the heading with the first."""
        pieces: list[list[Flowable]] = []
        for picture in part.pictures:
            drawn = self._heat(picture) if isinstance(picture, HeatMap) else draw(picture, WIDTH, self._font)
            caption = self._set(picture.title, self._caption)
            pieces.append([caption, self._set(nothing, self._text) if drawn is None else drawn])
        if part.sheet is not None:
            table = self._sheet(part.sheet, nothing)
            pieces.append([Spacer(0, GAP), table] if pieces else [table])
        pieces[0].insert(0, self._set(part.title, self._chapter))
        long = part.sheet is not None and len(part.sheet.rows) > LONG
        kept = pieces[:-1] if long else pieces
        return [*(KeepTogether(piece) for piece in kept), *(pieces[-1] if long else [])]

    def _sheet(self, sheet: Sheet, nothing: str) -> Flowable:
        if not sheet.rows:
            return self._set(nothing, self._text)
        rows = [[shown(v, k) for v, k in zip(row, sheet.kinds, strict=True)] for row in sheet.rows]
        totals = [[shown(v, k) for v, k in zip(sheet.totals, sheet.kinds, strict=True)]] if sheet.totals else []
        return self._table(sheet.heads, sheet.kinds, [*rows, *totals], totals=bool(totals))

    def _table(
        self, heads: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]], *, totals: bool
    ) -> Flowable:
        shares = [FIRST_COLUMN, *(LISTS_COLUMN if kind == "materials" else 1.0 for kind in kinds[1:])]
        column = WIDTH / sum(shares)
        figures = [cell for _, *rest in rows for cell in rest if self._is_short(cell)]
        size = self._fitting(figures, FIGURE, column)
        head = self._fitting([word for text in heads[1:] for word in _unbreakable(text)], HEAD, column)
        over, beside = (
            ParagraphStyle(style.name, parent=style, fontSize=head, leading=head * 1.35)
            for style in (self._over_figures, self._head)
        )
        cells = [
            [
                self._set(heads[0], self._head),
                *(
                    self._set(text, beside if kind in WORDS else over)
                    for text, kind in zip(heads[1:], kinds[1:], strict=True)
                ),
            ],
            *([self._set(first, self._name), *self._cells(rest)] for first, *rest in rows),
        ]
        looks: list[tuple[object, ...]] = [
            ("FONT", (0, 0), (-1, -1), self._font, size),
            ("BACKGROUND", (0, 0), (-1, 0), SHADE),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
            *(("ALIGN", (at, 1), (at, -1), "RIGHT") for at, kind in enumerate(kinds) if at and kind not in WORDS),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
            *(("LEFTPADDING", (at, 0), (at, -1), 4 * PADDING) for at, k in enumerate(kinds) if k == "materials"),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ]
        if totals:
            looks.append(("FONT", (0, -1), (-1, -1), self._bold, size))
        return Table(cells, [share * column for share in shares], repeatRows=1, style=TableStyle(looks), hAlign="LEFT")

    def _fitting(self, texts: Sequence[str], size: float, column: float) -> float:
        """Return the size, at most `size`, at which none of `texts` is wider than a column, even in bold."""
        widest = max((pdfmetrics.stringWidth(text, self._bold, size) for text in texts), default=0)
        return size * min(1, (column - 2 * PADDING - SLACK) / widest) if widest else size

    def _cells(self, row: Sequence[str]) -> list[object]:
        """Set what may be long so that its lines can break."""
        return [cell if self._is_short(cell) else self._set(cell, self._name) for cell in row]

    def _is_short(self, cell: str) -> bool:
        return len(cell) <= SHORT and all(run.file in FILES.values() for run in self._faces.runs(cell))

    def _said(self, text: str) -> str:
        """Return `text` for a paragraph: nothing in it is markup, and each part names the typeface that has it."""
        return "".join(
            escape(run.text)
            if run.file in FILES.values()
            else f'<font name="{self._registered(run.file)}">{escape(run.text)}</font>'
            for run in self._faces.runs(text)
        )

    def _set(self, text: str, style: ParagraphStyle) -> Paragraph:
        """Set a text: Chinese breaks anywhere, other words between them; over figures also behind a colon."""
        said = self._said(text)
        if style.parent is self._over_figures:
            said = said.replace("：", "：<br/>").replace(": ", ":<br/>")
        words_alone = text.isascii()
        return Paragraph(said, ParagraphStyle(style.name, parent=style, wordWrap=None) if words_alone else style)

    def _heat(self, heat: HeatMap) -> Flowable | None:
        most = max((value for _, values in heat.rows for value in values if value is not None), default=0)
        if not most:
            return None
        cells = [["", *heat.columns], *([name, *(shown(v, "number") for v in values)] for name, values in heat.rows)]
        looks: list[tuple[object, ...]] = [
            ("FONT", (0, 0), (-1, -1), self._font, 5.5),
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0.5),
            ("GRID", (1, 1), (-1, -1), 0.4, WHITE),
        ]
        for y, (_, values) in enumerate(heat.rows, 1):
            for x, value in enumerate(values, 1):
                share = (value or 0) / most
                looks.append(("BACKGROUND", (x, y), (x, y), linearlyInterpolatedColor(WHITE, DARK, 0, 1, share)))
                looks.append(("TEXTCOLOR", (x, y), (x, y), WHITE if share > HALF else BLACK))
        column = WIDTH / (len(heat.columns) + FIRST_COLUMN)
        widths = [FIRST_COLUMN * column, *[column] * len(heat.columns)]
        return Table(cells, widths, style=TableStyle(looks), hAlign="LEFT")
