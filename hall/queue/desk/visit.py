"""The desk: the use cases of a business day, one method each; hall/queue/book.py says how each is done."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from hall.journal.journal import Journal
from hall.journal.publisher import Committed
from hall.plan.hours import OpeningHours
from hall.plan.plan import Floor
from hall.queue.book import Answer, Asker, DayBook
from hall.queue.commands import visit as commands
from hall.queue.commands.visit import Events, To
from hall.queue.state.day import HallDay


class Vault(Protocol):
    """Where what names a person is kept."""

    def put(self, day: date, token: str, **facts: str) -> None:
        """Keep `facts` under a ticket's token."""


class Desk(DayBook):
    """What visitors and clerks may ask for."""

    def __init__(
        self,
        floor: Floor,
        hours: OpeningHours,
        journal: Journal,
        vault: Vault,
        *,
        clock: Callable[[], float],
        new_token: Callable[[], str],
        publish: Callable[[Committed], None],
    ) -> None:
        """Take the collaborators; `open_day` must follow. `clock` gives seconds since 1970."""
        super().__init__(floor, hours, journal, clock=clock, publish=publish)
        self._vault = vault
        self._new_token = new_token

    # Visitors.

    def issue(
        self, asker: Asker, service: str, klass: str, lang: str, slot: float | None = None, phone: str | None = None
    ) -> Answer:
        """Take a ticket. `phone` goes into the vault alone."""
        token = self._new_token()

        def decide(day: HallDay, now: float) -> Events:
            events = commands.issue(day, now, self.hours, service, klass, lang, token, slot)
            if phone is not None:
                self._vault.put(day.date, token, phone=phone)
            return events

        return self.act(asker, ("issue", service, klass, lang, slot), decide)

    def cancel(self, asker: Asker, token: str) -> Answer:
        """Give a place up."""
        return self.act(asker, ("cancel", token), lambda day, _: commands.cancel(day, token))

    def come_back(self, asker: Asker, token: str) -> Answer:
        """Wait again after a missed call."""
        return self.act(
            asker, ("return", token), lambda day, now: commands.come_back(day, commands.ticket_of(day, token), now)
        )

    def rate(self, asker: Asker, token: str, score: int, reasons: tuple[str, ...], comment: str | None) -> Answer:
        """Rate a finished visit. The `comment` goes into the vault alone."""

        def decide(day: HallDay, _now: float) -> Events:
            events = commands.rate(day, token, score, reasons)
            if comment:
                self._vault.put(day.date, token, comment=comment)
            return events

        return self.act(asker, ("rate", token, score, reasons), decide)

    # Counters.

    def open_counter(self, asker: Asker, counter: str) -> Answer:
        """Begin, or go on after a pause."""
        return self.act(asker, ("open", counter), lambda day, _: commands.open_counter(day, counter, asker.by))

    def pause_counter(self, asker: Asker, counter: str, reason: str | None) -> Answer:
        """Call nobody for a while."""
        return self.act(
            asker, ("pause", counter), lambda day, _: commands.pause_counter(day, counter, asker.by, reason)
        )

    def close_counter(self, asker: Asker, counter: str, reason: str | None) -> Answer:
        """Call nobody more."""
        return self.act(
            asker, ("close", counter), lambda day, _: commands.close_counter(day, counter, asker.by, reason)
        )

    def call_next(self, asker: Asker, counter: str) -> Answer:
        """Call who is next."""
        return self.act(asker, ("call-next", counter), lambda day, _: commands.call_next(day, counter, asker.by))

    def call_number(self, asker: Asker, counter: str, number: str) -> Answer:
        """Call a chosen ticket."""
        return self.act(
            asker, ("call", counter, number), lambda day, _: commands.call_number(day, counter, asker.by, number)
        )

    def recall(self, asker: Asker, counter: str) -> Answer:
        """Make the present call again."""
        return self.act(asker, ("recall", counter), lambda day, _: commands.recall(day, counter, asker.by))

    def start(self, asker: Asker, counter: str) -> Answer:
        """Begin to serve the called visitor."""
        return self.act(asker, ("start", counter), lambda day, _: commands.start(day, counter, asker.by))

    def finish(
        self, asker: Asker, counter: str, outcome: str | None, note: str | None, *, whole: bool = False
    ) -> Answer:
        """End the service, or with `whole` the visit. The `note` may name a person and goes into the vault alone."""

        def decide(day: HallDay, _now: float) -> Events:
            events = commands.finish(day, counter, asker.by, outcome, whole=whole)
            ticket = day.counters[counter].ticket
            if note and ticket is not None:
                self._vault.put(day.date, ticket.token, note=note)
            return events

        return self.act(asker, ("finish", counter, outcome, whole), decide)

    def no_show(self, asker: Asker, counter: str) -> Answer:
        """Put the called visitor down as missing."""
        return self.act(asker, ("no-show", counter), lambda day, _: commands.no_show(day, counter, asker.by))

    def reinstate(self, asker: Asker, number: str) -> Answer:
        """Let a missed visitor who has come to the desk wait again."""
        return self.act(
            asker,
            ("reinstate", number),
            lambda day, now: commands.come_back(day, day.ticket_numbered(number), now),
        )

    def hold(self, asker: Asker, counter: str) -> Answer:
        """Set the visit aside."""
        return self.act(asker, ("hold", counter), lambda day, _: commands.hold(day, counter, asker.by))

    def resume(self, asker: Asker, counter: str, number: str) -> Answer:
        """Go on with a held visit."""
        return self.act(
            asker, ("resume", counter, number), lambda day, _: commands.resume(day, counter, asker.by, number)
        )

    def transfer(
        self,
        asker: Asker,
        counter: str,
        service: str | None,
        to_counter: str | None,
        to: To,
        reason: str | None = None,
    ) -> Answer:
        """Send the visitor on."""
        return self.act(
            asker,
            ("transfer", counter, service, to_counter, to),
            lambda day, now: commands.transfer(day, now, counter, asker.by, service, to_counter, to, reason),
        )
