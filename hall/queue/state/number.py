"""What somebody means by what was typed or scanned: a ticket's number in any spelling, or the address of its page.

People write a1, Ａ００１, A-001 or AO01; scanners type with Caps Lock on, or on a keyboard set to Chinese signs.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from hall.typed import bare, plain

Ticket = TypeVar("Ticket")

DIGITS = 3
"""A number has so many digits, or more."""
_WITH_SHIFT = str.maketrans("!@#$%^&*()", "1234567890")
_LETTERS = str.maketrans("01", "OI")
_DIGITS = str.maketrans("OIL", "011")
_NUMBER = re.compile(r"([A-Z]{1,3})([0-9]{1,6})")
_ADDRESS = re.compile(r"/t/([\w-]{16,64})", re.ASCII)


def ticket_meant(
    typed: str, numbers: Mapping[str, Ticket], tokens: Mapping[str, Ticket], prefixes: Collection[str]
) -> Ticket | None:
    """Return the one ticket that `typed` stands for among today's, by number and by token; None when there is none.

    What spells a number of one of the hall's `prefixes` is never taken for another one that looks alike.
    """
    for token in _tokens(typed):
        if token in tokens:
            return tokens[token]
    spelt = number_in(typed)
    if spelt is not None and (spelt in numbers or spelt.rstrip("0123456789") in prefixes):
        return numbers.get(spelt)
    alike = {number for number in _alike(_written(typed)) if number in numbers}
    return numbers[alike.pop()] if len(alike) == 1 else None


def number_in(typed: str) -> str | None:
    """Return the number that `typed` spells, as tickets print it; None when it spells none."""
    for spelt in (typed, plain(typed).translate(_WITH_SHIFT)):
        if found := _NUMBER.fullmatch(_written(spelt)):
            return _printed(*found.groups())
    return None


def _written(typed: str) -> str:
    """Return `typed` without the word that people write behind a number."""
    return bare(typed).rstrip("号號")


def _printed(letters: str, digits: str) -> str:
    return f"{letters}{int(digits):0{DIGITS}d}"


def _tokens(typed: str) -> Iterator[str]:
    """Yield the token in a scanned address; with Caps Lock on, a scanner exchanges capitals and small letters."""
    for text in (plain(typed), plain(typed).swapcase()):
        if found := _ADDRESS.search(text):
            yield found[1]


def _alike(written: str) -> Iterator[str]:
    """Yield the numbers that look like `written`, where O and 0, or I, l and 1 are exchanged.

    A digit stands for a letter before all digits alone: 0001 is O001, and 001 is a number without its letter.
    """
    for cut in range(1, 4):
        letters, digits = written[:cut].translate(_LETTERS), written[cut:].translate(_DIGITS)
        whole = letters == written[:cut] or len(digits) >= DIGITS
        if whole and (found := _NUMBER.fullmatch(letters + digits)):
            yield _printed(*found.groups())
