"""Takes in a picture or video from a browser: whole, what it says it is, and nowhere but in its folder."""

import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from hall.journal.refusal import Illegal, Unknown, Wrong
from hall.media.files import LARGEST_PICTURE, MOST_FILES, PICTURES, VIDEOS, shown
from hall.media.look import NOT_SAID, TOO_MANY_PIXELS, WELL
from hall.media.video import video_fault
from hall.store.lines import not_written

LARGEST_UPLOAD: Final = 500 * 1024 * 1024
"""In bytes; a larger film is put into the folder at the computer itself."""
LONGEST_NAME: Final = 80
LOOKS_FOR_S: Final = 60.0
"""A picture that cannot be drawn in this time would hold up a screen as well."""
_NEVER: Final = frozenset('<>:"/\\|?*')
"""What leads out of the folder, or what Windows has no file of."""
_DEVICES: Final = frozenset({"con", "prn", "aux", "nul", *(f"{n}{d}" for n in ("com", "lpt") for d in range(10))})


def checked_name(name: str) -> str:
    """Return the name of a file to be. Raises Wrong."""
    ending = Path(name).suffix.lower()
    unseen = any(unicodedata.category(char).startswith("C") for char in name)
    if (
        not 0 < len(name) <= LONGEST_NAME
        or unseen
        or _NEVER & set(name)
        or name.startswith(".")
        or name != name.strip()
    ):
        raise Wrong("media_name", field="name", longest=LONGEST_NAME)
    if Path(name).stem.lower() in _DEVICES:
        raise Wrong("media_name", field="name", longest=LONGEST_NAME)
    if ending in {".svg", ".svgz"}:
        raise Wrong("media_svg", field="name")
    if ending not in PICTURES and ending not in VIDEOS:
        raise Wrong("media_kind", field="name")
    return name


def take_in(
    folder: Path, root: Path, name: str, size: int, pieces: Iterable[bytes], record: Callable[[], object]
) -> None:
    """Put what comes in `pieces` into `folder` as `name`, in the place of what was there; else nothing is changed.

    `root` is where this program lies, `size` how many bytes are to come. `record` writes down that it is put there,
    once all of it lies on the disk and is what it says: where that fails nothing is changed either.
    Raises Wrong, Illegal when there are too many, JournalError when the disk does not take it.
    """
    most = LARGEST_PICTURE if Path(checked_name(name)).suffix.lower() in PICTURES else LARGEST_UPLOAD
    if size > most:
        raise Wrong("media_large", field="file", most=most // 2**20)
    there = shown(folder)
    if name not in there and len(there) >= MOST_FILES:
        raise Illegal("media_many", most=MOST_FILES)
    try:
        _put(folder, root, name, size, pieces, record)
    except OSError as why:
        raise not_written(why, folder / name) from why


def _put(folder: Path, root: Path, name: str, size: int, pieces: Iterable[bytes], record: Callable[[], object]) -> None:
    """See `take_in`. Raises Wrong, OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as file:
        draft = Path(file.name)
        try:
            for piece in pieces:
                file.write(piece)
            file.flush()
            _check(draft, size, root, Path(name).suffix.lower())
            record()
        except BaseException:
            file.close()
            draft.unlink(missing_ok=True)
            raise
    draft.replace(folder / name)


def remove(folder: Path, name: str, record: Callable[[], object]) -> None:
    """Take a file away, once `record` has written down that it is.

    Raises Wrong, Unknown, and JournalError when the disk does not let it go.
    """
    path = folder / checked_name(name)
    if path.is_symlink() or not path.is_file():
        raise Unknown("media_unknown", name=name)
    record()
    try:
        path.unlink()
    except OSError as why:
        raise not_written(why, path) from why


def _check(draft: Path, size: int, root: Path, ending: str) -> None:
    """Look at what came. Raises Wrong."""
    if draft.stat().st_size != size:
        raise Wrong("media_broken", field="file")
    if ending in VIDEOS:
        fault = video_fault(draft, ending)
        if fault is not None:
            raise Wrong(fault, field="file")
        return
    words = [sys.executable, "-m", "hall.media.look", str(draft.absolute()), PICTURES[ending]]
    try:
        ended = subprocess.run(  # noqa: S603 - ourselves
            words, cwd=root, check=False, timeout=LOOKS_FOR_S, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ).returncode
    except subprocess.TimeoutExpired:
        ended = TOO_MANY_PIXELS
    codes = {NOT_SAID: "media_not_said", TOO_MANY_PIXELS: "media_pixels"}
    if ended != WELL:
        raise Wrong(codes.get(ended, "media_broken"), field="file")
