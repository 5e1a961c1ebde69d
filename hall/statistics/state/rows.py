"""What is known of a business day that is over, one row a visit: nothing here names a visitor.

Times are milliseconds since 1970, durations milliseconds: the journal keeps no finer ones, and whole numbers add up
exactly. Staff appear by account id.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Begun(StrEnum):
    """How a stay began."""

    ISSUED = "issued"
    RETURNED = "returned"
    """The visitor came back after a missed call."""
    TRANSFERRED = "transferred"
    NEXT_SERVICE = "next_service"
    """The service before on the same ticket was done."""
    PUT_BACK = "put_back"
    """It was called and waits again as before: the counter was taken away."""
    MOVED = "moved"
    """It waited, and was sent to another service."""
    RESUMED = "resumed"
    """A held visit went on; there was nothing to wait for."""


class Ended(StrEnum):
    """How a stay ended."""

    OPEN = ""
    """It has not."""
    FINISHED = "finished"
    """The service was done, and with it the visit unless another service follows on the ticket."""
    MISSED = "missed"
    TRANSFERRED = "transferred"
    PUT_BACK = "put_back"
    MOVED = "moved"
    HELD = "held"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Outcome(StrEnum):
    """How a visit ended."""

    OPEN = ""
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    """It was neither finished nor given up when the day was closed, whatever it was doing: missed calls too."""


class Stay(NamedTuple):
    """From joining a line until leaving the counter, or the hall: one wait, one call, one piece of service."""

    service: str
    visitor_class: str
    begun: Begun
    joined: int
    called: int | None = None
    """When it was called; when it went on, after a hold."""
    counter: str | None = None
    clerk: str | None = None
    chosen: bool = False
    """Called by its number instead of by the rule."""
    started: int | None = None
    served_before: int = 0
    """How long the same service had been served before it was set aside."""
    ended: int | None = None
    how: Ended = Ended.OPEN
    put_first: bool = False
    """It was transferred to a place before the one that it had."""

    @property
    def served(self) -> int:
        """Return how long this service was served in all, without the holds; 0 before it has ended."""
        if self.started is None or self.ended is None:
            return self.served_before
        return self.served_before + self.ended - self.started


class Visit(NamedTuple):
    """One ticket's way through the hall."""

    stays: tuple[Stay, ...]
    outcome: Outcome = Outcome.OPEN
    ended: int | None = None
    told_late: int | None = None
    """The late wait that was told when the ticket was taken.

    None where that was not recorded, and where the visitor asked to be called later.
    """
    score: int | None = None
    reasons: tuple[str, ...] = ()
    booked: int | None = None
    """The time that was booked, where the visitor came with an appointment."""

    @property
    def waits_since(self) -> int:
        """Return from when the wait counts: from the booked time for who came before it, else from the ticket."""
        return max(self.first.joined, self.booked or 0)

    @property
    def first(self) -> Stay:
        """Return the stay that began with the ticket."""
        return self.stays[0]

    @property
    def last(self) -> Stay:
        """Return the stay in which the visit ended, or is."""
        return self.stays[-1]


class Shift(NamedTuple):
    """A clerk's time at a counter, open or paused without a break."""

    counter: str
    clerk: str
    paused: str | None
    """Why, where it was paused: one of PAUSES or LEFT; nothing said is "other"."""
    begun: int
    ended: int
    busy: int = 0
    """For how much of it a visitor was in front of the counter, called or served."""


class Act(NamedTuple):
    """Something that staff answer for: who did what, to what, and what was before and after."""

    at: int
    by: str
    what: str
    about: str | None = None
    before: str | None = None
    after: str | None = None


class Heard(NamedTuple):
    """What has become of a counter's calls and recalls."""

    counter: str
    calls: int
    said: int
    """Of them, how many were said aloud."""
    silent: int
    """How many nobody heard until their visitor was taken for missing. Who came before that is in neither."""


class Day(NamedTuple):
    """A business day, as far as `until`."""

    date: date
    until: int
    plans: tuple[int, ...]
    """The numbers of the plans that counted on it, one after the other."""
    visits: tuple[Visit, ...]
    shifts: tuple[Shift, ...]
    acts: tuple[Act, ...]
    heard: tuple[Heard, ...] = ()
    zones: tuple[str, ...] = ()
    """In which something was said that day, or was to be said: of others it is not known who was heard."""
