"""Who waits for one service, in whatever line, in the order in which their waits began."""

from bisect import bisect_left, insort

from hall.queue.state.ticket import Ticket

Begun = tuple[float, int]
"""Since when a ticket waits, and its serial."""


class Comers:
    """Kept up as tickets join and leave their lines: asking who waits longest costs the same however many wait."""

    def __init__(self) -> None:
        self._begun: list[Begun] = []
        self._tickets: dict[Begun, Ticket] = {}

    def __len__(self) -> int:
        return len(self._begun)

    def join(self, ticket: Ticket) -> None:
        """Take `ticket` in."""
        insort(self._begun, _begun(ticket))
        self._tickets[_begun(ticket)] = ticket

    def leave(self, ticket: Ticket) -> None:
        """Leave `ticket` out."""
        del self._tickets[_begun(ticket)]
        del self._begun[bisect_left(self._begun, _begun(ticket))]

    def first(self) -> Ticket:
        """Return who waits longest. Raises IndexError when nobody waits."""
        return self._tickets[self._begun[0]]


def _begun(ticket: Ticket) -> Begun:
    return ticket.waits_since, ticket.serial
