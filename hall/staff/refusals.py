"""Who was not let in, and what somebody of the staff asked for and may not: noted for the audit."""

from hall.journal.actor import HALL
from hall.journal.entry import Event
from hall.journal.ground import Ground
from hall.journal.stream import numbered
from hall.staff.events import REFUSALS, PermissionRefused, SignInFailed
from hall.staff.rules.noting import Noting

ADDRESSES = 20
"""So many addresses of an hour's failures are told apart for each account; further ones are one, without a name."""
NOBODY = ""
"""Accounts that there are not: what was typed is not noted, it may be somebody's PIN."""


class Refusals:
    """Counts, and writes down when it is due: whoever is refused waits for no disk."""

    def __init__(self, ground: Ground) -> None:
        """Take where it is written."""
        self._clock = ground.clock
        self._failed, self._refused = Noting(), Noting()
        self._stream = numbered(ground, REFUSALS, lambda _: None)

    def failed(self, staff: str | None, address: str) -> None:
        """Count a failed sign-in; `staff` is None where there is no such account."""
        subject = NOBODY if staff is None else staff
        there = self._failed.of(subject)
        known = (subject, address) in there or len(there) < ADDRESSES
        self._failed.count(subject, address if known else "")

    def refused(self, staff: str, permission: str, asked: str) -> None:
        """Count that somebody `asked` for what needs a permission that they have not."""
        self._refused.count(staff, permission, asked)

    def note(self) -> None:
        """Write down what is due."""
        now = self._clock()
        failed, refused = self._failed.due(now), self._refused.due(now)
        events: list[Event] = [
            *(SignInFailed(staff or None, address, times) for (staff, address), times in failed.items()),
            *(PermissionRefused(staff, may, asked, times) for (staff, may, asked), times in refused.items()),
        ]
        if not events:
            return
        self._stream.act(HALL, lambda _: events)
        self._failed.noted(failed, now)
        self._refused.noted(refused, now)
