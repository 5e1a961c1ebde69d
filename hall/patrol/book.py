"""The rounds of the hall and the faults of its devices, folded from their streams; both outlive the day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from hall.alarms.events import STREAM as ALARMS
from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal, Unknown, Wrong
from hall.journal.stream import numbered
from hall.patrol import rules
from hall.patrol.events import STREAM, DeviceFaultMended, DeviceFaultReported, DeviceFaultTaken, ItemTicked
from hall.patrol.folds import fold_found, fold_reported, fold_round
from hall.patrol.rules import Every, Item
from hall.patrol.state import DeviceFault, Name, Round


class PatrolBook:
    """What was looked at, and what was out of order."""

    def __init__(self, ground: Ground, items: Callable[[], Sequence[Item]], is_open_today: Callable[[], bool]) -> None:
        """Read what there is; `items` are to be looked at on days on which the hall is open."""
        self._vault, self._today, self._new_token = ground.vault("patrol"), ground.today, ground.new_token
        self._items, self._is_open_today = items, is_open_today
        self._rounds: dict[str, Round] = {}
        self._reported: dict[str, DeviceFault] = {}
        self._found: dict[str, DeviceFault] = {}
        self._taken: dict[str, str] = {}
        """Who sees to a fault, by its id: also to one that the hall found, which is another stream's."""
        self._by_entry: dict[int, str] = {}
        """Which fault an entry reported."""
        self._remarks: dict[int, tuple[date, str]] = {}
        """Where the vault has what was said with an entry's tick."""
        self._stream = numbered(ground, STREAM, self._fold)
        self._alarms = numbered(ground, ALARMS, lambda entry: fold_found(self._found, entry))
        self._stream.catch_up()
        self._alarms.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        for stream in (self._stream, self._alarms):
            if committed.stream == stream.name:
                stream.take(committed.entry)

    def beat(self) -> None:
        """Write down what is to be looked at today and this month, once, and again when the settings change it."""
        if self._stream.look(self._due):
            self._stream.act(HALL, lambda _: self._due())

    # What people do. A repeat of the request key does nothing.

    def tick(self, actor: Actor, every: Every, item: str, remark: str, *, in_order: bool) -> None:
        """Say what was found; what is not in order is a fault from then on, what is again in order none any more.

        Raises Unknown for what is not to be looked at, Wrong when it is not said what is not in order.
        """
        if not in_order and not remark:
            raise Wrong("patrol_remark_missing", field="remark")
        day, token = self._today(), self._new_token() if remark else None

        def decide(_: float) -> tuple[Event, ...]:
            wanted = self._wanted()[every]
            if item not in wanted:
                raise Unknown("patrol_item_unknown", item=item)
            known = next((one for one in self._open_reported() if one.device == f"item:{item}"), None)
            ticked = ItemTicked(rules.period_of(every, day), item, in_order, day.isoformat(), token)
            follows: tuple[Event, ...] = ()
            if in_order and known is not None:
                follows = (DeviceFaultMended(known.id),)
            elif not in_order and known is None:
                follows = (self._report(f"item:{item}", wanted[item], token or "", urgent=False),)
            return (*rules.due(self._rounds, self._wanted(), day), ticked, *follows)

        done = self._stream.act(actor, decide)
        kept = self._stream.look(lambda: self._remarks.get(done.subject or 0))
        if kept is not None and remark:
            self._vault.put(*kept, text=remark)

    def report(self, actor: Actor, device: str, name: Name, text: str, *, urgent: bool) -> DeviceFault:
        """Report a fault or an emergency. Raises Wrong when nothing says what it is."""
        if not text or not device:
            raise Wrong("fault_empty", field="text" if device else "device")
        done = self._stream.act(actor, lambda _: (self._report(device, name, self._new_token(), urgent=urgent),))
        fault = self._stream.look(lambda: self._reported[self._by_entry[done.subject or 0]])
        if fault.day is not None and fault.token is not None:
            self._vault.put(fault.day, fault.token, text=text)
        return fault

    def take_up(self, actor: Actor, fault: str) -> None:
        """Say that the actor sees to it. Who was first keeps it; a repeat does nothing."""

        def decide(_: float) -> tuple[Event, ...]:
            return () if self.seen_to_by(self._there(fault)) is not None else (DeviceFaultTaken(fault),)

        self._stream.act(actor, decide)

    def end(self, actor: Actor, fault: str, remark: str) -> None:
        """Say that what was reported is in order again, and how. Raises Illegal for what ends by itself, or is over."""

        def decide(_: float) -> tuple[Event, ...]:
            if self._there(fault).code is not None:
                raise Illegal("fault_ends_itself")
            return (DeviceFaultMended(fault),)

        self._stream.act(actor, decide)
        ended = self._reported[fault]
        if remark and ended.day is not None and ended.token is not None:
            self._vault.put(ended.day, ended.token, remark=remark)

    def forget(self, keep_days: int) -> None:
        """Delete the words of what was written more than `keep_days` ago."""
        self._vault.forget_before(self._today() - timedelta(days=keep_days))

    # What is asked of the book.

    def rounds(self) -> Mapping[str, Round]:
        """Return every round, by its day or month."""
        return self._stream.look(lambda: dict(self._rounds))

    def round_now(self, every: Every) -> Round | None:
        """Return the round of today or of this month; None when nothing is to be looked at."""
        return self._stream.look(lambda: self._rounds.get(rules.period_of(every, self._today())))

    def faults(self) -> Sequence[DeviceFault]:
        """Return every fault there is and was, what is still out of order first, then what began last."""
        found = [*self._alarms.look(lambda: list(self._found.values())), *self._reported.values()]
        return sorted(found, key=lambda one: (one.until is not None, -one.since))

    def seen_to_by(self, fault: DeviceFault) -> str | None:
        """Return who deals or has dealt with it, None when nobody has said so."""
        return fault.ended_by or fault.taken_by or self._taken.get(fault.id)

    def open_reported(self) -> Sequence[DeviceFault]:
        """Return what was reported and is not in order again."""
        return self._stream.look(self._open_reported)

    def words(self, fault: DeviceFault) -> dict[str, str]:
        """Return what was said of it: `text`, and how it ended, `remark`; as far as it is still kept."""
        return {} if fault.day is None or fault.token is None else self._vault.get(fault.day, fault.token)

    def remark(self, found: Round, item: str) -> str:
        """Return what was said when the item was looked at."""
        tick = found.ticks.get(item)
        return "" if tick is None or tick.token is None else self._vault.get(tick.day, tick.token).get("text", "")

    def _wanted(self) -> dict[Every, dict[str, Name]]:
        every: tuple[Every, ...] = ("day", "month")
        return {one: {item.id: item.name for item in self._items() if item.every == one} for one in every}

    def _due(self) -> tuple[Event, ...]:
        return tuple(rules.due(self._rounds, self._wanted(), self._today())) if self._is_open_today() else ()

    def _report(self, device: str, name: Name, token: str, *, urgent: bool) -> DeviceFaultReported:
        return DeviceFaultReported(
            f"r{self._stream.number + 1}", device, name, urgent, self._today().isoformat(), token
        )

    def _open_reported(self) -> list[DeviceFault]:
        return [one for one in self._reported.values() if one.until is None]

    def _there(self, fault: str) -> DeviceFault:
        """Return a fault that there is now. Raises Unknown."""
        for one in (*self._reported.values(), *self._found.values()):
            if one.id == fault and one.until is None:
                return one
        raise Unknown("fault_unknown")

    def _fold(self, entry: Entry) -> None:
        fold_round(self._rounds, entry)
        fold_reported(self._reported, entry)
        for event in entry.events:
            if isinstance(event, DeviceFaultReported):
                self._by_entry[entry.number] = event.fault
            elif isinstance(event, ItemTicked) and event.token is not None:
                self._remarks[entry.number] = (date.fromisoformat(event.day), event.token)
            elif isinstance(event, DeviceFaultTaken):
                self._taken.setdefault(event.fault, entry.by)
