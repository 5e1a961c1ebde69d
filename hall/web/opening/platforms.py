"""How a city's platforms are let in."""

from hall.platforms.book import TokenBook
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.pace import NOTE_EVERY_S


def noting(c: Context) -> list[Job]:
    """Return what writes down what tokens are used for."""
    return [Job("note what tokens are used for", NOTE_EVERY_S, c[TokenBook].note)]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([lambda c: TokenBook(c.ground)], routes, noting)
