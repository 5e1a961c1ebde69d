"""What the screens of the waiting area show: pictures of the day, with what is said to everybody."""

from hall.cases.book import CaseBook
from hall.messages.book import Message, MessageBook, Messages
from hall.queue.views.board import Board, DarkView, MessageView, board
from hall.queue.views.moment import moment
from hall.queue.views.screens import Clerk, CounterScreen, GuideScreen, counter_screen, guide_screen
from hall.speech.volume import volume_at
from hall.staff.book import StaffBook
from hall.voice.wording import Wording
from hall.web.context import Context


class Pictures:
    """Makes them. A picture's version grows with the day's entries, the messages' and the cases'."""

    def __init__(self, context: Context) -> None:
        """Take where to look."""
        self._context = context

    def wall(self, zone: str) -> Board:
        """Return the whole wall of `zone`."""
        context = self._context
        said = context[MessageBook].now()
        cases_version, ready = context[CaseBook].on_wall()
        picture = context.desk.look(lambda day, now: board(day, context.desk.hours, now, zone, context[Wording]))
        picture["version"] += said.number + cases_version
        picture["ready"] = ready
        picture["notices"] = [self.message(one) for one in said.posted if one.is_in(zone)]
        picture["emergency"] = self._emergency(said)
        by_time = context.configuration.file.voice.volume_by_time
        picture["volume"] = context.desk.look(lambda _, now: volume_at(by_time, context.desk.hours.local(now)))
        picture["dark"] = context.desk.look(lambda _, now: self._dark(now))
        return picture

    def _dark(self, now: float) -> DarkView | None:
        part, hours = self._context.configuration.file.screens, self._context.desk.hours
        night = hours.night(now) if part.dark_when_closed else None
        if night is None:
            return None
        begins, ends = night[0] + part.dark_after_min * 60, night[1] - part.lit_before_min * 60
        return DarkView(begins=moment(hours, begins), ends=moment(hours, ends)) if begins < ends else None

    def counter(self, counter: str) -> CounterScreen:
        """Return the screen over `counter`."""
        desk, said = self._context.desk, self._context[MessageBook].now()
        furnished = desk.plan.counters[counter]
        clerk = self._clerk(desk.look(lambda day, _: day.counters[counter].staff))
        emergency = self._emergency(said)
        picture = desk.look(lambda day, now: counter_screen(day, desk.hours, now, furnished, clerk, emergency))
        picture["version"] += said.number
        return picture

    def guide(self) -> GuideScreen:
        """Return the hall's guide."""
        desk, said = self._context.desk, self._context[MessageBook].now()
        emergency = self._emergency(said)
        picture = desk.look(lambda day, now: guide_screen(day, desk.hours, now, emergency))
        picture["version"] += said.number
        return picture

    def message(self, message: Message) -> MessageView:
        """Return a notice or an emergency with the clips that say it."""
        hours = self._context.desk.hours
        return MessageView(
            id=message.id,
            text=message.text,
            spoken=message.spoken,
            audio=self._context[Wording].read_out(message.text) if message.spoken else (),
            at=moment(hours, message.at),
            until=None if message.until is None else moment(hours, message.until),
            starts_at=None if message.starts_at is None else moment(hours, message.starts_at),
            zones=message.zones,
            drill=message.drill,
        )

    def _emergency(self, said: Messages) -> MessageView | None:
        return None if said.emergency is None else self.message(said.emergency)

    def _clerk(self, staff: str | None) -> Clerk | None:
        account = self._context[StaffBook].get(staff) if staff is not None else None
        return None if account is None else Clerk(name=account.name, badge=account.badge)
