"""Checking a hall's description on the command line."""

from pathlib import Path

from hall.configuration import ConfigurationError, load
from hall.configuration.advice import advice
from hall.voice.player import missing


def check(path: Path) -> int:
    """Say what is wrong in the file and on this computer, and give advice. Raises ConfigurationError."""
    configuration = load(path)
    loudspeaker = configuration.file.loudspeaker
    why = missing(loudspeaker.player) if loudspeaker.zones or loudspeaker.player else None
    if why is not None:
        raise ConfigurationError([f"loudspeaker.player: {why}; install it, or name another"])
    for one in advice(configuration):
        print(f"advice: {one}")
    print(f"{path}: no mistakes")
    return 0
