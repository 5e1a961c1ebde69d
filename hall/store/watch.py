"""Whether what happens can be written down: tried now and then, so that the hall says so before a visitor finds out."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from hall.faults import Fault
from hall.store.lines import private
from hall.store.tiny import ENDING, is_ours

PROBE = "probe.tmp"


class DiskWatch:
    """Tries each folder by writing a small file in it, to the disk."""

    def __init__(self, folders: Sequence[Path], database: Callable[[], str | None] = lambda: None) -> None:
        """Take the folders, of which one that is not there is made, and what says why a database does not answer."""
        self._folders, self._database = folders, database
        self._wrong: dict[Path, str] = {}
        self._strangers: list[Path] = []

    def look(self) -> None:
        """Try every folder."""
        self._strangers = [
            path for folder in self._folders for path in folder.glob(f"**/*{ENDING}") if not is_ours(path)
        ]
        self._wrong = {folder: why for folder in self._folders if (why := _tried(folder)) is not None}

    def wrong(self) -> Sequence[str]:
        """Return a sentence for each folder that could not be written the last time."""
        database = self._database()
        return [
            *([f"the database does not answer ({database})"] if database else []),
            *(f"{folder.name}: cannot be written ({why})" for folder, why in self._wrong.items()),
        ]

    def faults(self) -> Sequence[Fault]:
        """Return what was wrong the last time: folders that could not be written, and files that are none of ours."""
        database = self._database()
        return [
            *([Fault("database", {"detail": database})] if database else []),
            *(Fault("disk", {"folder": f.name, "detail": why}, f.name) for f, why in self._wrong.items()),
            *(Fault("stranger", {"folder": p.parent.name, "file": p.name}, p.name) for p in self._strangers),
        ]


def _tried(folder: Path) -> str | None:
    path = folder / PROBE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fd = private(path, os.O_WRONLY)
        try:
            os.write(fd, b"probe")
            os.fsync(fd)
        finally:
            os.close(fd)
        path.unlink()
    except OSError as why:
        return why.strerror or str(why)
    return None
