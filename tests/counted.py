"""The hall's figures counted straight from the journal's lines, by other code than the product's and in other ways.

It knows the files' words and nothing of hall/: a ticket's events are put in a row, what was taken back is struck out,
and each fact that is left is noted with where it belongs. Times are milliseconds since 1970.
"""

import json
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
TAKEN_BACK = {
    "start": "ServingStarted",
    "finish": "TicketFinished StageFinished",
    "no_show": "TicketMissed",
    "hold": "TicketHeld",
    "resume": "ServingResumed",
    "transfer": "TicketTransferred",
}
ENDS = {"TicketFinished", "StageFinished", "TicketMissed", "TicketHeld", "TicketTransferred", "DayClosed"}
HALF_HOUR = 1_800_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Fact:
    """One thing that counts, and where it belongs."""

    what: str
    day: str
    at: int
    service: str | None = None
    kind: str | None = None
    counter: str | None = None
    clerk: str | None = None
    value: float = 0
    words: tuple[str, ...] = ()


@dataclass
class Counted:
    """All facts of some days, and who was at which counter, and in front of it, from when until when."""

    facts: list[Fact] = field(default_factory=list)
    open: list[tuple[str, str, str | None, int, int, str]] = field(default_factory=list)
    """Counter, clerk, pause or None, begun, ended, day."""
    waiting: list[tuple[str, str, int, int]] = field(default_factory=list)
    """Day, service, begun, ended."""
    in_front: list[tuple[str, int, int]] = field(default_factory=list)
    plans: dict[str, int] = field(default_factory=dict)
    """The number of the plan that counted last, by day."""

    def of(self, what: str, wanted: Callable[[Fact], bool] = lambda _: True) -> list[Fact]:
        """The facts of one kind."""
        return [one for one in self.facts if one.what == what and wanted(one)]


def lines(path: Path) -> Iterator[tuple[int, str, Json]]:
    """When, by whom and what, one by one; an entry's events share its time."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        doc = json.loads(line)["doc"]
        at = (datetime.fromisoformat(doc["at"]) - EPOCH) // (EPOCH.resolution * 1000)
        for event in doc["events"]:
            yield at, doc["by"], event


def count(folder: Path) -> Counted:
    """Count every day in a journal's folder."""
    counted = Counted()
    for path in sorted(folder.glob("day-2026-11-??.jsonl")):
        _count_day(path.stem[4:], list(lines(path)), counted)
    return counted


def _count_day(  # noqa: C901 - one look at each event
    day: str, events: list[tuple[int, str, Json]], counted: Counted
) -> None:
    tickets: dict[str, list[tuple[int, str, Json]]] = {}
    staffed: dict[str, tuple[str, str | None, int]] = {}
    for at, by, event in events:
        name, counter = event["event"], event.get("counter")
        if name in {"DayOpened", "PlanChanged"}:
            counted.plans[day] = event["plan"]
        if "ticket" in event:
            history = tickets.setdefault(event["ticket"], [])
            if name == "StepUndone":
                step = max(i for i, (_, _, e) in enumerate(history) if e["event"] in TAKEN_BACK[event["step"]].split())
                del history[step]
            else:
                clerk = staffed[counter][0] if counter in staffed else by
                history.append((at, clerk, event))
        elif name in {"CounterOpened", "CounterPaused", "CounterClosed"}:
            was = staffed.get(counter)
            if name == "CounterOpened" and was and was[:2] == (event["staff"], None):
                continue
            if was:
                counted.open.append((counter, *was, at, day))
                del staffed[counter]
            if name == "CounterOpened":
                staffed[counter] = (event["staff"], None, at)
            elif name == "CounterPaused" and was:
                staffed[counter] = (was[0], event["reason"] or "", at)
    closed_at = events[-2 if events[-1][2]["event"] == "DayClosed" else -1][0]
    counted.open += [(counter, *was, closed_at, day) for counter, was in staffed.items()]
    for history in tickets.values():
        _count_ticket(day, [*history, (closed_at, "hall", {"event": "DayClosed"})], counted)


def _count_ticket(  # noqa: C901, PLR0912 - one look at each event, from the ticket on
    day: str, history: list[tuple[int, str, Json]], counted: Counted
) -> None:
    (came, _, issued), *steps = history
    service = goes_on = issued["service"]
    kind = issued.get("visitor_class", issued.get("klass"))
    only, place = None, issued["place"]
    counter = clerk = None
    waits_since: int | None = came
    called_at = serving_since = None
    served = 0
    over = False
    first_call = next((s for s in steps if s[2]["event"] == "TicketCalled"), None)

    def note(what: str, at: int, value: float = 0, words: Iterable[str] = ()) -> None:
        counted.facts.append(Fact(what, day, at, service, kind, counter, clerk, value, tuple(words)))

    if first_call:
        counter, clerk = first_call[2]["counter"], first_call[1]
    note("issued", came)
    if first_call:
        note("wait", came, first_call[0] - came)
    counter = clerk = None
    for at, by, event in steps:
        name = event["event"]
        if name in {"TicketCalled", "TicketCancelled", "DayClosed"} and waits_since is not None:
            counted.waiting.append((day, service, waits_since, at))
            waits_since = None
        if name in {"ServingResumed", "TicketReinstated"}:
            service = goes_on
        if name in {"TicketCalled", "ServingResumed"}:
            counter, clerk, called_at = event["counter"], by, at
            serving_since = at if name == "ServingResumed" else None
            if name == "TicketCalled":
                note("called", at)
                if event["chosen"]:
                    note("chosen", at)
        elif name == "ServingStarted":
            serving_since = at
        elif name in ENDS and called_at is not None:
            counted.in_front.append((counter or "", called_at, at))
            called_at = None
            if serving_since is not None:
                served += at - serving_since
                serving_since = None
        if name in {"TicketFinished", "StageFinished"}:
            note("served", at, served)
            served = 0
        if name == "TicketMissed":
            note("missed", at)
        if name == "TicketTransferred":
            served = 0
            same_line = event["only_counter"] == only or (event["only_counter"] is None and only == counter)
            if not (same_line and (event["service"], event["place"]) == (service, place)):
                note("transferred", at)
                if event["place"] < place:
                    note("put_first", at)
        if name == "TicketFinished":
            note("finished", at)
            over = True
        if name in {"TicketCancelled", "DayClosed"} and not over:
            note("cancelled" if name == "TicketCancelled" else "expired", at)
            over = True
        if name == "TicketRated":
            note("rated", at, event["score"], event["reasons"])
        if name in {"StageFinished", "TicketTransferred", "TicketReinstated"}:
            waits_since = at
            if name != "TicketReinstated":
                service = goes_on = event["service"]
                only = None if name == "StageFinished" else event["only_counter"]
            place = event["place"]
            counter = clerk = None
        elif name == "TicketPutOff":
            place = event["place"]
        elif name == "TicketMoved":
            goes_on, only = event["service"], event["only_counter"]
            service = goes_on if waits_since is not None else service


def half_hours(day: str, zone: ZoneInfo) -> list[tuple[str, int, int]]:
    """The half hours of a day by the hall's clock: their names, begins and ends."""
    midnight = round(datetime.fromisoformat(day).replace(tzinfo=zone).timestamp() * 1000)
    return [
        (f"{n // 2:02d}:{n % 2 * 30:02d}", midnight + n * HALF_HOUR, midnight + (n + 1) * HALF_HOUR) for n in range(48)
    ]


def shared(begun: int, ended: int, others: Iterable[tuple[int, int]]) -> int:
    """For how long a span lies in others that do not lie over one another."""
    return sum(len(range(max(begun, b), min(ended, e))) for b, e in others)


def summary(values: list[float]) -> dict[str, float | None]:
    """Mean, median, ninetieth percentile and longest in seconds, by the standard library alone."""
    if not values:
        return {"mean_s": None, "median_s": None, "p90_s": None, "longest_s": None}
    p90 = statistics.quantiles(values, n=10, method="inclusive")[8] if len(values) > 1 else values[0]
    found = {
        "mean_s": statistics.fmean(values),
        "median_s": statistics.median(values),
        "p90_s": p90,
        "longest_s": max(values),
    }
    return {name: round(value / 1000, 1) for name, value in found.items()}


def grouped(facts: Iterable[Fact], key: Callable[[Fact], Any]) -> dict[Any, list[Fact]]:
    """Facts by what `key` says of them."""
    found: defaultdict[Any, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[key(fact)].append(fact)
    return found
