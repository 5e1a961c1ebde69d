"""The business guides."""

from hall.guides.library import Library
from hall.web.capability import Capability, Routes
from hall.web.context import Context


def library(c: Context) -> Library:
    """Open the guides."""
    return Library.open(c.root / "assets" / "guides", c.data / "guides", lambda: c.configuration.plan.services)


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([library], routes)
