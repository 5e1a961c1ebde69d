"""A refusal on the command line: its sentence in every language of the catalogues."""

import sys
from collections.abc import Callable

from hall.journal.refusal import Refusal
from hall.texts import Texts


def said(texts: Texts, act: Callable[[], str]) -> int:
    """Print what `act` returns, or why it was refused; return the exit status."""
    try:
        print(act())
    except Refusal as why:
        for lang in texts.languages:
            print(texts.say(lang, "problems", why.code, **why.facts), file=sys.stderr)
        return 2
    return 0
