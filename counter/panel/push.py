"""What each committed entry means for the panels: the whole panel, at once where it happened, soon elsewhere."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from counter.manager.api import whole_floor
from counter.panel.appointments import panel_of
from counter.panel.cases import figures_view
from counter.panel.duty import Duty
from hall.cases.book import CaseBook
from hall.cases.events import STREAM as CASES
from hall.enquiries.events import STREAM as ENQUIRIES
from hall.faults import Standing
from hall.journal.journal import Committed
from hall.queue.events.counter import HelpCalled
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Expected
from hall.queue.views.panel import Panel
from hall.speech.book import STREAM as SPEECH
from hall.speech.book import SpeechBook
from hall.staff.state import Session
from hall.web import cookies
from hall.web.context import Context
from hall.web.guard import SESSION, Guard
from hall.web.push import Room, refuse

FLOOR = "*floor"
"""The topic of the whole floor; no counter can have this id."""
OTHERS_EVERY_S = 1.0
"""How often panels are told what changed in the queue by others' doing."""


class CounterPush:
    """Keeps panels up to date."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._duty = context[Duty]
        self.panels = Room(context, "/counter", self._connects, on_left=self._duty.leaves)
        self._changed = False
        self._told_others = 0.0
        self._faults: Sequence[Standing] = ()
        self._news: tuple[int, Expected] = (0, context.desk.expected)
        """What the manager is told besides: calls that were said, waits that were looked at anew."""

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Show the counters that something happened at; the others follow at the next tick."""
        self._changed = self._changed or any(not one.stream.startswith(SPEECH) for one in batch)
        events = [event for one in batch for event in one.entry.events]
        here = {getattr(event, "counter", None) for event in events}
        if any(one.stream == ENQUIRIES for one in batch):
            self._tell_enquiries(batch[-1].entry.number)
        if any(one.stream == CASES for one in batch):
            self._tell_cases()
        urgent = {FLOOR} if any(isinstance(event, HelpCalled) for event in events) else set()
        self._tell([topic for topic in self.panels.topics() if topic in here | urgent])

    def tick(self) -> None:
        """Show every panel what has changed since."""
        now = time.monotonic()
        if now - self._told_others < OTHERS_EVERY_S:
            return
        faults = self._context.faults.now()
        if self._changed or faults != self._faults:
            self._changed, self._told_others, self._faults = False, now, faults
            self._tell(self.panels.topics())
        elif (news := (self._context[SpeechBook].number, self._context.desk.expected)) != self._news:
            self._news, self._told_others = news, now
            self._tell([topic for topic in self.panels.topics() if topic == FLOOR])

    def _tell(self, topics: Sequence[str]) -> None:
        for topic in topics:
            if topic == FLOOR:
                self.panels.tell(FLOOR, "floor", whole_floor(self._context))
            elif topic in self._context.desk.plan.counters:
                self.panels.tell(topic, "counter", self._context.desk.look(self._panel(topic)))

    def _tell_enquiries(self, version: int) -> None:
        """Let every page ask anew: what it is told depends on who has signed in there."""
        for topic in self.panels.topics():
            self.panels.tell(topic, "enquiries", {"entry": version})

    def _tell_cases(self) -> None:
        figures = figures_view(self._context[CaseBook].figures())
        for topic in self.panels.topics():
            self.panels.tell(topic, "cases", figures)

    def _connects(self, asked: dict[str, Any]) -> None:
        token = asked.get("token") or cookies.read(SESSION)
        session = self._context[Guard].by_token(token)
        if session is None:
            raise refuse("signed_out")
        if asked.get("floor") is True:
            self._manager_connects(session, token)
            return
        counter = asked.get("counter", session.counter)
        if not isinstance(counter, str) or counter not in self._context.desk.plan.counters:
            raise refuse("no_such_counter")
        picture = self._context.desk.look(self._panel(counter))
        self.panels.enter(counter, "counter", picture, self._signed_in(counter, token, "see"))
        self._duty.enters(self.panels.present(), counter, session.staff.id)
        self.panels.show("cases", figures_view(self._context[CaseBook].figures()))

    def _manager_connects(self, session: Session, token: object) -> None:
        if not session.staff.may("oversee"):
            raise refuse("not_permitted")
        self.panels.enter(FLOOR, "floor", whole_floor(self._context), self._signed_in(FLOOR, token, "oversee"))
        self.panels.show("cases", figures_view(self._context[CaseBook].figures()))

    def _signed_in(self, topic: str, token: object, permission: str) -> Callable[[], bool]:
        """Return what says whether the session of `token` still stands, and may."""
        day = self._context.ground.today()

        def stands() -> bool:
            session = self._context[Guard].by_token(token)
            if session is None and self._context.ground.today() != day:
                self._context.desk.roll_over()
                self._tell([topic])  # its page is to say that the day is over, not that somebody ended its sign-in
            return session is not None and session.staff.may(permission)

        return stands

    def _panel(self, counter: str) -> Callable[[HallDay, float], Panel]:
        return panel_of(self._context, counter)
