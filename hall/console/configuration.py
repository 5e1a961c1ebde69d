"""The configuration on the command line: every mistake, and what had better be changed."""

from pathlib import Path

from hall.configuration import ConfigurationError, load
from hall.configuration.advice import advice
from hall.guides.library import Library
from hall.printing.check import remarks
from hall.voice.player import missing


def check(root: Path, config: Path, data: Path) -> None:
    """Say that the file has no mistakes, and what should be changed all the same. Raises ConfigurationError.

    `root` is the folder with `assets/`, `data` the data folder, which may have guides of the hall's own.
    """
    configuration = load(config)
    loudspeaker = configuration.file.loudspeaker
    why = missing(loudspeaker.player) if loudspeaker.zones or loudspeaker.player else None
    if why is not None:
        raise ConfigurationError([f"loudspeaker.player: {why}; install it, or name another"])
    print(f"{config}: no mistakes")
    for one in advice(configuration):
        print(f"advice: {one}")
    guides = Library.open(root / "assets" / "guides", data / "guides", lambda: configuration.plan.services)
    for remark in remarks(configuration.file.printers, configuration.plan, guides, root / "assets" / "fonts"):
        print(remark)
