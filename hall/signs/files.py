"""Reads a sign's protocol from a file: the shipped ones in `assets/signs`, a hall's own in the data folder."""

import codecs
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from hall.signs.frame import ADDRESSES, CHECKSUMS, WORDS, Protocol

FOLDER: Final = "signs"
"""Where protocols lie, in assets and in the data folder."""
FORMAT: Final = 1
KEYS: Final = frozenset({"format", "columns", "frame", "address_as", "encoding", "checksum", "answers"})
MOST_COLUMNS: Final = 120
"""With two bytes to a column a text's length still fits in one byte."""


class BadProtocol(Exception):  # noqa: N818 - says what is
    """The file is not there or cannot be used; the text names file, key and remedy."""


def folders(data: Path, root: Path) -> tuple[Path, Path]:
    """Return where protocols lie: the hall's own in the `data` folder, the shipped ones below `root`."""
    return data / FOLDER, root / "assets" / FOLDER


def protocol(name: str, among: Sequence[Path]) -> Protocol:
    """Return the protocol `name` from the first folder `among` these that has its file. Raises BadProtocol."""
    file = next((path for folder in among if (path := folder / f"{name}.toml").is_file()), None)
    if file is None:
        raise BadProtocol(f"there is no protocol {name!r}; there are {', '.join(known(among))}")
    return read(file)


def known(among: Sequence[Path]) -> Sequence[str]:
    """Return the names of all protocols in the folders `among`."""
    return sorted({path.stem for folder in among if folder.is_dir() for path in folder.glob("*.toml")})


def read(file: Path) -> Protocol:
    """Return the protocol in `file`. Raises BadProtocol."""
    try:
        return _checked(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError) as why:
        raise BadProtocol(f"{file.name}: {why}") from why


def _checked(table: Mapping[str, Any]) -> Protocol:
    """Return the protocol that a file describes. Raises ValueError."""
    if table.get("format") != FORMAT:
        raise ValueError(f"format must be {FORMAT}")
    if odd := KEYS ^ set(table):
        raise ValueError(f"needs exactly the keys {', '.join(sorted(KEYS))}; look at {', '.join(sorted(odd))}")
    if not _is_whole(table["columns"]) or not 1 <= table["columns"] <= MOST_COLUMNS:
        raise ValueError(f"columns must be a whole number from 1 to {MOST_COLUMNS}")
    if not isinstance(table["answers"], bool):
        raise ValueError("answers must be true or false")  # noqa: TRY004 - told like every other mistake
    for key, known in (("address_as", ADDRESSES), ("checksum", CHECKSUMS)):
        if table[key] not in known:
            raise ValueError(f"{key} must be one of {', '.join(known)}")
    try:
        codecs.lookup(str(table["encoding"]))
        "1".encode(str(table["encoding"]))
    except LookupError:
        raise ValueError(f"encoding {table['encoding']!r} is not known; GB 2312 is 'gb2312'") from None
    return Protocol(
        frame=_frame(table["frame"]),
        columns=table["columns"],
        address_as=table["address_as"],
        encoding=str(table["encoding"]),
        checksum=table["checksum"],
        answers=table["answers"],
    )


def _frame(parts: Any) -> tuple[bytes | str, ...]:
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError("frame must be a list of texts")
    frame = tuple(part if part in WORDS else _bytes(part) for part in parts)
    if twice := next((word for word in WORDS if frame.count(word) > 1), None):
        raise ValueError(f"frame has {twice} twice")
    if "text" not in frame:
        raise ValueError("frame has no text")
    if any(word in frame and frame.index(word) > frame.index("text") for word in ("length", "registers")):
        raise ValueError("frame must have length and registers before the text")
    follows = frame[frame.index("text") + 1 :]
    if not {"length", "registers"} & set(frame) and not (follows and isinstance(follows[0], bytes)):
        raise ValueError("frame needs length or registers before the text, or bytes right after it: where does it end?")
    return frame


def _bytes(part: str) -> bytes:
    try:
        found = bytes.fromhex(part)
    except ValueError:
        found = b""
    if not found:
        raise ValueError(f"frame: {part!r} is neither bytes in hexadecimal nor one of {', '.join(sorted(WORDS))}")
    return found


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
