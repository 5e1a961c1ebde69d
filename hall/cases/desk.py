"""What staff do with a case: each step, by whoever may take it. Words that come with one are in the vault alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hall.cases import rules
from hall.cases.book import CaseBook
from hall.cases.state import Case
from hall.journal.actor import Actor
from hall.journal.entry import Event
from hall.journal.refusal import Wrong


@dataclass(frozen=True, slots=True)
class Hand:
    """Who takes a step, and whether they may decide about cases that others answer for."""

    actor: Actor
    decides: bool


class CaseDesk:
    """Takes steps in the book. All raise Unknown, what the rules refuse, and JournalError."""

    def __init__(self, book: CaseBook) -> None:
        self._book = book

    def review(self, hand: Hand, number: str) -> Case:
        """Begin the review."""
        return self._step(hand, number, rules.review)

    def decide(self, hand: Hand, number: str, ruling: rules.Ruling, words: str = "") -> Case:
        """Decide."""
        return self._step(hand, number, lambda case: rules.decide(case, ruling, self._book.as_of()), words)

    def correct(self, hand: Hand, number: str, mistake: rules.Mistake, ruling: rules.Ruling, words: str = "") -> Case:
        """Put another decision in the place of a wrong one."""
        return self._step(hand, number, lambda case: rules.correct(case, mistake, ruling, self._book.today()), words)

    def prolong(self, hand: Hand, number: str, workdays: int, reason: rules.Reason) -> Case:
        """Ask that the promised day be put off."""

        def follows(case: Case) -> Sequence[Event]:
            return rules.prolong(case, workdays, reason, self._book.as_of(), self._book.calendar)

        return self._step(hand, number, follows)

    def settle_prolonging(self, hand: Hand, number: str, *, approved: bool) -> Case:
        """Put the promised day off as somebody else asked, or do not."""

        def follows(case: Case) -> Sequence[Event]:
            as_of, calendar = self._book.as_of(), self._book.calendar
            return rules.settle_prolonging(case, hand.actor.by, as_of, calendar, approved=approved)

        return self._step(hand, number, follows)

    def suspend(self, hand: Hand, number: str, reason: rules.Pause, words: str = "") -> Case:
        """Have the limit stand still."""

        def follows(case: Case) -> Sequence[Event]:
            return rules.suspend(case, reason, self._book.as_of(), self._book.calendar, words=bool(words))

        return self._step(hand, number, follows, words)

    def resume(self, hand: Hand, number: str) -> Case:
        """Have the limit go on."""
        return self._step(hand, number, lambda case: rules.resume(case, self._book.today(), self._book.calendar))

    def withdraw(self, hand: Hand, number: str) -> Case:
        """Take the application back, as the visitor asks."""
        return self._step(hand, number, lambda case: rules.withdraw(case, self._book.today()))

    def assign(self, hand: Hand, number: str, staff: str, can_answer: Callable[[str], bool]) -> Case:
        """Have `staff` answer for it. Raises Wrong for who cannot."""

        def follows(case: Case) -> Sequence[Event]:
            if not can_answer(staff):
                raise Wrong("case_assign_to", field="staff", staff=staff)
            return rules.assign(case, staff)

        return self._step(hand, number, follows)

    def collect(self, actor: Actor, number: str, receipt: str) -> Case:
        """Hand the outcome over, whoever answers for it, against the receipt: its token, or the code printed on it."""
        return self._book.step(actor, number, lambda case: rules.collect(case, receipt, self._book.today()))

    def _step(self, hand: Hand, number: str, follows: Callable[[Case], Sequence[Event]], words: str = "") -> Case:
        def permitted(case: Case) -> Sequence[Event]:
            rules.require_hand(case, hand.actor.by, decides=hand.decides)
            return follows(case)

        return self._book.step(hand.actor, number, permitted, words)
