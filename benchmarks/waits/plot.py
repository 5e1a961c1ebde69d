"""The calibration of a forecast as a drawing (SVG): what was told beside what came, by length and by kind of hall."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import pairwise

from benchmarks.waits.judge import Moment
from benchmarks.waits.scores import Score
from hall.forecast.calibrate import LENGTHS_S

WIDTH, HEIGHT, PANEL, TOP, LEFT = 1180, 470, 300, 70, 60
STEPS_MIN = (0, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100)
LONGEST_MIN = 100
FEW = 50
"""Where fewer moments lie, nothing is drawn: they would be one visitor's."""
INK, SOFT, LIKELY, LATE, BAND = "#1c2733", "#68788a", "#00695c", "#b3541e", "#e8eef4"
Told = tuple[float, float, float]
"""Likely, late and what came, in seconds."""


def calibration(moments: Sequence[Moment], scores: Sequence[Score]) -> str:
    """Return three panels: told against true, right by length told, late right by kind of hall."""
    told = [(m.likely_s, m.late_s, m.true_s) for m in moments if m.likely_s is not None and m.late_s is not None]
    told.sort()
    parts = (*_told_and_true(told), *_by_length(told), *_by_kind(scores))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12" fill="{INK}">\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _told_and_true(told: Sequence[Told]) -> Iterator[str]:
    """For each length told: the middle of what came, and from where to where eight in ten lie."""

    def x(minutes: float) -> float:
        return LEFT + minutes / LONGEST_MIN * PANEL

    def y(minutes: float) -> float:
        return TOP + PANEL - min(minutes, LONGEST_MIN * 1.1) / LONGEST_MIN * PANEL

    yield from _frame(LEFT, "What came, by what was told (minutes)", "told as likely", (0, 25, 50, 75, 100), x, y)
    yield _line(x(0), y(0), x(LONGEST_MIN), y(LONGEST_MIN), SOFT, dashed=True)
    for low, high in pairwise(STEPS_MIN):
        group = [one for one in told if low * 60 <= one[0] < high * 60]
        if len(group) < FEW:
            continue
        came = sorted(true_s / 60 for _, _, true_s in group)
        tenth, middle, ninth = (came[int(share * len(came))] for share in (0.1, 0.5, 0.9))
        at = x(sum(likely_s for likely_s, _, _ in group) / len(group) / 60)
        late = y(sum(late_s for _, late_s, _ in group) / len(group) / 60)
        yield _line(at, y(tenth), at, y(ninth), LIKELY)
        yield _dot(at, y(middle), LIKELY)
        yield _line(at - 7, late, at + 7, late, LATE)
    yield from _key(LEFT, (("half called by then; line: one to nine in ten", LIKELY), ("told as late, mean", LATE)))


def _by_length(told: Sequence[Told]) -> Iterator[str]:
    """How often the truth lay below likely, which should be half, and below late, which should be nine in ten."""
    left = LEFT + PANEL + 80
    bounds = [*LENGTHS_S, float("inf")]
    names = [f"to {bound / 60:.0f}" for bound in LENGTHS_S] + ["longer"]

    def y(percent: float) -> float:
        return TOP + PANEL - percent / 100 * PANEL

    yield from _frame(left, "Called before it, by length told (%)", "", (0, 25, 50, 75, 100), None, y)
    for percent, colour in ((50, LIKELY), (90, LATE)):
        yield _line(left, y(percent), left + PANEL, y(percent), colour, dashed=True)
    low = 0.0
    for n, (bound, name) in enumerate(zip(bounds, names, strict=True)):
        group = [one for one in told if low <= one[0] < bound]
        low, at = bound, left + (n + 0.5) / len(bounds) * PANEL
        yield _text(at, TOP + PANEL + 18, name, "middle")
        if len(group) >= FEW:
            yield _dot(at, y(100 * sum(true <= likely for likely, _, true in group) / len(group)), LIKELY)
            yield _dot(at, y(100 * sum(true <= late for _, late, true in group) / len(group)), LATE)
    yield _text(left + PANEL / 2, TOP + PANEL + 36, "minutes told as likely", "middle")
    yield from _key(left, (("called before the likely time", LIKELY), ("called before the late time", LATE)))


def _by_kind(scores: Sequence[Score]) -> Iterator[str]:
    """How often the late time was right in each kind, with what is asked of each and of the mean."""
    left = LEFT + 2 * PANEL + 270

    def x(share: float) -> float:
        return left + (share - 0.75) / 0.25 * (WIDTH - left - 30)

    yield _text(left - 120, TOP - 22, "Late time right, by kind of hall (%)", weight="bold")
    yield f'<rect x="{x(0.78):.1f}" y="{TOP}" width="{x(0.98) - x(0.78):.1f}" height="{PANEL}" fill="{BAND}"/>'
    for share in (0.8, 0.9, 1.0):
        yield _line(x(share), TOP, x(share), TOP + PANEL, SOFT, dashed=True)
        yield _text(x(share), TOP + PANEL + 18, f"{share:.0%}", "middle")
    for n, one in enumerate(scores):
        at = TOP + (n + 0.5) / len(scores) * PANEL
        yield _text(left - 8, at + 4, one.kind, "end")
        yield _dot(x(max(0.75, one.late_right)), at, LATE)
    yield _text(x(0.88), TOP + PANEL + 36, "shaded: what is asked of each kind", "middle", colour=SOFT)


def _frame(
    left: float,
    title: str,
    below: str,
    ticks: Sequence[int],
    x: Callable[[float], float] | None,
    y: Callable[[float], float],
) -> Iterator[str]:
    yield _text(left, TOP - 22, title, weight="bold")
    for tick in ticks:
        yield _line(left, y(tick), left + PANEL, y(tick), BAND)
        yield _text(left - 8, y(tick) + 4, str(tick), "end")
        if x is not None:
            yield _text(x(tick), TOP + PANEL + 18, str(tick), "middle")
    yield _line(left, y(0), left + PANEL, y(0), INK)
    yield _text(left + PANEL / 2, TOP + PANEL + 36, below, "middle")


def _key(left: float, entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    for n, (words, colour) in enumerate(entries):
        at = TOP + PANEL + 62 + n * 18
        yield _dot(left + 6, at - 4, colour)
        yield _text(left + 18, at, words)


def _text(x: float, y: float, words: str, anchor: str = "start", weight: str = "normal", colour: str = INK) -> str:
    style = f'text-anchor="{anchor}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="2"{dash}/>'
