"""A month of cases, notices, enquiries and feedback at the real books, by a chance that a seed repeats."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path

from hall.cases.book import CaseBook
from hall.cases.desk import CaseDesk, Hand
from hall.cases.rules import Ruling
from hall.cases.state import Case
from hall.enquiries.book import EnquiryBook, Visitor
from hall.enquiries.rules import Asked, Enquiry
from hall.feedback.book import FeedbackBook
from hall.feedback.rules import About
from hall.feedback.state import Feedback
from hall.guides.edition import Place
from hall.guides.files import load_guides
from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.journal.refusal import Refusal
from hall.notices.book import NoticeBook
from hall.plan.workdays import MONDAY_TO_FRIDAY
from hall.store.memory import MemoryJournal
from tests.halls import NOON, SHANGHAI, Clock, NoVault

GUIDES = list(load_guides(Path(__file__).parents[1] / "assets" / "guides").guides.values())
CLERKS = ("li", "wang", "zhou", "chen")
COUNTERS = ("1", "2", "3")
VISITOR = Actor("visitor")
ACTS_A_DAY = 90
CLOSES = 17
"""The hall's hour; two hours longer somebody is at work."""
CLASSES = (None, "normal", "normal", "priority")
"""Nobody may be at the counter."""
RECENT = 30
"""Steps are taken with the latest ones: so many things get to their end."""
TRIES = 6
"""A step of feedback is one of many, and refused out of its turn."""


class MadeRecords:
    """Lives through day after day; what happened is in `journal`."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.classes = random.Random(seed)
        self.clock = Clock(NOON)
        self.journal = MemoryJournal()
        tokens = count()
        vault = NoVault()
        ground = Ground(self.journal, lambda _: vault, self.clock, self.today, lambda: f"token-{next(tokens)}")
        self.cases = CaseBook(ground, lambda: MONDAY_TO_FRIDAY, self.has_closed)
        self.notices = NoticeBook(ground)
        self.enquiries = EnquiryBook(ground)
        self.feedback = FeedbackBook(ground, lambda: MONDAY_TO_FRIDAY, lambda: 3, self.has_closed)
        self.made: dict[str, list[str]] = {"case": [], "enquiry": [], "feedback": []}

    def today(self) -> date:
        """Return the day of the clock."""
        return datetime.fromtimestamp(self.clock.now, SHANGHAI).date()

    def has_closed(self) -> bool:
        """Return whether the hall has closed for the day of the clock."""
        return datetime.fromtimestamp(self.clock.now, SHANGHAI).hour >= CLOSES

    def live(self, first: date, days: int) -> None:
        """Live so many days; what is refused was tried all the same."""
        for n in range(days):
            at = datetime.combine(first + timedelta(days=n), time(9), SHANGHAI).timestamp()
            for later in sorted(self.chance.uniform(0, 10 * 3600) for _ in range(ACTS_A_DAY)):
                self.clock.now = at + later
                with suppress(Refusal):
                    self.chance.choice(self._acts())()

    def _who(self) -> Actor:
        return Actor(self.chance.choice(CLERKS))

    def _acts(self) -> list[Callable[[], object]]:
        return [
            *([self._accept, self._step_of_case, self._step_of_case]),
            *([self._tell, self._ask, self._step_of_enquiry, self._step_of_enquiry]),
            *([self._give, *([self._step_of_feedback] * 4)]),
        ]

    def _one(self, kind: str) -> str:
        return self.chance.choice(self.made[kind][-RECENT:] or [""])

    def _accept(self) -> None:
        guide = self.chance.choice(GUIDES)
        guide = replace(guide, limit=replace(guide.limit, promised_workdays=self.chance.randint(0, 6)))
        ruling = self.chance.choice([None, None, Ruling("granted")])
        place = Place(self.chance.choice(COUNTERS), None, "zh", 1, self.classes.choice(CLASSES))
        self._made("case", self.cases.accept(self._who(), lambda: guide, lambda: place, None, ruling, {}))

    def _step_of_case(self) -> None:
        number, by, desk = self._one("case"), Hand(self._who(), decides=True), CaseDesk(self.cases)
        self.chance.choice(
            [
                lambda: desk.review(by, number),
                lambda: desk.decide(by, number, Ruling("refused", "conditions")),
                *(lambda: desk.correct(by, number, "law", Ruling("granted")) for _ in range(2)),
                *(lambda: self._prolong(desk, by, number) for _ in range(3)),
                *(lambda: self._pause(desk, by, number) for _ in range(3)),
                lambda: desk.withdraw(by, number) if self.chance.random() < 0.2 else None,
            ]
        )()

    def _prolong(self, desk: CaseDesk, by: Hand, number: str) -> None:
        """Ask for more time; what was asked before is settled by somebody else."""
        with suppress(Refusal):
            desk.prolong(by, number, self.chance.randint(1, 4), "hearing")
        desk.settle_prolonging(Hand(self._who(), decides=True), number, approved=self.chance.random() < 0.8)

    def _pause(self, desk: CaseDesk, by: Hand, number: str) -> None:
        """Have what is suspended go on, and suspend what is not."""
        try:
            desk.resume(by, number)
        except Refusal:
            desk.suspend(by, number, "hearing")

    def _tell(self) -> None:
        guide = self.chance.choice(GUIDES[:3])
        missing = self.chance.sample([m.id for m in guide.materials], 2)
        ticket = self.chance.choice([None, f"ticket-{self.chance.randint(1, 40)}"])
        place = Place(self.chance.choice(COUNTERS), ticket, "zh", 1, self.classes.choice(CLASSES))
        self.notices.give(self._who(), lambda: guide, missing, "", lambda: place)

    def _ask(self) -> None:
        service = self.chance.choice([None, "a", "b"])
        asks = Visitor(None, self.classes.choice(CLASSES))
        by, counter = self._who(), self.chance.choice(COUNTERS)
        self._made("enquiry", self.enquiries.receive(by, counter, lambda: asks, service, "?"))

    def _step_of_enquiry(self) -> None:
        number, asked = self._one("enquiry"), Asked(self.chance.choice(CLERKS), None, manages=True)
        by, to = Actor(asked.by), self.chance.choice(CLERKS)
        self.chance.choice(
            [
                lambda: self.enquiries.offer(by, number, asked, to, None),
                lambda: self.enquiries.accept(by, number, asked),
                lambda: self.enquiries.decline(by, number, asked),
                lambda: self.enquiries.resolve(by, number, asked, "answered", ""),
            ]
        )()

    def _give(self) -> None:
        about = About(
            service=self.chance.choice([None, "a", "b"]),
            visitor_class=self.chance.choice([None, "normal", "priority"]),
            counter=self.chance.choice([None, *COUNTERS]),
            clerk=self.chance.choice([None, *CLERKS]),
        )
        words = {"text": "x", "contact": self.chance.choice(["", "138"])}
        if self.chance.random() < 0.5:
            low = replace(about, ticket=f"rated-{self.chance.random()}", score=self.chance.choice([1, 2]))
            self._made("feedback", self.feedback.follow_up(f"own-{low.ticket}", "tablet", "zh", low, words))
            return
        kind = self.chance.choice(["complaint", "suggestion", "praise"])
        self._made("feedback", self.feedback.give(VISITOR, kind, "phone", "zh", about, words))  # type: ignore[arg-type]

    def _step_of_feedback(self) -> None:
        number, by, book = self._one("feedback"), self._who(), self.feedback
        steps: list[Callable[[], object]] = [
            lambda: book.accept(by, number),
            lambda: book.assign(by, number, self.chance.choice(CLERKS)),
            lambda: book.contact(by, number, reached=self.chance.random() < 0.5),
            lambda: book.put_right(by, number),
            lambda: book.answer(by, number, "x"),
            lambda: book.call_back(by, number, satisfied=self.chance.choice([True, False, None])),
            lambda: book.appeal(by, number, "x") if self.chance.random() < 0.3 else None,
            lambda: book.decide_appeal(by, number, upheld=self.chance.random() < 0.5),
            lambda: book.read(by, number),
        ]
        for step in self.chance.choices(steps, k=TRIES):
            with suppress(Refusal):
                step()

    def _made(self, kind: str, one: Case | Enquiry | Feedback) -> None:
        self.made[kind].append(one.id)
