"""What each committed entry means for kiosks and for visitors' phones."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from flask_socketio import ConnectionRefusedError as Refused

from hall.cases.book import CaseBook
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown
from hall.messages.book import MessageBook
from hall.notices.book import NoticeBook
from hall.printing.office import PrintOffice
from hall.printing.printer import CAN_PRINT, PrinterStatus
from hall.queue.commands.visit import ticket_of
from hall.queue.state.admission import why_closed
from hall.queue.state.day import HallDay
from hall.queue.views.board import moment, services_view, ticket_view
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.push import Room

SERVICES_EVERY_S = 1.0
"""Waits on the kiosk need not be newer; a burst of calls must not redraw it at each."""
PLACES_EVERY_S = 2.0
"""A visitor's own call is told at once; how the place moves up, this often."""


class KioskPush:
    """Keeps kiosks and phones up to date."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._desk = context.desk
        self.kiosks = Room(context, "/kiosk")
        self.phones = Room(context, "/ticket", pulses=False)
        self._shown: dict[str, dict[str, Any]] = {}
        self._services_told = 0.0
        self._places_told = 0.0
        context[PrintOffice].listen(self._printer_changed)
        context.sockets.on_event("connect", self._kiosk_connects, namespace="/kiosk")
        context.sockets.on_event("connect", self._phone_connects, namespace="/ticket")

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Tell the phones of the tickets that something happened to."""
        happened = {getattr(event, "ticket", None) for one in batch for event in one.entry.events}
        if happened <= {None} or not self.phones.count():
            return
        listening = set(self.phones.topics())
        tokens = self._desk.look(lambda day, _: [day.tickets[i].token for i in happened if i in day.tickets])
        self._tell_phones([token for token in tokens if token in listening])

    def tick(self) -> None:
        """Tell, now and then, what changes by itself or for many at once: waits, opening hours, places in line."""
        now = time.monotonic()
        if self.kiosks.count() and now - self._services_told >= SERVICES_EVERY_S:
            self._services_told = now
            self.kiosks.tell("services", "services", self._desk.look(self._services))
        if self.phones.count() and now - self._places_told >= PLACES_EVERY_S:
            self._places_told = now
            self._tell_phones(self.phones.topics())

    def _tell_phones(self, tokens: Sequence[str]) -> None:
        for token in tokens:
            try:
                picture = self._desk.look(self._ticket(token))
            except Unknown:  # a ticket of yesterday, still open on somebody's phone
                self.phones.tell(token, "gone", {})
                continue
            seen = {k: v for k, v in picture.items() if k != "version"}
            if self._shown.get(token) != seen:
                self._shown[token] = seen
                self.phones.tell(token, "ticket", picture)
        listening = set(self.phones.topics())
        self._shown = {token: seen for token, seen in self._shown.items() if token in listening}

    def _kiosk_connects(self, _auth: object = None) -> None:
        if not self._context[Guard].stands_for("kiosk"):
            raise Refused("not a trusted kiosk")
        self.kiosks.enter("services", "services", self._desk.look(self._services))
        self.kiosks.show("printer", self._printers())

    def _printer_changed(self, _printer: str, _status: PrinterStatus) -> None:
        self.kiosks.tell("services", "printer", self._printers())

    def _printers(self) -> dict[str, Any]:
        office = self._context[PrintOffice]
        printers = {name: {"state": s.state, "prints": s.state in CAN_PRINT} for name, s in office.statuses().items()}
        return {"version": self._desk.look(lambda day, _: day.version), "usual": office.usual, "printers": printers}

    def _phone_connects(self, auth: object = None) -> None:
        token = auth.get("token") if isinstance(auth, dict) else None
        try:
            picture = self._desk.look(self._ticket(str(token)))
        except Unknown:
            raise Refused("no such ticket") from None
        self.phones.enter(str(token), "ticket", picture)

    def _services(self, day: HallDay, now: float) -> dict[str, Any]:
        services = services_view(day, self._desk.hours, now)
        emergency = self._context[MessageBook].now().emergency
        said = None if emergency is None else emergency.text
        return {"version": day.version, "services": services, "door": self._door(now), "emergency": said}

    def _door(self, now: float) -> dict[str, Any]:
        hours = self._desk.hours
        why = why_closed(hours, now)
        opens = hours.next_opening(now) if why is not None else None
        return {"open": why is None, "why": why, "opens_at": None if opens is None else moment(hours, opens)}

    def _ticket(self, token: str) -> Callable[[HallDay, float], dict[str, Any]]:
        def picture(day: HallDay, _now: float) -> dict[str, Any]:
            ticket = ticket_of(day, token)
            begun = ticket.started_at is not None
            told = self._context[NoticeBook].of_ticket(ticket.id) if begun else ()
            cases = self._context[CaseBook].of_ticket(ticket.id) if begun else ()
            seen = ticket_view(day, self._desk.hours, ticket)
            return {"version": day.version, **seen, "notices": len(told), "cases": len(cases)}

        return picture
