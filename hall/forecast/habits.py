"""What is believed of a hall: its last days and today weighed against each other and the plan. Times in seconds.

Each figure is shrunk towards what is known without it: a service's mean towards the plan's usual time (as far as the
whole hall's visits bear it out), a clerk's pace towards 1, a day without a past towards `UNKNOWN`.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hall.forecast.facts import BUCKET_S, DayFacts, Tally, Times
from hall.forecast.shapes import Shapes

USUAL_WEIGHT = 3.0
"""As how many visits the plan's usual time counts."""
PAST_WEIGHT = 60.0
"""As how many of today's visits all earlier days count at most: days differ."""
PACE_WEIGHT = 10.0
"""As how many visits of the usual pace a clerk begins with."""
DOUBT = 0.6
"""By what part of itself one visit's time tells a mean wrong (one standard deviation)."""
SAME_WEEKDAY = 3.0
"""How much more a day of the same weekday says about arrivals."""
BUCKETS = round(86_400 / BUCKET_S)


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is believed of a hall that has shown nothing yet."""

    no_show: float = 0.04
    no_show_s: float = 90.0
    returns: float = 0.4
    returns_after_s: float = 400.0
    gap_s: float = 25.0
    hold_s: float = 900.0


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Habits:
    """What a play needs to know of how the hall works."""

    mean_s: Mapping[str, float]
    """By service: from the call to leaving the counter, for a clerk of the usual pace."""
    doubt: Mapping[str, float]
    """By service: by what part of itself that mean may be wrong (one standard deviation)."""
    shape: Mapping[str, Sequence[float]]
    """By service: quantiles of a visit's time over its mean (hall/forecast/shapes.py)."""
    pace: Mapping[str, float]
    """By account: how many times as long a visit takes there."""
    no_show: float
    no_show_s: float
    returns: float
    """Which part of those who missed their call comes back, and after how long."""
    returns_after_s: float
    gap_s: float
    hold_s: float
    gives_up: float
    """Which part of those waiting gives up in one second."""
    onward: Mapping[str, Sequence[tuple[str, float]]]
    """By service: to which others its visits are sent on, and which part of them."""
    arrivals: Mapping[tuple[str, str], Sequence[float]]
    """By service and class: tickets expected in each quarter of an hour of this day."""


@dataclass(frozen=True, slots=True)
class Running:
    """A visit that is under way: it says that its like take at least so long."""

    service: str
    elapsed_s: float


class Past:
    """The days before, added up once; and today, weighed against them whenever asked."""

    def __init__(self, days: Sequence[DayFacts], today: DayFacts) -> None:
        """`days` are all that count, `today` is filled as the day goes on."""
        self._today = today
        self._days = [*days, today]
        self._shapes = Shapes(self._days)
        self._visits: defaultdict[str, Tally] = defaultdict(Tally)
        self._clerks: defaultdict[tuple[str, str], Tally] = defaultdict(Tally)
        for day in days:
            for service, times in day.visits.items():
                _add(self._visits[service], times)
            for staff, by_service in day.clerks.items():
                for service, tally in by_service.items():
                    _add(self._clerks[staff, service], tally)
        self._usual_arrivals = _usual_arrivals(days, today)

    def habits(self, usual_s: Mapping[str, float], running: Iterable[Running], seconds: float) -> Habits:
        """Return what is believed `seconds` after midnight; `usual_s` are the plan's times by service."""
        missed, returned, gaps, held, given_up = (
            _sum(getattr(day, name) for day in self._days)
            for name in ("missed", "returned", "gaps", "held", "given_up")
        )
        mean_s, doubt = self._means(usual_s, running, self._today)
        visits = sum(tally.count for tally in self._visits.values())
        calls = missed.count + visits + sum(times.count for times in self._today.visits.values())
        return Habits(
            mean_s=mean_s,
            doubt=doubt,
            shape=self._shapes.of(usual_s, seconds),
            pace=self._paces(mean_s),
            no_show=(missed.count + UNKNOWN.no_show * 25) / (calls + 25),
            no_show_s=_mean(missed, UNKNOWN.no_show_s, 5),
            returns=min(0.95, (returned.count + UNKNOWN.returns * 5) / (missed.count + 5)),
            returns_after_s=_mean(returned, UNKNOWN.returns_after_s, 5),
            gap_s=_mean(gaps, UNKNOWN.gap_s, 10),
            hold_s=_mean(held, UNKNOWN.hold_s, 3),
            gives_up=given_up.count / (given_up.total_s + 36_000),
            onward=self._onward(),
            arrivals=self._arrivals(seconds),
        )

    def times_before(self, usual_s: Mapping[str, float]) -> dict[str, float]:
        """Return each service's mean in seconds as the days before have taught it: the same all day long."""
        return self._means(usual_s, (), DayFacts(self._today.day, ()))[0]

    def _means(
        self, usual_s: Mapping[str, float], running: Iterable[Running], of_today: DayFacts
    ) -> tuple[dict[str, float], dict[str, float]]:
        """Return each service's mean and how far it may be wrong."""
        seen, total = {}, {}
        for service in usual_s:
            past, today = self._visits.get(service, Tally()), of_today.visits.get(service, Times())
            weight = min(1.0, PAST_WEIGHT / max(1, past.count))
            seen[service] = weight * past.count + today.count
            total[service] = weight * past.total_s + today.total_s
        under_way: defaultdict[str, list[float]] = defaultdict(list)
        for visit in running:
            under_way[visit.service].append(visit.elapsed_s)
        off = _how_far_off(usual_s, seen, total)
        mean_s, doubt = {}, {}
        for service, usual in usual_s.items():
            weight, sum_s = seen[service] + USUAL_WEIGHT, total[service] + USUAL_WEIGHT * usual * off
            mean = sum_s / weight
            more = [elapsed + DOUBT * mean for elapsed in under_way[service] if elapsed > mean]
            # the long ones are still there, while only the short ones have been counted
            mean_s[service] = max(1.0, (sum_s + sum(more)) / (weight + len(more)))
            doubt[service] = DOUBT / math.sqrt(weight)
        return mean_s, doubt

    def _paces(self, mean_s: Mapping[str, float]) -> dict[str, float]:
        seen: defaultdict[str, float] = defaultdict(float)
        took: defaultdict[str, float] = defaultdict(float)
        today = (((staff, s), tally) for staff, by in self._today.clerks.items() for s, tally in by.items())
        for (staff, service), tally in (*self._clerks.items(), *today):
            if service in mean_s:
                seen[staff] += tally.count
                took[staff] += tally.total_s / mean_s[service]
        return {staff: (took[staff] + PACE_WEIGHT) / (seen[staff] + PACE_WEIGHT) for staff in seen}

    def _onward(self) -> dict[str, Sequence[tuple[str, float]]]:
        counts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for day in self._days:
            for service, to in day.onward.items():
                for other, count in to.items():
                    counts[service][other] += count
        visits = {s: self._visits[s].count + self._today.visits.get(s, Times()).count for s in counts}
        return {
            service: [(other, count / (visits[service] + 10)) for other, count in to.items() if count > 0]
            for service, to in counts.items()
        }

    def _arrivals(self, seconds: float) -> dict[tuple[str, str], Sequence[float]]:
        """Return the tickets to expect by quarter: as on past days, more or fewer as today has shown."""
        now = min(BUCKETS - 1, max(0, int(seconds // BUCKET_S)))
        so_far: defaultdict[tuple[str, str], float] = defaultdict(float)
        for service, by_class in self._today.arrivals.items():
            for visitor_class, counts in by_class.items():
                so_far[service, visitor_class] = float(sum(counts.values()))
        if self._usual_arrivals is None:
            worked_s = sum(max(0.0, min(seconds, end * 60) - start * 60) for start, end in self._today.spans)
            open_s = [_open_s(self._today.spans, k) for k in range(BUCKETS)]
            return {key: [came / (worked_s + 1800) * s for s in open_s] for key, came in so_far.items()}
        result: dict[tuple[str, str], Sequence[float]] = {}
        for key, usual in self._usual_arrivals.items():
            due = sum(usual[:now]) + usual[now] * (seconds % BUCKET_S) / BUCKET_S
            more = (so_far[key] + 10) / (due + 10)
            result[key] = [count * more for count in usual]
        return result


def _add(tally: Tally, more: Tally | Times) -> None:
    tally.count += more.count
    tally.total_s += more.total_s


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for one in tallies:
        _add(total, one)
    return total


def _mean(tally: Tally, unknown: float, weight: float) -> float:
    return (tally.total_s + unknown * weight) / (tally.count + weight)


def _how_far_off(usual_s: Mapping[str, float], seen: Mapping[str, float], total: Mapping[str, float]) -> float:
    """Return by which factor the plan's times are off in the whole hall, as a prior for each service."""
    weights = logs = 0.0
    for service, usual in usual_s.items():
        if seen[service] > 0 and total[service] > 0:
            weight = seen[service] / (seen[service] + USUAL_WEIGHT)
            weights += weight
            logs += weight * math.log(total[service] / seen[service] / usual)
    return math.exp(logs / (weights + 1.0))


def _usual_arrivals(days: Sequence[DayFacts], today: DayFacts) -> dict[tuple[str, str], list[float]] | None:
    """Return the mean of past days by service, class and quarter; None without a past."""
    if not days:
        return None
    weights = [SAME_WEEKDAY if day.day.weekday() == today.day.weekday() else 1.0 for day in days]
    usual: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * BUCKETS)
    for day, weight in zip(days, weights, strict=True):
        for service, by_class in day.arrivals.items():
            for visitor_class, by_bucket in by_class.items():
                for bucket, count in by_bucket.items():
                    if bucket >= 0:  # before its midnight nobody comes: the clock was wrong
                        usual[service, visitor_class][min(bucket, BUCKETS - 1)] += count * weight / sum(weights)
    return dict(usual)


def _open_s(spans: Iterable[tuple[int, int]], bucket: int) -> float:
    start, end = bucket * BUCKET_S, (bucket + 1) * BUCKET_S
    return sum(max(0.0, min(end, to * 60) - max(start, since * 60)) for since, to in spans)
