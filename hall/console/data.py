"""All of a hall's data on the command line: a copy in a file and back again, a copy in another store."""

from argparse import Namespace

from hall.configuration import store_of
from hall.console.ground import machine_of
from hall.store.backup import backup, restore
from hall.store.copying import copy
from hall.store.folder import claim
from hall.store.opening import open_store


def data(given: Namespace) -> int:
    """Do what `given` says. Raises BackupError, FolderTaken, JournalError, ConfigurationError."""
    match given.command:
        case "backup":
            print(f"{given.file}: {backup(given.data, given.file)} files")
        case "restore":
            print(f"{given.data}: {restore(given.file, given.data)} files")
        case _:
            hall = store_of(machine_of(given.config)).hall
            source, target = (open_store(url, hall, given.data) for url in (given.from_url, given.to_url))
            with claim(given.data):
                done = copy(source, target)
            print(f"{done.streams} streams, {done.entries} entries, {done.facts} personal records")
            source.close()
            target.close()
    return 0
