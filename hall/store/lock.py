"""One writer at a time in a folder, among threads and processes."""

import os
from pathlib import Path
from threading import Lock
from typing import IO, ClassVar

import portalocker


class FolderLock:
    """Excludes other processes by a lock on a file, and other threads, which that lock does not see, by another."""

    _of: ClassVar[dict[Path, "FolderLock"]] = {}
    _making: ClassVar[Lock] = Lock()

    @classmethod
    def of(cls, folder: Path) -> "FolderLock":
        """Return the one lock of `folder` in this process."""
        with cls._making:
            if folder not in cls._of:
                cls._of[folder] = cls(folder)
            return cls._of[folder]

    def __init__(self, folder: Path) -> None:
        self.threads = Lock()
        self.file: IO[bytes] = (folder / "write.lock").open("ab")

    def __enter__(self) -> None:
        self.threads.acquire()
        _lock(self.file)

    def __exit__(self, *_: object) -> None:
        _unlock(self.file)
        self.threads.release()


if os.name == "nt":

    def _lock(file: IO[bytes]) -> None:
        portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE)

    def _unlock(file: IO[bytes]) -> None:
        portalocker.unlock(file)

else:
    import fcntl  # the same lock as portalocker's, whose checks of its arguments take a tenth of an act

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
