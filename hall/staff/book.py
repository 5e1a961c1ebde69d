"""Staff accounts and who is signed in. Accounts outlive the day; a sign-in ends with its business day, or its shift."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from hashlib import sha256
from threading import RLock

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Forbidden, Illegal, Unknown, Wrong
from hall.journal.stream import Stream, numbered
from hall.staff.accounts import CONSOLE, Accounts
from hall.staff.events import SESSIONS, STREAM, PlaceKnown, SignedIn, SignedOut, StaffAdded, StaffChanged
from hall.staff.refusals import Refusals
from hall.staff.rules import pin as pins
from hall.staff.rules import seats, tokens
from hall.staff.rules.account import checked_badge, checked_id, checked_name, checked_pin, checked_role
from hall.staff.rules.changes import news
from hall.staff.rules.roles import checked
from hall.staff.state import OpenSession, Role, Session, Staff, Stayed
from hall.staff.tries import SignInRefused, Tries

SHOWN = 12
"""So many signs of a session's digest name it where it is shown: enough to tell it apart, and no way to its token."""


class StaffBook:
    """Accounts and sessions, folded from their streams."""

    def __init__(
        self,
        ground: Ground,
        matches: Callable[[str, str, str], bool] = pins.matches,
        grants: Callable[[str], frozenset[str]] = lambda _role: frozenset(),
        hashed: Callable[[str, str], str] = pins.hashed,
        matches_at_home: Callable[[str, str, str], bool] | None = None,
        stayed: Callable[[], Stayed] = lambda: None,
    ) -> None:
        """Read what there is; `matches` compares a PIN and `hashed` makes its hash (both slow).

        `matches_at_home` compares where the account's owner is known, so that nobody there stands in line behind
        guessers; usually it is `matches`. `grants` is what this hall lets a role do beyond ROLES. `stayed` tells whose
        shift went on when the day turned: their sign-ins of the day before count today too.
        """
        self._ground, self._clock = ground, ground.clock
        self._today, self._new_token = ground.today, ground.new_token
        self._hashed, self._grants, self._stayed = hashed, grants, stayed
        self._lock = RLock()
        self.refusals = Refusals(ground)
        self._tries = Tries(ground, matches, matches_at_home or matches, self.refusals.failed)
        self._staff = Accounts()
        self._sessions: dict[str, tuple[SignedIn, float]] = {}
        """Each with when it began, by the digest of its token."""
        self._accounts = numbered(ground, STREAM, self._staff.fold, self._lock)
        self._accounts.catch_up()
        self._signed_in = self._signed_in_before = self._sessions_of("")
        self._signed_in_over: Stayed = None

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process, for which the day may not have turned yet."""
        for stream in (self._accounts, self._signed_in_before, self._signed_in):
            if committed.stream == stream.name:
                stream.take(committed.entry)

    def add(
        self,
        staff: str,
        name: str,
        role: str,
        pin: str,
        by: str | Actor,
        badge: str | None = None,
        counters: tuple[str, ...] = (),
    ) -> Staff:
        """Make an account; with `counters` it may sit at those alone.

        Raises Wrong for a value that will not do, Illegal when the id or the badge is taken.
        """
        values = (checked_id(staff), checked_name(name), checked_role(role))
        salt, pin_hash = self._salted(checked_pin(pin, staff))
        asks = by if isinstance(by, Actor) else Actor(by)
        lent = asks.by not in {CONSOLE, staff}  # at the console its owner may have typed it
        event = StaffAdded(*values, salt, pin_hash, "" if badge is None else checked_badge(badge), lent, counters)

        def decide(_: float) -> tuple[Event, ...]:
            if staff in self._staff:
                raise Illegal("staff_exists", staff=staff)
            self._staff.free(staff, event.badge)
            return (event,)

        self._accounts.act(asks, decide)
        return self._staff[staff]

    def change(
        self,
        actor: Actor,
        staff: str,
        *,
        name: str | None = None,
        role: str | None = None,
        badge: str | None = None,
        pin: str | None = None,
        disabled: bool | None = None,
        counters: tuple[str, ...] | None = None,
    ) -> Staff:
        """Change what is given. A new PIN, and being disabled, end the account's sessions at once.

        `counters` are where it may sit from its next opening on; empty, at every one.

        Raises Unknown, Wrong, and Illegal for a badge that is taken and for whoever would shut themselves out.
        """
        salt, pin_hash = (None, None) if pin is None else self._salted(checked_pin(pin, staff))
        asked = StaffChanged(
            staff,
            None if name is None else checked_name(name),
            None if role is None else checked_role(role),
            None if badge is None else checked_badge(badge),
            salt,
            pin_hash,
            disabled,
            None if pin is None else actor.by != staff,
            counters,
        )

        def decide(_: float) -> tuple[Event, ...]:
            now = self._staff.known(staff)
            self._staff.free(staff, asked.badge)
            event = news(asked, now)
            if actor.by == staff and (event.disabled or event.role):
                raise Illegal("staff_own_account")
            self._staff.after(actor.by, event)
            return () if event == StaffChanged(staff) else (event,)

        self._accounts.act(actor, decide)
        return self._staff[staff]

    def change_role(self, actor: Actor, role: str, give: Collection[str] = (), take: Collection[str] = ()) -> None:
        """Let whoever has `role` do what is given, and no more what is taken; in force at once.

        Raises Wrong, Unknown, Forbidden for a permission that the actor does not hold, and Illegal when nobody were
        left who may keep accounts.
        """
        more, less = checked(give, "give"), checked(take, "take")

        def decide(_: float) -> tuple[Event, ...]:
            event = self._staff.role(actor.by, role, more, less)
            if event is None:
                return ()
            self._staff.after(actor.by, event)
            return (event,)

        self._accounts.act(actor, decide)

    def roles(self) -> Sequence[Role]:
        """Return what each role may: by itself, and by the hall's settings."""
        with self._lock:
            return [Role(role, may, self._grants(role)) for role, may in self._staff.roles.items()]

    def everybody(self) -> Sequence[Staff]:
        """Return all accounts."""
        with self._lock:
            return list(self._staff.values())

    def get(self, staff: str) -> Staff | None:
        """Return the account, or None."""
        with self._lock:
            return self._staff.get(staff)

    def sign_in(
        self,
        staff: str,
        pin: str,
        counter: str | None,
        address: str,
        new_pin: str | None = None,
        *,
        own: bool = False,
        key: str | None = None,
    ) -> tuple[str, Session]:
        """Begin a session and return its secret token; with a `new_pin` the account has that from now on.

        The same press again, known by its request key, is the same session at whichever server it comes.
        Raises SignInRefused, also where the PIN must be the owner's `own` and somebody else chose it, TooMany after
        repeated failures of this account or from this address, Forbidden for a counter at which it may not sit, and
        Wrong for a new PIN that will not do.
        """
        self._accounts.catch_up()  # an account or a PIN made elsewhere a moment ago counts
        account, place = self.get(staff), tokens.digest(f"{address} {staff}")[:16]
        known = account is not None and place in account.places
        if account is None:
            self._tries.nobody(staff, address)
        else:
            self._tries.account(account, pin, address, known=known)
        assert account is not None  # noqa: S101 - nobody's tries all fail
        if account.disabled:
            raise SignInRefused("staff_disabled")
        if counter is not None:
            seats.require(account, counter)
        if new_pin is not None:
            if new_pin == pin:
                raise Wrong("pin_same", field="new_pin")
            account = self.change(Actor(staff), staff, pin=checked_pin(new_pin, staff, field="new_pin"))
        elif account.lent and own:
            raise SignInRefused("pin_lent")
        if not known:
            self._accounts.act(Actor(staff), lambda _: (PlaceKnown(staff, place),))
        token = self._new_token() if key is None else tokens.of_press(account, key, counter)
        begun = SignedIn(tokens.digest(token), staff, counter, account.credential)

        def decide(_: float) -> tuple[Event, ...]:
            return () if begun.session in self._sessions else (begun,)

        self._session_stream().act(Actor(staff), decide)
        return token, self._session(self._staff[staff], counter, token)

    def session(self, token: str) -> Session | None:
        """Return the session of `token`, or None when there is none today, or none any more."""
        with self._lock:
            self._session_stream()
            found, _ = self._sessions.get(tokens.digest(token), (None, 0.0))
            account = None if found is None else self._staff.get(found.staff)
            if found is None or account is None or account.disabled or account.credential != found.credential:
                return None
            return self._session(account, found.counter, token)

    def sessions(self, staff: str) -> Sequence[OpenSession]:
        """Return where the account is signed in today, the first first. Raises Unknown."""
        with self._lock:
            account = self._staff.known(staff)
            self._session_stream()
            return [
                OpenSession(one.session[:SHOWN], one.counter, since)
                for one, since in self._sessions.values()
                if one.staff == staff and one.credential == account.credential and not account.disabled
            ]

    def end_session(self, actor: Actor, staff: str, session: str) -> None:
        """End one of the account's sessions, named as `sessions` does. Raises Unknown."""

        def decide(_: float) -> tuple[Event, ...]:
            self._staff.known(staff)
            found = [
                name for name, (one, _) in self._sessions.items() if one.staff == staff and name[:SHOWN] == session
            ]
            if not found:
                raise Unknown("session_unknown")
            return tuple(SignedOut(name) for name in found)

        self._session_stream().act(actor, decide)

    def sign_out(self, token: str) -> None:
        """End the session of `token`; a repeat does nothing."""
        session = self.session(token)
        if session is not None:
            self._session_stream().act(Actor(session.staff.id), lambda _: (SignedOut(tokens.digest(token)),))

    def _salted(self, pin: str) -> tuple[str, str]:
        salt = sha256(self._new_token().encode()).hexdigest()[:32]
        return salt, self._hashed(pin, salt)

    def _session(self, account: Staff, counter: str | None, token: str) -> Session:
        """Return a session with what the hall grants now; the plan may change while somebody is signed in."""
        granted = replace(account, permissions=account.permissions | self._grants(account.role))
        return Session(granted, counter, tokens.csrf(token))

    def _session_stream(self) -> Stream[int]:
        """Return today's sessions; those of another day are over, but for whose shift went on over the turn."""
        with self._lock:
            name, stayed = f"{SESSIONS}{self._today().isoformat()}", self._stayed()
            if (name, stayed) != (self._signed_in.name, self._signed_in_over):
                self._sessions.clear()
                self._signed_in_before = self._sessions_of("")
                if stayed is not None:
                    before, staff = stayed
                    self._signed_in_before = self._sessions_of(f"{SESSIONS}{before.isoformat()}", staff)
                    self._signed_in_before.catch_up()
                self._signed_in, self._signed_in_over = self._sessions_of(name), stayed
                self._signed_in.catch_up()
            return self._signed_in

    def _sessions_of(self, name: str, of: Collection[str] | None = None) -> Stream[int]:
        return numbered(self._ground, name, lambda entry: self._fold_session(entry, of), self._lock)

    def _fold_session(self, entry: Entry, of: Collection[str] | None) -> None:
        for event in entry.events:
            if isinstance(event, SignedIn) and (of is None or event.staff in of):
                self._sessions[event.session] = (event, entry.at)
            elif isinstance(event, SignedOut):
                self._sessions.pop(event.session, None)


def require(session: Session, permission: str) -> None:
    """Raise Forbidden unless the session's account may."""
    if not session.staff.may(permission):
        raise Forbidden("not_permitted", permission=permission)
