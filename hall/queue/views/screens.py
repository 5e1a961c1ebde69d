"""The small screen over a counter and the hall's guide, as pictures of a day."""

from collections.abc import Sequence

from typing_extensions import TypedDict

from hall.plan.hours import OpeningHours
from hall.plan.plan import Counter, Name
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status
from hall.queue.views.board import CounterOnWall, MessageView
from hall.queue.views.door import Door, door
from hall.queue.views.moment import moment


class Clerk(TypedDict):
    """Who serves: the name and number on the badge, None where no number is known."""

    name: str
    badge: str | None


class CounterScreen(TypedDict):
    """The screen over one counter. `call` is the id of the call that stands, None when nobody is being called."""

    version: int
    counter: str
    name: Name
    services: Sequence[Name]
    time: str
    status: str
    reason: str | None
    number: str | None
    call: int | None
    clerk: Clerk | None
    door: Door
    emergency: MessageView | None


class GuideScreen(TypedDict):
    """The hall's guide: what is open now."""

    version: int
    time: str
    door: Door
    today: Sequence[str]
    """When it is open today, holidays and exceptions included."""
    counters: Sequence[CounterOnWall]
    emergency: MessageView | None


def counter_screen(
    day: HallDay, hours: OpeningHours, now: float, counter: Counter, clerk: Clerk | None, emergency: MessageView | None
) -> CounterScreen:
    """Return the screen over `counter`."""
    state = day.counters[counter.id]
    ticket = state.ticket
    called = ticket is not None and ticket.status is Status.CALLED
    return CounterScreen(
        version=day.version,
        counter=counter.id,
        name=counter.name,
        services=[day.plan.services[s].name for s in day.services_of(counter)],
        time=moment(hours, now),
        status=state.status,
        reason=state.reason,
        number=ticket.number if ticket is not None else None,
        call=day.rounds[ticket.id][-1].id if ticket is not None and called else None,
        clerk=clerk if state.status == "open" else None,
        door=door(hours, now),
        emergency=emergency,
    )


def guide_screen(day: HallDay, hours: OpeningHours, now: float, emergency: MessageView | None) -> GuideScreen:
    """Return what the hall's guide shows of the present."""
    return GuideScreen(
        version=day.version,
        time=moment(hours, now),
        door=door(hours, now),
        today=[span.text for span in hours.spans(hours.date_of(now))],
        counters=[
            CounterOnWall(id=c.id, name=c.name, status=day.counters[c.id].status, number=None)
            for c in day.plan.counters.values()
        ],
        emergency=emergency,
    )
