"""The sums of a report, by key."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

from hall.statistics.rules.places import Key, Placed, Places, key_of_day
from hall.statistics.state.figures import Sums

Counted = TypeVar("Counted", bound=Sums)


class Ledger(Generic[Counted]):
    """`begin` goes to a day, and `at` finds the sums in which something of it is counted."""

    at: Callable[[Placed, int], Counted]
    """Gives the sums for a row, for what happened then; if it is not asked for, some that nobody reads.

    It is made anew for each day: a year asks it more than a million times.
    """

    def __init__(self, fresh: Callable[[], Counted], by: str, places: Places) -> None:
        """Take what makes empty sums, and what they are sorted by."""
        self.places = places
        self.sums: dict[Key, Counted] = {}
        self.fresh = fresh
        self._by = by

    def begin(self, day: date, plans: Sequence[int] = ()) -> None:
        """Go to a day, and to its plans where they are known: what follows belongs to it."""
        self.places.begin(day, plans)
        key, under, sums = self._key(day), self._under, self.sums

        def everything(row: Placed, when: int) -> Counted:
            wanted = key(row, when)
            return sums.get(wanted) or under(wanted)

        if not self.places.only:
            self.at = everything
            return
        wants, unwanted = self.places.wants, self.fresh()
        self.at = lambda row, when: everything(row, when) if wants(row) else unwanted

    def expect(self, days: Iterable[date]) -> None:
        """Have a row for the day, week or month of each of `days`, also where nothing happened."""
        for day in days:
            key = key_of_day(self._by, day)
            if key is not None:
                self._under(key)

    def in_order(self, known: Iterable[str]) -> list[tuple[Key, Counted]]:
        """Return the sums: those of `known` in its order, then others by name, and last what has no key."""
        place = {key: index for index, key in enumerate(known)}
        return sorted(
            self.sums.items(), key=lambda item: (item[0] is None, place.get(item[0] or "", len(place)), item[0] or "")
        )

    def _under(self, key: Key) -> Counted:
        return self.sums.setdefault(key, self.fresh())

    def _key(self, day: date) -> Callable[[Placed, int], Key]:
        """Return what tells the key of a row of `day`, for what happened then."""
        by, places = self._by, self.places
        of_day = key_of_day(by, day)
        if of_day is not None:
            return lambda _, __: of_day
        if by in {"service", "device", "item"}:
            return lambda row, _: row.service
        if by == "hour":
            return lambda _, when: f"{places.half_hour(when)[:2]}:00"
        return lambda row, _: places.of(row, by)
