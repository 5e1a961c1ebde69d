"""The shapes of what kiosks and phones are shown besides the public API's."""

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from hall.queue.views.board import ServiceView, TicketView
from hall.queue.views.door import Door


class Services(TypedDict):
    """What a kiosk offers."""

    version: int
    services: Sequence[ServiceView]
    door: Door
    emergency: Mapping[str, str] | None
    drill: bool
    """Whether the emergency is only practised."""


class PrinterNow(TypedDict):
    """A printer's state, and whether a ticket comes out in it."""

    state: str
    prints: bool


class Printers(TypedDict):
    """Every printer by name, and the one of a kiosk whose address names none."""

    version: int
    usual: str | None
    printers: Mapping[str, PrinterNow]


class OwnTicket(TicketView):
    """A ticket on its holder's phone: also how many notices and cases came of it."""

    version: int
    notices: int
    cases: int
