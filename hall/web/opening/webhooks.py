"""How platforms are told what happens."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network

from hall.faults import Fault
from hall.outward.couriers import Couriers
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.pace import NOTE_EVERY_S, breathing
from hall.webhooks.book import EndpointBook
from hall.webhooks.fault_log import FaultLog
from hall.webhooks.outboxes import Outboxes
from hall.webhooks.rules.target import target

TELL_EVERY_S = 1.0
"""How often is looked whether somebody new is to be told."""


def inside(c: Context) -> Sequence[IPv4Network | IPv6Network]:
    """Return the networks inside that the server may talk to."""
    return [ip_network(one) for one in c.configuration.file.security.platform_networks]


def couriers(c: Context) -> Couriers:
    """Open what tells platforms."""
    return Couriers(c.ground, c[EndpointBook], c[Outboxes], lambda: inside(c), breathing(c))


def telling(c: Context) -> list[Job]:
    """Return what keeps telling platforms what happens."""

    def faults() -> None:
        if c[EndpointBook].everything():
            c[FaultLog].note(c.faults.now())

    return [
        Job("tell platforms", TELL_EVERY_S, c[Couriers].beat, once=True),
        Job("tell of faults", NOTE_EVERY_S, faults, once=True),
    ]


def webhook_faults(c: Context) -> Sequence[Fault]:
    """Return which platforms want no messages any more, or were given up on."""
    found = []
    for one in c[EndpointBook].everything():
        host = target(one.url).host
        dead = c[Outboxes].of(one.id).given_up(c.ground.clock())
        if one.gone:
            found.append(Fault("webhook_gone", {"host": host}, one.id))
        elif dead:
            found.append(Fault("webhook_dead", {"host": host, "count": str(len(dead))}, one.id))
    return found


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability(
        [lambda c: EndpointBook(c.ground), lambda c: Outboxes(c.ground), lambda c: FaultLog(c.ground), couriers],
        routes,
        telling,
        webhook_faults,
    )
