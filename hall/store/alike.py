"""Keeps the hall's own files alike in the data folders of all its servers, by way of their database.

Each server remembers what it last had in common with the database. What somebody adds, changes or takes away in one
folder is so at every server within seconds; where two did so at once, what the database has counts.
"""

import hashlib
import json
import logging
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from hall.store.database import Database
from hall.store.lines import private

FOLDERS: Final = ("media", "recordings", "guides")
COMMON: Final = "alike.json"
"""The digests of what this server last had in common with the database, by path, in its data folder."""
PIECE: Final = 1 << 20
"""Bytes of a file that go at once."""
SETTLED_S: Final = 2.0
"""A file that was written to since may not be whole yet."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file that lies here: what tells without reading it that it has changed, and its content's digest."""

    size: int
    changed_ns: int
    digest: str


class AlikeFolders:
    """The files of one server."""

    def __init__(self, database: Database, data: Path) -> None:
        """Keep the files under `data` as the database's hall has them."""
        self._database, self._hall, self._data = database, database.hall, data
        self._common = _read(data / COMMON)
        self._seen: dict[str, _Seen] = {}

    def look(self) -> None:
        """Give the others what is new here, and take what is new there. Raises JournalError, OSError."""
        before = dict(self._common)
        for path in [one for one in before if not (self._data / _folder(one)).is_dir()]:
            del self._common[path]  # nobody took the files of a whole folder away: it was lost, and comes back
        theirs = {
            path: (digest, changed_ns)
            for path, digest, changed_ns in self._database.rows(
                "select path, digest, changed_ns from file where hall = %s", (self._hall,)
            )
            if _is_ours(path)
        }
        mine, unsettled = self._look_around()
        for path in sorted({*theirs, *mine, *self._common} - unsettled):
            here, there, common = mine.get(path), theirs.get(path), self._common.get(path)
            digest = None if there is None else there[0]
            if here == digest:
                pass
            elif there is not None and digest != common:
                self._take(path, *there)
            elif here == common:
                (self._data / path).unlink(missing_ok=True)
            else:
                digest = here
                self._give(path)
            if digest is None:
                self._common.pop(path, None)
            else:
                self._common[path] = digest
        if self._common != before:
            self._remember()

    def _look_around(self) -> tuple[Mapping[str, str], set[str]]:
        """Return the digests of the files that lie here, by path; and which others may just be written."""
        found, unsettled = dict[str, _Seen](), set[str]()
        for path in self._paths():
            try:
                status = (self._data / path).stat()
                if abs(time.time() - status.st_mtime) < SETTLED_S:
                    unsettled.add(path)
                    continue
                seen, size, changed_ns = self._seen.get(path), status.st_size, status.st_mtime_ns
                if seen is None or (seen.size, seen.changed_ns) != (size, changed_ns):
                    seen = _Seen(size, changed_ns, _digest(self._data / path))
                found[path] = seen
            except FileNotFoundError:  # taken away meanwhile
                continue
        self._seen = found
        return {path: seen.digest for path, seen in found.items()}, unsettled

    def _paths(self) -> Iterator[str]:
        for folder in FOLDERS:
            for path in (self._data / folder).rglob("*"):
                name = path.relative_to(self._data).as_posix()
                if _is_ours(name) and path.is_file() and not path.is_symlink():
                    yield name

    def _give(self, path: str) -> None:
        """Have the database hold what lies here under `path`, or nothing."""
        seen = self._seen.get(path)
        if seen is None:
            self._database.rows("delete from file where hall = %s and path = %s", (self._hall, path))
        else:
            for nth, piece in enumerate(_pieces(self._data / path)):
                self._database.rows(
                    "insert into piece (hall, digest, nth, content) values (%s, %s, %s, %s) "
                    "on conflict (hall, digest, nth) do update set at = clock_timestamp()",
                    (self._hall, seen.digest, nth, piece),
                )
            self._database.rows(
                "insert into file values (%s, %s, %s, %s) on conflict (hall, path) "
                "do update set digest = excluded.digest, changed_ns = excluded.changed_ns",
                (self._hall, path, seen.digest, seen.changed_ns),
            )
        self._database.rows(  # those of today may be of a file that another server is just putting there
            "delete from piece where hall = %s and at < clock_timestamp() - interval '1 day' "
            "and not exists (select from file where file.hall = piece.hall and file.digest = piece.digest)",
            (self._hall,),
        )

    def _take(self, path: str, digest: str, changed_ns: int) -> None:
        """Have what the database holds lie here; a file whose pieces are not all there stays away until they are."""
        target = self._data / path
        draft = target.with_name(f".{target.name}.part")
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with open(draft, "xb", opener=private) as file:
            for nth in range(self._count(digest)):
                ((piece,),) = self._database.rows(
                    "select content from piece where hall = %s and digest = %s and nth = %s", (self._hall, digest, nth)
                )
                file.write(piece)
        if _digest(draft) != digest:
            draft.unlink()
            raise OSError(f"{path}: what the database holds of it is not whole")
        os.utime(draft, ns=(changed_ns, changed_ns))
        draft.replace(target)
        log.info("%s is another server's now", path)

    def _count(self, digest: str) -> int:
        ((count,),) = self._database.rows(
            "select count(*) from piece where hall = %s and digest = %s", (self._hall, digest)
        )
        return int(count)

    def _remember(self) -> None:
        draft = self._data / f"{COMMON}.part"
        draft.write_text(json.dumps(self._common), encoding="utf-8")
        draft.replace(self._data / COMMON)


def _read(file: Path) -> dict[str, str]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(path): str(digest) for path, digest in known.items()} if isinstance(known, dict) else {}


def _folder(path: str) -> str:
    return PurePosixPath(path).parts[0]


def _is_ours(path: str) -> bool:
    """Return whether a path is one of the hall's own files: in one of the folders, nothing hidden, nowhere else."""
    parts = PurePosixPath(path).parts
    return len(parts) > 1 and parts[0] in FOLDERS and not any(part.startswith(".") for part in parts)


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as content:
        while piece := content.read(PIECE):
            time.sleep(0)  # let everybody else have their turn
            yield piece


def _digest(file: Path) -> str:
    found = hashlib.sha256()
    for piece in _pieces(file):
        found.update(piece)
    return found.hexdigest()
