"""A frame as a sign reads it: the other direction of frame.py, for the virtual sign and for tests. Pure."""

from dataclasses import dataclass

from hall.signs.frame import ADDRESSES, CHECKSUMS, Protocol


class Broken(ValueError):  # noqa: N818 - says what is
    """These bytes are no frame of the protocol; the text says where."""


@dataclass(frozen=True, slots=True)
class Received:
    """A frame as the sign numbered `number` reads it, and how many bytes it took."""

    number: int
    text: str
    size: int


def received(protocol: Protocol, data: bytes) -> Received | None:
    """Return the frame that `data` begins with; None while it is not whole. Raises Broken."""
    at = checked_from = 0
    found: dict[str, bytes] = {}
    for place, part in enumerate(protocol.frame):
        if part == "checked":
            checked_from = at
            continue
        size = _size(protocol, part, found)
        if size is None:
            size = _until(protocol.frame[place + 1], data, at)
        if size is None or len(data) < at + size:
            return None
        piece, at = data[at : at + size], at + size
        wanted = CHECKSUMS[protocol.checksum](data[checked_from : at - size]) if part == "checksum" else part
        if isinstance(wanted, bytes):
            if piece != wanted:
                raise Broken(f"{piece.hex(' ')} instead of {wanted.hex(' ')}")
        else:
            found[wanted] = piece
    text = found["text"].decode(protocol.encoding, "replace").rstrip(" ")
    return Received(_number(protocol, found.get("address", b"")), text, at)


def _size(protocol: Protocol, part: bytes | str, found: dict[str, bytes]) -> int | None:
    """Return how many bytes a part has; None for a text that ends where what follows begins."""
    match part:
        case bytes():
            return len(part)
        case "text" if "length" in found:
            return found["length"][0]
        case "text" if "registers" in found:
            return 2 * int.from_bytes(found["registers"], "big")
        case "text":
            return None
        case "checksum":
            return len(CHECKSUMS[protocol.checksum](b""))
        case "address":
            return len(ADDRESSES[protocol.address_as](0))
    return 2 if part == "registers" else 1


def _until(end: bytes | str, data: bytes, at: int) -> int | None:
    """Return how long a text is that ends with `end`, None while that has not come."""
    place = data.find(end, at) if isinstance(end, bytes) else -1
    return None if place < 0 else place - at


def _number(protocol: Protocol, address: bytes) -> int:
    """Return the sign's number; a protocol without addresses has one sign to a line, number 1."""
    if not address:
        return 1
    try:
        return int(address, 16) if protocol.address_as == "hex" else address[0]
    except ValueError:
        raise Broken(f"{address.hex(' ')} is no address") from None
