"""Tells apart the three things a printer says, however its bytes are split: answers, reports, and status unasked.

An answer follows DLE EOT, a report follows GS r. Automatic status (ASB) comes whenever the printer likes, on connecting
too, as a group of four bytes of which the last three look exactly like reports: only the first says what they are.
"""

from dataclasses import dataclass, field

GROUP = 4
_FLOW = frozenset(b"\x11\x13")
"""XON and XOFF, which may stand anywhere."""


@dataclass
class Frames:
    """What was heard on one connection, in order."""

    answers: list[int] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    automatic: tuple[int, ...] = ()
    """The newest whole group, empty while none has come."""
    nonsense: bool = False
    """Something came that no printer says: nothing heard on this connection can be relied on."""
    _group: list[int] = field(default_factory=list)

    def take(self, heard: bytes) -> None:
        """Take in what arrived."""
        for byte in heard:
            self._take(byte)

    def _take(self, byte: int) -> None:
        if byte in _FLOW:
            return
        if byte & 0x93 == 0x12:
            self.answers.append(byte)
        elif byte & 0x93 == 0x10:
            self._group = [byte]
        elif byte & 0x90:
            self.nonsense = True
        elif self._group:
            self._group.append(byte)
            if len(self._group) == GROUP:
                self.automatic, self._group = tuple(self._group), []
        else:
            self.reports.append(byte)
