"""All of a hall's data on the command line: a copy in a file and back again, a copy in another store."""

import shutil
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from hall.configuration import store_of
from hall.configuration.schema import StorePart
from hall.console.ground import machine_of
from hall.store.backup import STREAMS, backup, restore
from hall.store.copying import copy
from hall.store.folder import claim
from hall.store.opening import TINY, open_store


def data(given: Namespace) -> int:
    """Do what `given` says. Raises BackupError, FolderTaken, JournalError, ConfigurationError."""
    kept = store_of(machine_of(given.config))
    match given.command:
        case "backup":
            print(f"{given.file}: {_backup(given.file, given.data, kept)} files")
        case "restore":
            print(f"{given.data}: {_restore(given.file, given.data, kept)} files")
        case _:
            source, target = (open_store(url, kept.hall, given.data) for url in (given.from_url, given.to_url))
            with closing(source), closing(target), claim(given.data):
                done = copy(source, target)
            print(f"{done.streams} streams, {done.entries} entries, {done.facts} personal records")
    return 0


def _backup(file: Path, data: Path, kept: StorePart) -> int:
    if kept.url == TINY:
        return backup(data, file)
    with closing(open_store(kept.url, kept.hall, data)) as store:
        return backup(data, file, store)


def _restore(file: Path, data: Path, kept: StorePart) -> int:
    """Put a backup into the empty folder, and what belongs in a database from there into that, which must be empty."""
    if kept.url == TINY:
        return restore(file, data)
    with closing(open_store(kept.url, kept.hall, data)) as store:
        count = restore(file, data)
        try:
            copy(open_store(TINY, kept.hall, data), store)
        except BaseException:
            shutil.rmtree(data)  # it was empty before
            raise
        for folder in STREAMS:
            shutil.rmtree(data / folder, ignore_errors=True)
        return count
