"""The use cases of hall/queue/commands/direct.py, one method each, through the desk's one door."""

from hall.journal.actor import Actor
from hall.queue.book import Answer
from hall.queue.commands import direct as commands
from hall.queue.desk.visit import Desk


class DirectDesk:
    """What whoever directs the floor does for visitors in nobody's hands."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def send(self, actor: Actor, number: str, service: str | None, counter: str | None) -> Answer:
        """Let a visitor wait for another service, for one counter alone, or for any."""
        return self._desk.act(actor, lambda day, _: commands.send(day, number, service, counter))

    def have_called(self, actor: Actor, number: str, counter: str) -> Answer:
        """Have a visitor come to a counter that is free."""
        return self._desk.act(actor, lambda day, now: commands.have_called(day, now, number, counter))
