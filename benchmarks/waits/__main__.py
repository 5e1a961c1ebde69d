"""Try the forecast on made-up halls: one table by kind of hall, one by length, one of costs.

python -m benchmarks.waits                       all kinds that are judged (an hour; nothing else should run)
python -m benchmarks.waits --only peaks light    some of them
python -m benchmarks.waits --tuning              the kinds that the forecast's own figures were chosen on
python -m benchmarks.waits --costs               what a look ahead costs
python -m benchmarks.waits --plot FILE           also draw the calibration (docs/forecast.svg)
"""

import argparse
import sys
from pathlib import Path
from random import Random

from benchmarks.waits.costs import costs
from benchmarks.waits.judge import Moment, judge
from benchmarks.waits.kinds import JUDGED
from benchmarks.waits.plot import calibration
from benchmarks.waits.scores import HEAD, SQUARED_HEAD, by_length, markdown, mean, score
from benchmarks.waits.tuning import TUNING


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.waits", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", nargs="+", type=int, default=[101, 102, 103], help="one hall of each kind per seed")
    parser.add_argument("--days", type=int, default=1, help="days that are judged in each hall")
    parser.add_argument("--step", type=float, default=60.0, help="seconds between looks")
    parser.add_argument("--only", nargs="+", default=[], help="some kinds")
    parser.add_argument("--tuning", action="store_true", help="the kinds for tuning")
    parser.add_argument("--costs", action="store_true", help="only what a look costs")
    parser.add_argument("--plot", type=Path, help="where to draw the calibration")
    chosen = parser.parse_args()
    cost = costs()  # first: the garbage of a million moments would be collected in the middle of a look
    if chosen.costs:
        print(cost)
        return 0
    scores, everything = [], list[Moment]()
    for kind in TUNING if chosen.tuning else JUDGED:
        if chosen.only and kind.__name__ not in chosen.only:
            continue
        moments = list[Moment]()
        for seed in chosen.seeds:
            hall = kind(Random(f"{kind.__name__} {seed}"))
            moments += judge(hall, seed, chosen.days, chosen.step)
        scores.append(score(hall.kind, moments))
        print(" ".join(scores[-1].cells()), file=sys.stderr, flush=True)
        everything += moments
    rows = (*scores, mean(scores))
    print(markdown(HEAD, [one.cells() for one in rows]))
    print(f"\n{markdown(SQUARED_HEAD, [one.squared_cells() for one in rows])}")
    print(f"\n{by_length(everything)}\n\n{cost}")
    if chosen.plot is not None:
        chosen.plot.write_text(calibration(everything, scores), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
