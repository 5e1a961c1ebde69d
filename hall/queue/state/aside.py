"""Visits that can be taken up again: those on hold, or those after a missed call."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from heapq import merge
from itertools import islice

from hall.queue.state.ticket import Ticket

_Row = dict[str, tuple[int, Ticket]]
"""Tickets by id, each with its number in the order in which they were set aside; the latest last."""


class Aside:
    """Kept by service and counter as they come and go: what is asked costs the same however many there are."""

    def __init__(self) -> None:
        self._all: _Row = {}
        self._by_service: defaultdict[str, _Row] = defaultdict(dict)
        self._by_place: defaultdict[tuple[str, str | None], _Row] = defaultdict(dict)
        self._rows: dict[str, tuple[_Row, ...]] = {}
        """Where each stands, by its id: what a ticket itself says may have changed since."""
        self._put = 0

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Ticket]:
        return (ticket for _, ticket in self._all.values())

    def put(self, ticket: Ticket) -> None:
        """Set `ticket` aside; one that is there already stands where its service and counter now are."""
        self.drop(ticket)
        self._put += 1
        rows = (self._all, self._by_service[ticket.service], self._by_place[ticket.service, ticket.counter])
        self._rows[ticket.id] = rows
        for row in rows:
            row[ticket.id] = (self._put, ticket)

    def drop(self, ticket: Ticket) -> None:
        """Let `ticket` be aside no more, if it is."""
        for row in self._rows.pop(ticket.id, ()):
            del row[ticket.id]

    def of(self, services: Iterable[str]) -> "Few":
        """Return those of `services`."""
        return Few([self._by_service[one] for one in services if one in self._by_service])

    def not_of(self, services: Collection[str]) -> "Few":
        """Return those of every service but `services`."""
        return Few([row for service, row in self._by_service.items() if service not in services])

    def near(self, counter: str, services: Collection[str]) -> "Few":
        """Return those of `services`, and those of any other that were last at `counter`."""
        here = ((service, counter) for service in self._by_service if service not in services)
        rows = [self._by_service[one] for one in services if one in self._by_service]
        return Few([*rows, *(self._by_place[place] for place in here if place in self._by_place)])


class Few:
    """Some of them, read without walking through all."""

    def __init__(self, rows: list[_Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return sum(map(len, self._rows))

    def first(self, most: int) -> list[Ticket]:
        """Return those set aside first, the first before the others."""
        return [ticket for _, ticket in islice(merge(*(row.values() for row in self._rows), key=_order), most)]

    def latest(self, most: int) -> list[Ticket]:
        """Return those set aside last, the last before the others."""
        rows = (reversed(row.values()) for row in self._rows)
        return [ticket for _, ticket in islice(merge(*rows, key=_order, reverse=True), most)]


def _order(put: tuple[int, Ticket]) -> int:
    return put[0]
