"""Halls by seed: any plan that a hall may have, and how its day stands when the screens are looked at."""

from dataclasses import dataclass
from itertools import product
from random import Random
from string import ascii_uppercase
from typing import Any

from benchmarks.layouts.words import Name, Words
from hall.configuration import Table

MOST_SERVICES = 60
MOST_COUNTERS = 300
MOST_CALLED = 40
"""So many calls may stand in one zone; docs/displays.md promises room for them."""

LAYOUTS = ("standard", "media", "calls")
ENDLESS = 0.15
"""The share of halls whose counters have names that never end, where walls alone are looked at."""
PICTURES = ((1920, 1080), (1080, 1920), (1000, 1000), (4000, 600))
"""Width and height of what may be shown: lying, upright, square, a banner."""


@dataclass(frozen=True)
class MadeUp:
    """A hall and its day: what `config.toml` says, and what has happened."""

    seed: int
    table: Table
    lang: str
    called: int
    """How many counters have called somebody; some of them twice."""
    waiting: int
    """How many tickets have been taken beside."""
    messages: tuple[Name, ...]
    emergency: Name | None
    picture: tuple[int, int]
    """Width and height of what is shown on walls with pictures, in pixels."""


def hall(seed: int, layout: str | None = None) -> MadeUp:
    """Return the hall of `seed`, always the same one.

    Where `layout` is given all its walls have that, and in some halls the counters' names are endless.
    """
    chance = Random(f"hall {seed}")
    words = Words(chance)
    table = _plan(chance, words)
    if layout is not None:
        table = _walls_alone(table, layout, Random(f"walls {seed}"))
    counters = len(table["counters"])
    return MadeUp(
        seed,
        table,
        lang=chance.choice(("zh", "zh", "en")),
        called=chance.choice((0, 1, 2, min(6, counters), min(MOST_CALLED, counters))),
        waiting=chance.choice((0, 3, 12, 60)),
        messages=tuple(
            {"zh": words.chinese(chance.choice((6, 40, 150, 300))), "en": words.english(chance.choice((12, 90, 300)))}
            for _ in range(chance.choice((0, 1, 3)))
        ),
        emergency={"zh": words.chinese(chance.choice((4, 30, 120, 300))), "en": words.english(300)}
        if chance.random() < 0.15
        else None,
        picture=chance.choice(PICTURES),
    )


def _walls_alone(table: Table, layout: str, chance: Random) -> Table:
    words, endless = Words(chance), chance.random() < ENDLESS
    return {
        **table,
        "zones": [zone | {"layout": layout} for zone in table["zones"]],
        "counters": [counter | ({"name": words.endless()} if endless else {}) for counter in table["counters"]],
    }


def _plan(chance: Random, words: Words) -> Table:
    services, groups = _services(chance, words)
    zones: list[dict[str, Any]] = [
        {
            "id": f"zone-{n}",
            "name": words.name(),
            "layout": chance.choice(("standard", "standard", "media", "calls")),
            "theme": chance.choice(("dark", "light")),
        }
        for n in range(chance.choice((1, 1, 2, 5)))
    ]
    day = ["00:00-24:00"] if chance.random() < 0.85 else []
    return {
        "hall": {"name": words.name(1.5), "public_url": "http://127.0.0.1:8000"},
        "hours": {"calendar": "none"} | dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), day),
        "groups": groups,
        "services": services,
        "zones": zones,
        "counters": _counters(chance, words, [s["id"] for s in services], [z["id"] for z in zones]),
        "classes": [
            {"id": f"class-{n}", "name": words.name(), "head_start_min": 5, "ask": words.name(1.5)}
            for n in range(chance.choice((0, 0, 0, 1, 2, 5)))
        ],
        "queue": {"one_counter_per_clerk": False},
        "voice": {"enabled": False},
        "kiosk": {"priority": [words.name() for _ in range(chance.choice((0, 1, 5, 10)))]}
        | ({"printer": "paper"} if chance.random() < 0.5 else {}),
        "printers": [{"id": "paper", "kind": "network", "address": "127.0.0.1:9"}],
    }


def _services(chance: Random, words: Words) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return services in groups of any sizes, a group without any among them."""
    count = chance.choice((1, 2, 3, 6, 9, 12, 13, 20, 40, MOST_SERVICES))
    groups = [{"id": f"group-{n}", "name": words.name()} for n in range(chance.choice((1, 1, 2, 3, 4, 7, 12)))]
    prefixes = _prefixes(chance, count)
    covered = chance.random()
    services = [
        {
            "id": f"service-{n}",
            "group": chance.choice(groups[: max(1, len(groups) - 1)])["id"],
            "name": words.name(),
            "prefix": prefixes[n],
            "usual_min": chance.choice((2, 8, 40, 200)),
        }
        | ({"covers": words.name(2)} if chance.random() < covered else {})
        for n in range(count)
    ]
    return services, [dict(group) for group in groups]


def _prefixes(chance: Random, count: int) -> list[str]:
    """Return letters for each service: one, two or three, in some halls mixed."""
    lengths = chance.choice(((1,), (2,), (3,), (1, 2, 3)))
    if lengths == (1,) and count > len(ascii_uppercase):
        lengths = (2,)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choice(ascii_uppercase) for _ in range(chance.choice(lengths)))] = None
    return list(found)


def _counters(chance: Random, words: Words, services: list[str], zones: list[str]) -> list[dict[str, Any]]:
    """Return counters that serve everything between them, except in halls that have a service too many."""
    count = chance.choice((1, 2, 5, 8, 8, 20, 60, 150, MOST_COUNTERS))
    named = chance.choice((0.0, 0.0, 0.2, 1.0))
    begins = chance.choice((1, 1, 101))
    counters: list[dict[str, Any]] = []
    for n in range(count):
        some = chance.sample(services, min(len(services), chance.choice((1, 2, 4))))
        some += [one for i, one in enumerate(services) if i % count == n and one not in some and chance.random() < 0.95]
        counters.append(
            {"id": str(begins + n), "zone": zones[n % len(zones)], "services": some}
            | ({"name": words.name()} if chance.random() < named else {})
        )
    return counters


SIZES = {
    "kiosk": ((1080, 1920), (1280, 800), (1920, 1080), (1280, 1024)),
    "wall": ((1920, 1080), (1080, 1920), (3840, 2160), (1366, 768)),
    "counter": ((1024, 600), (1280, 400), (1920, 1080)),
    "directory": ((1920, 1080), (1080, 1920)),
    "phone": ((390, 844), (320, 568)),
}
"""The screens that halls and visitors have, in pixels."""
ZOOMS = {"kiosk": (1.0, 1.25, 1.5, 2.0), "wall": (1.0, 1.5, 2.0)}


def views(kind: str) -> list[tuple[int, int, float]]:
    """Return every size and zoom of a kind of screen: width and height as the page sees them, and the zoom."""
    return [
        (round(width / zoom), round(height / zoom), zoom)
        for (width, height), zoom in product(SIZES[kind], ZOOMS.get(kind, (1.0,)))
    ]
