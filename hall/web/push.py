"""What the faces' sockets have in common: who listens where, a no that says why, and a pulse for every screen."""

import logging
from collections import Counter
from collections.abc import Callable
from threading import Lock
from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import join_room

from hall.journal.journal import JournalError
from hall.web.context import Context
from hall.web.presence import Presence

log = logging.getLogger(__name__)

PULSE_S = 2.0
"""How often every fixed screen hears from the server."""


def refuse(code: str, **facts: str) -> Refused:
    """Return what to raise where a socket may not listen: pages have the words of `code` and go on asking.

    Each code has its words in the catalogue section "common": `refused_<code>`, and what to do.
    """
    return Refused(code, facts)


class Room:
    """The listeners of one namespace, by topic (a zone, a counter, a ticket's token)."""

    def __init__(
        self,
        context: Context,
        namespace: str,
        connects: Callable[[dict[str, Any]], None],
        *,
        pulses: bool = True,
        on_left: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Listen on `namespace`. `connects` is asked about each socket, with what it says of itself.

        With `pulses` the listeners hear now and then that the line is alive. `on_left` is told of each that goes.
        """
        self._context = context
        self._on_left = on_left
        self._sockets = context.sockets
        self._connects = connects
        self.namespace = namespace
        self._hello = context.hello
        self._pulses = pulses
        self._further: dict[str, Callable[[], Any]] = {}
        self._topic_of: dict[str, str] = {}
        self._may_stay: dict[str, Callable[[], bool]] = {}
        self._listening: Counter[str] = Counter()
        self._lock = Lock()
        self._sockets.on_event("connect", self._asked, namespace=namespace)
        self._sockets.on_event("disconnect", self._leave, namespace=namespace)
        context.rooms[namespace] = self

    def enter(self, topic: str, event: str, picture: Any, may_stay: Callable[[], bool] | None = None) -> None:
        """Take the present socket in: it hears who we are, then the whole picture, then every change of `topic`.

        It is closed once it may not stay: its session has ended, its device was removed.
        """
        sid = self.present()
        conditions = [one for one in (may_stay, self._presence().enters(self._key(sid))) if one is not None]
        with self._lock:
            self._topic_of[sid] = topic
            self._listening[topic] += 1
            if conditions:
                self._may_stay[sid] = lambda: all(one() for one in conditions)
        join_room(topic, namespace=self.namespace)
        self._sockets.emit("hello", self._hello(), to=sid, namespace=self.namespace)
        self._sockets.emit(event, picture, to=sid, namespace=self.namespace)
        for further, look in self._further.items():
            self._sockets.emit(further, look(), to=sid, namespace=self.namespace)

    def also(self, event: str, picture: Callable[[], Any]) -> None:
        """Show a further picture to whoever enters: what another capability has to say here."""
        self._further[event] = picture

    def tell_all(self, event: str, picture: Any) -> None:
        """Send `picture` to every listener."""
        self._sockets.emit(event, picture, namespace=self.namespace)

    def show(self, event: str, picture: Any) -> None:
        """Send a further picture to the present socket, which has entered."""
        self.to(self.present(), event, picture)

    def present(self) -> str:
        """Return the present socket's id."""
        return str(request.sid)  # type: ignore[attr-defined]  # Flask-SocketIO puts it there

    def to(self, listener: str, event: str, picture: Any) -> None:
        """Send `picture` to one listener, by its socket's id."""
        self._sockets.emit(event, picture, to=listener, namespace=self.namespace)

    def tell(self, topic: str, event: str, picture: Any) -> None:
        """Send `picture` to all who listen to `topic`; then others have a turn: many topics hold up no press."""
        self._sockets.emit(event, picture, to=topic, namespace=self.namespace)
        self._sockets.sleep(0)

    def topics(self) -> list[str]:
        """Return the topics somebody listens to."""
        with self._lock:
            return [topic for topic, count in self._listening.items() if count > 0]

    def count(self) -> int:
        """Return how many listen."""
        with self._lock:
            return len(self._topic_of)

    def close_who_may_not_stay(self) -> None:
        """Close the sockets of ended sessions and removed devices; their pages are told why when they come back."""
        with self._lock:
            asked = list(self._may_stay.items())
        for sid, may_stay in asked:
            if not may_stay():
                self._sockets.server.disconnect(sid, namespace=self.namespace)

    def greet(self) -> None:
        """Say anew to every listener who we are."""
        self._sockets.emit("hello", self._hello(), namespace=self.namespace)

    def pulse(self) -> None:
        """Let every listener know that the line is alive, what time it is, and what pages there are now."""
        if self._pulses:
            self._sockets.emit("pulse", self._hello(), namespace=self.namespace)

    def _asked(self, auth: object = None) -> None:
        """Let the present socket in or say why not. A fault is a no as well: a page without an answer would wait."""
        asked = auth if isinstance(auth, dict) else {}
        try:
            try:
                self._connects(asked)
            except Refused:
                if not self._context.rooms.catch_up():
                    raise
                self._connects(asked)
        except Refused:
            raise
        except JournalError:
            raise refuse("not_ready") from None
        except Exception:
            log.exception("a socket of %s was refused", self.namespace)
            raise refuse("unexpected") from None

    def _presence(self) -> Presence:
        return self._context[Presence]

    def _key(self, sid: str) -> str:
        return f"{self.namespace} {sid}"

    def _leave(self, *_reason: object) -> None:
        sid = self.present()
        self._on_left(sid)
        with self._lock:
            self._presence().leaves(self._key(sid))
            self._may_stay.pop(sid, None)
            topic = self._topic_of.pop(sid, None)
            if topic is not None:
                self._listening[topic] -= 1
                if self._listening[topic] <= 0:
                    del self._listening[topic]
