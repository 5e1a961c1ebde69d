"""Rounds and faults as staff see them."""

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from hall.devices.book import DeviceBook
from hall.patrol.book import PatrolBook
from hall.patrol.rules import is_over
from hall.patrol.state import DeviceFault, Round
from hall.printing.office import PrintOffice
from hall.queue.views.moment import moment
from hall.web.context import Context

EARLIER = 31
"""So many earlier rounds are told."""
FAULTS = 100
"""So many faults are told; those that stand before all."""


class ItemView(TypedDict):
    """One thing to be looked at. `state`: "open" (still to do), "not_done" (its time is over), "in_order", "fault"."""

    id: str
    name: Mapping[str, str]
    state: str
    by: str | None
    at: str | None
    remark: str


class RoundView(TypedDict):
    """A day's or month's round; what was not done when it ended is told as not done."""

    period: str
    over: bool
    items: Sequence[ItemView]


class SumView(TypedDict):
    """An earlier round in figures."""

    period: str
    due: int
    in_order: int
    faults: int
    not_done: int


class PatrolView(TypedDict):
    """What is to be looked at now, None where the hall has no such list or is closed; and how earlier rounds went."""

    day: RoundView | None
    month: RoundView | None
    earlier: Sequence[SumView]


class DeviceFaultView(TypedDict):
    """A fault: what it is about, since when, until when, who reported it (None: the hall found it), who dealt with it.

    `text` is what was said of it, empty when that has been deleted; `ends_itself`: it is over when the hall says so.
    """

    id: str
    device: Mapping[str, str]
    code: str | None
    urgent: bool
    since: str
    until: str | None
    by: str | None
    seen_to_by: str | None
    text: str
    remark: str
    ends_itself: bool


class FaultsView(TypedDict):
    """What is out of order now, and the latest that was; `count` is how many there are in all."""

    time: str
    faults: Sequence[DeviceFaultView]
    count: int


def patrol_view(context: Context) -> PatrolView:
    """Return the rounds of now and the earlier ones in figures, the latest first."""
    book, today = context[PatrolBook], context.ground.today()
    day, month = book.round_now("day"), book.round_now("month")
    rounds = book.rounds()
    earlier = sorted((one for one in rounds if is_over(one, today)), reverse=True)[:EARLIER]
    return PatrolView(
        day=None if day is None or not day.items else round_view(context, day),
        month=None if month is None or not month.items else round_view(context, month),
        earlier=[_sum(rounds[period]) for period in earlier],
    )


def round_view(context: Context, found: Round) -> RoundView:
    """Return a round with every item."""
    over = is_over(found.period, context.ground.today())
    return RoundView(
        period=found.period, over=over, items=[_item(context, found, item, over=over) for item in found.items]
    )


def _item(context: Context, found: Round, item: str, *, over: bool) -> ItemView:
    tick = found.ticks.get(item)
    undone = "not_done" if over else "open"
    return ItemView(
        id=item,
        name=found.items[item],
        state=undone if tick is None else "in_order" if tick.in_order else "fault",
        by=None if tick is None else tick.by,
        at=None if tick is None else moment(context.desk.hours, tick.at),
        remark=context[PatrolBook].remark(found, item),
    )


def _sum(found: Round) -> SumView:
    fine = sum(tick.in_order for tick in found.ticks.values())
    return SumView(
        period=found.period,
        due=len(found.items),
        in_order=fine,
        faults=len(found.ticks) - fine,
        not_done=len(found.items) - len(found.ticks),
    )


def faults_view(context: Context) -> FaultsView:
    """Return what is out of order, then what was, the latest first."""
    found = context[PatrolBook].faults()
    standing = sum(one.until is None for one in found)
    return FaultsView(
        time=moment(context.desk.hours, context.ground.clock()),
        faults=[_fault(context, one) for one in found[: max(FAULTS, standing)]],
        count=len(found),
    )


def _fault(context: Context, fault: DeviceFault) -> DeviceFaultView:
    book, hours = context[PatrolBook], context.desk.hours
    words = book.words(fault)
    return DeviceFaultView(
        id=fault.id,
        device=device_name(context, fault),
        code=fault.code,
        urgent=fault.urgent,
        since=moment(hours, fault.since),
        until=None if fault.until is None else moment(hours, fault.until),
        by=fault.by,
        seen_to_by=book.seen_to_by(fault),
        text=words.get("text", ""),
        remark=words.get("remark", ""),
        ends_itself=fault.code is not None,
    )


def device_name(context: Context, fault: DeviceFault) -> Mapping[str, str]:
    """Return what the thing is called: as it was when that was written down, else by its kind and id."""
    if fault.name:
        return fault.name
    if fault.code is None:
        return dict.fromkeys(context.texts.languages, fault.device)
    kind, _, about = fault.device.partition(":")
    return _named(context, kind, about)


def things_named(context: Context) -> dict[str, Mapping[str, Mapping[str, str]]]:
    """Return what devices and things that are looked at are called in reports, by kind and id."""
    book = context[PatrolBook]
    items = {item: name for _, found in sorted(book.rounds().items()) for item, name in found.items.items()}
    faulty = {fault.device: device_name(context, fault) for fault in reversed(book.faults())}
    return {"device": things(context) | faulty, "item": items}


def things(context: Context) -> dict[str, Mapping[str, str]]:
    """Return every device of the hall that people know by a name, by the id that tells it apart."""
    plan = context.desk.plan
    found = [
        *(("device", one.name) for one in context[DeviceBook].everything()),
        *(("printer", name) for name in context[PrintOffice].statuses()),
        *(("sound", zone) for zone in plan.zones),
    ]
    return {f"{kind}:{about}": _named(context, kind, about) for kind, about in found}


def _named(context: Context, kind: str, about: str) -> Mapping[str, str]:
    plan = context.desk.plan
    places = {
        "sound": {one.id: one.name for one in plan.zones.values()},
        "sign": {one.id: one.name for one in plan.counters.values()},
    }
    name = places.get(kind, {}).get(about, {})
    say = context.texts.say
    return {lang: say(lang, "patrol", f"thing_{kind}", name=name.get(lang, about)) for lang in context.texts.languages}
