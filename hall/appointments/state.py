"""An appointment as it stands; `after` takes in what happens to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from hall.appointments import events as e
from hall.journal.entry import Event

Status = Literal["booked", "arrived", "cancelled", "missed"]


@dataclass(frozen=True, slots=True)
class Appointment:
    """One booking; `at` is when its slot begins, in seconds since 1970."""

    id: str
    token: str
    code: str
    """Eight digits, to be read aloud and typed at a kiosk."""
    service: str
    at: float
    day: date
    """The business day of the slot."""
    made_on: date
    """The business day on which it was booked."""
    lang: str
    details: bool
    """Whether the vault has a name or a telephone number."""
    by: str
    status: Status = "booked"
    ticket: str | None = None


def begun(event: e.AppointmentBooked, by: str) -> Appointment:
    """Return the appointment that was booked."""
    return Appointment(
        id=event.appointment,
        token=event.token,
        code=event.code,
        service=event.service,
        at=event.at,
        day=date.fromisoformat(event.day),
        made_on=date.fromisoformat(event.made_on),
        lang=event.lang,
        details=event.details,
        by=by,
    )


def after(one: Appointment, event: Event) -> Appointment:
    """Return the appointment after `event`, which is about it."""
    return _AFTER[type(event)](one, event)


_AFTER: Mapping[type[Event], Callable[[Appointment, Any], Appointment]] = {
    e.AppointmentChanged: lambda one, event: replace(one, at=event.at, day=date.fromisoformat(event.day)),
    e.AppointmentCancelled: lambda one, _: replace(one, status="cancelled"),
    e.AppointmentArrived: lambda one, event: replace(one, status="arrived", ticket=event.ticket),
    e.AppointmentMissed: lambda one, _: replace(one, status="missed"),
    e.AppointmentForgotten: lambda one, _: replace(one, details=False),
}
