"""What is kept of people: opened over the books that keep it, and deleted also where that was cut off."""

from hall.appointments.book import AppointmentBook
from hall.cases.book import CaseBook
from hall.enquiries.book import EnquiryBook
from hall.feedback.book import FeedbackBook
from hall.notices.book import NoticeBook
from hall.privacy.book import PrivacyBook
from hall.privacy.desk import PrivacyDesk
from hall.privacy.drawers import drawers
from hall.privacy.finder import Finder
from hall.privacy.kinds import Keeps
from hall.privacy.notes import Notes
from hall.web.backups import Backups
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.pace import NOTE_EVERY_S, breathing


def kept_days(c: Context, setting: Keeps) -> int:
    """Return for how many days the hall keeps what a setting is about, now."""
    days: int = getattr(c.configuration.file.privacy, setting)
    return days


def desk(c: Context) -> PrivacyDesk:
    """Open what finds and deletes."""
    books = (c[CaseBook], c[EnquiryBook], c[FeedbackBook], c[AppointmentBook], c[NoticeBook])
    there, breathe = drawers(*books, lambda setting: kept_days(c, setting)), breathing(c)
    finder = Finder(c.ground, c.desk, c.plans, there, lambda setting: kept_days(c, setting), breathe)
    return PrivacyDesk(c.ground, c[PrivacyBook], finder, breathe)


def notes(c: Context) -> Notes:
    """Open what clerks wrote."""
    return Notes(c.ground, c.desk, c.plans, c[PrivacyBook], breathing(c))


def sweeping(c: Context) -> list[Job]:
    """Return what ends deletions that were cut off, and what tells backups of them."""
    return [
        Job("delete what was asked for", NOTE_EVERY_S, c[PrivacyBook].sweep, once=True),
        Job("have backups forget", NOTE_EVERY_S, lambda: c[Backups].forget(c[PrivacyBook].erasures())),
    ]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([lambda c: PrivacyBook(c.ground), desk, notes], routes, sweeping)
