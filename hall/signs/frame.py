"""What a sign of one line is sent: a line of text in the frame of its protocol. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

WORDS: Final = frozenset({"address", "length", "registers", "text", "checked", "checksum"})
"""What a frame may have beside bytes."""


def _sum8(data: bytes) -> bytes:
    return bytes([sum(data) % 256])


def _xor8(data: bytes) -> bytes:
    found = 0
    for byte in data:
        found ^= byte
    return bytes([found])


def _sum16_hex(data: bytes) -> bytes:
    return b"%04X" % (sum(data) % 65536)


def _crc16_modbus(data: bytes) -> bytes:
    found = 0xFFFF
    for byte in data:
        found ^= byte
        for _ in range(8):
            found = found >> 1 ^ (0xA001 if found & 1 else 0)
    return found.to_bytes(2, "little")


CHECKSUMS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "sum8": _sum8,
    "xor8": _xor8,
    "sum16-hex": _sum16_hex,
    "crc16-modbus": _crc16_modbus,
}
ADDRESSES: Final[Mapping[str, Callable[[int], bytes]]] = {
    "byte": lambda number: bytes([number]),
    "hex": lambda number: b"%02X" % number,
}


@dataclass(frozen=True, slots=True)
class Protocol:
    """How signs of one kind are spoken to; what each field may be stands in assets/signs/alpha.toml."""

    frame: Sequence[bytes | str]
    """Bytes as they are, or one of WORDS."""
    columns: int
    """How many letters the sign shows at once; a Chinese character takes the room of two."""
    address_as: str
    encoding: str
    checksum: str
    answers: bool


def fitting(protocol: Protocol, lines: Sequence[str]) -> str:
    """Return the first of `lines` that the sign can write and has room for, else what it can of the last."""
    for line in lines:
        if _columns(line) <= protocol.columns and _written(protocol, line) is not None:
            return line
    kept = ""
    for char in lines[-1]:
        if _columns(kept + char) > protocol.columns:
            break
        kept += char if _written(protocol, char) is not None else "?"
    return kept


def framed(protocol: Protocol, number: int, line: str) -> bytes:
    """Return the bytes that have the sign `number` (0 to 255) show `line`, as `fitting` gave it."""
    text = _written(protocol, line) or b""
    if "registers" in protocol.frame and len(text) % 2:
        text += b" "
    values = {
        "address": ADDRESSES[protocol.address_as](number),
        "length": bytes([len(text)]),
        "registers": (len(text) // 2).to_bytes(2, "big"),
        "text": text,
    }
    sent, checked_from = b"", 0
    for part in protocol.frame:
        match part:
            case bytes():
                sent += part
            case "checked":
                checked_from = len(sent)
            case "checksum":
                sent += CHECKSUMS[protocol.checksum](sent[checked_from:])
            case _:
                sent += values[part]
    return sent


def _written(protocol: Protocol, line: str) -> bytes | None:
    """Return `line` as the sign writes it; None when it cannot."""
    if not line.isprintable():
        return None
    try:
        return line.encode(protocol.encoding)
    except UnicodeEncodeError:
        return None


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
