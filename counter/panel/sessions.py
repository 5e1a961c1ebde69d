"""Signing in and out."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock
from typing import Annotated

from flask import Blueprint, Response, request
from pydantic import Field
from typing_extensions import TypedDict

from hall.journal.refusal import Wrong
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.web import cookies
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import SESSION, Guard
from hall.web.openapi import Operation, operation


class SignIn(Body):
    """Account id, PIN, and the counter to work at; a new PIN takes the other's place."""

    staff: Annotated[str, Field(max_length=64)]
    pin: Annotated[str, Field(max_length=64)]
    counter: Annotated[str, Field(max_length=32)] | None = None
    new_pin: Annotated[str, Field(max_length=64)] | None = None


Begun = tuple[str, Session]
"""A session's secret token, and the session."""


class Presses:
    """Sign-ins by request key, so that a press sent twice begins one session.

    In memory alone and only the last few: a token is never written down, and after a restart one signs in anew.
    """

    def __init__(self, most: int = 1000) -> None:
        """Remember the last `most` sign-ins."""
        self._most = most
        self._secret = token_bytes()
        self._begun: OrderedDict[str, tuple[bytes, Begun]] = OrderedDict()
        self._lock = Lock()

    def once(self, key: str | None, asked: SignIn, begin: Callable[[], Begun]) -> Begun:
        """Return what `begin` gave to the first press with this `key`. Raises Wrong when that asked something else."""
        if key is None:
            return begin()
        act = blake2b(asked.model_dump_json().encode(), key=self._secret).digest()
        with self._lock:
            known, begun = self._begun.get(key, (act, None))
            if known != act:
                del self._begun[key]  # or who knows a key could try one PIN after another past the throttle
                raise Wrong("key_reused", field="Idempotency-Key")
            if begun is None:
                begun = begin()
                self._begun[key] = (act, begun)
                if len(self._begun) > self._most:
                    self._begun.popitem(last=False)
            return begun


class StaffView(TypedDict):
    """An account, without its PIN."""

    id: str
    name: str
    role: str
    badge: str


class SessionView(TypedDict):
    """A session that began; `token` is said this once."""

    token: str
    staff: StaffView
    counter: str | None


def staff_view(session: Session) -> StaffView:
    """Return the account of `session` as others may see it."""
    staff = session.staff
    return {"id": staff.id, "name": staff.name, "role": staff.role, "badge": staff.badge}


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("sessions", __name__)
    presses = Presses()

    def begin(*, own: bool) -> Begun:
        asked = body(SignIn)
        if asked.counter is not None and asked.counter not in context.desk.plan.counters:
            raise Wrong("counter_unknown", field="counter", counter=asked.counter)
        address, key = request.remote_addr or "", actor(asked.staff).key

        def sign_in() -> Begun:
            context.desk.roll_over()  # who comes first in the morning begins the day; a sign-in ends with its own
            return context[StaffBook].sign_in(
                asked.staff, asked.pin, asked.counter, address, asked.new_pin, own=own, key=key
            )

        return presses.once(key, asked, sign_in)

    @routes.post("/api/v1/sessions")
    @operation(Operation("Sign in.", {201: SessionView}, problems=(400, 401, 413, 422, 429, 503), body=SignIn))
    def sign_in() -> Response:
        token, session = begin(own=False)
        picture: SessionView = {"token": token, "staff": staff_view(session), "counter": session.counter}
        return answer(picture, 201)

    @routes.delete("/api/v1/sessions/current")
    @operation(Operation("Sign out.", {204: None}, problems=(401, 403, 503), needs="staff"))
    def sign_out() -> Response:
        context[Guard].session("see")
        token = context[Guard].token_of(request) or cookies.read(SESSION) or ""
        context[StaffBook].sign_out(token)
        response = Response(status=204)
        cookies.forget(response, SESSION)
        return response

    @routes.post("/counter/sign-in")
    def page_sign_in() -> Response:
        """Sign a page in, by a PIN of one's own alone: the token goes into a cookie that scripts cannot read."""
        cookies.refuse_where_dropped(context.configuration.file.hall.public_url)
        token, session = begin(own=True)
        response = answer({"staff": staff_view(session), "counter": session.counter, "csrf": session.csrf}, 201)
        cookies.give(response, SESSION, token)
        return response

    return routes
