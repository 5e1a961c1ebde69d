"""Messages out of the hall, where this computer has a way out."""

from hall.outward.modem import Modem, over_serial
from hall.outward.reminding import Reminding
from hall.outward.short_messages import Gateway, Messenger
from hall.paper import printer_address
from hall.reminders.book import Due, ReminderBook
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.webhooks import inside

OWNED = "reminders"
FORGET_NUMBERS_EVERY_S = 10.0


def messenger(c: Context) -> Messenger | None:
    """Return what sends as this computer's file says."""
    said = c.configuration.file.reminders
    if said.kind == "http":
        return Gateway(said.address or "", said.token, lambda: inside(c))
    return Modem(over_serial(*printer_address.serial(said.address or ""))) if said.kind == "serial" else None


def reminding(c: Context) -> Reminding:
    """Open what sends; of several servers with a way out one does."""

    def words(due: Due) -> str:
        hall = c.desk.plan.name
        facts = {
            "hall": hall.get(due.lang) or next(iter(hall.values())),
            "number": due.number,
            "counter": due.counter.get(due.lang) or next(iter(due.counter.values()), ""),
        }
        return c.texts.say(due.lang, "reminders", due.what.split()[0], **facts)

    way, fellows = messenger(c), c.ground.fellows
    if way is not None:
        fellows.wants(OWNED, lambda: True)
    return Reminding(c[ReminderBook], way, words, lambda: fellows.owns(OWNED))


def forgetting(c: Context) -> list[Job]:
    """Return what forgets numbers, also where there is no way out any more."""
    return [Job("forget numbers", FORGET_NUMBERS_EVERY_S, c[ReminderBook].settle, once=True)]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability(
        [lambda c: ReminderBook(c.ground, c.desk), reminding], routes, forgetting, lambda c: c[Reminding].faults()
    )
