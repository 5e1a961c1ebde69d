"""Appointments, and what becomes of them."""

from collections.abc import Sequence
from dataclasses import replace

from hall.appointments.book import AppointmentBook
from hall.appointments.desk import AppointmentDesk
from hall.appointments.rules import capacity
from hall.faults import Fault
from hall.forecast.book import Forecast
from hall.plan.plan import Plan
from hall.web.capability import Capability, Opens, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.pace import FORGET_EVERY_S

SETTLE_EVERY_S = 10.0
"""How often is looked for appointments nobody came for."""
UNFIT_NAMED = 10
"""So many bookings that do not fit any more are named to the manager."""


def appointments(c: Context) -> AppointmentBook:
    """Open the appointments."""
    return AppointmentBook(c.ground, lambda: learnt(c))


def learnt(c: Context) -> Plan:
    """Return the plan with the times that visits really take, so that a slot has no more places than can be kept."""
    plan, forecast = c.configuration.plan, c.opened.get(Forecast)
    if not plan.booking.services or not isinstance(forecast, Forecast):
        return plan
    times_s = forecast.times_before({one.id: one.usual_service_s for one in plan.services.values()})
    taught = {name: replace(one, usual_service_s=times_s[name]) for name, one in plan.services.items()}
    return replace(plan, services=taught)


def appointment_desk(c: Context) -> AppointmentDesk:
    """Open what makes tickets of them."""
    return AppointmentDesk(c.ground, c.desk, c[AppointmentBook])


def keeping_appointments(c: Context) -> list[Job]:
    """Return what notes who did not come, and deletes what names a person, on time."""

    def forget() -> None:
        c[AppointmentBook].forget(c.configuration.file.privacy.keep_appointments_days)

    return [
        Job("settle appointments", SETTLE_EVERY_S, c[AppointmentDesk].settle, once=True),
        Job("forget appointments", FORGET_EVERY_S, forget, once=True),
    ]


def appointment_faults(c: Context) -> Sequence[Fault]:
    """Return the bookings that the hall cannot keep any more, and services that can be booked in name only."""
    book = c[AppointmentBook]
    plan, unfit = book.plan(), book.unfit()
    named = ", ".join(f"{plan.hours.local(one.at):%m-%d %H:%M} {one.code}" for one in unfit[:UNFIT_NAMED])
    none = [Fault("appointments_unfit", {"count": str(len(unfit)), "which": named})] if unfit else []
    without = [service for service in plan.booking.services if not capacity(plan, service)]
    return [*none, *(Fault("appointments_no_room", {"service": plan.services[one].name}, one) for one in without)]


def capability(routes: Routes = (), opens: Opens = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([appointments, appointment_desk, *opens], routes, keeping_appointments, appointment_faults)
