# ruff: noqa: INP001, T201 — a script, beside what it chooses
"""Listen to every Mandarin number and counter as a studio would; choose another take of those that are misheard.

    python assets/voice/choose_takes.py --work FOLDER      (then make_pack.py with the same folder)

Each is heard inside one call by the recogniser of benchmarks/voice_recognition.py, which says what it needs. The
first take that is understood is kept; if none is, the first. Writes takes.json. Only for who changes the pack.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from make_pack import VOICES, Studio, make_clip  # noqa: E402 — the product is on the path only now
from phrases import all_phrases  # noqa: E402
from takes import AGAIN, write  # noqa: E402

from benchmarks.voice_recognition import Voice, recogniser, tools  # noqa: E402
from benchmarks.voice_scoring import score_zh  # noqa: E402

PART = re.compile(r"digits-\d{3}(-yao)?|counter-\d+")
LETTER, DIGITS, COUNTER = "W", "357", 44
CALL = ("请W，", "三五七号，", "到四十四号窗口办理。")
"""A call that is always understood; one part of it makes room for what is heard, and only that can be at fault."""


def main() -> None:
    """Choose a take for each number of three digits and for each counter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for the raw recordings")
    work = parser.parse_args().work / "zh"
    work.mkdir(parents=True, exist_ok=True)
    studio, judge = Studio(VOICES["zh"], work), Judge()
    parts = {text: name for text, name in all_phrases()["zh"].items() if PART.fullmatch(name)}
    takes = {name: first_understood(studio, judge, text, name) for text, name in parts.items()}
    write({name: take for name, take in takes.items() if take is not None})
    print(f"not understood in any take: {[name for name, take in takes.items() if take is None]}")


def first_understood(studio: Studio, judge: "Judge", text: str, name: str) -> int | None:
    """Return the number of the first take that is understood, or None."""
    takes = range(len(AGAIN) + 1)
    return next((take for take in takes if judge.understands(studio.spoken(text, name, take), text, name)), None)


class Judge:
    """The recogniser, listening to a number inside a call."""

    def __init__(self) -> None:
        found = tools()
        self._voice = Voice("pack", "zh", found)
        self._hear: Callable[[Any], str] = recogniser("zh", found)

    def understands(self, raw: Path, text: str, name: str) -> bool:
        """Whether the digits or the counter come back right, by sound, from the clip as it would be shipped."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "clip.opus"
            make_clip(raw, text, path)
            self._voice.add(text, path)
        kind, number = name.split("-")[:2]
        letter, digits, counter = CALL
        if kind == "counter":
            heard = self._hear(self._voice.join([letter, digits, text]))
            return score_zh(heard, LETTER, DIGITS, int(number)).counter_sounded
        heard = self._hear(self._voice.join([letter, text, counter]))
        return score_zh(heard, LETTER, number, COUNTER).digits_sounded


if __name__ == "__main__":
    main()
