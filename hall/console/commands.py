"""The commands that serve nothing, by their names."""

from argparse import Namespace
from pathlib import Path

from hall.configuration import read_table, store_of
from hall.console import configuration, devices, plan, staff
from hall.store.backup import backup, restore
from hall.store.copying import copy
from hall.store.folder import claim
from hall.store.opening import open_store
from hall.texts import Texts


def do(root: Path, given: Namespace) -> int:
    """Do what the command line says and return the exit status; `root` is the folder with `assets/`."""
    texts = Texts.load(root / "assets" / "text")
    match given.command:
        case "check":
            configuration.check(root, texts, given.config, given.data)
        case "staff":
            return staff.staff(texts, given)
        case "device":
            return devices.device(texts, given)
        case "plan":
            return plan.run(given.plan_command, given.config, given.data, getattr(given, "file", None))
        case "copy":
            hall = store_of(read_table(given.config)).hall
            source, target = (open_store(url, hall, given.data) for url in (given.from_url, given.to_url))
            with claim(given.data):
                done = copy(source, target)
            print(f"{done.streams} streams, {done.entries} entries, {done.facts} personal records")
            source.close()
            target.close()
        case "backup":
            print(f"{given.file}: {backup(given.data, given.file)} files")
        case "restore":
            print(f"{given.data}: {restore(given.file, given.data)} files")
    return 0
