"""Who wants messages out of the hall, and what each is to be told now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal
from hall.journal.stream import numbered
from hall.plan.plan import Name
from hall.queue.commands.visit import ticket_of
from hall.queue.desk.visit import Desk
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import OPEN, Status, Ticket, taken_on
from hall.queue.views.wait import ahead, counters_open, others_ahead_of
from hall.reminders.events import STREAM, ReminderAsked, ReminderSent, ReminderStopped

NEAR = 2
"""Who has no more than so many before is told to come back to the hall."""


@dataclass(frozen=True, slots=True)
class Due:
    """One message to be sent: to which number, about what ("near" or "called")."""

    ticket: str
    what: str
    phone: str
    lang: str
    number: str
    counter: Name


class ReminderBook:
    """The wishes of today; the numbers lie in the vault under the ticket's token, and go with the ticket."""

    def __init__(self, ground: Ground, desk: Desk) -> None:
        """Read what there is."""
        self._vault, self._today, self._desk = ground.vault("reminders"), ground.today, desk
        self._told: dict[str, set[str]] = {}
        """What was told, by the tickets of those who want messages: of this day, and of the one before."""
        self._swept: date | None = None
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def wanted(self, token: str) -> bool:
        """Return whether the holder of a ticket of today wants messages. Raises Unknown."""
        ticket = self._desk.look(lambda day, _: ticket_of(day, token))
        return self._stream.look(lambda: ticket.id in self._told)

    def ask(self, actor: Actor, token: str, phone: str) -> None:
        """Send messages about the ticket to `phone` from now on. Raises Unknown, and Illegal once it is over."""
        ticket = self._desk.look(lambda day, _: ticket_of(day, token))

        def decide(_: float) -> tuple[ReminderAsked, ...]:
            if ticket.status not in OPEN:
                raise Illegal("step_not_allowed", number=ticket.number, status=str(ticket.status))
            asked = ReminderAsked(ticket.id, self._today().isoformat())
            return () if ticket.id in self._told else (asked,)

        self._stream.act(actor, decide)
        self._vault.put(ticket.began_on, token, phone=phone)

    def stop(self, actor: Actor, token: str) -> None:
        """Send no more messages, and forget the number. Raises Unknown."""
        ticket = self._desk.look(lambda day, _: ticket_of(day, token))
        self._stop(actor, ticket)

    def due(self) -> Sequence[Due]:
        """Return what is to be said now: nothing that was said, and nothing that is no more so."""
        wishes = self._stream.look(lambda: {ticket: set(told) for ticket, told in self._told.items()})

        def look(day: HallDay, _now: float) -> list[tuple[Ticket, str, Name]]:
            found = []
            for one, told in wishes.items():
                ticket = day.tickets.get(one)
                what = _what(day, ticket) if ticket is not None else None
                if ticket is not None and what is not None and what not in told:
                    counter = day.plan.counters.get(ticket.counter or "")
                    found.append((ticket, what, counter.name if counter is not None else {}))
            return found

        return [
            Due(ticket.id, what, phone, ticket.lang, ticket.number, counter)
            for ticket, what, counter in self._desk.look(look)
            if (phone := self._vault.get(ticket.began_on, ticket.token).get("phone"))
        ]

    def sent(self, due: Due) -> None:
        """Note that a message has gone out."""
        self._stream.act(HALL, lambda _: (ReminderSent(due.ticket, self._today().isoformat(), due.what),))

    def settle(self) -> None:
        """Forget the numbers of visits that are over, and of days that are."""
        if self._swept != (today := self._today()):
            self._forget_before(today)
            self._swept = today
        wishes = self._stream.look(lambda: set(self._told))
        over = self._desk.look(
            lambda day, _: [t for one in wishes if (t := day.tickets.get(one)) is not None and t.status not in OPEN]
        )
        for ticket in over:
            self._stop(HALL, ticket)

    def _forget_before(self, today: date) -> None:
        """Forget the days that are over, but for whoever of them is still here."""
        here = self._desk.look(
            lambda day, _: {t.token for t in day.tickets.values() if t.began_on < day.date and t.status in OPEN}
        )
        if not here:
            self._vault.forget_before(today)
            return
        for day in [one for one in self._vault.days() if one < today]:
            for token in self._vault.kept_on(day).keys() - here:
                self._vault.forget(day, token)

    def _stop(self, actor: Actor, ticket: Ticket) -> None:
        def decide(_: float) -> tuple[ReminderStopped, ...]:
            stopped = ReminderStopped(ticket.id, self._today().isoformat())
            return (stopped,) if ticket.id in self._told else ()

        self._stream.act(actor, decide)
        self._vault.forget(ticket.began_on, ticket.token)

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case ReminderAsked(ticket=ticket, day=day):
                    oldest = date.fromisoformat(day) - timedelta(days=1)
                    self._told = {one: told for one, told in self._told.items() if taken_on(one) >= oldest}
                    self._told[ticket] = set()
                case ReminderStopped(ticket=ticket):
                    self._told.pop(ticket, None)
                case ReminderSent(ticket=ticket, what=what):
                    self._told.get(ticket, set()).add(what)


def _what(day: HallDay, ticket: Ticket) -> str | None:
    """Return what the holder of `ticket` should be told now; each call is a message of its own, a recall is none."""
    if ticket.status is Status.CALLED:
        return f"called {sum(step.what == 'call' for step in ticket.steps)}"
    near = ticket.status is Status.WAITING and counters_open(day, ticket.service, ticket.only_counter)
    return "near" if near and ahead(day, ticket) + others_ahead_of(day, ticket) <= NEAR else None
