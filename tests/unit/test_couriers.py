"""Which of a hall's servers tells its platforms: the one whose job is being done, and no other for long."""

from ipaddress import ip_network

from hall.journal.actor import Actor
from hall.journal.entry import Entry
from hall.outward.couriers import LEASE_S, Couriers
from hall.queue.events.visit import TicketCalled
from hall.store.memory import MemoryJournal
from hall.webhooks.book import EndpointBook
from hall.webhooks.outboxes import Outboxes
from tests.halls import NOON, Clock, NoVault, ground
from tests.patience import until
from tests.receivers import receiver


def test_a_server_that_is_not_asked_to_any_more_falls_silent() -> None:
    """It tells nobody before the first beat, for seconds after the last, and not after it was stopped."""
    over, steady = ground(Clock()), Clock(0.0)
    couriers = Couriers(over, EndpointBook(over), Outboxes(over), lambda: (), lambda: None, steady)
    assert not couriers.may_go()
    couriers.beat()
    assert couriers.may_go()
    steady.now += LEASE_S
    assert not couriers.may_go()
    couriers.beat()
    assert couriers.may_go()
    couriers.stop()
    assert not couriers.may_go()


def test_the_server_that_takes_over_tells_the_rest() -> None:
    """What the first had told is not told again; a courier is there for each endpoint with the first beat."""
    clock, journal, vault = Clock(), MemoryJournal(), NoVault()
    own = (ip_network("127.0.0.1/32"),)

    def server() -> Couriers:
        over = ground(clock, journal, vault)
        return Couriers(over, EndpointBook(over), Outboxes(over), lambda: own, lambda: None)

    def call(number: int) -> None:
        journal.append("day-2026-11-23", Entry(number, clock.now, "li", (TicketCalled(str(number), "2"),)))

    with receiver() as platform:
        EndpointBook(ground(clock, journal, vault)).add(Actor("chen"), platform.url, ["ticket.called"])
        clock.now = NOON + 1
        first = server()
        call(1)
        first.beat()
        until(lambda: len(platform.heard) == 1)
        until(lambda: [one for one in journal.streams() if one.startswith("deliveries")])
        first.stop()
        call(2)
        second = server()
        second.beat()
        until(lambda: len(platform.heard) == 2)
        second.stop()
    assert [body.count(b'"ticket":"1"') for _, body in platform.heard] == [1, 0]
