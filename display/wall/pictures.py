"""What the screens of the waiting area show: pictures of the day, with what is said to everybody."""

from hall.messages.book import Content, Message
from hall.queue.views.board import Board, MessageView, board, moment
from hall.queue.views.screens import Clerk, CounterScreen, GuideScreen, counter_screen, guide_screen
from hall.speech.volume import volume_at
from hall.web.house import House


class Pictures:
    """Makes them. A picture's version grows with the day's entries, the content's and the cases'."""

    def __init__(self, house: House) -> None:
        """Take where to look."""
        self._house = house

    def wall(self, zone: str) -> Board:
        """Return the whole wall of `zone`."""
        house = self._house
        content = house.content.now()
        cases_version, ready = house.cases.on_wall()
        picture = house.desk.look(lambda day, now: board(day, house.desk.hours, now, zone, house.wording))
        picture["version"] += content.number + cases_version
        picture["ready"] = ready
        picture["notices"] = [self.message(one) for one in content.notices]
        picture["emergency"] = self._emergency(content)
        by_time = house.configuration.file.voice.volume_by_time
        picture["volume"] = house.desk.look(lambda _, now: volume_at(by_time, house.desk.hours.local(now)))
        return picture

    def counter(self, counter: str) -> CounterScreen:
        """Return the screen over `counter`."""
        desk, content = self._house.desk, self._house.content.now()
        furnished = desk.floor.counters[counter]
        clerk = self._clerk(desk.look(lambda day, _: day.counters[counter].staff))
        emergency = self._emergency(content)
        picture = desk.look(lambda day, now: counter_screen(day, desk.hours, now, furnished, clerk, emergency))
        picture["version"] += content.number
        return picture

    def guide(self) -> GuideScreen:
        """Return the hall's guide."""
        desk, content = self._house.desk, self._house.content.now()
        emergency = self._emergency(content)
        picture = desk.look(lambda day, now: guide_screen(day, desk.hours, now, emergency))
        picture["version"] += content.number
        return picture

    def message(self, message: Message) -> MessageView:
        """Return a notice or an emergency with the clips that say it."""
        return MessageView(
            id=message.id,
            text=message.text,
            spoken=message.spoken,
            audio=self._house.wording.read_out(message.text) if message.spoken else (),
            at=moment(self._house.desk.hours, message.at),
        )

    def _emergency(self, content: Content) -> MessageView | None:
        return None if content.emergency is None else self.message(content.emergency)

    def _clerk(self, staff: str | None) -> Clerk | None:
        account = self._house.staff.get(staff) if staff is not None else None
        return None if account is None else Clerk(name=account.name, badge=account.id)
