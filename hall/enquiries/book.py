"""The book of enquiries (首问负责): who is responsible for which, folded from their stream. They outlive the day."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Protocol

from hall.enquiries import rules
from hall.enquiries.events import STREAM, EnquiryForgotten, EnquiryReceived
from hall.enquiries.rules import Asked, Enquiry, Events
from hall.journal.actor import Actor
from hall.journal.entry import Entry
from hall.journal.journal import Journal
from hall.journal.logbook import Logbook
from hall.journal.publisher import Committed
from hall.journal.refusal import Unknown, Wrong

HALL = Actor("hall")
DAY_S = 86_400.0


class Words(Protocol):
    """Where what was asked and answered is kept: it may name a person."""

    def put(self, day: date, token: str, **facts: str) -> None:
        """Keep `facts` under `token`."""

    def get(self, day: date, token: str) -> dict[str, str]:
        """Return what is kept under `token`; nothing is an empty answer."""

    def forget(self, day: date, token: str) -> None:
        """Delete what is kept under `token`."""


class EnquiryBook:
    """All enquiries."""

    def __init__(
        self,
        journal: Journal,
        words: Words,
        *,
        clock: Callable[[], float],
        today: Callable[[], date],
        new_token: Callable[[], str],
        publish: Callable[[Committed], None],
    ) -> None:
        """Take the collaborators; `today` is the business day, `publish` is told of every change."""
        self._log = Logbook(journal, STREAM, clock=clock, apply=self._fold)
        self._words = words
        self._clock = clock
        self._today = today
        self._new_token = new_token
        self._publish = publish
        self._all: dict[str, Enquiry] = {}
        self._open: dict[str, Enquiry] = {}
        self._ended: dict[str, Enquiry] = {}
        """Resolved, with words that are still kept."""
        self._by_entry: dict[int, str] = {}
        self._received: Counter[date] = Counter()

    # What is done with an enquiry. A repeat of the request key returns it as it stands.

    def receive(self, actor: Actor, counter: str, ticket: str | None, service: str | None, about: str) -> Enquiry:
        """Write down that somebody asked; the actor is responsible. Raises Wrong when nothing says what it is about."""
        if service is None and not about:
            raise Wrong("enquiry_empty", field="about")

        def decide(_: float) -> Events:
            today, token = self._today(), self._new_token()
            number = f"Q{today:%Y%m%d}-{self._received[today] + 1:03d}"
            if about:
                self._words.put(today, token, about=about)
            day = today.isoformat()
            return (EnquiryReceived(number, token, day, counter, ticket, service, bool(about)),)

        return self._act(actor, ("receive", counter, service, about), decide)

    def offer(self, actor: Actor, enquiry: str, asked: Asked, to_staff: str | None, to_counter: str | None) -> Enquiry:
        """Ask a colleague or a counter to take it over."""
        return self._act(
            actor,
            ("offer", enquiry, to_staff, to_counter),
            lambda _: rules.offer(self._there(enquiry), asked, to_staff, to_counter),
        )

    def withdraw(self, actor: Actor, enquiry: str, asked: Asked) -> Enquiry:
        """Take an offer back."""
        return self._act(actor, ("withdraw", enquiry), lambda _: rules.withdraw(self._there(enquiry), asked))

    def accept(self, actor: Actor, enquiry: str, asked: Asked) -> Enquiry:
        """Take it over."""
        return self._act(actor, ("accept", enquiry), lambda _: rules.accept(self._there(enquiry), asked))

    def decline(self, actor: Actor, enquiry: str, asked: Asked) -> Enquiry:
        """Leave it with whoever is responsible."""
        return self._act(actor, ("decline", enquiry), lambda _: rules.decline(self._there(enquiry), asked))

    def resolve(self, actor: Actor, enquiry: str, asked: Asked, outcome: rules.Outcome, reply: str) -> Enquiry:
        """Say how it ended. The `reply` goes into the vault alone."""

        def decide(_: float) -> Events:
            found = self._there(enquiry)
            events = rules.resolve(found, asked, outcome, self._today(), details=bool(reply))
            if reply:
                self._words.put(found.day, found.token, reply=reply)
            return events

        return self._act(actor, ("resolve", enquiry, outcome, reply), decide)

    def forget(self, keep_days: int) -> None:
        """Delete the words of what was resolved more than `keep_days` ago; those of open ones are still needed."""
        before = self._today() - timedelta(days=keep_days)
        for one in self._log.look(lambda: list(self._ended.values())):
            if one.resolved_on is not None and one.resolved_on < before:
                self._words.forget(one.day, one.token)
                self._log.act(HALL, ("forget", one.id), _says(EnquiryForgotten(one.id)))

    # What is asked of the book.

    def open(self) -> Sequence[Enquiry]:
        """Return what is not resolved yet, the oldest first."""
        return self._log.look(lambda: list(self._open.values()))

    def figures(self, days: int) -> dict[str, rules.Figures]:
        """Return the figures of each clerk in the last `days` times 24 hours."""
        since = self._clock() - days * DAY_S
        return self._log.look(lambda: rules.figures(self._all.values(), since))

    def words(self, enquiry: Enquiry) -> dict[str, str]:
        """Return what was asked (`about`) and answered (`reply`), as far as it is still kept."""
        return self._words.get(enquiry.day, enquiry.token) if enquiry.details else {}

    def _act(self, actor: Actor, asked: object, decide: Callable[[float], Events]) -> Enquiry:
        entry = self._log.act(actor, asked, decide)
        return self._log.look(lambda: self._all[self._by_entry[entry]])

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
            else:
                now = rules.after(self._all[event.enquiry], event, entry.at, entry.by)  # type: ignore[attr-defined]
            self._all[now.id] = now
            self._by_entry[entry.number] = now.id
            _keep(self._open, now, when=now.outcome is None)
            _keep(self._ended, now, when=now.outcome is not None and now.details)
        self._publish(Committed(STREAM, entry))


def _keep(among: dict[str, Enquiry], enquiry: Enquiry, *, when: bool) -> None:
    if when:
        among[enquiry.id] = enquiry
    else:
        among.pop(enquiry.id, None)


def _says(event: EnquiryForgotten) -> Callable[[float], Events]:
    return lambda _: (event,)
