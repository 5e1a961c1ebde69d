"""What is wrong with printers and paper, for whoever should mend it: codes of the catalogue "trouble"."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from hall.configuration.schema import PrinterPart
from hall.paper import printer_address
from hall.printing.faces import Faces
from hall.printing.printer import PrinterState
from hall.printing.queue import PrintQueue

STRANGER_S = 3600.0
"""A printer that is not there is a trouble so long after it was last asked for."""
MOST_STRANGERS = 20
LONGEST_NAME = 32
LACKING_S = 86_400.0
"""So long a character that came out as a box on some paper is named."""
MOST_LATELY = 50
MOST_NAMED = 40
"""Characters named at once."""
TICKET_BYTES = {80: 36_000, 58: 24_000}
"""A usual ticket as a picture, by the paper's width in mm."""
TEXT_BYTES = 800
"""The same in the printer's own characters."""
SLOW_S = 5.0
"""A ticket should not take longer than this on its line."""
BITS = 10
"""Of a byte on a serial line, with start and stop."""


class PrinterTrouble(NamedTuple):
    """One thing that does not work; `since` in seconds since 1970, `about` the printer's name or what is printed."""

    code: str
    facts: Mapping[str, str]
    since: float
    about: str


_CODES = {
    PrinterState.PAPER_LOW: "printer_paper_low",
    PrinterState.PAPER_OUT: "printer_paper_out",
    PrinterState.COVER_OPEN: "printer_cover_open",
    PrinterState.OFFLINE: "printer_offline",
    PrinterState.UNKNOWN: "printer_silent",
}


def printer_trouble(name: str, queue: PrintQueue, part: PrinterPart | None) -> PrinterTrouble | None:
    """Return what is wrong with one printer at present, None when nothing is known to be."""
    health = queue.health
    if queue.fault:
        return PrinterTrouble("printer_queue", {"printer": name, "detail": queue.fault}, health.since, name)
    code = _CODES.get(health.status.state) if health.asked else None
    if code is None:
        return None
    if health.status.state is PrinterState.OFFLINE:
        if part is not None and part.folder is not None:
            code = "printer_folder"
        elif not health.met:
            code = "printer_never"
    return PrinterTrouble(code, {"printer": name, "detail": health.status.detail}, health.since, name)


def ticket_s(part: PrinterPart) -> float:
    """Return how long a ticket takes on a printer's line, in seconds; 0 where the line is none to think about."""
    if part.kind != "serial" or part.address is None:
        return 0.0
    size = TEXT_BYTES if part.mode == "text" else TICKET_BYTES[part.width_mm]
    return size * BITS / printer_address.serial(part.address)[1]


def slow_line(part: PrinterPart, since: float) -> PrinterTrouble | None:
    """Return the trouble that tickets take too long to get to a printer, None when they do not."""
    seconds = ticket_s(part)
    if seconds <= SLOW_S:
        return None
    return PrinterTrouble("printer_slow", {"printer": part.id, "seconds": str(round(seconds))}, since, part.id)


class Strangers:
    """Printers that a kiosk asks for and that are not there."""

    def __init__(self) -> None:
        self._asked: dict[str, tuple[float, float]] = {}

    def asked_for(self, name: str, now: float) -> None:
        """Note that somebody asked for `name`."""
        name = name[:LONGEST_NAME]
        if name in self._asked or len(self._asked) < MOST_STRANGERS:
            self._asked[name] = (self._asked.get(name, (now, now))[0], now)

    def troubles(self, now: float, known: Collection[str]) -> list[PrinterTrouble]:
        """Return those that were asked for lately and are not `known`."""
        there = " / ".join(known) or "–"
        self._asked = {n: t for n, t in self._asked.items() if now - t[1] < STRANGER_S and n not in known}
        return [
            PrinterTrouble("printer_unknown", {"printer": name, "known": there}, first, name)
            for name, (first, _) in self._asked.items()
        ]


class Lacking:
    """Characters that no typeface draws, by where they stand: for good, or on a paper that was printed lately."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._for_good: dict[str, tuple[str, float]] = {}
        self._version: int | None = None
        self._lately: dict[str, tuple[str, float, float]] = {}

    def hold(self, version: int, written: Callable[[], Iterable[tuple[str, Iterable[str]]]], now: float) -> None:
        """Hold what the hall has written down, by where it stands, against the typefaces, once for each `version`."""
        if version == self._version:
            return
        before, self._for_good = self._for_good, {}
        for where, texts in written():
            if lacking := self._faces.lacking(texts):
                self._for_good[where] = (lacking, before.get(where, ("", now))[1])
        self._version = version

    def printed(self, title: str, texts: Iterable[str], now: float) -> None:
        """Hold a paper against them, which may have what somebody has only just typed."""
        lacking = self._faces.lacking(texts)
        if lacking and not any(set(lacking) <= set(known) for known, _ in self._for_good.values()):
            first = self._lately.get(lacking, ("", now, now))[1]
            if lacking in self._lately or len(self._lately) < MOST_LATELY:
                self._lately[lacking] = (title, first, now)

    def troubles(self, now: float) -> list[PrinterTrouble]:
        """Return what is lacking at present."""
        self._lately = {chars: found for chars, found in self._lately.items() if now - found[2] < LACKING_S}
        found = [(where, chars, since) for where, (chars, since) in self._for_good.items()]
        found += [(title, chars, since) for chars, (title, since, _) in self._lately.items()]
        return [
            PrinterTrouble("paper_characters", {"characters": named(chars), "where": where}, since, where)
            for where, chars, since in found
        ]

    @cached_property
    def _faces(self) -> Faces:
        from hall.printing.face import can_shape  # noqa: PLC0415 - Pillow, only once something is printed

        return Faces(self._fonts, shapes=can_shape())


def named(characters: str) -> str:
    """Return characters as people can look them up: 한 (U+D55C)."""
    names = [f"{char} (U+{ord(char):04X})" for char in characters[:MOST_NAMED]]
    return " ".join(names) + (" …" if len(characters) > MOST_NAMED else "")
