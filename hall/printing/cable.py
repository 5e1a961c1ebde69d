"""Printers on a cable, USB or serial, through python-escpos and the drivers it builds on."""

import importlib
import importlib.util
import time
from typing import Any

from hall.printing.library import escpos

USB_WRITE_S = 20
SERIAL_WRITE_S = 90
"""A guide of 120 kB at 19,200 baud takes a minute."""
POLL_S = 0.02


class MissingPackage(Exception):  # noqa: N818 - says what is
    """A package that only this kind of printer needs is not installed."""


def need(module: str, package: str, kind: str) -> None:
    """Raise MissingPackage unless `module` is there."""
    if importlib.util.find_spec(module) is None:
        raise MissingPackage(f'a printer of kind "{kind}" needs the Python package {package}: pip install {package}')


class _CableLine:
    """What USB and serial share: python-escpos opens, what it raises on opening becomes OSError."""

    def __init__(self) -> None:
        self._printer: Any = None

    def _make(self) -> Any:
        raise NotImplementedError

    def open(self) -> None:
        """Find the printer. Raises OSError."""
        self.close()
        printer = self._make()
        try:
            printer.open()
        except (escpos("exceptions").Error, ValueError) as why:  # ValueError: no libusb on this computer
            raise OSError(" ".join(str(why).split())) from why
        self._printer = printer

    def close(self) -> None:
        """Release the port."""
        printer, self._printer = self._printer, None
        if printer is not None:
            printer.close()

    def abort(self) -> None:
        """Release the port."""
        self.close()

    def _opened(self) -> Any:
        if self._printer is None:
            raise OSError("not connected")
        return self._printer


class SerialLine(_CableLine):
    """A serial port ("COM3", "/dev/ttyUSB0"), 8N1, hardware flow control by DSR/DTR."""

    def __init__(self, port: str, baud: int) -> None:
        """Raise MissingPackage without pyserial."""
        need("serial", "pyserial", "serial")
        super().__init__()
        self.port = port
        self.baud = baud

    def _make(self) -> Any:
        return escpos("printer").Serial(self.port, baudrate=self.baud, timeout=POLL_S)

    def open(self) -> None:
        """Open the port; unlike the library, with an end to waiting for a printer that takes nothing."""
        super().open()
        self._printer.device.write_timeout = SERIAL_WRITE_S

    def write(self, data: bytes) -> None:
        """Hand all of `data` over. Raises OSError."""
        self._opened()._raw(data)  # noqa: SLF001 - python-escpos's way to send what it has no word for

    def read(self, within_s: float) -> bytes:
        """Return what arrives first, b"" when nothing does in time."""
        device = self._opened().device
        until = time.monotonic() + within_s
        while True:
            heard: bytes = device.read(64)
            if heard or time.monotonic() >= until:
                return heard


class UsbLine(_CableLine):
    """A USB printer by vendor and product number, as `lsusb` or the device manager shows them."""

    def __init__(self, vendor: int, product: int) -> None:
        """Raise MissingPackage without pyusb."""
        need("usb", "pyusb", "usb")
        super().__init__()
        self.vendor = vendor
        self.product = product
        self._in = self._out = 0

    def _make(self) -> Any:
        return escpos("printer").Usb(self.vendor, self.product, timeout=USB_WRITE_S * 1000)

    def open(self) -> None:
        """Find the printer and the two ends of its line, which differ between makers."""
        super().open()
        ends = [e.bEndpointAddress for setup in self._printer.device for interface in setup for e in interface]
        outward, inward = [e for e in ends if not e & 0x80], [e for e in ends if e & 0x80]
        if not outward:
            self.close()
            raise OSError(f"USB device {self.vendor:04x}:{self.product:04x} takes no data: is it a printer?")
        self._out, self._in = outward[0], inward[0] if inward else 0
        while self.read(POLL_S):
            pass  # what it said before it was asked

    def write(self, data: bytes) -> None:
        """Hand all of `data` over. Raises OSError."""
        taken = self._opened().device.write(self._out, data, USB_WRITE_S * 1000)
        if taken != len(data):
            raise OSError(f"the printer took {taken} of {len(data)} bytes")

    def read(self, within_s: float) -> bytes:
        """Return what arrives first, b"" when nothing does in time or the printer has no way back."""
        device = self._opened().device
        if not self._in:
            return b""
        try:
            return bytes(device.read(self._in, 64, max(1, int(within_s * 1000))))
        except importlib.import_module("usb.core").USBTimeoutError:
            return b""
