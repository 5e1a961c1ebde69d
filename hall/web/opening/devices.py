"""Which devices there are, and which are silent."""

from collections.abc import Sequence

from hall.devices.book import DeviceBook
from hall.faults import Fault
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.presence import Presence


def device_faults(c: Context) -> Sequence[Fault]:
    """Return which devices are silent, or there twice."""
    return c[Presence].faults()


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([lambda c: DeviceBook(c.ground), Presence], routes, faults=device_faults)
