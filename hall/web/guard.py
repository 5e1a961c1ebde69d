"""Who may: trusted addresses for kiosks, sessions for staff."""

import hmac
from collections.abc import Sequence
from functools import lru_cache

from flask import Request, request

from hall.devices.book import DeviceBook
from hall.journal.journal import Committed
from hall.journal.refusal import Forbidden
from hall.platforms.book import Token, TokenBook
from hall.platforms.rules import Scope
from hall.staff.book import StaffBook, require
from hall.staff.events import SESSIONS, STREAM
from hall.staff.rules import seats
from hall.staff.state import Session
from hall.staff.tries import SignInRefused
from hall.web import cookies
from hall.web.context import Context
from hall.web.origin import UNNAMED, plain, within
from hall.web.presence import Presence

SESSION = "session"
"""The kind of cookie that holds a page's session."""
_SAFE = {"GET", "HEAD", "OPTIONS"}


class Guard:
    """Asked by every route that is not for everybody."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._staff, self._tokens = context[StaffBook], context[TokenBook]
        self._trusted = context.configuration.trusted_networks
        self._trusts = lru_cache(maxsize=1024)(self._is_trusted)  # kiosks ask all day from the same few

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Close the sockets of whoever is not signed in any more, at once."""
        if any(one.stream == STREAM or one.stream.startswith(SESSIONS) for one in batch):
            self._context.rooms.close_who_may_not_stay()

    def _is_trusted(self, address: str | None) -> bool:
        found = plain(address or "")
        return found is not None and within(found, self._trusted)

    def trusted(self) -> bool:
        """Return whether the present request comes from a trusted network, and not through a proxy unknown here."""
        return not request.environ.get(UNNAMED) and self._trusts(request.remote_addr)

    def stands_for(self, *kinds: str, place: str | None = None) -> bool:
        """Return whether the request comes from a trusted network, or from a device of these kinds (at `place`)."""
        if self.trusted():
            return True
        device = self._context[Presence].device()
        return device is not None and device.kind in kinds and (place is None or device.place in {None, place})

    def kiosk(self) -> None:
        """Let only kiosks pass: paired ones, and trusted addresses. Raises Forbidden."""
        if not self.stands_for("kiosk"):
            raise Forbidden("kiosk_not_trusted")

    def wall(self) -> None:
        """Let only the hall's own screens pass. Raises Forbidden."""
        if not self.stands_for("wall", "counter"):
            raise Forbidden("wall_not_paired")

    def is_voice(self, zone: str) -> bool:
        """Return whether the request's wall may speak for `zone`: a paired one; at a trusted address, while none is."""
        device = self._context[Presence].device()
        if device is not None:
            return device.kind == "wall" and device.place in {None, zone}
        return self.trusted() and not self._context[DeviceBook].has_wall(zone)

    def visitors_tablet(self, counter: str) -> None:
        """Let only the counter's tablet pass, where nobody of the staff is signed in: a clerk is not the visitor."""
        if not self.stands_for("tablet", place=counter):
            raise Forbidden("tablet_not_paired")
        if self.by_token(self.token_of(request) or cookies.read(SESSION)) is not None:
            raise Forbidden("rating_by_staff")

    def session(self, permission: str | None = None) -> Session:
        """Return the present request's session. Raises a refusal when there is none, or it may not.

        Unless said otherwise whoever works here may read, and only who serves may act.
        """
        session = self.present()
        if session is None:
            raise SignInRefused("not_signed_in")
        self.require(session, permission or ("see" if request.method in _SAFE else "serve"))
        return session

    def require(self, session: Session, permission: str) -> None:
        """Raise Forbidden unless the session's account may; who may not is in the audit."""
        try:
            require(session, permission)
        except Forbidden:
            self._staff.refusals.refused(session.staff.id, permission, _asked())
            raise

    def reads(self, scope: Scope, permission: str | None = None) -> None:
        """Let who works here and may pass, and a platform whose token has `scope`. Raises a refusal."""
        token = self._platform()
        if token is None:
            self.session(permission)
        else:
            self._tokens.admit(token, scope, _asked())

    def present(self) -> Session | None:
        """Return the present request's session, if any. Raises Forbidden when a page's act lacks its CSRF token.

        A platform's token is no session, whatever it may read: where one is asked for it is refused.
        """
        token = self._platform()
        if token is not None:
            self._tokens.admit(token, None, _asked())
        bearer = self.token_of(request)
        if bearer is not None:
            return self._staff.session(bearer)
        session = self.by_token(cookies.read(SESSION))
        if session is not None and request.method not in _SAFE:
            given = request.headers.get("X-CSRF-Token", "")
            if not hmac.compare_digest(given.encode(), session.csrf.encode()):
                raise Forbidden("csrf_missing")
        return session

    def seat(self, session: Session, counter: str) -> None:
        """Raise Forbidden unless the session's account may sit at the counter; who may not is in the audit."""
        try:
            seats.require(session.staff, counter)
        except Forbidden:
            self._staff.refusals.refused(session.staff.id, f"counter {counter}", _asked())
            raise

    def staff_or_kiosk(self) -> None:
        """Let staff and kiosks pass. Raises a refusal."""
        if not self.stands_for("kiosk"):
            self.session()

    def _platform(self) -> Token | None:
        bearer = self.token_of(request)
        return None if bearer is None else self._tokens.holder(bearer)

    def by_token(self, token: object) -> Session | None:
        """Return the session of a token given elsewhere than in a header, as a socket does."""
        return self._staff.session(token) if isinstance(token, str) and token else None

    @staticmethod
    def token_of(asked: Request) -> str | None:
        """Return the bearer token of a request."""
        kind, _, token = asked.headers.get("Authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" and token.strip() else None


def _asked() -> str:
    """Return what the present request asks for, as routes are named: nothing that stands in its address."""
    return f"{request.method} {request.url_rule}"
