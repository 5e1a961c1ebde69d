"""What can happen to an appointment (预约). Name and telephone are in the vault alone."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "appointments"


@dataclass(frozen=True, slots=True)
class AppointmentBooked(Event):
    """A slot was booked: `at`, in seconds since 1970, of the business day `day`. `details`: the vault has more.

    `made_on` is the business day of the booking, under which the vault keeps it.
    """

    appointment: str
    token: str
    code: str
    service: str
    at: float
    day: str
    made_on: str
    lang: str
    details: bool


@dataclass(frozen=True, slots=True)
class AppointmentChanged(Event):
    """It was put to another slot of the same service."""

    appointment: str
    at: float
    day: str


@dataclass(frozen=True, slots=True)
class AppointmentCancelled(Event):
    """It was given up."""

    appointment: str


@dataclass(frozen=True, slots=True)
class AppointmentArrived(Event):
    """Its visitor has checked in, with this ticket."""

    appointment: str
    ticket: str


@dataclass(frozen=True, slots=True)
class AppointmentMissed(Event):
    """The hall closed for its day, and nobody had come."""

    appointment: str


@dataclass(frozen=True, slots=True)
class AppointmentForgotten(Event):
    """What named its visitor has been deleted."""

    appointment: str
