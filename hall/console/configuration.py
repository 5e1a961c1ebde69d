"""The configuration on the command line: every mistake, and what had better be changed."""

from pathlib import Path

from hall.configuration import load
from hall.guides.library import Library
from hall.printing.check import remarks


def check(root: Path, config: Path, data: Path) -> None:
    """Say that the file has no mistakes, and what should be changed all the same. Raises ConfigurationError.

    `root` is the folder with `assets/`, `data` the data folder, which may have guides of the hall's own.
    """
    configuration = load(config)
    print(f"{config}: no mistakes")
    guides = Library.open(root / "assets" / "guides", data / "guides", lambda: configuration.plan.services)
    for remark in remarks(configuration.file.printers, configuration.plan, guides, root / "assets" / "fonts"):
        print(remark)
