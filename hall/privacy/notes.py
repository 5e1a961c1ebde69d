"""What clerks wrote on a day in their own words: at the end of a visit, and for who takes over; until it is deleted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.privacy.book import PrivacyBook
from hall.privacy.kinds import VISITS
from hall.queue.book import Plans, recorded
from hall.queue.desk.visit import Desk
from hall.queue.state.day import HallDay

_Kept = Mapping[str, Mapping[str, str]]
"""What the vault has of a day, by token."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: since when (seconds since 1970), at which counter, by whom; `number` and `service` of a visit's."""

    at: float
    counter: str | None
    staff: str
    text: str
    number: str | None = None
    service: str | None = None


class Notes:
    """Reads them. Raises JournalError."""

    def __init__(
        self, ground: Ground, desk: Desk, plans: Plans, book: PrivacyBook, breathe: Callable[[], object]
    ) -> None:
        """Take the collaborators; `breathe` lets others at their work while a past day is read."""
        self._vault, self._journal = ground.vault(VISITS), ground.journal
        self._desk, self._plans, self._book, self._breathe = desk, plans, book, breathe

    def read(self, actor: Actor, day: date) -> Sequence[Note]:
        """Return the notes of a business day, the latest first; that they were read is on record."""
        kept = {token: facts for token, facts in self._vault.kept_on(day).items() if _words(facts)}
        if not kept:
            return []
        found = list(self._day(day, kept).values())
        if found:
            self._book.read_notes(actor, day)
        return sorted(found, key=lambda one: one.at, reverse=True)

    def _day(self, day: date, kept: _Kept) -> dict[str, Note]:
        """Return a day's notes by their tokens; those of a visit that went on in the next as that one knows them."""
        if day == self._desk.today():
            return self._desk.look(lambda now, _: _of(now, kept))
        past = recorded(self._journal, self._plans, day, self._breathe)
        found = _of(past, kept)
        return found if past.goes_on_in is None else found | self._day(past.goes_on_in.day, kept)


def _of(day: HallDay, kept: _Kept) -> dict[str, Note]:
    """Return the notes that the day knows of: a counter's last one for who takes over, and each visit's."""
    left = {one.note: (counter, one) for counter, one in day.handovers.items()}
    found = dict[str, Note]()
    for token, facts in kept.items():
        ticket = day.by_token.get(token)
        if token in left:
            counter, one = left[token]
            found[token] = Note(one.at, counter, one.staff, _words(facts))
        elif ticket is not None:
            done = next((step for step in reversed(ticket.steps) if step.what.startswith("finish")), ticket.steps[-1])
            where = (done.at, done.counter, done.by, _words(facts), ticket.number, ticket.service)
            found[token] = Note(*where)
    return found


def _words(facts: Mapping[str, str]) -> str:
    return "\n".join(facts[name] for name in ("outcome", "note", "handover") if facts.get(name))
