"""The use cases of hall/queue/commands/visitor.py, one method each, through the desk's one door."""

from hall.journal.actor import Actor
from hall.queue.book import Answer
from hall.queue.commands import visitor as commands
from hall.queue.desk.visit import Desk


class VisitorDesk:
    """What visitors ask for besides the plain course of a visit, and what staff do for them at the doors."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def put_off(self, actor: Actor, token: str) -> Answer:
        """Be called ten minutes later."""
        return self._desk.act(actor, lambda day, _: commands.put_off(day, token))

    def add(self, actor: Actor, token: str, service: str) -> Answer:
        """Have a service on the ticket too."""
        return self._desk.act(
            actor,
            lambda day, now: commands.add(day, now, self._desk.hours, token, service, self._desk.expected),
        )

    def allow_one_more(self, actor: Actor, service: str) -> Answer:
        """Let one more visitor in after closing."""
        return self._desk.act(
            actor,
            lambda day, now: commands.allow_one_more(day, now, self._desk.hours, service, self._desk.expected),
        )
