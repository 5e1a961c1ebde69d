"""Made-up halls: what is true of one, which its forecaster never sees but by what happens in it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

from hall.plan.hours import OpeningHours, Span, Spans
from hall.plan.plan import Counter, Group, Plan, QueueRule, Service, VisitorClass, Zone

Shape = Literal["gamma", "lognormal", "two"]
"""How visits are spread: like a sum, with a long tail, or quick questions among long cases."""

Peak = tuple[float, float, float]
"""A rush: when (minute of the day), how wide (minutes), how high (times the usual)."""

ZONE = ZoneInfo("Asia/Shanghai")
WITH_LUNCH: Spans = (Span(510, 720), Span(780, 1050))
"""08:30 to 12:00 and 13:00 to 17:30."""
THROUGH: Spans = (Span(540, 1020),)
"""09:00 to 17:00 without a break."""


@dataclass(frozen=True, slots=True)
class Business:
    """One service as it truly is: its mean at the counter in seconds, and how often it is chosen."""

    mean_s: float
    weight: float
    shape: Shape = "gamma"
    spread: float = 0.6
    """Standard deviation over mean."""

    def draw(self, random: Random) -> float:
        """Return how long one visit takes, in seconds."""
        if self.shape == "lognormal":
            sigma2 = math.log(1 + self.spread**2)
            return self.mean_s * math.exp(random.gauss(-sigma2 / 2, sigma2**0.5))
        if self.shape == "two":
            return self.mean_s * (0.4 if random.random() < 0.6 else 1.9) * random.gammavariate(9, 1 / 9)
        k = self.spread**-2
        return self.mean_s * random.gammavariate(k, 1 / k)


@dataclass(frozen=True)
class People:
    """How clerks and visitors behave; shares are of 1, times in seconds."""

    late_share: float = 0.1
    """Counters that open late in the morning, and how late."""
    late_s: float = 300.0
    breaks_a_day: float = 0.5
    """Unplanned pauses of a counter, and how long."""
    break_s: float = 720.0
    closes_share: float = 0.0
    """Counters that close for good at some time of the day."""
    lunch_in_turns: bool = False
    """Half of the counters stay while the other half eats; else all leave when the hall closes for lunch."""
    no_show: float = 0.04
    comes_back: float = 0.4
    gives_up: float = 0.02
    """Visitors who give their ticket back, after a quarter of an hour on average."""
    hold: float = 0.01
    transfer: float = 0.02
    priority: float = 0.06
    appointment: float = 0.0
    gap_s: float = 25.0
    """From one visitor's leaving to the next call."""


@dataclass(frozen=True)
class MadeHall:
    """One hall: as furnished, and as it is."""

    kind: str
    plan: Plan
    business: Mapping[str, Business]
    pace: Mapping[str, float]
    """By counter (each has its own clerk): how many times as long a visit takes there."""
    load: float
    """Work that comes, of what the counters could do."""
    people: People
    peaks: tuple[Peak, ...] = ()
    at_the_door: int = 0
    """Visitors who wait for the hall to open."""
    past_days: int = 0

    def day_load(self, weekday: int) -> float:
        """Return the load of a weekday: Mondays are fuller."""
        return self.load * (1.15, 0.95, 0.9, 0.95, 1.05, 1.0, 1.0)[weekday]


def furnish(
    services: Mapping[str, Business],
    counters: Mapping[str, tuple[str, ...]],
    usual_times: Mapping[str, float],
    spans: Spans,
    covers: Mapping[str, tuple[str, ...]] | None = None,
    then: Mapping[str, tuple[str, ...]] | None = None,
) -> Plan:
    """Return the plan; `usual_times` says how many times the true mean the configured minutes are."""
    name = {"zh": "厅", "en": "Hall"}
    return Plan(
        name=name,
        groups={"g": Group("g", name)},
        services={
            s: Service(
                s, "g", name, s.upper(), {}, None, made.mean_s * usual_times.get(s, 1.0), (then or {}).get(s, ())
            )
            for s, made in services.items()
        },
        zones={"z": Zone("z", name)},
        counters={c: Counter(c, name, "z", served, (covers or {}).get(c, ())) for c, served in counters.items()},
        rule=QueueRule(180.0, return_after=3),
        hours=OpeningHours(ZONE, (spans,) * 5 + ((),) * 2, {}, lambda _: None),
        classes={
            c: VisitorClass(c, name, 0.0 if c == "normal" else 1200.0) for c in ("normal", "priority", "appointment")
        },
    )
