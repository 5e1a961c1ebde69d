"""Where a printer is, as the configuration writes it. Pure; what cannot be read raises ValueError and says why."""

DEFAULT_PORT = 9100
DEFAULT_BAUD = 115_200


def network(address: str) -> tuple[str, int]:
    """Read "192.168.1.50", "printer.hall:9101" or "[fe80::1]:9100" as host and port."""
    host, colon, port = address.rpartition(":") if address.count(":") == 1 or "]:" in address else (address, "", "")
    number = _number(port) if colon else DEFAULT_PORT
    host = host.removeprefix("[").removesuffix("]")
    if not host or not 0 < number < 65536:
        raise ValueError(f"{address!r} is no address such as 192.168.1.50:9100")
    return host, number


def usb(address: str) -> tuple[int, int]:
    """Read "04b8:0e15", vendor and product in hexadecimal."""
    vendor, _, product = address.partition(":")
    try:
        return int(vendor, 16), int(product, 16)
    except ValueError:
        raise ValueError(f"{address!r} is no vendor and product such as 04b8:0e15") from None


def serial(address: str) -> tuple[str, int]:
    """Read "COM3" or "/dev/ttyUSB0@19200", the speed in baud behind the @, as port and speed."""
    port, at, baud = address.partition("@")
    number = _number(baud) if at else DEFAULT_BAUD
    if not port or number <= 0:
        raise ValueError(f"{address!r} is no port such as COM3 or /dev/ttyUSB0@19200")
    return port, number


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
