"""A GSM modem on a serial port, spoken to with AT commands; messages go in PDU mode, so that Chinese gets through."""

import importlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import Any, Final, Protocol

from hall.outward.short_messages import NotSent

LONGEST: Final = 70
"""Characters of one message in UCS-2; a longer text goes as several."""
ANSWERS_S: Final = 5.0
SENDS_S: Final = 30.0
"""A network may take its time to accept a message."""
INTERNATIONAL, NATIONAL, UCS2 = "91", "81", "08"


class Port(Protocol):
    """An open serial port."""

    def write(self, data: bytes) -> object:
        """Send bytes."""

    def read(self, size: int) -> bytes:
        """Return what came, nothing when nothing came for a moment."""


class Modem:
    """Sends one message after the other; the port is opened for each, so a modem may be unplugged in between."""

    def __init__(
        self, opened: Callable[[], AbstractContextManager[Port]], steady: Callable[[], float] = time.monotonic
    ) -> None:
        """Take what opens the port, and a clock that nobody sets."""
        self._opened, self._steady = opened, steady

    def send(self, phone: str, text: str) -> None:
        """See Messenger.send."""
        try:
            with self._opened() as port:
                for command in ("ATE0", "AT+CMGF=0"):
                    self._ask(port, f"{command}\r", "OK", ANSWERS_S)
                for part in parts(text):
                    octets, said = pdu(phone, part)
                    self._ask(port, f"AT+CMGS={octets}\r", ">", ANSWERS_S)
                    self._ask(port, f"{said}\x1a", "OK", SENDS_S)
        except OSError as why:
            raise NotSent(why.strerror or type(why).__name__) from None

    def _ask(self, port: Port, said: str, wanted: str, within_s: float) -> None:
        port.write(said.encode("ascii"))
        heard, until = "", self._steady() + within_s
        while wanted not in heard:
            if "ERROR" in heard:
                raise NotSent(next(line for line in heard.splitlines() if "ERROR" in line))
            if self._steady() > until:
                raise NotSent("the modem does not answer")
            heard += port.read(64).decode("ascii", "replace")


def over_serial(port: str, baud: int) -> Callable[[], AbstractContextManager[Port]]:
    """Return what opens a serial port."""

    def opened() -> AbstractContextManager[Port]:
        serial: Any = importlib.import_module("serial")
        return closing(serial.Serial(port, baud, timeout=0.2, write_timeout=ANSWERS_S))

    return opened


def parts(text: str) -> list[str]:
    """Return `text` in pieces that are a message each; no character of two units is cut."""
    found, room = [""], LONGEST
    for character in text:
        units = len(character.encode("utf-16-be")) // 2
        if units > room:
            found.append("")
            room = LONGEST
        found[-1] += character
        room -= units
    return found


def pdu(phone: str, text: str) -> tuple[int, str]:
    """Return a message as SMS-SUBMIT (3GPP TS 23.040) in hexadecimal, and its length in octets without the centre's."""
    digits = "".join(character for character in phone if character.isdigit())
    kind = INTERNATIONAL if phone.strip().startswith("+") else NATIONAL
    even = digits + "F" * (len(digits) % 2)
    swapped = "".join(even[n + 1] + even[n] for n in range(0, len(even), 2))
    body = text.encode("utf-16-be")
    said = f"0100{len(digits):02X}{kind}{swapped}00{UCS2}{len(body):02X}{body.hex().upper()}"
    return len(said) // 2, f"00{said}"
