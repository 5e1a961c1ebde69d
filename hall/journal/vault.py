"""Where what names a person is kept, apart from the journal, until its time is over."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol


class Vault(Protocol):
    """Personal facts under secret tokens, by day, so that they can be deleted on time."""

    def put(self, day: date, token: str, **facts: str) -> None:
        """Keep `facts` under `token`, durable on return, beside what was kept before. Raises JournalError.

        What is there already is not written again, so a repeated act can put its facts once more.
        """

    def get(self, day: date, token: str) -> dict[str, str]:
        """Return all that is kept under `token`; nothing is an empty answer."""

    def forget_before(self, day: date) -> list[date]:
        """Delete every day before `day` and return which."""

    def forget(self, day: date, token: str) -> None:
        """Delete what is kept under `token`."""

    def days(self) -> Sequence[date]:
        """Return the days under which anything may be kept, the first one first."""

    def kept_on(self, day: date) -> Mapping[str, dict[str, str]]:
        """Return all that is kept of a day, by token."""
