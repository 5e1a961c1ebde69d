"""What a new plan would do to those who are here now, in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from typing_extensions import TypedDict

from hall.configuration import Configuration
from hall.configuration.schema import File
from hall.plan.plan import Name, Plan
from hall.queue.commands.plan import moves
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import OPEN
from hall.texts import Texts, named

Fact = Name | int | str


class Effect(TypedDict):
    """What the change would do to those who are here now."""

    code: str
    text: Name


def effects(texts: Texts, day: HallDay, now: float, before: Configuration, after: Configuration) -> Sequence[Effect]:
    """Return what it does to `day` at `now` to let `after` count, in every language."""
    found = [*_found(day, now, after.plan), *_of_machines(before.file, after.file)]
    return [said(texts, code, facts) for code, facts in found]


def _of_machines(before: File, after: File) -> Iterator[tuple[str, Mapping[str, Fact]]]:
    addresses = {"before": before.hall.public_url, "after": after.hall.public_url}
    if addresses["before"] != addresses["after"]:
        yield "address", addresses
        if addresses["after"].startswith("https:") and not addresses["before"].startswith("https:"):
            yield "address_https", addresses
    if before.printers and not after.printers:
        yield "no_printer", {}


def _found(day: HallDay, now: float, plan: Plan) -> Iterator[tuple[str, Mapping[str, Fact]]]:
    moved = Counter((day.tickets[m.ticket].service, m.service) for m in moves(day, plan))
    for (before, after), count in moved.items():
        code = "moved" if before != after else "freed"
        yield code, {"count": count, "before": day.names[before], "after": plan.services[after].name}
    for counter, state in day.counters.items():
        if counter not in plan.counters and state.status != "closed":
            yield "counter_closes", {"counter": counter}
    waits = Counter(ticket.service for ticket in day.tickets.values() if ticket.status in OPEN)
    was_open, is_open = day.plan.hours.is_open(now), plan.hours.is_open(now)
    if was_open != is_open:
        waiting = sum(len(line) for line in (*day.service_lines.values(), *day.counter_lines.values()))
        yield ("hall_opens" if is_open else "hall_closes"), {"waiting": waiting}
    for service in plan.services.values():
        if not plan.counters_serving(service.id):
            count = waits[service.id]
            yield (
                ("unserved", {"service": service.name, "count": count})
                if count
                else ("no_counter", {"service": service.name})
            )
        before_now = day.plan.services.get(service.id)
        if before_now is not None and before_now.prefix != service.prefix:
            yield "prefix", {"service": service.name, "before": before_now.prefix, "after": service.prefix}


def said(texts: Texts, code: str, facts: Mapping[str, Fact]) -> Effect:
    """Return an effect in the words of `code`."""

    def say(lang: str) -> str:
        return texts.say(
            lang, "plan", code, **{k: named(v, lang) if isinstance(v, Mapping) else v for k, v in facts.items()}
        )

    return Effect(code=code, text={lang: say(lang) for lang in texts.languages})
