"""Computers of the hall that have a secret of their own: given a code, paired, removed."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "devices"


@dataclass(frozen=True, slots=True)
class CodeGiven(Event):
    """A one-time code for a device that stands at `place` (a zone, a counter, a printer), good `until` then.

    The code stands here as it is: after ten minutes, or once it is used, it opens nothing.
    """

    code: str
    kind: str
    name: str
    place: str | None
    until: float


@dataclass(frozen=True, slots=True)
class DevicePaired(Event):
    """The code was used; `secret` is the digest of what the device's browser keeps."""

    code: str
    secret: str


@dataclass(frozen=True, slots=True)
class DeviceRemoved(Event):
    """The device's secret counts no more."""

    device: str
