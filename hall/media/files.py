"""Pictures and videos beside the calls: what lies in the data folder under media/ and can be shown."""

import logging
import stat
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from PIL import Image

FOLDER: Final = "media"
"""Where they lie, in the data folder."""
PICTURES: Final = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}
"""What a file of each ending has to be."""
VIDEOS: Final = frozenset({".mp4", ".webm"})
LARGEST_PICTURE: Final = 25 * 1024 * 1024
LARGEST_VIDEO: Final = 2 * 1024 * 1024 * 1024
"""In bytes."""
MOST_PIXELS: Final = 50_000_000
"""A screen's memory holds four bytes for each, whatever the file's size."""
MOST_FILES: Final = 200
Kind = Literal["picture", "video"]
_log = logging.getLogger(__name__)


def shown(folder: Path) -> dict[str, tuple[Kind, str]]:
    """Return what can be shown of `folder` by name: what it is, and a mark that changes when the file does."""
    found = ((path.name, _medium(path)) for path in _files(folder))
    return {name: medium for name, medium in list(found) if medium is not None}


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _medium(path: Path) -> tuple[Kind, str] | None:
    try:
        status = path.lstat()  # a link may lead anywhere, and is not followed
    except OSError:  # taken away meanwhile
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    kind = _kind(path, status.st_size, status.st_mtime_ns)
    return None if kind is None else (kind, f"{status.st_mtime_ns:x}")


@lru_cache(maxsize=1000)
def _kind(path: Path, size: int, _changed_ns: int) -> Kind | None:
    """Return what a file is, None for what must not be shown; the log says why, once for each change of the file."""
    ending = path.suffix.lower()
    if ending not in PICTURES and ending not in VIDEOS:
        return None
    fault = picture_fault(path, size) if ending in PICTURES else _too_large(size, LARGEST_VIDEO)
    if fault is not None:
        _log.warning("media/%s is not shown: %s", path.name, fault)
        return None
    return "picture" if ending in PICTURES else "video"


def picture_fault(path: Path, size: int) -> str | None:
    """Return why a file of `size` bytes is no picture for a screen, by what its head says."""
    if size > LARGEST_PICTURE:
        return _too_large(size, LARGEST_PICTURE)
    try:
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(path) as image,
        ):
            pixels = image.width * image.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as why:
        return f"it is no picture that can be read ({why})"
    return f"its {pixels // 1_000_000} million pixels are too many for a screen" if pixels > MOST_PIXELS else None


def _too_large(size: int, most: int) -> str | None:
    return f"it is larger than {most // 2**20} MB" if size > most else None
