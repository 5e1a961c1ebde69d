# ruff: noqa: INP001, T201 — a script, beside what it chooses
"""Listen to every Mandarin number and counter as a studio would; choose another take of those that are misheard.

    python assets/voice/choose_takes.py --work FOLDER --round NAME [--only PATTERN]   (then make_pack.py, same folder)

Each is heard in three random calls by the recogniser of benchmarks/voice_recognition.py, which says what it needs.
Where it is misheard in one, it is heard in three more, and so is every other take: the one that is understood most
often is kept, the present one when none is better. Each round has calls of its own. takes.json is updated as it goes,
so it can be stopped at any time. Some two hours of one core for a round of all numbers.
Only for who changes the pack.
"""

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from make_pack import VOICES, Studio, make_clip  # noqa: E402 — the product is on the path only now
from phrases import all_phrases, words  # noqa: E402
from takes import TRIED, chosen, write  # noqa: E402

from benchmarks.voice_recognition import Call, Voice, recogniser, tools  # noqa: E402
from benchmarks.voice_scoring import score_zh  # noqa: E402

PART = re.compile(r"digits-(?P<digits>\d{3})(?P<yao>-yao)?|counter-(?P<counter>\d+)")
CALLS = 6
"""In how many calls takes are compared."""
ENOUGH = 3
"""In how many calls a clip must be understood to be left alone."""


def main() -> None:
    """Choose a take for each number of three digits and for each counter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for the raw recordings")
    parser.add_argument("--round", required=True, help="any name; another name gives other calls")
    parser.add_argument("--only", type=re.compile, default="", help="only clips in whose names this pattern is found")
    options = parser.parse_args()
    work = options.work / "zh"
    work.mkdir(parents=True, exist_ok=True)
    studio, judge = Studio(VOICES["zh"], work), Judge()
    for text, name in all_phrases()["zh"].items():
        if not PART.fullmatch(name) or not re.search(options.only, name):
            continue
        calls, present = calls_with(name, options.round), chosen().get(name, 0)
        trial = judge.on_trial(studio, text, name)
        best = best_take(trial, calls, present)
        if best != present:
            print(f"{name}: take {best} for {present}", flush=True)
            write(chosen() | {name: best})


def best_take(understood: Callable[[int, Call], bool], calls: Sequence[Call], present: int) -> int:
    """Return the take that is understood in most calls; the `present` one if none is better.

    A take that can no longer be better than the best so far is not heard to the end.
    """
    first = [understood(present, call) for call in calls[:ENOUGH]]
    if all(first):
        return present
    best, most = present, sum(first) + sum(understood(present, call) for call in calls[ENOUGH:])
    for take in (take for take in TRIED if take != present):
        missed = 0
        for call in calls:
            missed += not understood(take, call)
            if len(calls) - missed <= most:
                break
        else:
            best, most = take, len(calls) - missed
        if most == len(calls):
            break
    return best


def calls_with(name: str, round_name: str) -> Sequence[Call]:
    """Return the calls in which a clip is heard in a round, always the same ones, each with another letter."""
    part = PART.fullmatch(name)
    assert part is not None  # noqa: S101 — asked only of parts
    chance = random.Random(f"{name} {round_name}")  # noqa: S311 — no secret
    return [
        Call(letter, part["digits"] or f"{chance.randrange(1_000):03d}", int(part["counter"] or chance.randint(1, 100)))
        for letter in chance.sample(ascii_uppercase, CALLS)
    ]


class Judge:
    """The recogniser, listening to whole calls in which one clip is on trial."""

    def __init__(self) -> None:
        found = tools()
        self._voice = Voice("pack", "zh", found)
        self._hear: Callable[[Any], str] = recogniser("zh", found)
        self._words = words()["zh"]

    def on_trial(self, studio: Studio, text: str, name: str) -> Callable[[int, Call], bool]:
        """Return whether a take of one clip comes back right in a call, by sound, as it would be shipped."""
        one = "幺" if name.endswith("-yao") else "一"
        heard_last: int | None = None

        def understood(take: int, call: Call) -> bool:
            nonlocal heard_last
            if take != heard_last:
                self._put(studio.spoken(text, name, take), text)
                heard_last = take
            heard = self._hear(self._voice.join(call.phrases("zh", self._words, one)))
            score = score_zh(heard, call.letter, call.digits, call.counter)
            return score.counter_sounded if name.startswith("counter") else score.digits_sounded

        return understood

    def _put(self, raw: Path, text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "clip.opus"
            make_clip(raw, text, path)
            self._voice.add(text, path)


if __name__ == "__main__":
    main()
