"""Whether a file is the film that its ending says, by its own table of contents: nothing is decoded here."""

import struct
from pathlib import Path
from typing import BinaryIO, Final

_EBML: Final = b"\x1a\x45\xdf\xa3"
_HEAD: Final = 4096
"""Bytes within which a WebM says what it is."""
_BOX: Final = struct.Struct(">I4s")
_MOST_BOXES: Final = 100_000
"""A film that comes in pieces has two for each; a browser would not play one of more."""


def video_fault(path: Path, ending: str) -> str | None:
    """Return the code of what is wrong with a film, None when it is one and whole."""
    with path.open("rb") as file:
        if ending == ".webm":
            head = file.read(_HEAD)
            return None if head.startswith(_EBML) and b"webm" in head else "media_not_said"
        return _mp4_fault(file, path.stat().st_size)


def _mp4_fault(file: BinaryIO, size: int) -> str | None:
    """Walk the boxes of an MP4 from its beginning to its end."""
    at, found = 0, set[bytes]()
    for _ in range(_MOST_BOXES):
        if at == size:
            break
        file.seek(at)
        head = file.read(_BOX.size)
        if len(head) < _BOX.size:
            return "media_broken"
        long, kind = _BOX.unpack(head)
        if at == 0 and kind != b"ftyp":
            return "media_not_said"
        if long == 1:
            long = int.from_bytes(file.read(8))
        elif long == 0:  # to the end
            long = size - at
        if long < _BOX.size or at + long > size:
            return "media_broken"
        found.add(kind)
        at += long
    return None if at == size and {b"ftyp", b"moov", b"mdat"} <= found else "media_broken"
