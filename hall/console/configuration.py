"""The configuration on the command line: every mistake, and what had better be changed."""

import sys
from collections.abc import Sequence
from pathlib import Path

from hall.configuration import ConfigurationError, load
from hall.configuration.advice import advice
from hall.configuration.reach import Reach
from hall.configuration.schema import SignPart
from hall.guides.library import in_files
from hall.printing.check import remarks
from hall.signs.files import BadProtocol, folders, protocol
from hall.texts import Texts
from hall.voice.player import missing


def check(root: Path, texts: Texts, config: Path, data: Path) -> None:
    """Say that the file has no mistakes, and what should be changed all the same. Raises ConfigurationError.

    `root` is the folder with `assets/`, `data` the data folder, which may have guides of the hall's own.
    """
    configuration = load(config)
    loudspeaker = configuration.file.loudspeaker
    why = missing(loudspeaker.player) if loudspeaker.zones or loudspeaker.player else None
    if why is not None:
        raise ConfigurationError([f"loudspeaker.player: {why}; install it, or name another"])
    _check_signs(configuration.file.signs, folders(data, root))
    print(f"{config}: no mistakes")
    for one in advice(configuration):
        print(f"advice: {one}")
    guides = in_files(root / "assets" / "guides", data / "guides", configuration.plan.services).values()
    for fault in Reach(lambda: configuration).faults():
        for lang in texts.languages:
            print(f"hall.public_url: {texts.say(lang, 'trouble', fault.code, **fault.facts)}", file=sys.stderr)
    file = configuration.file
    for remark in remarks(file.printers, configuration.plan, file.ticket, guides, root / "assets" / "fonts"):
        print(remark)


def _check_signs(signs: Sequence[SignPart], among: Sequence[Path]) -> None:
    mistakes = []
    for i, sign in enumerate(signs):
        try:
            protocol(sign.protocol, among)
        except BadProtocol as why:
            mistakes.append(f"signs[{i}].protocol: {why}")
    if mistakes:
        raise ConfigurationError(mistakes)
