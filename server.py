"""Hallcall: the capabilities of a hall, and the command line. Decides nothing about the hall.

python server.py                      serve the hall of config.toml, data in var/
python server.py check                read the configuration and name every mistake
python server.py demo                 a throw-away hall with made-up staff and visitors
python server.py staff|device …       accounts: add, list, pin, rename, seats …; devices: pair, list, remove
python server.py staff roles|role …   what each role may do; more of it (--give) or less (--take)
python server.py token …              tokens by which a city's platforms read the hall: add, list, end
python server.py tls                  the hall's own certificate, for HTTPS beside HTTP
python server.py plan export FILE …   the hall as furnished: out, in again, compared, taken back
python server.py backup FILE          a consistent copy of all data, also while the server runs
python server.py restore FILE         and back again, into an empty folder
python server.py copy --from … --to … all data into another store: the data folder (tinydb:) or PostgreSQL
python server.py install server|screen …  let the server, or a screen on another computer, start by itself
python server.py update FILE          another version, tried on a copy first and taken back when it does not come up
"""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()  # before anything else knows sockets or threads

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from counter.manager import (
    alarms,
    city,
    comments,
    devices,
    directing,
    erasures,
    feedback_steps,
    first_hour,
    guide_book,
    guide_drafts,
    guide_pages,
    guide_versions,
    monday,
    patrol,
    people,
    plan_api,
    plan_drafts,
    platforms,
    privacy,
    report_pages,
    reports,
    roles,
    screen_page,
    settings,
    test_print,
    webhooks,
)
from counter.manager import api as overview_api
from counter.manager import feedback as staff_feedback
from counter.manager import media as manager_media
from counter.manager import notes as notes_of_clerks
from counter.panel import api as panel_api
from counter.panel import appointments as staff_appointments
from counter.panel import assistance as panel_assistance
from counter.panel import case_steps, cases, enquiries, handover, notices, receipts, sessions, visitor_notes
from counter.panel import pages as panel_pages
from counter.panel.duty import WATCH_EVERY_S, Duty
from counter.panel.push import CounterPush
from counter.tablet import api as tablet_api
from counter.tablet.api import TabletPush
from display.counter_screen.signs import Signs
from display.sound import clips
from display.sound.voices import Voices
from display.wall import api as wall_api
from display.wall import media, messages_api
from display.wall import pages as wall_pages
from display.wall.push import DisplayPush
from hall.alarms.book import AlarmBook
from hall.assistance.book import AssistanceBook
from hall.configuration import Table
from hall.configuration.reach import Reach
from hall.console.ground import store_of
from hall.enquiries.book import EnquiryBook
from hall.journal.hall_time import HallTime
from hall.messages.book import MessageBook
from hall.notices.book import NoticeBook
from hall.program.program import Program
from hall.queue.desk.counter import CounterDesk
from hall.store.opening import Store
from hall.web import opening, pairing, secure, standing
from hall.web.backups import Backups
from hall.web.capability import Capability
from hall.web.hall import TICK_S, Hall, put_together
from hall.web.jobs import Job
from hall.web.secure import Secure
from kiosk.guides import api as guides_api
from kiosk.guides import pages as guides_pages
from kiosk.guides import preview as guides_preview
from kiosk.phone import appointments as appointments_api
from kiosk.phone import booking, own_appointment, reminders
from kiosk.phone import feedback as phone_feedback
from kiosk.phone import pages as phone_pages
from kiosk.touchscreen import api as kiosk_api
from kiosk.touchscreen import assistance as kiosk_assistance
from kiosk.touchscreen import check_in
from kiosk.touchscreen import pages as kiosk_pages
from kiosk.touchscreen import voice as kiosk_voice
from kiosk.touchscreen.presses import Presses
from kiosk.touchscreen.push import KioskPush

ROOT = Path(__file__).parent


CAPABILITIES = (
    opening.standing.capability([standing.blueprint]),
    Capability([Backups], jobs=lambda c: c[Backups].jobs(), faults=lambda c: c[Backups].faults()),
    opening.sockets.capability(),
    Capability([lambda c: Reach(lambda: c.configuration)], faults=lambda c: c[Reach].faults()),
    Capability([Secure], [secure.blueprint], lambda c: c[Secure].jobs(), lambda c: c[Secure].faults()),
    opening.devices.capability([pairing.blueprint, devices.blueprint]),
    opening.platforms.capability([platforms.blueprint]),
    opening.webhooks.capability([webhooks.blueprint]),
    opening.city.capability([city.blueprint]),
    opening.staff.capability([sessions.blueprint, people.blueprint, roles.blueprint]),
    opening.printing.capability([test_print.blueprint]),
    opening.voice.capability([clips.blueprint]),
    opening.appointments.capability(
        [
            *(check_in.blueprint, appointments_api.blueprint, booking.blueprint, own_appointment.blueprint),
            *(staff_appointments.blueprint, staff_appointments.pages),
        ],
        [appointments_api.BookingPace],
    ),
    opening.reminders.capability([reminders.blueprint]),
    opening.forecast.capability(),
    opening.guides.capability(
        [
            *(guides_pages.blueprint, guides_api.blueprint, guides_preview.blueprint),
            *(guide_book.blueprint, guide_drafts.blueprint, guide_pages.blueprint, guide_versions.blueprint),
        ]
    ),
    Capability(
        [lambda c: MessageBook(c.ground)],
        [messages_api.blueprint],
        jobs=lambda c: [Job("messages", TICK_S, c[MessageBook].beat, once=True)],
    ),
    Capability([lambda c: NoticeBook(c.ground)], [notices.blueprint]),
    opening.cases.capability([cases.blueprint, case_steps.blueprint, receipts.blueprint]),
    Capability([lambda c: EnquiryBook(c.ground)], [enquiries.blueprint]),
    opening.feedback.capability(
        [
            *(phone_feedback.blueprint, phone_feedback.pages),
            *(staff_feedback.blueprint, comments.blueprint, feedback_steps.blueprint, staff_feedback.pages),
        ]
    ),
    opening.patrol.capability([patrol.blueprint]),
    opening.privacy.capability([privacy.blueprint, erasures.blueprint, notes_of_clerks.blueprint]),
    opening.statistics.capability([reports.blueprint, report_pages.blueprint]),
    Capability(
        [KioskPush, lambda c: Presses(c.ground.clock)],
        [kiosk_pages.blueprint, phone_pages.blueprint, kiosk_api.blueprint, kiosk_voice.blueprint],
        jobs=lambda c: [Job("kiosks and phones", TICK_S, c[KioskPush].tick)],
        faults=lambda c: c[Presses].faults(),
    ),
    Capability(
        [DisplayPush, Voices, Signs],
        [wall_pages.blueprint, wall_api.blueprint, media.blueprint, manager_media.blueprint],
        jobs=lambda c: [Job("walls", TICK_S, c[DisplayPush].tick)],
        faults=lambda c: [*c[Voices].faults(), *c[Signs].faults()],
    ),
    Capability(
        [Duty, CounterPush, TabletPush],
        [
            *(panel_pages.blueprint, panel_api.blueprint, handover.blueprint, visitor_notes.blueprint),
            tablet_api.blueprint,
            *(overview_api.blueprint, screen_page.blueprint, monday.blueprint, directing.blueprint),
            *(plan_api.blueprint, plan_drafts.blueprint, settings.blueprint),
        ],
        jobs=lambda c: [
            Job("what the hall does by itself", TICK_S, CounterDesk(c.desk).beat, once=True),
            Job("panels", TICK_S, c[CounterPush].tick),
            Job("counters that were left", WATCH_EVERY_S, c[Duty].watch, once=True),
        ],
        faults=alarms.counter_faults,
    ),
    Capability([lambda c: AlarmBook(c.ground)], [alarms.blueprint], jobs=alarms.watching),
    Capability(
        [
            lambda c: AssistanceBook(c.ground, c.desk.since),
            kiosk_assistance.KioskAssistance,
            panel_assistance.PanelAssistance,
        ],
        [kiosk_assistance.blueprint, panel_assistance.blueprint],
    ),
)


def build(
    file: Table, data: Path, async_mode: str, clock: Callable[[], float] | None = None, store: Store | None = None
) -> Hall:
    """Put the hall together that `file` describes, as TOML reads it. Raises ConfigurationError, JournalError."""
    now, store = clock or HallTime(), store or store_of(file, data)
    hall = put_together(ROOT, CAPABILITIES, file, data, store, async_mode=async_mode, clock=now)
    if isinstance(now, HallTime):
        hall.context.faults.add(now.faults)
    return hall


def main(words: Sequence[str]) -> int:
    """Do what the command line says and return the exit status."""
    return Program(ROOT, build, first_hour.serve).main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
