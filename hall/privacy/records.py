"""A record that the vaults have words of, and what is known of it without them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from hall.journal.refusal import Unknown

Needed = Literal["case_open", "feedback_open"]
"""Why the hall still needs its words: the law has it decide, or the rules have it answer."""
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number as people know it, empty where it has none, and where its words lie."""

    kind: str
    number: str
    day: date
    token: str
    ticket: str | None = None
    """The id of the visit's ticket, where its visitor is known to be the same."""
    needed: Needed | None = None
    last_day: date | None = None
    """The last day on which its words are kept; None while that is not known."""


@dataclass(frozen=True, slots=True)
class Drawer(Generic[Thing]):
    """How a book's records are found; `by_token` and `numbered` raise Unknown."""

    by_token: Callable[[str], Thing]
    numbered: Callable[[str], Thing]
    of_ticket: Callable[[str], Iterable[Thing]]
    record: Callable[[Thing], Record]

    def under(self, token: str) -> Record | None:
        """Return the record whose words lie under `token`, None where the book knows none."""
        return self._found(self.by_token, token)

    def named(self, number: str) -> Record | None:
        """Return the record of a number, None when there is none."""
        return self._found(self.numbered, number)

    def of(self, ticket: str) -> Iterable[Record]:
        """Return the records of a visit."""
        return map(self.record, self.of_ticket(ticket))

    def _found(self, find: Callable[[str], Thing], asked: str) -> Record | None:
        try:
            return self.record(find(asked))
        except Unknown:
            return None
