"""What a clerk sees of a day: one counter, the visitor in front of it, and the queue it serves."""

from collections.abc import Callable, Iterable, Sequence

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.plan.hours import OpeningHours
from hall.plan.plan import Counter, Name
from hall.queue.commands.counter import UNDO_WITHIN_S, handovers_for, undoable
from hall.queue.state.counter import CounterState
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Expected
from hall.queue.state.ticket import Status, Ticket
from hall.queue.views.board import TicketView, ticket_view
from hall.queue.views.moment import moment

QUEUE_SHOWN = 30
"""A panel names so many of those waiting; `waiting` tells of all."""
ASIDE_SHOWN = 20
"""So many on hold are named, the longest first, and so many of those who missed their call, the latest first."""


class CurrentView(TicketView):
    """The ticket in front of the counter: also the visitor's language and the services that follow.

    `times_called` counts the present call and its recalls alone, `calls` all of the day. `returns`: a clerk has had
    the visitor before, and may have left a note.
    """

    lang: str
    then: Sequence[str]
    may_miss: bool
    times_called: int
    returns: bool


class PanelFiguresView(TypedDict):
    """The clerk's own day."""

    served: int
    missed: int
    mean_s: float | None


class UndoView(TypedDict):
    """The step that can be taken back until `until`."""

    step: str
    number: str
    until: str


class HelpView(TypedDict):
    """A call for the manager, and who is coming."""

    at: str
    taken_by: str | None


class BookedView(TypedDict):
    """So many visitors have booked for `at` and are still to come."""

    at: str
    service: str
    count: int


class HandoverView(TypedDict):
    """A note for whoever is at this counter now: from the clerk of `counter`, an account id."""

    counter: str
    counter_name: Name
    staff: str
    at: str
    read: bool


class Panel(TypedDict):
    """One counter as its clerk sees it: the present ticket, the queue it serves, held and missed tickets."""

    version: int
    day: str
    id: str
    name: Name
    zone: str
    services: Sequence[str]
    covering: Sequence[str]
    status: str
    closing: bool
    reason: str | None
    staff: str | None
    since: str | None
    time: str
    current: CurrentView | None
    waiting: int
    queue: Sequence[TicketView]
    held: Sequence[TicketView]
    held_count: int
    missed: Sequence[TicketView]
    """Those who missed their call last; `missed_count` tells of all, and any of them is found by its number."""
    missed_count: int
    today: PanelFiguresView
    undo: UndoView | None
    help: HelpView | None
    handovers: Sequence[HandoverView]
    booked: Sequence[BookedView]
    """The next appointments for its services."""


def panel(
    day: HallDay,
    hours: OpeningHours,
    now: float,
    counter: Counter,
    expected: Expected,
    booked: Sequence[BookedView] = (),
) -> Panel:
    """Return the panel of `counter`."""
    state = day.counters[counter.id]
    services = day.services_of(counter)

    def view(tickets: Iterable[Ticket]) -> list[TicketView]:
        return [ticket_view(day, hours, now, t, expected) for t in tickets]

    lines = day.lines_for(counter)
    first = sorted((t for line in lines for t in line.first_few(QUEUE_SHOWN)), key=lambda t: (t.place, t.serial))
    held, missed = day.held.near(counter.id, services), day.missed.near(counter.id, services)
    return Panel(
        version=day.version,
        day=day.date.isoformat(),
        id=counter.id,
        name=counter.name,
        zone=counter.zone,
        services=services,
        covering=services[len(counter.services) :],
        status=state.status,
        closing=state.closing,
        reason=state.reason,
        staff=state.staff,
        since=moment(hours, state.since) if state.since else None,
        time=moment(hours, now),
        current=_current(day, state, counter, view),
        waiting=sum(len(line) for line in lines),
        queue=view(first[:QUEUE_SHOWN]),
        held=view(held.first(ASIDE_SHOWN)),
        held_count=len(held),
        missed=view(missed.latest(ASIDE_SHOWN)),
        missed_count=len(missed),
        today=_today(day, state),
        undo=_undo(day, hours, now, counter, state),
        help=help_view(hours, state),
        handovers=[
            HandoverView(
                counter=at,
                counter_name=day.plan.counters[at].name,
                staff=left.staff,
                at=moment(hours, left.at),
                read=state.staff in left.read_by,
            )
            for at, left in handovers_for(day, counter).items()
        ],
        booked=booked,
    )


def help_view(hours: OpeningHours, state: CounterState) -> HelpView | None:
    """Return the counter's call for help, None when there is none."""
    asked = state.help
    return None if asked is None else HelpView(at=moment(hours, asked.at), taken_by=asked.taken_by)


def _current(
    day: HallDay, state: CounterState, counter: Counter, view: Callable[[Iterable[Ticket]], list[TicketView]]
) -> CurrentView | None:
    ticket = state.ticket
    if ticket is None:
        return None
    begun = day.undoable.get(counter.id)
    by_hall = begun is not None and begun.ticket is ticket and begun.by == "hall"
    times_called = len(day.rounds[ticket.id])
    called_enough = times_called >= day.plan.rule.calls_before_no_show
    return {
        **view([ticket])[0],
        "lang": ticket.lang,
        "then": ticket.then,
        "may_miss": by_hall or (ticket.status is Status.CALLED and called_enough),
        "times_called": times_called,
        "returns": any(step.counter is not None and step.at < (ticket.called_at or 0) for step in ticket.steps),
    }


def _today(day: HallDay, state: CounterState) -> PanelFiguresView:
    mine = day.figures[state.staff or ""]
    return PanelFiguresView(served=mine.served, missed=mine.missed, mean_s=mine.mean_s)


def _undo(day: HallDay, hours: OpeningHours, now: float, counter: Counter, state: CounterState) -> UndoView | None:
    before = undoable(day, now, counter.id, state.staff or "")
    if before is None:
        return None
    return UndoView(step=before.step, number=before.ticket.number, until=moment(hours, before.at + UNDO_WITHIN_S))
