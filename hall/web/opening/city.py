"""How a city's halls are asked."""

from hall.outward.city import City
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.webhooks import inside

ASK_EVERY_S = 5.0
"""How often each hall is asked how it is."""


def city(c: Context) -> City:
    """Open what asks other halls."""
    return City(c.configuration.file.city.halls, lambda: inside(c), c.data, c.ground.clock)


def asking(c: Context) -> list[Job]:
    """Return what asks them: each server for itself, for each shows what it has heard."""
    return [Job("ask the city's halls", ASK_EVERY_S, c[City].beat)]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([city], routes, asking)
