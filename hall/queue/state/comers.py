"""Who waits for one service, in whatever line, in the order in which they came."""

from bisect import bisect_left, insort

from hall.queue.state.ticket import Ticket


class Comers:
    """Kept up as tickets join and leave their lines, so that asking who came first costs the same however many wait."""

    def __init__(self) -> None:
        self._serials: list[int] = []
        self._tickets: dict[int, Ticket] = {}

    def __len__(self) -> int:
        return len(self._serials)

    def join(self, ticket: Ticket) -> None:
        """Take `ticket` in."""
        insort(self._serials, ticket.serial)
        self._tickets[ticket.serial] = ticket

    def leave(self, ticket: Ticket) -> None:
        """Leave `ticket` out."""
        del self._tickets[ticket.serial]
        del self._serials[bisect_left(self._serials, ticket.serial)]

    def first(self) -> Ticket:
        """Return who came first. Raises IndexError when nobody waits."""
        return self._tickets[self._serials[0]]
