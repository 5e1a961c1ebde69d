"""Who still gets a ticket: opening hours, and no ticket that could not be served before closing. Pure."""

from typing import Literal

from hall.journal.refusal import Closed
from hall.plan.hours import OpeningHours
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Expected

WhyClosed = Literal["early", "lunch", "late", "day_off", "holiday"]


def shut(day: HallDay, hours: OpeningHours, now: float, service: str, expected: Expected) -> Closed | None:
    """Return why `service` gives no ticket at `now`; None when it does, also because staff let one more in.

    The late time must lie before today's last closing, so that nine in ten of those who get the last tickets are called
    before it. Nobody is turned away where nobody has looked ahead yet.
    """
    if not day.plan.counters_serving(service):
        return Closed("service_not_served", service=service)
    if day.one_more[service] > 0:
        return None
    if not hours.is_open(now):
        return Closed("hall_closed", opens_at=hours.next_opening(now))
    closes = hours.last_closing(now)
    if closes is None or not expected.foresees(service):
        return None
    due = expected.newcomer(service, len(day.service_lines[service]))
    if due is not None and due.late <= closes:
        return None
    return Closed("too_late", opens_at=hours.next_opening(closes))


def shut_to_booked(day: HallDay, hours: OpeningHours, now: float, service: str) -> Closed | None:
    """Return why a visitor who has booked gets no ticket at `now`: what was promised is kept until the last closing."""
    if not day.plan.counters_serving(service):
        return Closed("service_not_served", service=service)
    closes = hours.last_closing(now)
    ended = not hours.spans(day.date) or (closes is not None and now >= closes)
    return Closed("hall_closed", opens_at=hours.next_opening(now)) if ended else None


def why_closed(hours: OpeningHours, now: float) -> WhyClosed | None:
    """Return in one word why the hall is closed at `now`; None when it is open."""
    if hours.is_open(now):
        return None
    today, minute = hours.placed(now)
    spans = hours.spans(today)
    if not spans:
        return "holiday" if hours.special(today) == "holiday" else "day_off"
    if minute < spans[0].start_min:
        return "early"
    return "late" if minute >= spans[-1].end_min else "lunch"
