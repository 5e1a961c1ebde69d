"""How the capabilities open that need more than the ground: what the configuration says, or what a machine has."""

from collections.abc import Sequence
from datetime import timedelta

from hall.cases.book import CaseBook
from hall.configuration.schema import PrivacyPart
from hall.enquiries.book import EnquiryBook
from hall.faults import Fault
from hall.guides.library import Library
from hall.printing.office import PrintOffice
from hall.staff.book import StaffBook
from hall.voice import open_voice
from hall.voice.complaints import complaints
from hall.voice.wording import Wording
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.pins import matches_of

FORGET_EVERY_S = 60.0
"""How often is looked for what names a person and has had its time."""


def staff(c: Context) -> StaffBook:
    """Open the accounts."""

    def grants(role: str) -> frozenset[str]:
        may_call_any = role == "clerk" and c.configuration.file.queue.clerks_call_any
        return frozenset({"call_any"}) if may_call_any else frozenset()

    return StaffBook(c.ground, matches_of(c.sockets), grants)


def printers(c: Context) -> PrintOffice:
    """Open the printers."""
    file = c.configuration.file
    return PrintOffice.furnish(file.printers, file.kiosk.printer, c.root / "assets" / "fonts", c.data / "print")


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
        Job("forget visits", FORGET_EVERY_S, visits),
        Job("forget cases", FORGET_EVERY_S, lambda: c[CaseBook].forget(keep().keep_cases_days)),
        Job("forget enquiries", FORGET_EVERY_S, lambda: c[EnquiryBook].forget(keep().keep_visits_days)),
    ]


def voice_faults(c: Context) -> Sequence[Fault]:
    """Return what the voice cannot say."""
    return complaints(c[Wording].voice.status())
