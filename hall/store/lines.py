"""A file of checksummed JSON lines that is only ever added to.

A line is `{"crc":"xxxxxxxx","doc":…}`; the checksum is CRC-32 of the bytes of `doc`. The first line says the format.
Several processes may add to one file: each holds the folder's write lock for the moment of adding and reads first what
others added. A last line that was not finished was never acknowledged and is set aside; damage, also of a whole last
line, is refused by name and place.
"""

import errno
import json
import os
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO, FileIO
from pathlib import Path
from typing import Any
from weakref import finalize

from hall.journal.journal import Conflict, JournalError, JournalFull
from hall.store.lock import FolderLock

FORMAT = 1
_DOC = len(b'{"crc":"xxxxxxxx","doc":')
_HOLE = b"\0" * 16
"""What stands where nothing was written; JSON has none of it."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_sync = getattr(os, "fdatasync", os.fsync)  # Windows has fsync alone

Doc = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class LineFile:
    """The documents of one file, numbered from 1."""

    def __init__(self, path: Path) -> None:
        """Look at `path`, which need not exist. Nothing is read before it is needed."""
        self.path = path
        self._name = str(path)
        self._lock: FolderLock | None = None
        self._let_go: Callable[[], object] = lambda: None
        self._kept: FileIO | None = None
        """Open from the first append on, used under the lock alone; whoever reads opens the file again."""
        self._starts = array("Q")
        self._end = 0

    def next_number(self) -> int:
        """Return the number that the next document would get now."""
        with self._locked(), self._opened() as file:
            self._catch_up(file)
            return len(self._starts) + 1

    def append(self, number: int, doc: Doc) -> None:
        """Add `doc` as the `number`-th and return when it is on the disk.

        Raises Conflict when `number` is not the next, JournalError when it could not be written; then it is not there.
        """
        with self._locked():
            file = self._kept_open()
            self._catch_up(file)
            if number != len(self._starts) + 1:
                raise Conflict(())  # whoever asks knows what the documents are
            if self._end == 0:
                self._write(file, self._head())
                sync_folder(self.path.parent)
            start = self._end
            self._write(file, _line(doc))
            self._starts.append(start)

    def read(self, after: int = 0) -> Iterable[Doc]:
        """Give the documents numbered above `after`, one by one: parsed, a day takes ten times its size on disk.

        Raises JournalError naming the line that is damaged.
        """
        size = self._size()
        if size == 0 or (size == self._end and after == len(self._starts)):
            return ()
        with self._opened() as file:
            if size != self._end:
                with self._locked():
                    self._catch_up(file)
            if after >= len(self._starts):
                return ()
            start = self._starts[after]
            raw = BytesIO(_read_at(file, start, self._end - start))
        return (self._parse(line, number) for number, line in enumerate(raw, after + 2))

    def at(self, number: int) -> Doc:
        """Return the document with this number, which must be there. Raises JournalError when it is damaged."""
        with self._opened() as file:
            start = self._starts[number - 1]
            end = self._starts[number] if number < len(self._starts) else self._end
            return self._parse(_read_at(file, start, end - start), number + 1)

    def first_from(self, offset: int) -> int:
        """Return the number of the first document whose line begins at or behind byte `offset`, looking at the file."""
        if self._size() != self._end:
            with self._locked(), self._opened() as file:
                self._catch_up(file)
        return bisect_left(self._starts, offset) + 1

    @property
    def last(self) -> int:
        """Return the last number that is known to be there; 0 before the first."""
        return len(self._starts)

    @property
    def size(self) -> int:
        """Return how many bytes are known to be there."""
        return self._end

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed. Windows deletes no file that is open."""
        self._let_go()
        self._kept = None

    def rewrite(self, docs: Iterable[Doc]) -> None:
        """Put `docs` in the place of all that is there, or leave everything as it was."""
        with self._locked():
            draft = self.path.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            fresh = LineFile(draft)
            with fresh._opened() as file:
                fresh._write(file, self._head() + b"".join(_line(d) for d in docs))
            self.close()
            draft.replace(self.path)
            sync_folder(self.path.parent)
            self._starts, self._end = array("Q"), 0

    def _head(self) -> bytes:
        return _line({"format": FORMAT, "file": self.path.stem})

    def _size(self) -> int:
        try:
            return os.stat(self._name).st_size  # noqa: PTH116 - asked at every act
        except FileNotFoundError:
            return 0

    def _opened(self) -> FileIO:
        try:
            return FileIO(self._name, "r+", opener=private)  # gevent's os.close would take as long as all the rest
        except OSError as why:
            raise not_written(why, self.path) from why

    def _kept_open(self) -> FileIO:
        """Return the file for appending; one that was taken away meanwhile is opened anew, and found to be shorter."""
        if self._kept is None or os.fstat(self._kept.fileno()).st_nlink == 0:
            self.close()
            try:
                fd = private(self._name, os.O_RDWR)
            except OSError as why:
                raise not_written(why, self.path) from why
            self._kept, self._let_go = FileIO(fd, "r+", closefd=False), finalize(self, os.close, fd)
        return self._kept

    def _locked(self) -> FolderLock:
        if self._lock is None:
            self._lock = FolderLock.of(self.path.parent)
        return self._lock

    def _write(self, file: FileIO, lines: bytes) -> None:
        """Write and sync `lines` at the end, or cut back what part of them got there."""
        try:
            file.seek(self._end)
            written = 0
            while written < len(lines):
                written += file.write(lines[written:])
            _sync(file.fileno())
        except OSError as why:
            with suppress(OSError):  # a disk that takes not even this: the next look sets the rest aside
                file.truncate(self._end)
            raise not_written(why, self.path) from why
        self._end += len(lines)

    def _catch_up(self, file: FileIO) -> None:
        """Take in what is new in the file since the last look; set an unfinished last line aside."""
        size = os.fstat(file.fileno()).st_size
        if size == self._end:
            return
        if size < self._end:
            raise JournalError(f"{self.path.name} has become shorter while in use; restore it from a backup")
        at = self._end
        starts = array("Q")
        for line in BytesIO(_read_at(file, at, size - at)):
            if not _is_whole(line):
                if at + len(line) == size and _is_unfinished(line):
                    self._set_aside(file, at, line)
                    break
                number = 1 if at == 0 else len(self._starts) + len(starts) + 2  # the format's line is the first
                raise JournalError(self._damage(number, at))
            if at == 0:
                _check_format(line, self.path)
            else:
                starts.append(at)
            at += len(line)
        self._starts.extend(starts)
        self._end = at

    def _set_aside(self, file: FileIO, at: int, line: bytes) -> None:
        """Keep an unfinished last line in a file of its own, for whoever wants to look, and cut it off."""
        if line.strip(b"\0"):
            self.path.with_suffix(f".torn-{at}").write_bytes(line)
        file.truncate(at)

    def _parse(self, line: bytes, number: int) -> Doc:
        if not _is_whole(line):
            raise JournalError(self._damage(number, None))
        doc: Doc = json.loads(line[_DOC:-2].decode())  # given bytes it would guess at their encoding
        return doc

    def _damage(self, line: int, at: int | None) -> str:
        where = f"line {line}" if at is None else f"line {line} (byte {at})"
        return f"{self.path.name}, {where}: damaged; restore this file from a backup"


def _line(doc: Doc) -> bytes:
    body = _encode(doc).encode()
    return b'{"crc":"%08x","doc":%b}\n' % (zlib.crc32(body), body)


def _is_whole(line: bytes) -> bool:
    if not line.endswith(b"}\n") or len(line) <= _DOC:
        return False
    return line.startswith(b'{"crc":"%08x","doc":' % zlib.crc32(line[_DOC:-2]))


def _is_unfinished(line: bytes) -> bool:
    """Return whether the writing of a last line was cut short: it lacks its end, or what never reached the disk.

    A line with its end and a wrong checksum was acknowledged, and is damaged; so is one whose very end is.
    """
    return _HOLE in line or not (line.endswith(b"\n") or _is_whole(line[:-1] + b"\n"))


def _check_format(line: bytes, path: Path) -> None:
    head = json.loads(line[_DOC:-2])
    if head.get("format") != FORMAT:
        raise JournalError(
            f"{path.name} has format {head.get('format')!r}; this version reads format {FORMAT}: use a newer version"
        )


def private(name: str | Path, flags: int) -> int:
    """Open a file, made when it is not there, that only the server's own account may read."""
    return os.open(name, flags | os.O_CREAT, 0o600)


def _read_at(file: FileIO, start: int, length: int) -> bytes:
    file.seek(start)
    parts = []
    while length > 0:
        part = file.read(length)
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def sync_folder(folder: Path) -> None:
    """Make a new file's name durable too; Windows does so by itself and cannot open a folder."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def not_written(why: OSError, path: Path) -> JournalError:
    """Return why `path` was not written, in words for who mends it, and told apart where there is no room."""
    if why.errno in _NO_ROOM:
        return JournalFull(f"no room left on the disk for {path.name}: free some space; nothing was lost")
    return JournalError(f"{path.name} cannot be written ({why.strerror}): check the disk and the folder's permissions")
