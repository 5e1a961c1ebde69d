"""One clip's sound: checked, silence cut off, loudness levelled. 16-bit mono samples, the standard library alone."""

import math
import wave
from array import array
from operator import mul
from pathlib import Path
from typing import Final

TARGET_DBFS: Final = -20.0
"""Loudness of the spoken part (RMS, full scale = 0) at full volume: the same for every clip, whoever made it."""
PEAK_DBFS: Final = -1.0
"""No sample is louder: headroom for what encoders and loudspeakers add."""
SILENT_DBFS: Final = -60.0
"""A clip whose peak stays under this has nothing in it."""
_FRAME_S: Final = 0.01
_LEAD_S, _TAIL_S = 0.02, 0.06  # left at the ends, so that joined clips breathe and no consonant is cut
_FADE_S: Final = 0.005
_FLOOR_DB: Final = -40.0  # under the clip's peak: not speech
_SHORTEST_S, _LONGEST_S = 0.03, 1.2  # a character of text, at any rate that can be set


class Unusable(ValueError):  # noqa: N818 — says what is
    """The sound is not what was asked for; its text says why."""


def read(path: Path) -> tuple["array[int]", int]:
    """Return samples and samples per second of a WAV file. Raises Unusable for what is none, OSError."""
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                raise Unusable(f"{file.getnchannels()} channels of {8 * file.getsampwidth()} bits instead of mono 16")
            samples = array("h", file.readframes(file.getnframes()))
            return samples, file.getframerate()
    except (wave.Error, EOFError, ValueError) as error:
        raise Unusable(f"no WAV file: {error}") from error


def write(path: Path, samples: "array[int]", samples_per_s: int) -> None:
    """Write a WAV file. Raises OSError."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(samples_per_s)
        file.writeframes(samples.tobytes())


def polish(samples: "array[int]", samples_per_s: int, text: str, volume: float) -> "array[int]":
    """Return the clip of `text` trimmed and levelled; `volume` 0–1 is its share of full loudness.

    Raises Unusable when it is silent, or shorter or longer than any voice would take for that text.
    """
    if dbfs(peak(samples)) < SILENT_DBFS:
        raise Unusable("silent")
    trimmed = _trimmed(samples, samples_per_s)
    duration_s, characters = len(trimmed) / samples_per_s, sum(map(str.isalnum, text))
    if not _SHORTEST_S * characters < duration_s < longest_s(text):
        raise Unusable(f"{duration_s:.2f} s for {characters} characters")
    gain = min(10 ** (TARGET_DBFS / 20) * 32_768 / loudness(trimmed, samples_per_s), _peak_gain(trimmed)) * volume
    return _faded(array("h", map(int, map(gain.__mul__, trimmed))), samples_per_s)


def longest_s(text: str) -> float:
    """Return the most seconds that a voice may take for `text`."""
    return 2 + _LONGEST_S * sum(map(str.isalnum, text))


def peak(samples: "array[int]") -> float:
    """Return the largest sample, without its sign."""
    return float(max(max(samples), -min(samples))) if samples else 0.0  # noqa: PLW3301 — twice as fast as abs of each


def rms(samples: "array[int]") -> float:
    """Return the root of the mean square."""
    return math.sqrt(sum(map(mul, samples, samples)) / len(samples)) if samples else 0.0


def dbfs(level: float) -> float:
    """Return a level of 16-bit samples in decibels under full scale."""
    return 20 * math.log10(level / 32_768) if level > 0 else -math.inf


def loudness(samples: "array[int]", samples_per_s: int) -> float:
    """Return the RMS of what is spoken, leaving the pauses out."""
    plan = _plan(samples)
    spoken = [level for level in _frame_levels(samples, samples_per_s) if level > plan]
    return math.sqrt(sum(level * level for level in spoken) / len(spoken)) if spoken else 0.0


def _trimmed(samples: "array[int]", samples_per_s: int) -> "array[int]":
    frame, plan = int(_FRAME_S * samples_per_s), _plan(samples)
    spoken = [i for i, level in enumerate(_frame_levels(samples, samples_per_s)) if level > plan]
    if not spoken:
        raise Unusable("a click and no speech")
    start = spoken[0] * frame - int(_LEAD_S * samples_per_s)
    end = (spoken[-1] + 1) * frame + int(_TAIL_S * samples_per_s)
    return samples[max(0, start) : end]


def _frame_levels(samples: "array[int]", samples_per_s: int) -> list[float]:
    frame = int(_FRAME_S * samples_per_s)
    return [rms(samples[i : i + frame]) for i in range(0, len(samples), frame)]


def _plan(samples: "array[int]") -> float:
    return float(peak(samples) * 10 ** (_FLOOR_DB / 20))


def _peak_gain(samples: "array[int]") -> float:
    return float(10 ** (PEAK_DBFS / 20) * 32_768 / peak(samples))


def _faded(samples: "array[int]", samples_per_s: int) -> "array[int]":
    """Take the ends down to nothing: a cut wave clicks."""
    fade = min(int(_FADE_S * samples_per_s), len(samples) // 2)
    for i in range(fade):
        samples[i] = samples[i] * i // fade
        samples[-1 - i] = samples[-1 - i] * i // fade
    return samples
