"""What may be booked, and when a visitor may check in. Pure; moments are seconds since 1970.

A slot (时段) lies whole within opening hours, and has as many places as its counters can serve in it besides the share
that is always kept for walk-ins.
"""

import math
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256

from hall.appointments.state import Appointment
from hall.journal.refusal import Illegal, Wrong
from hall.plan.plan import Plan

DAY_S = 86_400.0
CODE_DIGITS = 8
PHONE_DIGITS = 11
"""So many of a telephone number's last digits tell it apart, with and without the country before it."""
SHORTEST_PHONE = 4
"""With so many of the last digits of a telephone number a visitor may check in."""


def capacity(plan: Plan, service: str) -> int:
    """Return how many may book one slot of `service`.

    A counter's time is parted evenly among the bookable services that it serves, so that all bookings together never
    take more of it than walk-ins leave.
    """
    booking = plan.booking
    if service not in booking.services or service not in plan.services:
        return 0
    parts = (sum(s in booking.services for s in c.services) for c in plan.counters_serving(service))
    time_s = sum(booking.slot_s / part for part in parts)
    room = (1 - booking.walk_in_share) * time_s / plan.services[service].usual_service_s
    return math.floor(room + 1e-9)


def slots(plan: Plan, day: date) -> Iterator[float]:
    """Give when the slots of the business day `day` begin; none is cut off by lunch or closing."""
    length = round(plan.booking.slot_s / 60)
    for span in plan.hours.spans(day):
        for minute in range(span.start_min, span.end_min - length + 1, length):
            yield plan.hours.moment(day, minute)


def days(plan: Plan, today: date) -> list[date]:
    """Return the days that may be booked on, today first: those on which the hall opens."""
    ahead = (today + timedelta(days=n) for n in range(plan.booking.days_ahead + 1))
    return [day for day in ahead if plan.hours.spans(day)]


def bookable(plan: Plan, today: date, now: float, service: str, at: float) -> date:
    """Return the business day of a slot that may be booked now. Raises Wrong or Illegal with the reason."""
    if service not in plan.services:
        raise Wrong("service_unknown", field="service", service=service)
    if capacity(plan, service) == 0:
        raise Illegal("appointment_not_offered", service=service)
    if at <= now:
        raise Wrong("appointment_past", field="at")
    ahead = plan.booking.days_ahead
    if at > now + (ahead + 2) * DAY_S or (day := plan.hours.date_of(at)) > today + timedelta(days=ahead):
        raise Wrong("appointment_too_far", field="at", days=ahead)
    if day < today:
        raise Wrong("appointment_past", field="at")
    if at not in slots(plan, day):
        raise Wrong("appointment_no_slot", field="at")
    return day


def taken(plan: Plan, others: Iterable[Appointment], service: str, at: float) -> int:
    """Return how many of `others` fill the slot at `at`; those booked before the slots were cut anew count too."""
    until = at + plan.booking.slot_s
    return sum(one.service == service and one.status != "cancelled" and at <= one.at < until for one in others)


def require_booked(one: Appointment) -> None:
    """Raise Illegal unless the appointment still stands."""
    if one.status != "booked":
        raise Illegal(f"appointment_{one.status}")


def require_time(plan: Plan, today: date, now: float, one: Appointment) -> None:
    """Raise Illegal unless its visitor may check in now. Nobody is too late before the hall closes for the day."""
    require_booked(one)
    if one.day != today:
        raise Illegal("appointment_other_day", at=plan.hours.local(one.at))
    opens = one.at - plan.booking.early_s
    if now < opens:
        raise Illegal("appointment_early", at=plan.hours.local(one.at), opens=plan.hours.local(opens))
    if one.service not in plan.services:
        raise Illegal("appointment_service_gone")


def fits(plan: Plan, one: Appointment) -> bool:
    """Return whether the hall, as it is furnished now, is open at the booked time and serves what was booked."""
    return bool(plan.counters_serving(one.service)) and one.service in plan.services and plan.hours.is_open(one.at)


def is_over(plan: Plan, today: date, now: float, one: Appointment) -> bool:
    """Return whether the hall has closed for the day of the appointment."""
    if one.day != today:
        return one.day < today
    closes = plan.hours.last_closing(one.at)
    return closes is not None and now >= closes


def code(token: str, used: Collection[str]) -> str:
    """Return eight digits that no appointment to come has; nobody finds the token by them."""
    n = 0
    while True:
        found = f"{int.from_bytes(sha256(f'{token} {n}'.encode()).digest()[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"
        if found not in used:
            return found
        n += 1


def digits(typed: str) -> str:
    """Return the digits of a telephone number that tell it apart."""
    return "".join(sign for sign in typed if sign.isdecimal())[-PHONE_DIGITS:]


def require_within_limits(plan: Plan, today: date, day: date, others: Collection[Appointment]) -> None:
    """Raise Illegal when a telephone number, of which `others` are, has booked too often or not come too often."""
    booking = plan.booking
    week = day.isocalendar()[:2]
    booked = sum(one.status in {"booked", "arrived"} and one.day.isocalendar()[:2] == week for one in others)
    if booking.per_week and booked >= booking.per_week:
        raise Illegal("appointment_week_full", most=booking.per_week)
    since = today - timedelta(days=booking.blocked_days)
    missed = [one.day for one in others if one.status == "missed" and one.day > since]
    if booking.no_shows and len(missed) >= booking.no_shows:
        until = max(missed) + timedelta(days=booking.blocked_days)
        raise Illegal("appointment_blocked", count=len(missed), until=until)
