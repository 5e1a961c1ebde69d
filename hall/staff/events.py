"""Accounts made and changed, and sessions begun and ended."""

from dataclasses import dataclass
from typing import ClassVar

from hall.journal.entry import Event

STREAM = "staff"
REFUSALS = "refusals"
SESSIONS = "sessions-"
"""One stream of sessions a business day."""


@dataclass(frozen=True, slots=True)
class StaffAdded(Event):
    """An account was made. `name` and `badge` are shown at the counter; the PIN is kept as a hash alone.

    Without a `badge` (version 1 knew none) the account has the next free number. `lent`: somebody else knows the PIN.
    `counters`: where it may sit; none is every one.
    """

    version: ClassVar[int] = 4
    staff: str
    name: str
    role: str
    salt: str
    pin_hash: str
    badge: str = ""
    lent: bool = False
    counters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffChanged(Event):
    """An account was changed; what is None stayed as it was. A new PIN, and being disabled, end all its sessions.

    `lent` comes with a new PIN: whether somebody else than its owner chose it.
    """

    version: ClassVar[int] = 3
    staff: str
    name: str | None = None
    role: str | None = None
    badge: str | None = None
    salt: str | None = None
    pin_hash: str | None = None
    disabled: bool | None = None
    lent: bool | None = None
    counters: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """From here on whoever has the role may do this: the whole of it, in the order of the alphabet."""

    role: str
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceKnown(Event):
    """The owner signed in somewhere for the first time; `place` is a digest of the account and the address."""

    staff: str
    place: str


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A session began; `session` is the digest of its secret token, `credential` the account's then."""

    version: ClassVar[int] = 2
    session: str
    staff: str
    counter: str | None
    credential: int = 0


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    """A session ended."""

    session: str


@dataclass(frozen=True, slots=True)
class SignInFailed(Event):
    """Sign-ins from `address` failed so many times since the note before.

    `staff` is None where there is no such account, `address` empty for all beyond the first few.
    """

    staff: str | None
    address: str
    times: int


@dataclass(frozen=True, slots=True)
class PermissionRefused(Event):
    """Somebody of the staff `asked` so many times since the note before for what needs a permission they have not."""

    staff: str
    permission: str
    asked: str
    times: int
