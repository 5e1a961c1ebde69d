"""What all moments of one kind of hall say together, and the tables that are printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.waits.baselines import NAMES
from benchmarks.waits.judge import Moment
from hall.forecast.calibrate import LENGTHS_S

HEAD = ("kind", "moments", "mean wait", "MAE", *(f"of {name}" for name in NAMES), "late right", "silent", "jumps")
SQUARED_HEAD = ("kind", "RMSE", *(f"of {name}" for name in NAMES))


@dataclass(frozen=True, slots=True)
class Score:
    """One kind. Times in minutes, shares of 1."""

    kind: str
    moments: int
    wait_min: float
    error_min: float
    of_others: tuple[float, ...]
    """Our mean absolute error over each baseline's."""
    root_min: float
    """The root of the mean squared error."""
    squared_of_others: tuple[float, ...]
    """Our mean squared error over each baseline's, which is how research counts."""
    late_right: float
    silent: float
    jumps: float

    def cells(self) -> list[str]:
        """Return one row of the table."""
        return [
            self.kind,
            f"{self.moments:,}",
            f"{self.wait_min:.1f} min",
            f"{self.error_min:.2f} min",
            *(f"{ratio:.2f}" for ratio in self.of_others),
            f"{self.late_right:.1%}",
            f"{self.silent:.2%}",
            f"{self.jumps:.2%}",
        ]

    def squared_cells(self) -> list[str]:
        """Return one row of the table of squared errors."""
        return [self.kind, f"{self.root_min:.2f} min", *(f"{ratio:.2f}" for ratio in self.squared_of_others)]


def score(kind: str, moments: Sequence[Moment]) -> Score:
    """Return the score of a kind; a moment of silence counts as silent and nowhere else."""
    told = [(m, m.likely_s, m.late_s) for m in moments if m.likely_s is not None and m.late_s is not None]
    error_s = sum(abs(likely_s - m.true_s) for m, likely_s, _ in told)
    others_s = [sum(abs(m.others_s[k] - m.true_s) for m, _, _ in told) for k in range(len(NAMES))]
    squared = sum((likely_s - m.true_s) ** 2 for m, likely_s, _ in told)
    squared_others = [sum((m.others_s[k] - m.true_s) ** 2 for m, _, _ in told) for k in range(len(NAMES))]
    return Score(
        kind,
        len(moments),
        sum(m.true_s for m in moments) / len(moments) / 60,
        error_s / len(told) / 60,
        tuple(error_s / other_s for other_s in others_s),
        (squared / len(told)) ** 0.5 / 60,
        tuple(squared / other for other in squared_others),
        sum(m.true_s <= late_s for m, _, late_s in told) / len(told),
        1 - len(told) / len(moments),
        sum(m.jumped for m in moments) / len(moments),
    )


def mean(scores: Sequence[Score]) -> Score:
    """Return the mean of all kinds, each counting the same."""
    n = len(scores)
    return Score(
        "mean of the kinds",
        sum(s.moments for s in scores),
        sum(s.wait_min for s in scores) / n,
        sum(s.error_min for s in scores) / n,
        tuple(sum(s.of_others[k] for s in scores) / n for k in range(len(NAMES))),
        sum(s.root_min for s in scores) / n,
        tuple(sum(s.squared_of_others[k] for s in scores) / n for k in range(len(NAMES))),
        sum(s.late_right for s in scores) / n,
        sum(s.silent for s in scores) / n,
        sum(s.jumps for s in scores) / n,
    )


def by_length(moments: Sequence[Moment]) -> str:
    """Return for each length of what was told how often the truth lay below likely and below late: a calibration."""
    bounds = [0.0, *LENGTHS_S, float("inf")]
    rows = []
    for low, high in pairwise(bounds):
        told = [
            (m.true_s, m.likely_s, m.late_s)
            for m in moments
            if m.likely_s is not None and m.late_s is not None and low <= m.likely_s < high
        ]
        if told:
            rows.append(
                [
                    f"{low / 60:.0f}–{high / 60:.0f} min" if high < bounds[-1] else f"over {low / 60:.0f} min",
                    f"{len(told):,}",
                    f"{sum(true <= likely for true, likely, _ in told) / len(told):.0%}",
                    f"{sum(true <= late for true, _, late in told) / len(told):.0%}",
                    f"{sum(abs(true - likely) for true, likely, _ in told) / len(told) / 60:.1f} min",
                    f"{sum(late - likely for _, likely, late in told) / len(told) / 60:.1f} min",
                ]
            )
    return markdown(("told", "moments", "sooner than likely", "sooner than late", "MAE", "late over likely"), rows)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
