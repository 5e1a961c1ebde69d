"""The book of plans: every plan there has been, each an entry; folded from their stream.

A plan is kept as the table that `config.toml` would hold. What such a table means, and what is wrong with it, says the
reader that the book is given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal, Refusal, Unknown
from hall.journal.stream import numbered
from hall.plan.events import STREAM, PlanEdited, PlanImported, PlanRestored
from hall.plan.plan import Plan

Table = Mapping[str, Any]


class HasPlan(Protocol):
    """What a table means: a plan, and whatever else is said with it."""

    @property
    def plan(self) -> Plan:
        """The hall as furnished."""


Furnished = TypeVar("Furnished", bound=HasPlan)


class Outdated(Refusal):
    """Somebody else has changed the plan since this one was looked at."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the plan: its number, when (seconds since 1970), by whom, and how it came about."""

    number: int
    at: float
    by: str
    how: str
    """The event's name."""


class PlanBook(Generic[Furnished]):
    """All plans; the newest counts."""

    def __init__(self, ground: Ground, read: Callable[[Table], Furnished]) -> None:
        """Read what there is; `read` makes a hall of a table and raises when it is none."""
        self._read = read
        self._tables: dict[int, Table] = {}
        self._furnished: dict[int, Furnished] = {}
        self.changes: list[Change] = []
        self._restored: dict[int, int] = {}
        """By the number of an entry that restored an earlier plan, which one."""
        self._file: str | None = None
        self._newest = 0
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    # What is asked of it.

    def newest(self) -> int:
        """Return the number of the plan that counts now; 0 before the first."""
        return self._newest

    def now(self) -> Furnished:
        """Return the hall as it is furnished now."""
        return self.furnished(self.newest())

    def furnished(self, number: int) -> Furnished:
        """Return the hall as it was furnished by entry `number`; 0 is the oldest."""
        number = number or 1
        if number not in self._furnished:
            self._furnished[number] = self._read(self.table(number))
        return self._furnished[number]

    def plan(self, number: int) -> Plan:
        """Return the plan of entry `number`; 0 is the oldest."""
        return self.furnished(number).plan

    def table(self, number: int) -> Table:
        """Return what entry `number` said. Raises Unknown."""
        table = self._tables.get(number)
        if table is None:
            raise Unknown("plan_unknown", number=number)
        return table

    def before(self, number: int) -> Table | None:
        """Return what the plan said before entry `number`; None before the first."""
        earlier = [known for known in self._tables if known < number]
        return self._tables[max(earlier)] if earlier else None

    def history(self) -> Sequence[Change]:
        """Return every change, the newest first."""
        return self._stream.look(lambda: list(reversed(self.changes)))

    @property
    def is_of_file(self) -> bool:
        """Whether a file has been imported, ever; else the hall was made in the browser."""
        return self._file is not None

    @property
    def is_founded(self) -> bool:
        """Whether the hall began in the browser, with nothing."""
        return bool(self.changes) and self.changes[0].how == PlanEdited.__name__

    def differs_from_file(self, digest: str) -> bool:
        """Return whether the file has been changed since its last import, and the plan otherwise too."""
        return self._file != digest and self._is_edited()

    # What is done with it.

    def follow_file(self, actor: Actor, table: Table, digest: str) -> None:
        """Import the file when it has been changed since its last import, and nobody has changed the plan otherwise."""

        def decide(_: float) -> Sequence[Event]:
            if self._file == digest or self._is_edited():
                return ()
            return (PlanImported(table, digest),)

        self._stream.act(actor, decide)

    def import_file(self, actor: Actor, table: Table, digest: str) -> int:
        """Import the file whatever has been changed meanwhile; return the number of the plan that counts then."""
        return self._change(actor, None, lambda: (PlanImported(table, digest),))

    def edit(self, actor: Actor, table: Table, seen: int) -> int:
        """Let `table` count, made from plan `seen`, 0 before the first. Raises Outdated when that is not the newest."""
        same = self._tables.get
        return self._change(actor, seen, lambda: () if table == same(seen) else (PlanEdited(table),))

    def undo(self, actor: Actor, seen: int | None = None) -> int:
        """Take the last change back, as a change of its own. Raises Illegal when there is none.

        Raises Outdated when that was not plan `seen`, if given: what somebody else changed since is not taken back.
        """

        def decide() -> Sequence[Event]:
            before = self._before()
            if before is None:
                raise Illegal("plan_nothing_to_undo")
            return (PlanRestored(self.table(before), before),)

        return self._change(actor, seen, decide)

    def _change(self, actor: Actor, seen: int | None, decide: Callable[[], Sequence[Event]]) -> int:
        def checked(_: float) -> Sequence[Event]:
            if seen is not None and seen != self._newest:
                raise Outdated("plan_outdated", newest=self._newest)
            return decide()

        return self._stream.act(actor, checked).subject or self.newest()

    def _is_edited(self) -> bool:
        return bool(self.changes) and self.changes[-1].how != PlanImported.__name__

    def _before(self) -> int | None:
        """Return the plan before the newest: undone twice, the one before that."""
        number = self.newest()
        while number in self._restored:
            number = self._restored[number]
        return number - 1 if number > 1 else None

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case PlanImported(table, digest):
                    self._tables[entry.number], self._file = table, digest
                case PlanEdited(table):
                    self._tables[entry.number] = table
                case PlanRestored(table, of):
                    self._tables[entry.number] = table
                    self._restored[entry.number] = of
            self._newest = entry.number
            self.changes.append(Change(entry.number, entry.at, entry.by, type(event).__name__))
