"""The book of enquiries (首问负责): who is responsible for which, folded from their stream. They outlive the day."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from hall.enquiries import rules
from hall.enquiries.events import STREAM, EnquiryForgotten, EnquiryReceived
from hall.enquiries.rules import Asked, Enquiry, Events
from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown, Wrong
from hall.journal.stream import numbered

DAY_S = 86_400.0


class Visitor(NamedTuple):
    """Who asks: the id of a ticket and its class, as far as there is one."""

    ticket: str | None = None
    visitor_class: str | None = None


NOBODY = Visitor()
TOLD_DAYS = 7
"""So long whoever was asked first still sees how it ended."""


class EnquiryBook:
    """All enquiries."""

    def __init__(self, ground: Ground) -> None:
        """Read what there is."""
        self._vault = ground.vault("enquiries")
        self._clock = ground.clock
        self._today = ground.today
        self._new_token = ground.new_token
        self._all: dict[str, Enquiry] = {}
        self._open: dict[str, Enquiry] = {}
        self._ended: dict[str, Enquiry] = {}
        """Resolved, with words that are still kept."""
        self._passed_on: dict[str, dict[str, None]] = {}
        """By who was asked first, what somebody else took over, in the order in which that happened."""
        self._by_entry: dict[int, str] = {}
        self._by_token: dict[str, str] = {}
        self._by_ticket: dict[str, list[str]] = {}
        self._received: Counter[date] = Counter()
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    # What is done with an enquiry. A repeat of the request key returns it as it stands.

    def receive(
        self, actor: Actor, counter: str, visitor: Callable[[], Visitor | None], service: str | None, about: str
    ) -> Enquiry:
        """Write down that somebody asked; the actor is responsible. Raises Wrong when nothing says what it is about.

        `visitor` gives who asks, and may raise what the counter refuses; a repeat does not ask for it.
        """

        def decide(_: float) -> Events:
            if service is None and not about:
                raise Wrong("enquiry_empty", field="about")
            asks, today, token = visitor() or NOBODY, self._today(), self._new_token()
            number = f"Q{today:%Y%m%d}-{self._received[today] + 1:03d}"
            day = today.isoformat()
            return (
                EnquiryReceived(number, token, day, counter, asks.ticket, service, bool(about), asks.visitor_class),
            )

        enquiry = self._act(actor, decide)
        if about:
            self._vault.put(enquiry.day, enquiry.token, about=about)
        return enquiry

    def offer(
        self,
        actor: Actor,
        enquiry: str,
        asked: Asked,
        to_staff: str | None,
        to_counter: str | None,
        there: Callable[[], object] = lambda: None,
    ) -> Enquiry:
        """Ask a colleague or a counter to take it over; `there` raises when there is no such."""

        def decide(_: float) -> Events:
            there()
            return rules.offer(self._there(enquiry), asked, to_staff, to_counter)

        return self._act(actor, decide)

    def withdraw(self, actor: Actor, enquiry: str, asked: Asked) -> Enquiry:
        """Take an offer back."""
        return self._act(actor, lambda _: rules.withdraw(self._there(enquiry), asked))

    def accept(self, actor: Actor, enquiry: str, asked: Asked) -> Enquiry:
        """Take it over."""
        return self._act(actor, lambda _: rules.accept(self._there(enquiry), asked))

    def decline(self, actor: Actor, enquiry: str, asked: Asked) -> Enquiry:
        """Leave it with whoever is responsible."""
        return self._act(actor, lambda _: rules.decline(self._there(enquiry), asked))

    def resolve(self, actor: Actor, enquiry: str, asked: Asked, outcome: rules.Outcome, reply: str) -> Enquiry:
        """Say how it ended. The `reply` goes into the vault alone."""

        def decide(_: float) -> Events:
            found = self._there(enquiry)
            return rules.resolve(found, asked, outcome, self._today(), details=bool(reply))

        resolved = self._act(actor, decide)
        if reply:
            self._vault.put(resolved.day, resolved.token, reply=reply)
        return resolved

    def forget(self, keep_days: int) -> None:
        """Delete the words of what was resolved more than `keep_days` ago; those of open ones are still needed."""
        before = self._today() - timedelta(days=keep_days)
        for one in self._stream.look(lambda: list(self._ended.values())):
            if one.resolved_on is not None and one.resolved_on < before:
                self._vault.forget(one.day, one.token)
                self._stream.act(HALL, _says(EnquiryForgotten(one.id)))

    # What is asked of the book.

    def numbered(self, number: str) -> Enquiry:
        """Return the enquiry of a number. Raises Unknown."""
        return self._stream.look(lambda: self._there(number))

    def by_token(self, token: str) -> Enquiry:
        """Return the enquiry whose words the vault has under `token`. Raises Unknown."""
        return self._stream.look(lambda: self._there(self._by_token.get(token, "")))

    def of_ticket(self, ticket: str) -> Sequence[Enquiry]:
        """Return what the visitor of a ticket asked, by its id, the oldest first."""
        return self._stream.look(lambda: [self._all[number] for number in self._by_ticket.get(ticket, ())])

    def open(self) -> Sequence[Enquiry]:
        """Return what is not resolved yet, the oldest first."""
        return self._stream.look(lambda: list(self._open.values()))

    def passed_on(self, staff: str) -> Sequence[Enquiry]:
        """Return what `staff` was asked first and somebody else took over, the latest first; also how it just ended."""
        since = self._today() - timedelta(days=TOLD_DAYS)

        def found() -> list[Enquiry]:
            passed = [self._all[number] for number in reversed(self._passed_on.get(staff, {}))]
            return [
                one for one in passed if one.owner != staff and (one.resolved_on is None or one.resolved_on >= since)
            ]

        return self._stream.look(found)

    def figures(self, days: int) -> dict[str, rules.Figures]:
        """Return the figures of each clerk in the last `days` times 24 hours."""
        since = self._clock() - days * DAY_S
        return self._stream.look(lambda: rules.figures(self._all.values(), since))

    def rates(self, days: int) -> rules.Rates:
        """Return what became of those received in the last `days` times 24 hours."""
        since = self._clock() - days * DAY_S
        return self._stream.look(lambda: rules.rates(self._all.values(), since))

    def words(self, enquiry: Enquiry) -> dict[str, str]:
        """Return what was asked (`about`) and answered (`reply`), as far as it is still kept."""
        return self._vault.get(enquiry.day, enquiry.token) if enquiry.details else {}

    def _act(self, actor: Actor, decide: Callable[[float], Events]) -> Enquiry:
        entry = self._stream.act(actor, decide).subject or 0
        return self._stream.look(lambda: self._all[self._by_entry[entry]])

    def _there(self, enquiry: str) -> Enquiry:
        found = self._all.get(enquiry)
        if found is None:
            raise Unknown("enquiry_unknown", enquiry=enquiry)
        return found

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, EnquiryReceived):
                now = rules.begun(event, entry.at, entry.by)
                self._received[now.day] += 1
                self._by_token[now.token] = now.id
                if now.ticket is not None:
                    self._by_ticket.setdefault(now.ticket, []).append(now.id)
            else:
                now = rules.after(self._all[event.enquiry], event, entry.at, entry.by)  # type: ignore[attr-defined]
            self._all[now.id] = now
            if now.owner != now.first:
                self._passed_on.setdefault(now.first, {})[now.id] = None
            self._by_entry[entry.number] = now.id
            _keep(self._open, now, when=now.outcome is None)
            _keep(self._ended, now, when=now.outcome is not None and now.details)


def _keep(among: dict[str, Enquiry], enquiry: Enquiry, *, when: bool) -> None:
    if when:
        among[enquiry.id] = enquiry
    else:
        among.pop(enquiry.id, None)


def _says(event: EnquiryForgotten) -> Callable[[float], Events]:
    return lambda _: (event,)
