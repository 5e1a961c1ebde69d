"""How sockets are kept within bounds."""

from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.limits import SocketLimits
from hall.web.metrics import Metrics

UNREAD_EVERY_S = 1.0
"""How often is looked for clients who do not read."""


def limits(c: Context) -> SocketLimits:
    """Keep the sockets within bounds."""
    return SocketLimits(c.sockets, c[Metrics].cut)


def cutting(c: Context) -> list[Job]:
    """Return what looks for clients who do not read."""
    return [Job("unread", UNREAD_EVERY_S, c[SocketLimits].cut_who_does_not_read)]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([limits], routes, cutting)
