"""What is known of accounts and sessions."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Staff:
    """One account. `credential` grows whenever earlier sign-ins shall count no more."""

    id: str
    name: str
    role: str
    badge: str
    salt: str
    pin_hash: str
    permissions: frozenset[str] = frozenset()
    disabled: bool = False
    credential: int = 0
    places: tuple[str, ...] = ()
    """Digests of where its owner signed in, the latest last."""
    lent: bool = False
    """Somebody else chose its PIN, and so knows it."""
    counters: tuple[str, ...] = ()
    """Where it may sit; none named: at every counter."""

    def may(self, permission: str) -> bool:
        """Return whether the account has `permission`, by its role."""
        return permission in self.permissions

    def may_sit(self, counter: str) -> bool:
        """Return whether the account may work at the counter."""
        return not self.counters or counter in self.counters


@dataclass(frozen=True, slots=True)
class Role:
    """What whoever has the role may do; `granted` is what the hall's settings let it do besides."""

    id: str
    may: frozenset[str]
    granted: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of an account's sessions, as others may know it: a name of its own, its counter, and since when."""

    id: str
    counter: str | None
    since: float


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in. `csrf` is told to the session's own pages only."""

    staff: Staff
    counter: str | None
    csrf: str


Stayed = tuple[date, frozenset[str]] | None
"""The day before, and the accounts whose shift went on when it turned."""
