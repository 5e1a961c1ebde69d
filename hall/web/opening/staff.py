"""The accounts, with PINs compared where they keep nobody waiting."""

from hall.staff.book import StaffBook
from hall.staff.rules import pin
from hall.web.aside import aside
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.jobs import Job
from hall.web.opening.pace import NOTE_EVERY_S


def staff(c: Context) -> StaffBook:
    """Open the accounts."""

    def grants(role: str) -> frozenset[str]:
        queue = c.configuration.file.queue
        more = {"call_any": queue.clerks_call_any, "put_first": queue.clerks_put_first}
        return frozenset(one for one, granted in more.items() if granted and role == "clerk")

    apart = [aside(c.sockets, pin.matches) for _ in range(2)]  # for strangers, and for owners where they are known
    return StaffBook(c.ground, apart[0], grants, aside(c.sockets, pin.hashed), apart[1], c.desk.stayed)


def noting(c: Context) -> list[Job]:
    """Return what writes down who was refused."""
    return [Job("note who was refused", NOTE_EVERY_S, c[StaffBook].refusals.note)]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([staff, Guard], routes, noting)
