"""Staff accounts and who is signed in. Accounts outlive the day; a sign-in ends with its business day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock, RLock

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Forbidden, Illegal, Refusal, TooMany, Wrong
from hall.journal.stream import Stream, numbered
from hall.staff.events import SESSIONS, STREAM, SignedIn, SignedOut, StaffAdded
from hall.staff.rules import pin as pins
from hall.staff.rules.throttle import Throttle

ROLES = {"clerk": frozenset({"serve"}), "manager": frozenset({"serve", "call_any", "manage"})}
"""What each role may do, unless the hall grants more."""
_NOBODY_SALT = "00" * 16


@dataclass(frozen=True, slots=True)
class Staff:
    """One account."""

    id: str
    name: str
    role: str
    salt: str
    pin_hash: str
    permissions: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        """Return whether the account has `permission`, by its role."""
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in. `csrf` is told to the session's own pages only."""

    staff: Staff
    counter: str | None
    csrf: str


class SignInRefused(Refusal):
    """Account and PIN do not belong together; nothing says which of the two is wrong."""


class StaffBook:
    """Accounts and sessions, folded from their streams."""

    def __init__(
        self,
        ground: Ground,
        matches: Callable[[str, str, str], bool] = pins.matches,
        grants: Callable[[str], frozenset[str]] = lambda _role: frozenset(),
    ) -> None:
        """Read what there is; `matches` compares a PIN (slowly).

        `grants` is what this hall lets a role do beyond ROLES.
        """
        self._ground, self._clock = ground, ground.clock
        self._today, self._new_token = ground.today, ground.new_token
        self._matches = matches
        self._grants = grants
        self._lock = RLock()
        self._one_try = Lock()
        self._staff: dict[str, Staff] = {}
        self._sessions: dict[str, tuple[str, str | None]] = {}
        self._by_account = Throttle(free=5, first_s=15, longest_s=900)
        self._by_address = Throttle(free=30, first_s=15, longest_s=900)
        self._accounts = numbered(ground, STREAM, self._fold_account, self._lock)
        self._accounts.catch_up()
        self._signed_in = self._sessions_of("")

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        for stream in (self._accounts, self._signed_in):
            if committed.stream == stream.name:
                stream.take(committed.entry)

    def add(self, staff: str, name: str, role: str, pin: str, by: str) -> Staff:
        """Make an account. Raises Wrong for a value that will not do, Illegal when the id is taken."""
        if not (staff.isascii() and staff.replace("-", "").replace("_", "").isalnum() and len(staff) <= 32):
            raise Wrong("staff_id_wrong", field="staff")
        if not 0 < len(name.strip()) <= 64:
            raise Wrong("staff_name_wrong", field="name")
        if role not in ROLES:
            raise Wrong("role_unknown", field="role", roles=", ".join(ROLES))
        fault = pins.fault(pin)
        if fault is not None:
            raise Wrong(fault, field="pin", shortest=pins.SHORTEST, longest=pins.LONGEST)
        salt = sha256(self._new_token().encode()).hexdigest()[:32]
        event = StaffAdded(staff, name.strip(), role, salt, pins.hashed(pin, salt))

        def decide(_: float) -> tuple[Event, ...]:
            if staff in self._staff:
                raise Illegal("staff_exists", staff=staff)
            return (event,)

        self._accounts.act(Actor(by), decide)
        return self._staff[staff]

    def everybody(self) -> Sequence[Staff]:
        """Return all accounts."""
        with self._lock:
            return list(self._staff.values())

    def get(self, staff: str) -> Staff | None:
        """Return the account, or None."""
        with self._lock:
            return self._staff.get(staff)

    def sign_in(self, staff: str, pin: str, counter: str | None, address: str) -> tuple[str, Session]:
        """Begin a session and return its secret token.

        Raises SignInRefused, and TooMany after repeated failures of this account or from this address.
        """
        account = self.get(staff)
        with self._one_try:  # or many tries at once would all pass before the first of them has failed
            now = self._clock()
            wait_s = max(self._by_account.wait_s(staff, now), self._by_address.wait_s(address, now))
            if wait_s > 0:
                raise TooMany("sign_in_throttled", retry_after_s=wait_s)
            known = account or Staff("", "", "clerk", _NOBODY_SALT, "")
            if not self._matches(pin, known.salt, known.pin_hash) or account is None:
                self._by_account.failed(staff, now)
                self._by_address.failed(address, now)
                raise SignInRefused("sign_in_wrong")
            self._by_account.succeeded(staff)
        token = self._new_token()
        self._session_stream().act(Actor(staff), lambda _: (SignedIn(_digest(token), staff, counter),))
        return token, self._session(account, counter, token)

    def session(self, token: str) -> Session | None:
        """Return the session of `token`, or None when there is none today."""
        with self._lock:
            self._session_stream()
            found = self._sessions.get(_digest(token))
            account = None if found is None else self._staff.get(found[0])
            if found is None or account is None:
                return None
            return self._session(account, found[1], token)

    def sign_out(self, token: str) -> None:
        """End the session of `token`; a repeat does nothing."""
        session = self.session(token)
        if session is not None:
            self._session_stream().act(Actor(session.staff.id), lambda _: (SignedOut(_digest(token)),))

    def _session(self, account: Staff, counter: str | None, token: str) -> Session:
        """Return a session with what the hall grants now; the plan may change while somebody is signed in."""
        granted = replace(account, permissions=account.permissions | self._grants(account.role))
        return Session(granted, counter, _csrf(token))

    def _session_stream(self) -> Stream[int]:
        """Return today's sessions; those of another day are over."""
        with self._lock:
            name = f"{SESSIONS}{self._today().isoformat()}"
            if name != self._signed_in.name:
                self._sessions.clear()
                self._signed_in = self._sessions_of(name)
                self._signed_in.catch_up()
            return self._signed_in

    def _sessions_of(self, name: str) -> Stream[int]:
        return numbered(self._ground, name, self._fold_session, self._lock)

    def _fold_account(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, StaffAdded):
                self._staff[event.staff] = self._account(event)

    def _account(self, event: StaffAdded) -> Staff:
        return Staff(event.staff, event.name, event.role, event.salt, event.pin_hash, ROLES[event.role])

    def _fold_session(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, SignedIn):
                self._sessions[event.session] = (event.staff, event.counter)
            elif isinstance(event, SignedOut):
                self._sessions.pop(event.session, None)


def require(session: Session, permission: str) -> None:
    """Raise Forbidden unless the session's account may."""
    if not session.staff.may(permission):
        raise Forbidden("not_permitted", permission=permission)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()[:32]


def _csrf(token: str) -> str:
    """Return the session's CSRF token: bound to its secret, and telling nothing of it."""
    return sha256(b"csrf:" + token.encode()).hexdigest()[:32]
