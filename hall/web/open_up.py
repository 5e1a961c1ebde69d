"""How the capabilities open that need more than the ground: what the configuration says, or what a machine has."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network

from hall.appointments.book import AppointmentBook
from hall.appointments.desk import AppointmentDesk
from hall.appointments.rules import capacity
from hall.cases.book import CaseBook
from hall.configuration.schema import PrivacyPart
from hall.devices.book import DeviceBook
from hall.enquiries.book import EnquiryBook
from hall.faults import Fault
from hall.feedback.book import FeedbackBook
from hall.feedback.desk import LowRatings
from hall.forecast.book import Forecast
from hall.forecast.kept import KeptDays
from hall.guides.library import Library
from hall.outward.city import City
from hall.outward.couriers import Couriers
from hall.plan.workdays import faults as calendar_faults
from hall.platforms.book import TokenBook
from hall.printing.check import written
from hall.printing.office import PrintOffice
from hall.staff.book import StaffBook
from hall.staff.rules import pin
from hall.statistics.book import Days
from hall.statistics.desk import Limits, Statistics
from hall.store.opening import TINY
from hall.store.shelf import FolderShelf
from hall.store.watch import DiskWatch
from hall.voice import open_voice
from hall.voice.complaints import complaints
from hall.voice.wording import Wording
from hall.web.aside import aside
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.limits import SocketLimits
from hall.web.metrics import Metrics
from hall.web.presence import Presence
from hall.webhooks.book import EndpointBook
from hall.webhooks.fault_log import FaultLog
from hall.webhooks.outboxes import Outboxes
from hall.webhooks.rules.target import target

WATCH_EVERY_S = 10.0
UNREAD_EVERY_S = 1.0
"""How often is looked for clients who do not read."""
TELL_EVERY_S = 1.0
"""How often is looked whether somebody new is to be told."""
NOTE_EVERY_S = 5.0
"""How often is looked whether a token's uses, and faults, are to be written down."""
FORGET_EVERY_S = 60.0
"""How often is looked for what names a person and has had its time."""
FOLLOW_UP_EVERY_S = 1.0
"""How often is looked whether a low rating has no follow-up yet."""
REST_S = 0.001
"""So long counting rests again and again: without any time of its own a press would wait for several pieces of it."""
PREPARE_EVERY_S = 2.0
"""How often a past day is made ready to be counted, or learnt from, until all are."""
ASK_CITY_EVERY_S = 5.0
"""How often the halls of a city are asked how they are."""
LOOK_EVERY_S = 0.5
"""How often is asked whether to look ahead anew; the forecast has a pace of its own."""
ADVISE_EVERY_S = 120.0
"""How often is asked which counter should be opened soon."""
SETTLE_EVERY_S = 10.0
"""How often is looked for appointments nobody came for."""
UNFIT_NAMED = 10
"""So many bookings that do not fit any more are named to the manager."""
KEEP_EVERY_S = 300.0
"""How often is kept what today has taught; so much of it is lost when the computer is switched off."""


def limits(c: Context) -> SocketLimits:
    """Keep the sockets within bounds."""
    return SocketLimits(c.sockets, c[Metrics].cut)


def cutting(c: Context) -> list[Job]:
    """Return what looks for clients who do not read."""
    return [Job("unread", UNREAD_EVERY_S, c[SocketLimits].cut_who_does_not_read)]


def devices(c: Context) -> DeviceBook:
    """Open the devices."""
    return DeviceBook(c.ground)


def device_faults(c: Context) -> Sequence[Fault]:
    """Return which devices are silent, or there twice."""
    return c[Presence].faults()


def noting(c: Context) -> list[Job]:
    """Return what writes down what tokens are used for."""
    return [Job("note what tokens are used for", NOTE_EVERY_S, c[TokenBook].note)]


def couriers(c: Context) -> Couriers:
    """Open what tells platforms."""
    return Couriers(c.ground, c[EndpointBook], c[Outboxes], lambda: _inside(c), lambda: c.sockets.sleep(REST_S))


def _inside(c: Context) -> Sequence[IPv4Network | IPv6Network]:
    """Return the networks inside that the server may talk to."""
    return [ip_network(one) for one in c.configuration.file.security.platform_networks]


def city(c: Context) -> City:
    """Open what asks other halls."""
    return City(c.configuration.file.city.halls, lambda: _inside(c), c.data, c.ground.clock)


def asking_the_city(c: Context) -> list[Job]:
    """Return what asks them: each server for itself, for each shows what it has heard."""
    return [Job("ask the city's halls", ASK_CITY_EVERY_S, c[City].beat)]


def telling(c: Context) -> list[Job]:
    """Return what keeps telling platforms what happens."""

    def faults() -> None:
        if c[EndpointBook].everything():
            c[FaultLog].note(c.faults.now())

    return [
        Job("tell platforms", TELL_EVERY_S, c[Couriers].beat, once=True),
        Job("tell of faults", NOTE_EVERY_S, faults, once=True),
    ]


def webhook_faults(c: Context) -> Sequence[Fault]:
    """Return which platforms want no messages any more, or were given up on."""
    found = []
    for one in c[EndpointBook].everything():
        host = target(one.url).host
        dead = c[Outboxes].of(one.id).given_up(c.ground.clock())
        if one.gone:
            found.append(Fault("webhook_gone", {"host": host}, one.id))
        elif dead:
            found.append(Fault("webhook_dead", {"host": host, "count": str(len(dead))}, one.id))
    return found


def staff(c: Context) -> StaffBook:
    """Open the accounts."""

    def grants(role: str) -> frozenset[str]:
        queue = c.configuration.file.queue
        more = {"call_any": queue.clerks_call_any, "put_first": queue.clerks_put_first}
        return frozenset(one for one, granted in more.items() if granted and role == "clerk")

    apart = [aside(c.sockets, pin.matches) for _ in range(2)]  # for strangers, and for owners where they are known
    return StaffBook(c.ground, apart[0], grants, aside(c.sockets, pin.hashed), apart[1])


def printers(c: Context) -> PrintOffice:
    """Open the printers."""
    file = c.configuration.file
    folder, fonts = c.data / "print", c.root / "assets" / "fonts"
    return PrintOffice.furnish(
        file.printers, file.kiosk.printer, fonts, folder, c.ground.clock, c.store.fellows, c.store.papers
    )


def wording(c: Context) -> Wording:
    """Open the voice, and have the clips of the counters and of who waits made."""
    words = Wording(
        c.plans, c.texts, lambda settings: open_voice(settings, c.data), lambda clip: f"/display/voice/{clip}"
    )
    for number in c.desk.look(lambda day, _: [t.number for line in day.service_lines.values() for t in line]):
        words.prepare_ticket(number)
    return words


def library(c: Context) -> Library:
    """Open the guides."""
    return Library.open(c.root / "assets" / "guides", c.data / "guides", lambda: c.configuration.plan.services)


def forgetting(c: Context) -> list[Job]:
    """Return what deletes what names a person, on time."""

    def keep() -> PrivacyPart:
        return c.configuration.file.privacy

    def visits() -> None:
        c.ground.vault("").forget_before(c.desk.today() - timedelta(days=keep().keep_visits_days))

    return [
        Job("forget visits", FORGET_EVERY_S, visits, once=True),
        Job("forget cases", FORGET_EVERY_S, lambda: c[CaseBook].forget(keep().keep_cases_days), once=True),
        Job("forget enquiries", FORGET_EVERY_S, lambda: c[EnquiryBook].forget(keep().keep_visits_days), once=True),
    ]


def left_behind(c: Context) -> Mapping[str, int]:
    """Return how many open cases lie with accounts that cannot sign in any more, by account."""
    there = {one.id for one in c[StaffBook].everybody() if not one.disabled}
    by_staff = c[CaseBook].figures().by_staff
    return {staff: sum(counts.values()) for staff, counts in by_staff.items() if staff not in there}


def case_faults(c: Context) -> Sequence[Fault]:
    """Return what promised days suffer from: holidays that are not known, and cases of who has left."""
    left = [Fault("cases_left", {"staff": who, "count": str(n)}, who) for who, n in left_behind(c).items()]
    return [*calendar_faults(c.configuration.workdays, c.desk.today()), *left]


def feedback(c: Context) -> FeedbackBook:
    """Open what visitors say."""
    return FeedbackBook(
        c.ground, lambda: c.configuration.workdays, lambda: c.configuration.file.feedback.answer_workdays
    )


def low_ratings(c: Context) -> LowRatings:
    """Open what has every low rating followed up."""
    return LowRatings(c.ground, c.desk, c.plans, c[FeedbackBook], lambda: c.sockets.sleep(REST_S))


def following_up(c: Context) -> list[Job]:
    """Return what leaves no low rating out, and deletes words on time."""

    def forget() -> None:
        c[FeedbackBook].forget(c.configuration.file.privacy.keep_feedback_days)

    return [
        Job("follow up low ratings", FOLLOW_UP_EVERY_S, c[LowRatings].see_to_all, once=True),
        Job("forget feedback", FORGET_EVERY_S, forget, once=True),
    ]


def feedback_faults(c: Context) -> Sequence[Fault]:
    """Return whether visitors wait for a call or an answer longer than they may."""
    overdue = c[FeedbackBook].overdue()
    return [Fault("feedback_overdue", {"count": str(overdue)})] if overdue else []


def printer_faults(c: Context) -> Sequence[Fault]:
    """Return what is wrong with printers, and what could not be printed well."""
    office = c[PrintOffice]
    office.hold_against_typefaces(c.plans.newest(), lambda: written(c.configuration.plan, c[Library]))
    return [Fault(one.code, one.facts, one.about) for one in office.troubles()]


def statistics(c: Context) -> Statistics:
    """Open the figures."""

    def limits() -> Limits:
        told = c.configuration.file.limits
        return Limits(told.wait_warn_min * 60, told.wait_alarm_min * 60, c.configuration.workdays)

    def breathe() -> None:
        c.sockets.sleep(REST_S)

    days = Days(c.ground, FolderShelf(c.data / "statistics"), breathe=breathe)
    return Statistics(c.ground, days, plans=c.plans, limits=limits, breathe=breathe)


def preparing(c: Context) -> list[Job]:
    """Return what makes past days ready to be counted."""
    return [Job("make figures ready", PREPARE_EVERY_S, c[Statistics].days.prepare)]


def forecast(c: Context) -> Forecast:
    """Open the forecast."""

    def breathe() -> None:
        c.sockets.sleep(REST_S)

    kept = KeptDays(
        c.ground.journal, FolderShelf(c.data / "forecast"), lambda number: c.plans.plan(number).hours, breathe
    )
    return Forecast(c.ground, c.desk, kept, breathe, booked=c[AppointmentDesk].to_come)


def appointments(c: Context) -> AppointmentBook:
    """Open the appointments."""
    return AppointmentBook(c.ground, lambda: c.configuration.plan)


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
    return [*none, *(Fault("appointments_no_room", {"service": service}, service) for service in without)]


def looking_ahead(c: Context) -> list[Job]:
    """Return what looks ahead and what learns for it."""
    made = c[Forecast]

    def advise() -> None:
        made.advise(c.configuration.file.limits.wait_alarm_min * 60)

    return [
        Job("look ahead", LOOK_EVERY_S, made.beat),
        Job("advise", ADVISE_EVERY_S, advise),
        Job("learn from days gone by", PREPARE_EVERY_S, made.prepare),
        Job("keep what today has taught", KEEP_EVERY_S, made.keep),
    ]


def disk(c: Context) -> DiskWatch:
    """Watch the folders without which nothing can be written down; over a database, what is printed from."""
    in_folder = c.configuration.file.store.url == TINY
    return DiskWatch([c.data / "journal", c.data / "vault"] if in_folder else [c.data / "print"], c.store.problem)


def watching(c: Context) -> list[Job]:
    """Return what tries the disk."""
    return [Job("try the disk", WATCH_EVERY_S, c[DiskWatch].look)]


def voice_faults(c: Context) -> Sequence[Fault]:
    """Return what the voice cannot say."""
    return complaints(c[Wording].voice.status())
