"""What people read says things by their names, in the language it is read in."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from hall.alarms.rules import Limits, alarms
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
    kinds: Mapping[str, tuple[str, str]] = {
        "wait_over": ("alarms", named(plan.services["a"].name, lang)),
        "many_waiting": ("alarms", named(plan.services["a"].name, lang)),
        "counter_idle": ("trouble", named(plan.counters["1"].name, lang)),
    }
    said = {one.code: TEXTS.say(lang, kinds[one.code][0], one.code, **one.facts) for one in found}
    assert said.keys() == kinds.keys()
    for code, (_, name) in kinds.items():
        assert name in said[code]
