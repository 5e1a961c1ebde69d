"""What is kept and how much of it; what is kept of one person, shown without its words, and deleted."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.journal.refusal import Illegal
from hall.privacy.book import Erasure, PrivacyBook, Wanted
from hall.privacy.events import Gone, KeptBack
from hall.privacy.finder import Finder, Held, Sought
from hall.privacy.kinds import KINDS, Kind, kind_of


@dataclass(slots=True)
class Kept:
    """How much there is of a kind: since which day, and the day on which the next of it is deleted.

    `standing` of them stay until something ends that goes on: a case, an enquiry, an answer that is due.
    """

    kind: Kind
    count: int = 0
    standing: int = 0
    oldest: date | None = None
    next_deleted: date | None = None


class PrivacyDesk:
    """All raise JournalError."""

    def __init__(self, ground: Ground, book: PrivacyBook, finder: Finder, breathe: Callable[[], object]) -> None:
        """Take the collaborators; `breathe` lets others at their work meanwhile."""
        self._vault, self._book, self._finder, self._breathe = ground.vault, book, finder, breathe

    def kept(self) -> Sequence[Kept]:
        """Count what the vaults keep, by kind, in the order of the list."""
        counted = {kind: Kept(kind) for kind in KINDS}
        for name in dict.fromkeys(kind.vault for kind in KINDS):
            vault = self._vault(name)
            for day in vault.days():
                self._breathe()
                for token, facts in vault.kept_on(day).items():
                    self._count(counted[kind_of(name, frozenset(facts))], day, token)
        return list(counted.values())

    def find(self, actor: Actor, sought: Sought) -> Sequence[Held]:
        """Return what is kept of a person, and have it on record that it was looked for."""
        found = self._finder.find(sought)
        self._book.sought(actor, sought.by, [held.label for held in found])
        return found

    def erase(self, actor: Actor, sought: Sought, shown: Collection[str]) -> Erasure:
        """Delete what is kept of a person, as far as it was `shown` by its labels and the hall does not need it.

        Raises Illegal where nothing of that is left to delete.
        """

        def wanted() -> Wanted:
            found = [held for held in self._finder.find(sought) if held.label in shown]
            gone = tuple(_gone(held) for held in found if held.record.needed is None)
            kept = tuple(
                KeptBack(kind=held.record.kind, number=held.record.number, why=held.record.needed)
                for held in found
                if held.record.needed is not None
            )
            if not gone:
                raise Illegal("privacy_nothing_to_erase")
            return gone, kept

        return self._book.erase(actor, sought.by, wanted)

    def _count(self, kept: Kept, day: date, token: str) -> None:
        last = None if kept.kind.whom == "platform" else self._finder.record(kept.kind, day, token).last_day
        kept.count += 1
        kept.oldest = min(kept.oldest or day, day)
        if last is None:
            kept.standing += 1
        else:
            goes = last + timedelta(1)
            kept.next_deleted = min(kept.next_deleted or goes, goes)


def _gone(held: Held) -> Gone:
    one = held.record
    return Gone(kind=one.kind, number=one.number, vault=held.vault, day=one.day.isoformat(), token=one.token)
