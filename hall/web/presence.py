"""Which of the hall's devices are there: seen by their sockets, which answer pulses as long as the device lives."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

from flask import request

from hall.devices.book import Device, DeviceBook
from hall.devices.events import STREAM
from hall.faults import Fault
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal
from hall.queue.views.moment import told
from hall.web import cookies
from hall.web.context import Context

DEVICE = "device"
"""The kind of cookie that holds a device's secret."""
ASKED, SHOWN = "devices asked", "devices shown"
"""What servers say to one another: what a device is to do, and what it shows."""
Wish = Literal["reload", "show"]
"""What a device may be asked from afar: to load its page anew, or to say what it shows."""
TOPIC = "devices"
"""What servers tell one another of devices."""
SILENT_S = 90.0
"""A device that was not heard of for so long is a fault: longer than a restart of its computer takes."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a device's screen showed when it was asked: its words, line by line; `at` is seconds since 1970."""

    at: float
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a device since the server started; times in seconds since 1970."""

    last: float | None = None
    online: bool = False
    screen: str | None = None
    version: str | None = None


class Presence:
    """Knows who is there."""

    def __init__(self, context: Context) -> None:
        """Begin with nobody seen."""
        self._context, self._book, self._clock = context, context[DeviceBook], context.ground.clock
        self._began = self._clock()
        self._sockets: dict[str, tuple[str, str]] = {}
        self._last: dict[str, float] = {}
        self._reports: dict[str, tuple[str, str]] = {}
        self._acted: dict[tuple[str, str], float] = {}
        self._lock = Lock()
        self._fellows = context.ground.fellows
        self._shown: dict[str, Shown] = {}
        self._fellows.hears(ASKED, lambda word: self._ask(*word))
        self._fellows.hears(SHOWN, lambda word: self._shows(*word))
        self._fellows.tells(
            TOPIC,
            lambda: {"there": self._here(), "last": self._last, "reports": self._reports, "acted": self._acting()},
        )

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """End the sockets of a device that was removed."""
        if any(one.stream == STREAM for one in batch):
            self._context.rooms.close_who_may_not_stay()

    def device(self) -> Device | None:
        """Return the device that makes the present request, if it is one."""
        secret = cookies.read(DEVICE)
        device = None if secret is None else self._book.device(secret)
        if device is not None:
            self._acted[device.id, request.remote_addr or ""] = self._clock()
        return device

    def enters(self, sid: str) -> Callable[[], bool] | None:
        """Note a device's socket, and return what says whether it is still paired; None for anybody else."""
        device = self.device()
        if device is None:
            return None
        with self._lock:
            self._sockets[sid] = (device.id, request.remote_addr or "")
        return lambda: self._book.is_there(device.id)

    def leaves(self, sid: str) -> None:
        """Note that a socket is gone."""
        with self._lock:
            gone = self._sockets.pop(sid, None)
            if gone is not None:
                self._last[gone[0]] = self._clock()

    def reports(self, device: Device, screen: str, version: str) -> None:
        """Note what a device says of its screen and of the pages that it shows."""
        self._last[device.id], self._reports[device.id] = self._clock(), (screen, version)

    def ask(self, device: Device, wish: Wish) -> None:
        """Ask a device something from afar, at whichever server it is. Raises Illegal when it is not there."""
        if not self.seen(device).online:
            raise Illegal("device_not_there", name=device.name)
        self._shown.pop(device.id, None)
        self._ask(device.id, wish)
        self._fellows.say(ASKED, [device.id, wish])

    def shows(self, device: Device, lines: Sequence[str]) -> None:
        """Note what a device says that it shows."""
        self._shows(device.id, self._clock(), lines)
        self._fellows.say(SHOWN, [device.id, self._clock(), list(lines)])

    def shown(self, device: Device) -> Shown | None:
        """Return what the device showed when it was asked last; None before it has answered."""
        return self._shown.get(device.id)

    def _ask(self, device: str, wish: str) -> None:
        with self._lock:
            keys = [key for key, (one, _) in self._sockets.items() if one == device]
        for namespace, sid in (key.split(" ") for key in keys):
            self._context.sockets.emit("asked", {"wish": wish}, to=sid, namespace=namespace)

    def _shows(self, device: str, at: float, lines: Sequence[str]) -> None:
        self._shown[device] = Shown(at, lines)

    def seen(self, device: Device) -> Seen:
        """Return what is known of a device."""
        online = any(one == device.id for one, _ in self._there())
        reported = [one.get(device.id) for one in self._everywhere("reports", self._reports)]
        screen, version = next((one for one in reported if one is not None), (None, None))
        return Seen(self._clock() if online else self._last_of(device), online, screen, version)

    def faults(self) -> Sequence[Fault]:
        """Return the faults of all devices."""
        return [fault for device in self._book.everything() for fault in self.faults_of(device)]

    def faults_of(self, device: Device) -> Sequence[Fault]:
        """Return which is silent, and which is there twice: its cookie was copied to another computer."""
        addresses = {address for one, address in self._there() if one == device.id}
        acted = {address for one, address in self._everywhere_acted() if one == device.id}
        doubled = _several(addresses | acted)
        if doubled:
            return [Fault("device_doubled", {"name": device.name, "addresses": ", ".join(doubled)}, device.name)]
        last = max(self._last_of(device) or self._began, device.paired_at)
        if addresses or self._clock() - last <= SILENT_S:
            return ()
        since = told(self._context.desk.hours, last, self._clock())
        return [Fault("device_silent", {"name": device.name, "since": since}, device.name)]

    def _last_of(self, device: Device) -> float | None:
        """Return when the device was last heard of, at whichever server that is there."""
        heard = [one.get(device.id) for one in self._everywhere("last", self._last)]
        return max((at for at in heard if at is not None), default=None)

    def _there(self) -> Sequence[tuple[str, str]]:
        found = self._everywhere("there", self._here())
        return [(device, address) for there in found for device, address in there]

    def _everywhere_acted(self) -> Sequence[tuple[str, str]]:
        return [(device, address) for there in self._everywhere("acted", self._acting()) for device, address in there]

    def _acting(self) -> Sequence[tuple[str, str]]:
        """Return from where devices' secrets were used in the last moments, sockets or not."""
        since = self._clock() - SILENT_S
        with self._lock:
            self._acted = {key: at for key, at in list(self._acted.items()) if at >= since}
            return list(self._acted)

    def _here(self) -> Sequence[tuple[str, str]]:
        with self._lock:
            return list(self._sockets.values())

    def _everywhere(self, what: str, here: Any) -> Sequence[Any]:
        """Return what is known here, and at each other server."""
        return [here, *(one[what] for one in self._fellows.told(TOPIC))]


def _several(addresses: Iterable[str]) -> Sequence[str]:
    """Return the addresses of a kind (IPv4 or IPv6) of which there are several; one computer may have one of each."""
    for kind in (True, False):
        found = sorted(one for one in addresses if (":" in one) is kind)
        if len(found) > 1:
            return found
    return ()
