"""Faults: what somebody should mend, shown until it is mended."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that does not work: a key of the catalogue section `faults`, and what its text names."""

    code: str
    facts: Mapping[str, str]


Check = Callable[[], Iterable[Fault]]
"""Finds what is wrong now: what it finds no more has gone away by itself."""


class FaultList:
    """The one list of faults, asked of everybody who knows any."""

    def __init__(self) -> None:
        self._checks: list[Check] = []

    def add(self, check: Check) -> None:
        """Have `check` asked too."""
        self._checks.append(check)

    def now(self) -> Sequence[Fault]:
        """Return every fault that there is now."""
        return [fault for check in self._checks for fault in check()]
