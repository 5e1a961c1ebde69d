"""How long a sound file is, read from the file alone: WAV, Ogg Opus, FLAC."""

import wave
from pathlib import Path
from typing import Final

OPUS_HZ: Final = 48_000


def seconds(path: Path) -> float | None:
    """Return how long the sound is, None for a kind that does not say so itself or a file that cannot be read."""
    try:
        match path.suffix.lower():
            case ".wav":
                with wave.open(str(path), "rb") as file:
                    return file.getnframes() / file.getframerate()
            case ".opus" | ".ogg":
                return _opus(path.read_bytes())
            case ".flac":
                return _flac(path.read_bytes()[:64])
    except (OSError, EOFError, wave.Error, ValueError, ZeroDivisionError):
        return None
    return None


def _opus(sound: bytes) -> float | None:
    """Return where the last page of an Ogg Opus stream ends, less what its head says is to be skipped."""
    head, last = sound.find(b"OpusHead"), sound.rfind(b"OggS")
    if head < 0 or last < 0:
        return None
    skipped = int.from_bytes(sound[head + 10 : head + 12], "little")
    return (int.from_bytes(sound[last + 6 : last + 14], "little") - skipped) / OPUS_HZ


def _flac(head: bytes) -> float | None:
    """Return what the block STREAMINFO says, which always comes first."""
    facts = int.from_bytes(head[18:26], "big")  # 20 bits of samples a second, 3 and 5 of format, 36 of samples
    rate_hz, samples = facts >> 44, facts & ((1 << 36) - 1)
    return samples / rate_hz if head[:4] == b"fLaC" and rate_hz and samples else None
