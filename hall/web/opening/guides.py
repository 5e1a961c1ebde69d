"""The business guides."""

from hall.guides.book import GuideBook
from hall.guides.library import Library, in_files
from hall.web.capability import Capability, Routes
from hall.web.context import Context


def book(c: Context) -> GuideBook:
    """Open the guides: those in files, and what was changed in the browser since."""
    return GuideBook(c.ground, in_files(c.root / "assets" / "guides", c.data / "guides", c.configuration.plan.services))


def library(c: Context) -> Library:
    """Open what finds them."""
    return Library(lambda: c[GuideBook].guides, lambda: c.configuration.plan.services)


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([book, library], routes)
