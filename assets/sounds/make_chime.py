# ruff: noqa: INP001 - run once by hand, part of no package
"""Makes chime.wav: two soft bell notes falling a third, before a call is spoken.

Each note is a few partials that die away, the higher the sooner, as in a struck bar; the second begins
while the first still rings. Standard library only; the same bytes every time. Run once by whoever changes the sound.
"""

import math
import struct
import sys
import wave
from pathlib import Path

RATE_HZ = 20_000  # the highest partial is below 4 kHz; 36 kB in all
LENGTH_S = 0.9
PEAK = 0.37  # about -20 LUFS, as loud as the voice after it
NOTES = [(0.0, 783.99), (0.26, 622.25)]  # start in seconds, pitch: G5, then E flat 5
PARTIALS = [
    (1.0, 1.0, 0.30),
    (2.0, 0.28, 0.16),
    (3.0, 0.10, 0.09),
    (4.2, 0.05, 0.05),
]  # ratio, strength, decay in s
ATTACK_S = 0.006
FADE_S = 0.12


def note(t: float, pitch: float) -> float:
    """The note's swing `t` seconds after it was struck."""
    if t < 0:
        return 0.0
    rise = min(1.0, t / ATTACK_S)
    return rise * sum(k * math.exp(-t / d) * math.sin(2 * math.pi * pitch * r * t) for r, k, d in PARTIALS)


def samples() -> list[float]:
    """The whole chime, faded to silence at its end and brought to PEAK."""
    count = int(RATE_HZ * LENGTH_S)
    raw = [sum(note(i / RATE_HZ - start, pitch) for start, pitch in NOTES) for i in range(count)]
    faded = [value * min(1.0, (count - 1 - i) / (FADE_S * RATE_HZ)) for i, value in enumerate(raw)]
    loudest = max(map(abs, faded))
    return [value * PEAK / loudest for value in faded]


def main(target: Path) -> None:
    """Writes the chime as 16-bit mono WAV."""
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(b"".join(struct.pack("<h", round(value * 32767)) for value in samples()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("chime.wav"))
