"""A copy of all data in one file, also while the server runs; and back again.

Of a hall in a database it holds the same files, written from there: any backup goes back into either store.
`python -m hall.store.backup DATA FILE HALL` makes one in a process of its own, and checks it; the store's address, in
which a password may be, stands in the environment.
"""

import gzip
import os
import shutil
import sys
import tarfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, Final

from hall.journal.journal import JournalError
from hall.store.filling import fill_folder
from hall.store.forgotten import LIST, forget_again
from hall.store.lines import private, sync_folder
from hall.store.opening import TINY, Store, open_store
from hall.store.tiny import ENDING, is_ours, open_table

KEPT = ("journal", "vault", "print", "guides", "recordings", "media", "tls")
"""The folders of a backup, in this order: what is in a journal has had its part in the vault since before."""
STREAMS = ("journal", "vault")
"""In these nothing is ours but streams."""
_LINE = b"\n"
_PIECE = 1 << 20
_DRAFT, _TRIAL, _WRITTEN = ".part", ".trial", ".written"
"""How the file under way ends, the folder in which it is tried, and that in which a database's hall is written."""
STORE: Final = "HALLCALL_STORE"
"""The variable of the environment with the store's address."""


class BackupError(Exception):
    """The copy cannot be made or read; the message says why."""


def backup(data: Path, target: Path, store: Store | None = None) -> int:
    """Copy all data of folder `data` into the file `target` and return how many files it holds.

    With `store`, a database, journal and vaults are those that it keeps. Streams are only added to, so each is copied
    up to its last whole line: what was acknowledged before the copy began is in it. Raises BackupError, JournalError,
    and leaves no half file behind.
    """
    if store is None:
        return _backup(data, target, data)
    written = target.with_name(target.name + _WRITTEN)
    try:
        written.mkdir(mode=0o700)
        fill_folder(written, store)
        return _backup(data, target, written)
    except OSError as why:
        raise BackupError(f"{written}: {why.strerror}; nothing was changed") from why
    finally:
        shutil.rmtree(written, ignore_errors=True)


def _backup(data: Path, target: Path, records: Path) -> int:
    """Copy the files of `data`, journal and vault from `records`."""
    if not (records / "journal").is_dir():
        raise BackupError(f"{data}: there is no hall's data here")
    draft = target.with_name(target.name + _DRAFT)
    count = 0
    try:
        draft.unlink(missing_ok=True)
        with open(draft, "xb", opener=private) as file:
            with tarfile.open(fileobj=file, mode="w:gz") as archive:
                for kept in KEPT:
                    folder = records if kept in STREAMS else data
                    for path in _files(folder, kept):
                        count += _add(archive, path, path.relative_to(folder).as_posix())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as why:
        draft.unlink(missing_ok=True)
        raise BackupError(f"{target}: {why.strerror}; nothing was changed") from why
    return count


def restore(source: Path, data: Path) -> int:
    """Put a backup into the empty folder `data`, check every line, and return how many files came back.

    What was deleted on request since it was made, by the list beside it, is deleted again. Raises BackupError, for a
    folder that is not empty too: nothing is ever overwritten.
    """
    if data.exists() and any(data.iterdir()):
        raise BackupError(f"{data}: is not empty; restore into an empty folder")
    data.mkdir(parents=True, exist_ok=True)
    try:
        _read_through(source)
        with tarfile.open(source, "r:gz") as archive:
            count = sum(_put_back(archive, member, data) for member in archive)
    except (OSError, tarfile.TarError, EOFError, zlib.error) as why:
        raise BackupError(f"{source}: cannot be read as a backup ({why})") from why
    kept_aside = set(data.rglob("*.torn-*"))
    for path in data.rglob(f"*{ENDING}"):
        try:
            for _every_line in open_table(path.parent, path.stem).after(0):
                pass
        except JournalError as why:
            raise BackupError(str(why)) from why
    for torn in set(data.rglob("*.torn-*")) - kept_aside:  # a backup holds whole lines alone
        raise BackupError(f"{torn.stem}{ENDING}: its last line is damaged; take an older backup")
    forget_again(source.with_name(LIST), data)
    return count


def sweep(folder: Path) -> None:
    """Remove what a scheduled backup left behind that was broken off; other people's files stay."""
    for half in folder.glob(f"hall-*.tar.gz{_DRAFT}"):
        half.unlink(missing_ok=True)
    for left in (_TRIAL, _WRITTEN):
        for trial in folder.glob(f"hall-*.tar.gz{left}"):
            shutil.rmtree(trial, ignore_errors=True)


def check(source: Path) -> int:
    """Try whether `source` can be restored, beside it, and return how many files it holds. Raises BackupError."""
    trial = source.with_name(source.name + _TRIAL)
    try:
        trial.mkdir(mode=0o700)
        return restore(source, trial)
    except OSError as why:
        raise BackupError(f"{trial}: {why.strerror}; the backup could not be checked") from why
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def _read_through(source: Path) -> None:
    """Hold the file against its checksum, which stands at its end, where an archive's reader does not look."""
    with gzip.open(source) as file:
        while file.read(_PIECE):
            pass


def _files(data: Path, kept: str) -> list[Path]:
    """Return what a backup holds: no locks, and of the journal and the vault nothing that somebody else put there."""
    found = [path for path in sorted((data / kept).rglob("*")) if path.is_file()]
    return [path for path in found if path.suffix != ".lock" and _belongs(path.relative_to(data))]


def _belongs(path: Path) -> bool:
    """Return whether a file of the data folder may be in a backup, by its path there."""
    streams = path.parts[0] in STREAMS or path.suffix == ENDING
    return not streams or (path.suffix == ENDING and is_ours(path))


def _add(archive: tarfile.TarFile, path: Path, name: str) -> int:
    """Add a file as it is now; of a stream, its whole lines."""
    try:
        with path.open("rb") as file:
            head = archive.gettarinfo(arcname=name, fileobj=file)
            if path.suffix == ENDING:
                head.size = _whole_lines(file, head.size)
            archive.addfile(head, file)
    except FileNotFoundError:  # a day of the vault, deleted on time meanwhile
        return 0
    return 1


def _whole_lines(file: IO[bytes], size: int) -> int:
    """Return the length of `file` up to its last line's end within `size` bytes."""
    whole = file.read(size).rfind(_LINE) + 1
    file.seek(0)
    return whole


def _put_back(archive: tarfile.TarFile, member: tarfile.TarInfo, data: Path) -> bool:
    """Put one file of a backup where it belongs; what is none of ours, or would lie elsewhere, is left out."""
    parts = PurePosixPath(member.name).parts
    content = archive.extractfile(member) if member.isfile() else None
    if (
        content is None
        or len(parts) < 2
        or parts[0] not in KEPT
        or any(part == ".." or set(part) & set(":\\") for part in parts)
    ):
        return False
    target = data.joinpath(*parts)
    if not _belongs(Path(*parts)):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "xb", opener=private) as file:
        shutil.copyfileobj(content, file)
    return True


def main(data: Path, target: Path, hall: str) -> int:
    """Make a backup while others have the computer first, check it, and return the exit status."""
    if hasattr(os, "nice"):
        os.nice(10)
    try:
        url = os.environ.get(STORE, TINY)
        store = None if url == TINY else open_store(url, hall, data)
        backup(data, target, store)
        check(target)
    except (BackupError, JournalError) as why:
        sys.stderr.write(f"{why}\n")
        target.unlink(missing_ok=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
