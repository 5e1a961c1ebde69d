"""What each committed entry means for the waiting area's screens: each gets its whole picture, at once."""

from collections.abc import Callable, Sequence
from typing import Any

from display.sound.voices import NAMESPACE, SPEECH, WALL, Voices
from display.wall.pictures import Pictures
from hall.devices.book import DeviceBook
from hall.devices.events import STREAM as DEVICES
from hall.journal.journal import Committed
from hall.queue.events.visit import TicketIssued
from hall.queue.views.door import Door, door
from hall.speech.book import STREAM as SAID
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.presence import Presence
from hall.web.push import Room, refuse

COUNTER, GUIDE = "screen", "guide"
"""Events, each with the whole picture of such a screen."""


class DisplayPush:
    """Keeps walls, counter screens and the hall's guide up to date."""

    def __init__(self, context: Context) -> None:
        self._context, self._desk = context, context.desk
        self._pictures = Pictures(context)
        self._door: Door | None = None
        self._unpaired: dict[str, str] = {}
        """Walls that may speak for their zone as long as none is paired there, by socket."""
        self.walls = Room(context, NAMESPACE, self._connects, on_left=self._left)

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Show every screen its picture: walls first; of the counters' screens those that something happened at."""
        if any(one.stream == DEVICES for one in batch):
            self._choose_voices()
        if all(one.stream.startswith(SAID) for one in batch):
            return  # what was said changes no picture
        here = {
            getattr(e, "counter", None) for one in batch for e in one.entry.events if not isinstance(e, TicketIssued)
        }
        self._show(lambda counter: counter in here or None in here)  # None: it does not say at which counter

    def tick(self) -> None:
        """Show every screen that the hall has opened or closed, which nobody does: the clock does."""
        now = self._desk.look(lambda _, now: door(self._desk.hours, now))
        if now != self._door:
            self._door = now
            self._show(lambda _: True)

    def _show(self, happened: Callable[[str], bool]) -> None:
        """Show every screen its picture, of the counters' screens those of which `happened` says so."""
        for topic in sorted(self.walls.topics(), key=lambda topic: not topic.startswith(WALL)):
            event, _, name = topic.partition("/")
            if (event != COUNTER or happened(name)) and self._is_there(event, name):
                self.walls.tell(topic, event, self._picture(event, name))

    def _is_there(self, event: str, name: str) -> bool:
        """Return whether the plan still has such a screen; one that it has no more loads itself again and is told."""
        plan = self._desk.plan
        return event == GUIDE or name in (plan.zones if event == WALL else plan.counters)

    def _connects(self, asked: dict[str, Any]) -> None:
        event, name = self._wanted(asked)
        self.walls.enter(f"{event}/{name}", event, self._picture(event, name))
        if event == WALL:
            voices = self._context[Voices]
            self.walls.show(SPEECH, voices.speech(name))
            if asked.get("speaks") is True and self._context[Guard].is_voice(name):
                if self._context[Presence].device() is None:
                    self._unpaired[self.walls.present()] = name
                voices.remembered(name, asked.get("said"))
                voices.joined(name, self.walls.present())

    def _left(self, wall: str) -> None:
        self._unpaired.pop(wall, None)
        self._context[Voices].left(wall)

    def _choose_voices(self) -> None:
        """Let unpaired walls fall silent where one was paired, and speak again where the last was removed."""
        voices, book = self._context[Voices], self._context[DeviceBook]
        for wall, zone in list(self._unpaired.items()):
            if book.has_wall(zone):
                voices.left(wall)
            else:
                voices.joined(zone, wall)

    def _wanted(self, asked: dict[str, Any]) -> tuple[str, str]:
        """Return which screen connects: {"zone"}, {"counter"} or {"guide": true}."""
        zone, counter = asked.get("zone"), asked.get("counter")
        if isinstance(zone, str) and zone in self._desk.plan.zones:
            return WALL, zone
        if isinstance(counter, str) and counter in self._desk.plan.counters:
            return COUNTER, counter
        if asked.get("guide") is True:
            return GUIDE, ""
        raise refuse("no_such_screen")

    def _picture(self, event: str, name: str) -> Any:
        if event == WALL:
            return self._pictures.wall(name)
        return self._pictures.counter(name) if event == COUNTER else self._pictures.guide()
