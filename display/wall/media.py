"""Pictures and videos beside the calls: whatever lies in the data folder under media/ and can be shown."""

import logging
import mimetypes
import stat
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from flask import Blueprint, Response, abort, send_file
from PIL import Image
from typing_extensions import TypedDict

from hall.web.bodies import answer
from hall.web.context import Context

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
VIDEOS = frozenset({".mp4", ".webm"})
LARGEST_PICTURE = 25 * 1024 * 1024
LARGEST_VIDEO = 2 * 1024 * 1024 * 1024
"""In bytes."""
MOST_PIXELS = 50_000_000
"""A screen's memory holds four bytes for each, whatever the file's size."""
MOST_FILES = 200
KEPT_S = 3600
_log = logging.getLogger(__name__)


class Medium(TypedDict):
    """A picture or video, and the address that shows it; the address changes when the file does."""

    kind: Literal["picture", "video"]
    url: str


def listed(folder: Path) -> list[Medium]:
    """Return what can be shown of `folder`, by name; a folder that is not there has nothing."""
    try:
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return []
    found = (_medium(folder / name) for name in names)
    return [medium for medium in found if medium is not None][:MOST_FILES]


def _medium(path: Path) -> Medium | None:
    try:
        status = path.lstat()  # a link may lead anywhere, and is not followed
    except OSError:  # taken away meanwhile
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    kind = _kind(path, status.st_size, status.st_mtime_ns)
    return (
        None if kind is None else Medium(kind=kind, url=f"/display/media/{quote(path.name)}?v={status.st_mtime_ns:x}")
    )


@lru_cache(maxsize=1000)
def _kind(path: Path, size: int, _changed_ns: int) -> Literal["picture", "video"] | None:
    """Return what a file is, None for what must not be shown; the log says why, once for each change of the file."""
    ending = path.suffix.lower()
    if ending not in PICTURES | VIDEOS:
        return None
    fault = _fault(path, size) if ending in PICTURES else _too_large(size, LARGEST_VIDEO)
    if fault is not None:
        _log.warning("media/%s is not shown: %s", path.name, fault)
        return None
    return "picture" if ending in PICTURES else "video"


def _fault(path: Path, size: int) -> str | None:
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


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes, folder = Blueprint("display_media", __name__), context.data / "media"

    @routes.get("/display/media/")
    def index() -> Response:
        return answer(listed(folder))

    @routes.get("/display/media/<name>")
    def medium(name: str) -> Response:
        path = folder / name
        if Path(name).name != name or name.startswith(".") or path.suffix.lower() not in PICTURES | VIDEOS:
            abort(404)
        if path.is_symlink() or not path.is_file():
            abort(404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return send_file(path, mimetype=kind, max_age=KEPT_S, conditional=True)

    return routes
