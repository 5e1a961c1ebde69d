"""Ratings and what they ask for: each low one (差评) opens a follow-up, the words of others are there to be read.

Also when the hall stopped in between.
"""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from hall.feedback.book import FeedbackBook
from hall.feedback.comments import Comments, words
from hall.feedback.rules import About
from hall.feedback.state import Feedback, Source
from hall.journal.entry import Entry
from hall.journal.ground import Ground
from hall.journal.journal import Committed, JournalError
from hall.journal.refusal import Unknown
from hall.queue.book import BREATH, DAY_STREAM, Plans, day_of, recorded
from hall.queue.commands.rating import LOW
from hall.queue.desk.visit import Desk
from hall.queue.events.reasons import RATING_REASONS, all_listed
from hall.queue.events.visit import TicketIssued, TicketRated
from hall.queue.state.day import BY_ITSELF, HallDay
from hall.queue.state.ticket import Ticket, taken_on

MISSED_AFTER_S = 5.0
"""A rating whose follow-up has not been opened by then will not be any more by who took it: the hall does."""
LOOK_BACK_DAYS = 2
"""How many recorded days are looked through when the hall starts: that on which it stopped, and today."""


HANDLING = frozenset(
    {"call", "recall", "start", "hold", "resume", "no_show", "transfer", "finish_stage", "finish", "undo"}
)
"""Steps of a ticket that somebody at a counter takes, or who has it called there."""


log = logging.getLogger(__name__)


class Rated(NamedTuple):
    """A rating as it was written down; its visit's token where that was read along."""

    day: date
    at: float
    event: TicketRated
    token: str | None = None


class Ratings:
    """Opens the follow-ups of a hall's low ratings, has other comments read, and leaves none out."""

    def __init__(
        self,
        ground: Ground,
        desk: Desk,
        plans: Plans,
        book: FeedbackBook,
        comments: Comments,
        breathe: Callable[[], object],
    ) -> None:
        """Take the collaborators; `breathe` lets others at their work while days are read."""
        self._journal = ground.journal
        self._vault = ground.vault("")
        self._clock = ground.clock
        self._desk = desk
        self._plans = plans
        self._book = book
        self._comments = comments
        self._breathe = breathe
        self._given: deque[Rated] = deque()
        self._looked_back = False

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Remember each rating until what it asks for is done."""
        for one in batch:
            day = day_of(one.stream)
            if day is not None:
                self._given += _rated_in(day, one.entry)

    def open(self, ticket: Ticket, score: int, reasons: Sequence[str], source: Source) -> Feedback | None:
        """Open the follow-up of a rating of today as soon as it is given; None where it is not a low one."""
        return self._open(ticket, score, reasons, source) if score <= LOW else None

    def see_to_all(self) -> None:
        """Do what was not done by who took the rating. Done over and over; what fails is tried again."""
        if not self._looked_back:
            days = sorted(day for stream in self._journal.streams() if (day := day_of(stream)) is not None)
            for day in days[-LOOK_BACK_DAYS:]:
                self._given += self._rated_on(day)
            self._looked_back = True
        while self._given and self._given[0].at + MISSED_AFTER_S <= self._clock():
            rated = self._given[0]
            if rated.event.score > LOW:
                self._note_comment(rated)
            elif self._lacks(rated):
                self._open(self._ticket(rated), rated.event.score, rated.event.reasons, "tablet")
            self._given.popleft()

    def _open(self, ticket: Ticket, score: int, reasons: Sequence[str], source: Source) -> Feedback:
        said = self._vault.get(ticket.began_on, ticket.token)
        about = about_visit(ticket, score, all_listed(reasons, RATING_REASONS))
        kept = {"text": words(said), "contact": said.get("contact") or said.get("phone", "")}
        return self._book.follow_up(ticket.token, source, ticket.lang, about, kept)

    def _note_comment(self, rated: Rated) -> None:
        """Have it known that words came with it; only then a day that is over is read again."""
        if not self._comments.knows(rated.event.ticket):
            token = rated.token or self._ticket(rated).token
            taken = taken_on(rated.event.ticket)
            if words(self._vault.get(taken, token)):
                self._comments.note(taken, token, about_visit(self._ticket(rated), rated.event.score))

    def _lacks(self, low: Rated) -> bool:
        """Return whether a low rating has no follow-up, or one without the words: the hall stopped between the two."""
        one = self._book.of_ticket(low.event.ticket)
        if one is None:
            return True
        return (
            one.details and not self._book.words(one) and bool(self._vault.get(taken_on(low.event.ticket), one.token))
        )

    def _ticket(self, rated: Rated) -> Ticket:
        """Return the ticket as the day left it; a day that is over is read again."""
        today = self._desk.look(lambda day, _: day.tickets.get(rated.event.ticket))
        if today is not None:
            return today
        return recorded(self._journal, self._plans, rated.day, self._breathe).tickets[rated.event.ticket]

    def _rated_on(self, day: date) -> list[Rated]:
        """Return the ratings of a recorded day; of a damaged one those before the damage."""
        found: list[Rated] = []
        tokens: dict[str, str] = {}
        try:
            for entry in self._journal.read(f"{DAY_STREAM}{day.isoformat()}"):
                tokens |= {e.ticket: e.token for e in entry.events if isinstance(e, TicketIssued)}
                found += (rated._replace(token=tokens.get(rated.event.ticket)) for rated in _rated_in(day, entry))
                if entry.number % BREATH == 0:
                    self._breathe()
        except JournalError as why:
            log.warning("a day's ratings cannot all be followed up: %s", why)
        return found


def _rated_in(day: date, entry: Entry) -> list[Rated]:
    return [Rated(day, entry.at, e) for e in entry.events if isinstance(e, TicketRated)]


def about_visit(ticket: Ticket, score: int | None = None, reasons: Sequence[str] = ()) -> About:
    """Return what is known of a visit: its service and counter, who finished it there, and who else had it."""
    finished = next((step for step in reversed(ticket.steps) if step.what == "finish"), None)
    clerk = None if finished is None else finished.by
    by = tuple(dict.fromkeys(step.by for step in ticket.steps if step.what in HANDLING and step.by != BY_ITSELF))
    return About(ticket.id, ticket.service, ticket.visitor_class, ticket.counter, clerk, score, tuple(reasons), by)


def meant(day: HallDay, token: str | None, typed: str) -> About:
    """Return what a visitor means: the visit of their own ticket, else a counter or a number that they typed."""
    ticket = day.by_token.get(token or "")
    if ticket is None and typed in day.plan.counters:
        return About(counter=typed)
    if ticket is None:
        with suppress(Unknown):
            ticket = day.ticket_numbered(typed)
    return About() if ticket is None else about_visit(ticket)
