"""The made-up people of the demonstration: a hall that stays alive, and whose waits can be believed."""

import random
from pathlib import Path

import pytest

from hall.configuration import from_table, read_table
from hall.demo import stage
from hall.demo.people import BUSY, MadeUpDay

TABLE = read_table(Path(__file__).parents[2] / "config.toml")
LIFE = from_table(TABLE).plan


@pytest.mark.parametrize("speed", [0.1, 1, 6, 1000])
def test_no_counter_is_given_more_than_it_can_do(speed: float) -> None:
    """Every staffed counter can be given visitors for BUSY of its time, so no line grows without end."""
    plan = from_table(stage.hastened(TABLE, speed)).plan
    people = MadeUpDay(plan, "h", 1, speed=speed, sleep=lambda _: None, random=random.Random(1))
    counters = list(plan.counters.values())[:-1]
    rates = people._arrivals(counters)
    assert set(rates) == {service for counter in counters for service in counter.services}
    work = sum(rate * (people._usual_s(service) + 24) for service, rate in rates.items())
    assert work == pytest.approx(BUSY * len(counters))


def test_visits_are_as_much_faster_as_their_people() -> None:
    """At six times life a visit usually takes a sixth, for the hall's clock is that of whoever looks on."""
    fast = from_table(stage.hastened(TABLE, 6)).plan
    for service, usual in LIFE.services.items():
        assert fast.services[service].usual_service_s == pytest.approx(usual.usual_service_s / 6)


def test_no_counter_of_the_made_up_hall_counts_as_left() -> None:
    """Its clerks press keys and have no panel open: minutes into their first visits all would be paused for ever."""
    furnished = from_table(stage.always_open(TABLE, "http://127.0.0.1:8000")).file
    assert furnished.limits.counter_left_min == 0
    assert furnished.limits.wait_warn_min == TABLE["limits"]["wait_warn_min"]


def test_it_never_touches_the_halls_own_database() -> None:
    """Whatever store the configuration names, the made-up hall has its data in its own folder."""
    own = {**TABLE, "store": {"url": "postgresql://hall@127.0.0.1/hallcall"}}
    assert from_table(stage.always_open(own, "http://127.0.0.1:8000")).file.store.url == "tinydb:"
