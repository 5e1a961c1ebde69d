# ruff: noqa: INP001 — imported by the scripts beside it
"""How a Mandarin number is spoken again when its first take was misheard: a fixed order, and what was chosen."""

import json
from pathlib import Path
from typing import NamedTuple

CHOSEN = Path(__file__).with_name("takes.json")


class Take(NamedTuple):
    """Marks between the digits and at the end, the style's length in phonemes, and the pace."""

    between: str
    end: str
    style: int
    rate_wpm: int

    def worded(self, text: str) -> str:
        """Return a number's text (七一八号，) or a letter's (请F，) with this take's marks (七、一、八号。 or 请、F。).

        A counter's stays as it stands.
        """
        if text.startswith("请"):
            return "请" + self.between + text[1:-1] + self.end
        if not text.endswith("号，"):
            return text
        digits = text.removesuffix("号，")
        return self.between.join(digits) + "号" + self.end


AGAIN = (
    Take("、", "。", 60, 160),
    Take("、", "，", 60, 144),
    Take(" ", "。", 30, 160),
    Take("、", "。", 20, 144),
    Take(" ", "，", 60, 160),
    Take(" ", "，", 60, 176),
    Take(" ", "。", 60, 160),
    Take("、", "，", 60, 160),
    Take(" ", "，", 45, 152),
    Take("、", "，", 30, 160),
    Take("", "，", 30, 160),
    Take(" ", "，", 80, 160),
    Take("、", "。", 80, 150),
    Take("、", "，", 100, 152),
    Take("", "，", 60, 150),
    Take(" ", "，", 50, 168),
    Take("、", "。", 40, 160),
    Take("", "。", 45, 160),
)
"""Takes 1 to 18; take 0 is the text as it stands."""

TRIED = (1, 13, 18, 4, 8, 15, 17, 5, 12, 2, 14, 7, 3, 10, 16, 6, 9, 11, 0)
"""In which order takes are listened to: those that were chosen most often first."""


def chosen() -> dict[str, int]:
    """Return the take of each Mandarin clip that is not the first."""
    found: dict[str, int] = json.loads(CHOSEN.read_text(encoding="utf-8"))
    return found


def write(takes: dict[str, int]) -> None:
    """Write which clips have which take; those of take 0 are left out."""
    kept = {name: take for name, take in sorted(takes.items()) if take}
    CHOSEN.write_bytes((json.dumps(kept, indent=0) + "\n").encode())
