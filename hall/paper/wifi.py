"""The Wi-Fi of the hall as a QR code that phones join it by."""

import re
from dataclasses import dataclass, field

_MARKS = re.compile(r'([\\;,:"])')


@dataclass(frozen=True, slots=True)
class Wifi:
    """A network to join; open without a password. `hidden`: phones do not list it."""

    name: str
    password: str | None = field(default=None, repr=False)
    hidden: bool = False

    @property
    def code(self) -> str:
        """What its QR code says: the WIFI: form that Android and iOS read."""
        kind = "nopass" if self.password is None else "WPA"
        secret = "" if self.password is None else f"P:{_escaped(self.password)};"
        return f"WIFI:T:{kind};S:{_escaped(self.name)};{secret}{'H:true;' if self.hidden else ''};"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
