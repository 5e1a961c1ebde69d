"""A capability is one value: how it opens, what each face mounts, and what is done now and then."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, runtime_checkable

from flask import Blueprint

from hall.faults import Fault
from hall.journal.follower import Follower
from hall.journal.journal import Committed
from hall.web.context import Context
from hall.web.jobs import Job


@runtime_checkable
class Book(Protocol):
    """Remembers what is in the journal, and is kept fresh by the follower."""

    def take(self, committed: Committed) -> None:
        """Take in an entry, perhaps of another process; one that is known already changes nothing."""


@runtime_checkable
class Listens(Protocol):
    """Is told what was committed, once, in order."""

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Do what `batch` means here."""


@runtime_checkable
class Machine(Protocol):
    """Works by itself between `start` and `stop`."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End, after what is in hand."""


Opens = Sequence[Callable[[Context], object]]
Routes = Sequence[Callable[[Context], Blueprint]]


def _none(_: Context) -> Iterable[Job]:
    return ()


def _well(_: Context) -> Iterable[Fault]:
    return ()


@dataclass(frozen=True)
class Capability:
    """What one capability adds to a hall."""

    opens: Opens = ()
    """Make its books, machines and the faces' pushes; each is found by its type in the context from then on."""
    routes: Routes = ()
    jobs: Callable[[Context], Iterable[Job]] = _none
    faults: Callable[[Context], Iterable[Fault]] = _well
    """What of it somebody should mend now."""


def plug_in(capabilities: Sequence[Capability], context: Context, follower: Follower) -> Sequence[Job]:
    """Open every capability in its order, have the follower keep and tell them, and return their jobs."""
    for opens in (opens for capability in capabilities for opens in capability.opens):
        thing = opens(context)
        context.opened[type(thing)] = thing
        if isinstance(thing, Book):
            follower.keep_fresh(thing.take)
        if isinstance(thing, Listens):
            follower.listen(thing.on_committed)
    for capability in capabilities:
        context.faults.add(partial(capability.faults, context))
    return [job for capability in capabilities for job in capability.jobs(context)]


def machines(context: Context) -> Sequence[Machine]:
    """Return what works by itself, in the order in which it was opened."""
    return [thing for thing in context.opened.values() if isinstance(thing, Machine)]
