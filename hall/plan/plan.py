"""The plan: the hall as furnished, which no call ever changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from hall.plan.hours import OpeningHours

Name = Mapping[str, str]
"""A name in every language of the hall, by language code: {"zh": "…", "en": "…"}."""


@dataclass(frozen=True, slots=True)
class Group:
    """Services that belong together on the kiosk."""

    id: str
    name: Name


@dataclass(frozen=True, slots=True)
class Service:
    """One kind of business (业务); its numbers begin with `prefix`, which no other service has."""

    id: str
    group: str
    name: Name
    prefix: str
    covers: Name
    guide: str | None
    usual_service_s: float
    """How long one visit takes, in seconds, until the day itself has shown it."""
    then: tuple[str, ...] = ()
    """The services that follow on the same ticket when this one is finished, in order."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the waiting area that sees and hears the same calls (区域)."""

    id: str
    name: Name


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter (窗口); `services` in the order in which it prefers them."""

    id: str
    name: Name
    zone: str
    services: tuple[str, ...]
    covers: tuple[str, ...] = ()
    """Services that it takes over while no counter of theirs is open (AB 岗)."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who takes over from whom (AB 岗 by person): `by` from `staff`, both account ids.

    `counter` is where `staff` usually is; it counts on days on which they have opened none.
    """

    staff: str
    by: str
    counter: str | None = None


@dataclass(frozen=True, slots=True)
class VisitorClass:
    """A class of visitors (类别), e.g. those who go first."""

    id: str
    name: Name
    head_start_s: float = 0.0
    """How many seconds earlier it counts as having come."""
    ask: Name | None = None
    """With which words the kiosk offers it; None: it does not."""


@dataclass(frozen=True, slots=True)
class QueueRule:
    """The numbers in the queue rule of docs/queue.md."""

    preference_tolerance_s: float
    """Within how many seconds of the longest waiting a counter's preference decides."""
    return_after: int
    """Behind how many of those waiting a missed visitor comes back in."""
    calls_before_no_show: int = 1
    """How often a visitor is called before the clerk may go on without."""
    one_counter_per_clerk: bool = True
    """Whether a clerk can be at work at one counter only."""
    start_after_call_s: float | None = None
    """After so many seconds without another press a call counts as begun to serve; None: the clerk says so."""
    late_after_s: float = 900.0
    """Who comes later than so many seconds after an appointment joins the walk-ins, …"""
    late_credit_s: float = 600.0
    """… as if having come so many seconds earlier; never more than an appointment is worth."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What may be booked (预约); without `services` nothing."""

    services: tuple[str, ...] = ()
    slot_s: float = 1200.0
    """How long a slot (时段) is."""
    walk_in_share: float = 0.5
    """The share of its counters' time that is never given to bookings."""
    days_ahead: int = 14
    """For how many days after today may be booked."""
    early_s: float = 1800.0
    """So long before its slot a visitor may check in."""
    per_week: int = 0
    """How often one telephone number may book within seven days; 0: without limit."""
    no_shows: int = 0
    """After how many missed appointments a number may not book for a time; 0: it always may."""
    blocked_days: int = 30
    """For how many days after the last of them."""


@dataclass(frozen=True)
class Plan:
    """Everything in the hall, by id."""

    name: Name
    groups: Mapping[str, Group]
    services: Mapping[str, Service]
    zones: Mapping[str, Zone]
    counters: Mapping[str, Counter]
    rule: QueueRule
    hours: OpeningHours
    classes: Mapping[str, VisitorClass]
    """Of visitors; "normal" and "appointment" are always there."""
    booking: Booking = Booking()
    stand_ins: tuple[StandIn, ...] = ()

    def counters_serving(self, service: str) -> tuple[Counter, ...]:
        """Return the counters that serve `service`, in the configuration's order."""
        return tuple(c for c in self.counters.values() if service in c.services)

    def services_of_zone(self, zone: str) -> tuple[Service, ...]:
        """Return the services that are called in `zone`, in the configuration's order."""
        served = {s for c in self.counters.values() if c.zone == zone for s in c.services}
        return tuple(s for s in self.services.values() if s.id in served)
