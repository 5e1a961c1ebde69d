"""The LED signs over counters: each shows its counter's line, in the first language that it can write."""

from collections.abc import Sequence
from functools import partial
from threading import Lock, Thread

from display.counter_screen.sign import one_line
from display.wall.pictures import Pictures
from hall.configuration.schema import SignPart
from hall.faults import Fault
from hall.journal.journal import Committed
from hall.paper import printer_address
from hall.plan.events import STREAM as PLAN
from hall.signs.files import BadProtocol, folders, protocol
from hall.signs.frame import Protocol, fitting, framed
from hall.signs.line import Line, Sign
from hall.signs.link import over_serial, over_tcp
from hall.web.context import Context


class Signs:
    """Every line of signs that the hall names; another plan is followed without a restart."""

    def __init__(self, context: Context) -> None:
        """Read the protocols; a sign whose protocol cannot be used is a fault and stays dark."""
        self._context, self._pictures = context, Pictures(context)
        self._parts: Sequence[SignPart] = ()
        self._unusable: dict[str, str] = {}
        """Why the sign of a counter stays dark."""
        self._lines: list[Line] = []
        self._works = False
        self._refitting = Lock()
        self._furnish()

    def _furnish(self) -> None:
        """Open the lines of the signs that there are now."""
        self._parts = self._context.configuration.file.signs
        self._unusable = {}
        where = folders(self._context.data, self._context.root)
        by_line: dict[tuple[str, str], list[Sign]] = {}
        for part in self._parts:
            try:
                spoken = protocol(part.protocol, where)
            except BadProtocol as why:
                self._unusable[part.counter] = str(why)
                continue
            sign = Sign(part.counter, partial(self._frame, part, spoken), spoken.answers)
            by_line.setdefault((part.kind, part.address), []).append(sign)
        self._lines = [self._line(kind, address, signs) for (kind, address), signs in by_line.items()]

    def start(self) -> None:
        """Begin to show."""
        self._works = True
        for line in self._lines:
            line.start()

    def stop(self) -> None:
        """Leave the signs as they are."""
        with self._refitting:
            self._works = False
            for line in self._lines:
                line.stop()

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Look again: whether a line changed is seen when it is made."""
        if any(one.stream == PLAN for one in batch) and self._context.configuration.file.signs != self._parts:
            Thread(target=self._refit, name="signs-refit", daemon=True).start()
        for line in self._lines:
            line.look_again()

    def _refit(self) -> None:
        """Let the lines go that there were and talk on those that there are; a frame on its way is waited for."""
        with self._refitting:
            if not self._works or self._context.configuration.file.signs == self._parts:
                return
            for line in self._lines:
                line.stop()
            self._furnish()
            for line in self._lines:
                line.start()

    def faults(self) -> list[Fault]:
        """Return which signs show nothing, or what is old."""
        counters = self._context.desk.plan.counters
        unusable = [
            Fault("sign_protocol", {"counter": counters[counter].name, "detail": why}, counter)
            for counter, why in self._unusable.items()
            if counter in counters  # a new plan may have it no more
        ]
        silent = [
            Fault("sign", {"counter": counters[one].name, "address": line.address, "detail": line.problem}, one)
            for line in self._lines
            if line.problem is not None
            for one in line.counters
            if one in counters
        ]
        return [*unusable, *silent]

    def _line(self, kind: str, address: str, signs: Sequence[Sign]) -> Line:
        """Return a line: one on the network several servers reach, and one of them talks there."""
        if kind == "serial":
            return Line(address, over_serial(*printer_address.serial(address)), signs)
        fellows, what = self._context.ground.fellows, f"signs {address}"
        fellows.wants(what, lambda: any(part.address == address for part in self._parts))
        return Line(address, over_tcp(*printer_address.network(address)), signs, is_own=lambda: fellows.owns(what))

    def _frame(self, part: SignPart, spoken: Protocol) -> bytes:
        texts = self._context.texts
        if part.counter not in self._context.desk.plan.counters:  # a new plan has it no more
            return framed(spoken, part.number, "")
        picture = self._pictures.counter(part.counter)
        lines = [one_line(texts, lang, picture) for lang in texts.languages]
        return framed(spoken, part.number, fitting(spoken, [*lines, picture["number"] or ""]))
