"""Appointments as they are shown: to their own visitor, and to staff."""

from collections.abc import Sequence

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.appointments.book import AppointmentBook
from hall.appointments.rules import fits
from hall.appointments.state import Appointment, Status
from hall.plan.plan import Name, Plan
from hall.queue.views.moment import moment


class SlotView(TypedDict):
    """A slot: when it begins, and how many may still book it."""

    at: str
    free: int


class BookedAppointment(TypedDict):
    """The receipt of a booking: `url` is its visitor's own page, `code` is typed at a kiosk."""

    token: str
    code: str
    url: str
    at: str
    service: str


class OwnAppointment(BookedAppointment):
    """An appointment as its visitor sees it, without what names a person."""

    service_name: Name
    status: Status
    fits: bool


class StaffAppointment(OwnAppointment):
    """An appointment as staff see it who help its visitor; name and telephone as far as they were given."""

    name: str
    phone: str


def slot_views(book: AppointmentBook, slots: Sequence[tuple[float, int]]) -> list[SlotView]:
    """Return slots with the places that are free."""
    hours = book.plan().hours
    return [SlotView(at=moment(hours, at), free=free) for at, free in slots]


def own_view(plan: Plan, public_url: str, one: Appointment) -> OwnAppointment:
    """Return what its visitor sees; `fits` is False where the hall cannot keep it any more."""
    service = plan.services.get(one.service)
    return OwnAppointment(
        token=one.token,
        code=one.code,
        url=appointment_url(public_url, one),
        at=moment(plan.hours, one.at),
        service=one.service,
        service_name={} if service is None else service.name,
        status=one.status,
        fits=fits(plan, one),
    )


def receipt(plan: Plan, public_url: str, one: Appointment) -> BookedAppointment:
    """Return what a visitor gets who has booked."""
    at, url = moment(plan.hours, one.at), appointment_url(public_url, one)
    return BookedAppointment(token=one.token, code=one.code, url=url, at=at, service=one.service)


def staff_view(book: AppointmentBook, public_url: str, one: Appointment) -> StaffAppointment:
    """Return what staff see."""
    said = book.details(one)
    own = own_view(book.plan(), public_url, one)
    return StaffAppointment(**own, name=said.get("name", ""), phone=said.get("phone", ""))


def appointment_url(public_url: str, one: Appointment) -> str:
    """Return the address of its visitor's own page."""
    return f"{public_url}/a/{one.token}"
