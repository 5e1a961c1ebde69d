"""What a capability opens its books over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hall.journal.fellows import ALONE, Fellows
from hall.journal.journal import Journal
from hall.journal.vault import Vault


@dataclass(frozen=True)
class Ground:
    """The journal, and what a book needs beside it."""

    journal: Journal
    vault: Callable[[str], Vault]
    """The vault of this name; the tickets' own is ""."""
    clock: Callable[[], float]
    """Gives seconds since 1970."""
    today: Callable[[], date]
    """Gives the business day."""
    new_token: Callable[[], str]
    """Gives 128 random bits, for addresses and sessions."""
    fellows: Fellows = ALONE
    """The hall's other servers."""
