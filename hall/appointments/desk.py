"""Checking in: an appointment becomes a ticket, once. What the hall itself does with those nobody came for."""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from hall.appointments import rules
from hall.appointments.book import AppointmentBook
from hall.appointments.state import Appointment
from hall.forecast.snapshot import Booked
from hall.journal.actor import HALL, Actor
from hall.journal.ground import Ground
from hall.journal.refusal import Illegal, Unknown
from hall.queue.book import DAY_STREAM
from hall.queue.desk.visit import Desk
from hall.queue.events.visit import TicketIssued
from hall.queue.state.policy import APPOINTMENT
from hall.queue.state.ticket import Ticket
from hall.typed import bare, plain

_ADDRESS = re.compile(r"/a/([\w-]{16,64})", re.ASCII)


class AppointmentDesk:
    """Between the appointments and the day: the ticket is the fact, and names its appointment."""

    def __init__(self, ground: Ground, desk: Desk, book: AppointmentBook) -> None:
        """Take the collaborators."""
        self._journal = ground.journal
        self._desk = desk
        self._book = book

    def meant(self, typed: str) -> Appointment:
        """Return the appointment of a token, its page's address, its code, or the last digits of a telephone number.

        Raises Unknown, and Illegal where the digits are those of several visitors.
        """
        address = _ADDRESS.search(plain(typed)) or _ADDRESS.search(plain(typed).swapcase())
        if address is not None or not bare(typed).isdecimal():
            return self._book.by_token(address[1] if address is not None else typed.strip())
        said = bare(typed)
        found = self._book.by_code(said) if len(said) == rules.CODE_DIGITS else None
        if found is None and len(said) >= rules.SHORTEST_PHONE:
            found = self._book.by_phone(said)
        if found is None:
            raise Unknown("appointment_unknown")
        return found

    def check_in(self, actor: Actor, typed: str) -> tuple[Ticket, bool]:
        """Give the visitor of an appointment a ticket; return it, and whether there was one already.

        The ticket is one entry, so there is one or none whatever fails; what is written down of the appointment
        follows, at the next scan or by `settle` where it was cut off.
        """
        one = self._book.answered(actor) or self.meant(typed)
        ticket, repeated = self.ticket(one), True
        if ticket is None:
            ticket, repeated = self._issue(actor, one)
        if one.status == "booked":
            self._book.arrive(actor, one, ticket.id)
        return ticket, repeated

    def ticket(self, one: Appointment) -> Ticket | None:
        """Return the ticket of today that its visitor has checked in with."""
        return self._desk.look(lambda day, _: day.by_appointment.get(one.id))

    def settle(self) -> None:
        """Write down who came, where that was cut off, and after closing who did not."""
        today, now = self._desk.today(), self._desk.look(lambda _, now: now)
        over = defaultdict[date, list[Appointment]](list)
        for one in self._book.booked():
            ticket = self.ticket(one) if one.day == today else None
            if ticket is not None:
                self._book.arrive(HALL, one, ticket.id)
            elif rules.is_over(self._book.plan(), today, now, one):
                over[one.day].append(one)
        for day, missing in over.items():
            given = {} if day == today else self._given_on(day)
            for one in missing:
                if one.id in given:
                    self._book.arrive(HALL, one, given[one.id])
                else:
                    self._book.miss(one)

    def to_come(self) -> list[Booked]:
        """Return the appointments of today whose visitors have not checked in yet, for the look ahead."""
        today = self._desk.today()
        return [Booked(one.service, one.at) for one in self._book.on(today) if one.status == "booked"]

    def _issue(self, actor: Actor, one: Appointment) -> tuple[Ticket, bool]:
        plan, today = self._book.plan(), self._desk.today()
        rules.require_time(plan, today, self._desk.look(lambda _, now: now), one)
        given = self._desk.issue(Actor(actor.by), one.service, APPOINTMENT, one.lang, one.at, appointment=one.id)
        ticket = given.ticket or self.ticket(one)
        if ticket is None:  # the day has turned under it
            raise Illegal("appointment_other_day", at=plan.hours.local(one.at))
        return ticket, given.ticket is None

    def _given_on(self, day: date) -> Mapping[str, str]:
        """Return the tickets of a past day by their appointments."""
        entries = self._journal.read(f"{DAY_STREAM}{day.isoformat()}")
        issued = (event for entry in entries for event in entry.events if isinstance(event, TicketIssued))
        return {event.appointment: event.ticket for event in issued if event.appointment is not None}
