"""What a configuration without mistakes should still change: prefixes that sound alike, zones too busy for a voice."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil
from typing import Final

from hall.configuration import Configuration, earshots
from hall.plan.plan import Counter, Plan

ALIKE: Final = frozenset("BDPTV")
"""Letters that are told apart in no noise (docs/decisions/0004-voice-pack.md)."""
LIKE_DIGITS: Final = {"E": "一", "R": "二"}
"""Letters that sound like a digit in Chinese."""
CLEAR: Final = "AFKWXHLMNSQYJUZGC"
"""Letters to choose instead, the clearest first; I and O look like digits."""
SHORTEST_S: Final = 3.2
"""About what number and counter alone take, with the pause after them."""
MOST_OF_THE_TIME: Final = 0.8
"""A voice that speaks for more of the time keeps its calls waiting."""


def advice(configuration: Configuration) -> Iterator[str]:
    """Give each piece of advice as `key: what is the matter; what to do`."""
    heard_together = list(earshots(configuration))
    for earshot in heard_together:
        yield from _too_busy(configuration.plan, earshot)
    if "zh" in configuration.file.voice.languages:
        yield from _like_digits(configuration, configuration.spoken_zones)
    yield from _alike(configuration.plan, heard_together)


def _too_busy(plan: Plan, zones: Sequence[str]) -> Iterator[str]:
    """Say where calls come faster than they can be spoken at their shortest, with every counter at work."""
    a_minute = sum(60 / _usual_s(plan, counter) for counter in plan.counters.values() if counter.zone in zones)
    share = a_minute * SHORTEST_S / 60
    if share > MOST_OF_THE_TIME:
        yield (
            f"zones {' and '.join(zones)}: about {a_minute:.0f} calls a minute are more than one voice can say, even "
            f"as number and counter alone; part them into {ceil(share / MOST_OF_THE_TIME)} zones that do not hear "
            "one another"
        )


def _usual_s(plan: Plan, counter: Counter) -> float:
    usual = [plan.services[service].usual_service_s for service in counter.services]
    return sum(usual) / len(usual)


def _like_digits(configuration: Configuration, zones: Sequence[str]) -> Iterator[str]:
    spoken = {service.id for zone in zones for service in configuration.plan.services_of_zone(zone)}
    for i, service in enumerate(configuration.file.services):
        heard = [letter for letter in service.prefix if letter in LIKE_DIGITS]
        if service.id in spoken and heard:
            yield (
                f"services[{i}].prefix: {heard[0]} sounds like {LIKE_DIGITS[heard[0]]} when it is called; "
                f"choose {_others(configuration.plan)}"
            )


def _alike(plan: Plan, heard_together: Sequence[Sequence[str]]) -> Iterator[str]:
    """Say which prefixes that are called within one earshot differ only in letters that sound alike."""
    place = {service.prefix: i for i, service in enumerate(plan.services.values())}
    told: set[tuple[str, str]] = set()
    for zones in heard_together:
        heard = sorted({service.prefix for zone in zones for service in plan.services_of_zone(zone)})
        for one, other in combinations(heard, 2):
            if _sound_alike(one, other) and (one, other) not in told:
                told.add((one, other))
                yield (
                    f"services[{place[other]}].prefix: {other} sounds like {one}, which is called in the same zone; "
                    f"choose {_others(plan)}"
                )


def _sound_alike(one: str, other: str) -> bool:
    return len(one) == len(other) and all(a == b or {a, b} <= ALIKE for a, b in zip(one, other, strict=True))


def _others(plan: Plan) -> str:
    """Return letters that are clear and free."""
    taken = {service.prefix for service in plan.services.values()}
    free = [letter for letter in CLEAR if letter not in taken]
    return " or ".join(free[:3]) or "two clear letters, as AF or KW"
