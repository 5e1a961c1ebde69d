# ruff: noqa: INP001 — a script, beside what it chooses
"""Listen to every Mandarin number and counter as a studio would; choose another take of those that are misheard.

    python assets/voice/choose_takes.py --work FOLDER      (then make_pack.py with the same folder)

Each is heard in four random calls by the recogniser of benchmarks/voice_recognition.py, which says what it needs. Where
it is misheard in one, each take is heard in these calls, and the take that is understood most often is kept, the
present one when none is better. Updates takes.json. Some two hours. Only for who changes the pack.
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
from takes import AGAIN, chosen, write  # noqa: E402

from benchmarks.voice_recognition import Call, Voice, recogniser, tools  # noqa: E402
from benchmarks.voice_scoring import score_zh  # noqa: E402

PART = re.compile(r"digits-(?P<digits>\d{3})(?P<yao>-yao)?|counter-(?P<counter>\d+)")
HARD = "SZLFDIMU"
"""Letters that run into the number after them."""
CALLS = 4
"""In how many calls each take is heard."""


def main() -> None:
    """Choose a take for each number of three digits and for each counter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for the raw recordings")
    work = parser.parse_args().work / "zh"
    work.mkdir(parents=True, exist_ok=True)
    studio, judge, takes = Studio(VOICES["zh"], work), Judge(), chosen()
    for text, name in all_phrases()["zh"].items():
        if PART.fullmatch(name):
            takes[name] = best_take(studio, judge, text, name, takes.get(name, 0))
    write(takes)


def best_take(studio: Studio, judge: "Judge", text: str, name: str, present: int) -> int:
    """Return the take that is understood in most calls; the `present` one if none is better."""
    calls = calls_with(name)
    best, most = present, -1
    for take in [present, *(take for take in range(len(AGAIN) + 1) if take != present)]:
        understood = judge.understood(studio.spoken(text, name, take), text, name, calls)
        if understood > most:
            best, most = take, understood
        if most == len(calls):
            break
    return best


def calls_with(name: str) -> Sequence[Call]:
    """Return the calls in which a clip is heard, always the same for the same clip: one with a hard letter."""
    part = PART.fullmatch(name)
    assert part is not None  # noqa: S101 — asked only of parts
    chance = random.Random(name)  # noqa: S311 — no secret
    letters = [chance.choice(pool) for pool in (HARD, *[ascii_uppercase] * (CALLS - 1))]
    return [
        Call(letter, part["digits"] or f"{chance.randrange(1_000):03d}", int(part["counter"] or chance.randint(1, 100)))
        for letter in letters
    ]


class Judge:
    """The recogniser, listening to whole calls in which one clip is on trial."""

    def __init__(self) -> None:
        found = tools()
        self._voice = Voice("pack", "zh", found)
        self._hear: Callable[[Any], str] = recogniser("zh", found)
        self._words = words()["zh"]

    def understood(self, raw: Path, text: str, name: str, calls: Sequence[Call]) -> int:
        """Return in how many of `calls` the clip on trial comes back right, by sound, as it would be shipped."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "clip.opus"
            make_clip(raw, text, path)
            self._voice.add(text, path)
        one = "幺" if name.endswith("-yao") else "一"
        heard = [self._hear(self._voice.join(call.phrases("zh", self._words, one))) for call in calls]
        scores = [
            score_zh(words, call.letter, call.digits, call.counter) for words, call in zip(heard, calls, strict=True)
        ]
        return sum(score.counter_sounded if name.startswith("counter") else score.digits_sounded for score in scores)


if __name__ == "__main__":
    main()
