"""What each committed entry means for kiosks and for visitors' phones."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from flask import request

from hall.cases.book import CaseBook
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown
from hall.messages.book import MessageBook
from hall.notices.book import NoticeBook
from hall.printing.office import PrintOffice
from hall.printing.printer import CAN_PRINT, PrinterStatus
from hall.queue.commands.visit import ticket_of
from hall.queue.state.day import HallDay
from hall.queue.views.board import services_view, ticket_view
from hall.queue.views.door import door
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.push import Room, refuse
from kiosk.touchscreen.pictures import OwnTicket, PrinterNow, Printers, Services

SERVICES_EVERY_S = 1.0
"""Waits on the kiosk need not be newer; a burst of calls must not redraw it at each."""
PLACES_EVERY_S = 2.0
"""A visitor's own call is told at once; how the place moves up, this often."""

MINUTE_S = 60


class KioskPush:
    """Keeps kiosks and phones up to date."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._desk = context.desk
        self.kiosks = Room(context, "/kiosk", self._kiosk_connects)
        self.phones = Room(context, "/ticket", self._phone_connects, pulses=False)
        self._shown: dict[str, OwnTicket] = {}
        self._services_told = 0.0
        self._places_told = 0.0
        context[PrintOffice].listen(self._printer_changed)

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
            shown = self._shown.get(token)
            if shown is None or _read(shown) != _read(picture):
                self._shown[token] = picture
                self.phones.tell(token, "ticket", picture)
        listening = set(self.phones.topics())
        self._shown = {token: shown for token, shown in self._shown.items() if token in listening}

    def _kiosk_connects(self, asked: dict[str, Any]) -> None:
        if not self._context[Guard].stands_for("kiosk"):
            raise refuse("not_trusted", address=request.remote_addr or "?")
        printer = asked.get("printer")
        if isinstance(printer, str):
            self._context[PrintOffice].expected(printer)
        self.kiosks.enter("services", "services", self._desk.look(self._services))
        self.kiosks.show("printer", self._printers())

    def _printer_changed(self, _printer: str, _status: PrinterStatus) -> None:
        self.kiosks.tell("services", "printer", self._printers())

    def _printers(self) -> Printers:
        office = self._context[PrintOffice]
        printers = {
            name: PrinterNow(state=now.state, prints=now.state in CAN_PRINT) for name, now in office.statuses().items()
        }
        return Printers(version=self._desk.look(lambda day, _: day.version), usual=office.usual, printers=printers)

    def _phone_connects(self, asked: dict[str, Any]) -> None:
        token = str(asked.get("token"))
        try:
            picture = self._desk.look(self._ticket(token))
        except Unknown:
            raise refuse("no_such_ticket") from None
        self.phones.enter(token, "ticket", picture)

    def _services(self, day: HallDay, now: float) -> Services:
        hours = self._desk.hours
        services = services_view(day, hours, now, self._desk.expected)
        emergency = self._context[MessageBook].now().emergency
        said = None if emergency is None else emergency.text
        drill = emergency is not None and emergency.drill
        return Services(version=day.version, services=services, door=door(hours, now), emergency=said, drill=drill)

    def _ticket(self, token: str) -> Callable[[HallDay, float], OwnTicket]:
        def picture(day: HallDay, now: float) -> OwnTicket:
            ticket = ticket_of(day, token)
            begun = ticket.started_at is not None
            told = self._context[NoticeBook].of_ticket(ticket.id) if begun else ()
            cases = self._context[CaseBook].of_ticket(ticket.id) if begun else ()
            seen = ticket_view(day, self._desk.hours, now, ticket, self._desk.expected)
            return {**seen, "version": day.version, "notices": len(told), "cases": len(cases)}

        return picture


def _read(ticket: OwnTicket) -> tuple[object, ...]:
    """Return what a visitor reads of a ticket: of waits the minutes, or each phone would be sent each second."""
    wait = ticket["wait_s"]
    minutes = None if wait is None else (wait["likely"] // MINUTE_S, wait["late"] // MINUTE_S)
    return (*({**ticket, "version": 0, "wait_s": None}.values()), minutes)
