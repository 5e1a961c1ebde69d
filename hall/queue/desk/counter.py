"""The use cases of hall/queue/commands/counter.py, one method each, through the desk's one door."""

from collections.abc import Mapping

from hall.journal.actor import HALL, Actor
from hall.queue.book import Answer
from hall.queue.commands import counter as commands
from hall.queue.desk.visit import Desk


class CounterDesk:
    """What clerks and managers do at counters besides the plain course of a visit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def undo(self, actor: Actor, counter: str) -> Answer:
        """Take the last step back."""
        return self._desk.act(actor, lambda day, now: commands.undo(day, now, counter, actor.by))

    def close_after(self, actor: Actor, counter: str) -> Answer:
        """Close when the present visitor is done."""
        return self._desk.act(actor, lambda day, _: commands.close_after(day, counter, actor.by))

    def release(self, actor: Actor, counter: str) -> Answer:
        """Close somebody else's counter. Whether this person may is asked before (permission `manage`)."""
        return self._desk.act(actor, lambda day, _: commands.release(day, counter))

    def call_help(self, actor: Actor, counter: str) -> Answer:
        """Ask the manager to come."""
        return self._desk.act(actor, lambda day, _: commands.call_help(day, counter, actor.by))

    def take_help(self, actor: Actor, counter: str) -> Answer:
        """Say that the manager who asks is coming. Permission `manage`."""
        return self._desk.act(actor, lambda day, _: commands.take_help(day, counter, actor.by))

    def end_help(self, actor: Actor, counter: str) -> Answer:
        """Say that help is not needed any more."""
        return self._desk.act(actor, lambda day, _: commands.end_help(day, counter))

    def read_handover(self, actor: Actor, counter: str, left: str) -> str:
        """Return what the clerk of the counter `left` said to whoever takes over. Raises Unknown.

        It is empty where its time in the vault is over.
        """
        self._desk.act(actor, lambda day, _: commands.read_handover(day, counter, actor.by, left))
        there = self._desk.look(lambda day, _: day.handovers.get(left))
        return "" if there is None else self._desk.handed_over(there)

    def leave(self, gone: Mapping[str, float], after_s: float) -> None:
        """Pause the open counters whose clerks are gone; looks first, as `beat` does."""
        if self._desk.look(lambda day, now: commands.left(day, now, gone, after_s)):
            self._desk.act(HALL, lambda day, now: commands.left(day, now, gone, after_s))

    def beat(self) -> None:
        """Do what the hall does by itself; called now and then. Looks first, so that a quiet hall writes nothing."""
        if self._desk.look(commands.by_itself):
            self._desk.act(HALL, commands.by_itself)
