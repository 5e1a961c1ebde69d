"""A report that is being counted: it takes day after day, and is a table in the end."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Generic, Protocol

from hall.statistics.rules.ledger import Counted, Ledger
from hall.statistics.state.rows import Day
from hall.statistics.state.table import KEY, Column, Figures, Table


class Counting(Protocol):
    """Any report that is being counted."""

    def take(self, day: Day) -> None:
        """Count a day."""

    def table(self, columns: tuple[Column, ...], days: Iterable[date], known: Iterable[str]) -> Table:
        """Return the table; by the day, week or month it has all of `days`, and `known` keys come first, in order."""


class Tally(Generic[Counted]):
    """A report of one ledger. What is not counted from days takes none."""

    def __init__(
        self,
        ledger: Ledger[Counted],
        breathe: Callable[[], object],
        count: Callable[[Day, Ledger[Counted]], None] | None = None,
    ) -> None:
        """Take the ledger, what lets others at their work, and how a day is counted."""
        self._ledger = ledger
        self._breathe = breathe
        self._count = count

    def take(self, day: Day) -> None:
        """See Counting."""
        if self._count is not None:
            self._ledger.begin(day.date, day.plans)
            self._count(day, self._ledger)

    def table(self, columns: tuple[Column, ...], days: Iterable[date], known: Iterable[str]) -> Table:
        """See Counting."""
        self._ledger.expect(days)
        rows: list[Figures] = []
        total = self._ledger.fresh()
        for key, sums in self._ledger.in_order(known):
            self._breathe()
            rows.append({KEY: key, **sums.figures()})
            total.join(sums)
        return Table(columns, rows, total.figures(), spread=total.spread())
