"""The configuration looked at."""

import sys
from pathlib import Path

from hall.configuration import load
from hall.configuration.reach import Reach
from hall.texts import Texts


def check(texts: Texts, path: Path) -> int:
    """Read the configuration; what can be used and yet will not do is said as well. Raises ConfigurationError."""
    for fault in Reach(load(path)).faults():
        for lang in texts.languages:
            print(f"hall.public_url: {texts.say(lang, 'trouble', fault.code, **fault.facts)}", file=sys.stderr)
    print(f"{path}: no mistakes")
    return 0
