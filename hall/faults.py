"""Faults: what somebody should mend, shown until it is mended."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

Facts = Mapping[str, str | Mapping[str, str]]
"""What a text names; what has a name in every language of the hall, by all of them."""


class Fault(NamedTuple):
    """One thing that does not work: a key of the catalogue section `trouble`, what its text names, what it is about.

    `about` tells faults of one kind apart: a printer's name, a counter, a folder. `degree` is 1, more when it is worse.
    """

    code: str
    facts: Facts
    about: str = ""
    degree: int = 1


class Standing(NamedTuple):
    """A fault that there is now, `since` in seconds since 1970."""

    code: str
    facts: Facts
    about: str
    degree: int
    since: float


Check = Callable[[], Iterable[Fault]]
"""Finds what is wrong now: what it finds no more has gone away by itself."""


class FaultList:
    """The one list of faults, asked of everybody who knows any."""

    def __init__(self, clock: Callable[[], float], told: Callable[[], Iterable[Standing]] = lambda: ()) -> None:
        """Take a clock that gives seconds since 1970, and what the hall's other servers tell of theirs."""
        self._clock, self._told = clock, told
        self._checks: list[Check] = []
        self._since: dict[tuple[str, str], float] = {}
        self.own: Sequence[Standing] = ()
        """What this server found when it was last asked."""

    def add(self, check: Check) -> None:
        """Have `check` asked too."""
        self._checks.append(check)

    def now(self) -> Sequence[Standing]:
        """Return every fault that there is now, and since when it has been found without a break."""
        now = self._clock()
        found = [fault for check in self._checks for fault in check()]
        known = self._since
        self._since = {(one.code, one.about): known.get((one.code, one.about), now) for one in found}
        self.own = tuple(Standing(*one, self._since[one.code, one.about]) for one in found)
        elsewhere = {(one.code, one.about): one for one in self._told()}
        return [*self.own, *(one for key, one in elsewhere.items() if key not in self._since)]
