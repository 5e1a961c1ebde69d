"""Cases, and what is deleted of visits, cases and enquiries."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from hall.cases.book import CaseBook
from hall.configuration.schema import PrivacyPart
from hall.enquiries.book import EnquiryBook
from hall.faults import Fault
from hall.plan.workdays import faults as calendar_faults
from hall.staff.book import StaffBook
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.pace import FORGET_EVERY_S


def cases(c: Context) -> CaseBook:
    """Open the cases."""
    return CaseBook(c.ground, lambda: c.configuration.workdays, lambda: c.desk.hours.has_closed(c.ground.clock()))


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
    names = {one.id: one.name for one in c[StaffBook].everybody()}
    left = [
        Fault("cases_left", {"staff": names.get(who, who), "count": str(n)}, who) for who, n in left_behind(c).items()
    ]
    return [*calendar_faults(c.configuration.workdays, c.desk.today()), *left]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([cases], routes, forgetting, case_faults)
