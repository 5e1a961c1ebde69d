"""The business guides."""

from collections.abc import Mapping

from hall.guides.book import GuideBook
from hall.guides.guide import Guide
from hall.guides.library import Library, in_files
from hall.plan.plan import Service
from hall.web.capability import Capability, Routes
from hall.web.context import Context


def book(c: Context) -> GuideBook:
    """Open the guides: those in files, and what was changed in the browser since."""
    return GuideBook(c.ground, in_files(c.root / "assets" / "guides", c.data / "guides", c.configuration.plan.services))


class Shown:
    """The guides that visitors see: all of them, but in a hall made from nothing no samples of what it does not do."""

    def __init__(self, c: Context) -> None:
        """Take the hall."""
        self._c = c
        self._samples = {file.stem for file in (c.root / "assets" / "guides").glob("*.toml")} - {
            file.stem for file in (c.data / "guides").glob("*.toml")
        }
        self._made: tuple[Mapping[str, Guide], Mapping[str, Service], Mapping[str, Guide]] | None = None

    def guides(self) -> Mapping[str, Guide]:
        """Return them by id: another mapping after each change."""
        guides, services = self._c[GuideBook].guides, self._c.configuration.plan.services
        if not self._c.plans.is_founded:
            return guides
        if self._made is None or self._made[0] is not guides or self._made[1] is not services:
            there = {service.guide for service in services.values()}
            left_out = {
                one for one in self._samples - there if self._c[GuideBook].newest(one).number == 0
            }  # what somebody has written is the hall's own
            self._made = guides, services, {one: guide for one, guide in guides.items() if one not in left_out}
        return self._made[2]


def library(c: Context) -> Library:
    """Open what finds them."""
    return Library(Shown(c).guides, lambda: c.configuration.plan.services)


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([book, library], routes)
