"""The LED signs over counters: each shows its counter's line, in the first language that it can write."""

from collections.abc import Sequence
from functools import partial

from display.counter_screen.sign import one_line
from display.wall.pictures import Pictures
from hall.configuration.schema import SignPart
from hall.faults import Fault
from hall.journal.journal import Committed
from hall.paper import printer_address
from hall.signs.files import FOLDER, BadProtocol, protocol
from hall.signs.frame import Protocol, fitting, framed
from hall.signs.line import Line, Sign
from hall.signs.link import over_serial, over_tcp
from hall.web.context import Context


class Signs:
    """Every line of signs that this computer's file names."""

    def __init__(self, context: Context) -> None:
        """Read the protocols; a sign whose protocol cannot be used is a fault and stays dark."""
        self._context, self._pictures = context, Pictures(context)
        self._unusable: list[Fault] = []
        folders = (context.data / FOLDER, context.root / "assets" / FOLDER)
        by_line: dict[tuple[str, str], list[Sign]] = {}
        for part in context.configuration.file.signs:
            try:
                spoken = protocol(part.protocol, folders)
            except BadProtocol as why:
                self._unusable.append(
                    Fault("sign_protocol", {"counter": part.counter, "detail": str(why)}, part.counter)
                )
                continue
            sign = Sign(part.counter, partial(self._frame, part, spoken), spoken.answers)
            by_line.setdefault((part.kind, part.address), []).append(sign)
        self._lines = [self._line(kind, address, signs) for (kind, address), signs in by_line.items()]

    def start(self) -> None:
        """Begin to show."""
        for line in self._lines:
            line.start()

    def stop(self) -> None:
        """Leave the signs as they are."""
        for line in self._lines:
            line.stop()

    def on_committed(self, _: Sequence[Committed]) -> None:
        """Look again: whether a line changed is seen when it is made."""
        for line in self._lines:
            line.look_again()

    def faults(self) -> list[Fault]:
        """Return which signs show nothing, or what is old."""
        silent = [
            Fault("sign", {"counter": counter, "address": line.address, "detail": line.problem}, counter)
            for line in self._lines
            if line.problem is not None
            for counter in line.counters
        ]
        return [*self._unusable, *silent]

    def _line(self, kind: str, address: str, signs: Sequence[Sign]) -> Line:
        """Return a line: one on the network several servers reach, and one of them talks there."""
        if kind == "serial":
            return Line(address, over_serial(*printer_address.serial(address)), signs)
        fellows, what = self._context.ground.fellows, f"signs {address}"
        fellows.wants(what, lambda: True)
        return Line(address, over_tcp(*printer_address.network(address)), signs, is_own=lambda: fellows.owns(what))

    def _frame(self, part: SignPart, spoken: Protocol) -> bytes:
        texts = self._context.texts
        if part.counter not in self._context.desk.plan.counters:  # a new plan has it no more
            return framed(spoken, part.number, "")
        picture = self._pictures.counter(part.counter)
        lines = [one_line(texts, lang, picture) for lang in texts.languages]
        return framed(spoken, part.number, fitting(spoken, [*lines, picture["number"] or ""]))
