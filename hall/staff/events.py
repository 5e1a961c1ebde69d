"""Accounts made, and sessions begun and ended."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "staff"
SESSIONS = "sessions-"
"""One stream of sessions a business day."""


@dataclass(frozen=True, slots=True)
class StaffAdded(Event):
    """An account was made. `name` is shown on the counter's screen; the PIN is kept as a hash alone."""

    staff: str
    name: str
    role: str
    salt: str
    pin_hash: str


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A session began; `session` is the digest of its secret token."""

    session: str
    staff: str
    counter: str | None


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    """A session ended."""

    session: str
