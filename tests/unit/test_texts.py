"""What people read says things by their names, in the language it is read in."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from hall.alarms.rules import Limits, alarms
from hall.plan.plan import Name
from hall.queue.views.unattended import idle_faults
from hall.texts import Texts, named
from tests.halls import KIOSK, LI, Clock, desk

TEXTS = Texts.load(Path(__file__).parents[2] / "assets/text")


def test_a_fact_with_a_name_in_each_language_is_said_in_the_reader_s() -> None:
    """And one that has none in that language in the hall's first; what is no name is said as it is."""
    texts = Texts({lang: {"s": {"k": "{thing}/{count}"}} for lang in ("zh", "en", "ko")})
    name = {"zh": "三号窗口", "en": "Counter 3"}
    assert [texts.say(lang, "s", "k", thing=name, count=4) for lang in ("zh", "en", "ko")] == [
        "三号窗口/4",
        "Counter 3/4",
        "三号窗口/4",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_alarms_of_the_floor_name_services_and_counters_and_no_ids(lang: str) -> None:
    """Nobody on the floor knows what the configuration calls a thing."""
    clock = Clock()
    at = desk(clock)
    plan = at.plan
    at.open_counter(LI, "1")
    for _ in range(3):
        at.issue(KIOSK, "a", "normal", "zh")
    clock.now += 3600
    found = at.look(
        lambda day, now: [*alarms(day, now, at.expected, Limits(60, 120, 2, 60)), *idle_faults(day, now, 60)]
    )
    service, counter = plan.services["a"].name, plan.counters["1"].name
    kinds: Mapping[str, tuple[str, str, Name]] = {
        "wait_over": ("alarms", "service", service),
        "many_waiting": ("alarms", "service", service),
        "counter_idle": ("trouble", "counter", counter),
    }
    assert {one.code for one in found} == kinds.keys()
    for one in found:
        section, what, name = kinds[one.code]
        assert one.facts[what] == name
        assert named(name, lang) in TEXTS.say(lang, section, one.code, **one.facts)
