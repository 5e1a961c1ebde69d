"""Look at made-up halls on all screens: which targets and texts are covered, cut, too small or out of sight.

python -m benchmarks.layouts                       400 halls, every size and zoom (an hour and more)
python -m benchmarks.layouts --halls 12 --first 88 some of them (from several first ones, where those are given)
python -m benchmarks.layouts --walls media         walls alone, all of them with pictures (or standard, or calls)
python -m benchmarks.layouts --pictures FOLDER     and keep a picture of what is wrong

The exit status is 1 when anything is wrong.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.browser import launcher, light, missing
from benchmarks.layouts.halls import LAYOUTS, hall
from benchmarks.layouts.screens import Look, Screens
from benchmarks.layouts.served import Stage

WORST = 40
"""So many kinds of faults are told, the commonest first."""


class Album:
    """Keeps pictures of what is wrong: of each kind of fault on each kind of screen a few."""

    EACH = 2

    def __init__(self, folder: Path | None) -> None:
        """Take where they go; None keeps none."""
        self._folder = folder
        self._kept: Counter[tuple[str, str]] = Counter()

    def keep(self, page: Any, look: Look) -> None:
        """Take a picture, if there are not enough of its kind."""
        kinds = {(look.screen, fault.partition(":")[0]) for fault in look.faults}
        if self._folder is None or all(self._kept[kind] >= self.EACH for kind in kinds):
            return
        self._kept.update(kinds)
        page.screenshot(path=self._folder / f"{str(look).replace(' ', '-')}.png")


def main() -> int:
    """Look and tell."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.layouts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--halls", type=int, default=400, help="how many, from each first one on")
    parser.add_argument("--first", type=int, default=[0], nargs="+", help="the first one's seed, or several")
    parser.add_argument("--every", type=int, default=1, help="each screen in one of so many views, in turn")
    parser.add_argument("--walls", choices=LAYOUTS, help="walls alone, in this layout")
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of what is wrong")
    chosen = parser.parse_args()
    if why := missing():
        print(why)
        return 1
    if chosen.pictures:
        chosen.pictures.mkdir(parents=True, exist_ok=True)
    seeds = [seed for first in chosen.first for seed in range(first, first + chosen.halls)]
    album, began = Album(chosen.pictures), time.perf_counter()
    looks, wrong, kinds = 0, list[Look](), Counter[str]()
    with launcher(light()) as launch, Stage().open() as stage:
        browser = launch()
        for seed in seeds:
            for look in looked_at(browser, stage, seed, album, chosen.every, chosen.walls):
                looks += 1
                kinds.update({f"{look.screen}: {fault.partition(':')[0]}" for fault in look.faults})
                if look.faults:
                    wrong.append(look)
                    print(f"{look}\n  " + "\n  ".join(look.faults), flush=True)
            print(f"… {seed}, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        browser.close()
    for kind, count in kinds.most_common(WORST):
        print(f"{count:6} {kind}")
    print(f"{len(seeds)} halls, {looks} looks, {len(wrong)} with faults; {time.perf_counter() - began:.0f} s")
    return 1 if wrong else 0


def looked_at(browser: Any, stage: Stage, seed: int, album: Album, every: int, walls: str | None) -> list[Look]:
    """Return the looks at the hall of `seed`, at each screen in one of `every` views; `walls` alone in that layout."""
    made_up = hall(seed, walls)
    context = browser.new_context(locale="zh-CN", service_workers="block", reduced_motion="reduce")
    with tempfile.TemporaryDirectory() as folder, stage.showing(made_up, Path(folder)) as day:
        screens = Screens(context.new_page(), stage.url, made_up, day, album.keep, every)
        looks = list(screens.walls() if walls else screens.all())
        context.close()
    return looks


if __name__ == "__main__":
    sys.exit(main())
