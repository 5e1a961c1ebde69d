"""The hall's paired devices and the codes that are still good, folded from their stream."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from hall.devices.events import STREAM, CodeGiven, DevicePaired, DeviceRemoved
from hall.devices.rules import Kind, new_code
from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import TooMany, Unknown, Wrong
from hall.journal.stream import numbered
from hall.staff.rules.account import checked_name
from hall.staff.rules.attempts import CommonThrottle

CODE_GOOD_S = 600.0
CLOCK_BACK_S = 60.0
"""A clock that is set back by more takes the codes that were given before with it: none lasts longer for that."""


@dataclass(frozen=True, slots=True)
class Device:
    """One computer of the hall. `place` is a zone, a counter or a printer; None: any."""

    id: str
    kind: str
    name: str
    place: str | None
    paired_at: float


class DeviceBook:
    """Who is paired."""

    def __init__(self, ground: Ground, new_code: Callable[[], str] = new_code) -> None:
        """Read what there is; `new_code` gives what nobody can guess."""
        self._clock, self._new_token, self._new_code = ground.clock, ground.new_token, new_code
        self._codes: dict[str, CodeGiven] = {}
        self._given: dict[int, CodeGiven] = {}
        self._devices: dict[str, Device] = {}
        self._by_secret: dict[str, str] = {}
        self._tries = CommonThrottle(ground.fellows, "pairing codes", free=10, first_s=15, longest_s=900)
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def give_code(self, actor: Actor, kind: Kind, name: str, place: str | None) -> CodeGiven:
        """Return a new one-time code. Raises Wrong for a name that will not do."""
        named, code, until = checked_name(name), self._new_code(), round(self._clock() + CODE_GOOD_S, 3)
        done = self._stream.act(actor, lambda _: (CodeGiven(code, kind, named, place, until),))
        return self._given[done.subject or 0]

    def pair(self, actor: Actor, code: str, address: str) -> tuple[str, Device]:
        """Use a code, and return the device with its secret. Raises Wrong, and TooMany for who tries many.

        The same press again gives the same secret, at whichever server it comes: its request key is part of that, and
        is written down nowhere.
        """
        secret = self._new_token() if actor.key is None else sha256(f"{code} {actor.key}".encode()).hexdigest()[:32]
        if self.device(secret) is None:
            self._use(actor, code, secret, address)
        return secret, self._devices[self._by_secret[digest(secret)]]

    def _use(self, actor: Actor, code: str, secret: str, address: str) -> None:
        wait_s = self._tries.wait_s(address, self._clock())
        if wait_s > 0:
            raise TooMany("pairing_throttled", retry_after_s=wait_s)

        def decide(_: float) -> tuple[Event, ...]:
            if digest(secret) in self._by_secret:
                return ()
            given = self._codes.get(code)
            left_s = 0.0 if given is None else given.until - self._clock()  # an entry's time stands still meanwhile
            if not 0 < left_s <= CODE_GOOD_S + CLOCK_BACK_S:
                raise Wrong("pairing_code_wrong", field="code")
            return (DevicePaired(code, digest(secret)),)

        try:
            self._stream.act(Actor(actor.by), decide)
        except Wrong:
            self._tries.failed(address, self._clock())
            raise

    def remove(self, actor: Actor, device: str) -> None:
        """Let the device's secret count no more. Raises Unknown."""

        def decide(_: float) -> tuple[Event, ...]:
            if device not in self._devices:
                raise Unknown("device_unknown", device=device)
            return (DeviceRemoved(device),)

        self._stream.act(actor, decide)

    def device(self, secret: str) -> Device | None:
        """Return the device that has this secret, or None."""
        return self._stream.look(lambda: self._devices.get(self._by_secret.get(digest(secret), "")))

    def get(self, device: str) -> Device:
        """Return the device of this id. Raises Unknown."""
        found = self._stream.look(lambda: self._devices.get(device))
        if found is None:
            raise Unknown("device_unknown", device=device)
        return found

    def is_there(self, device: str) -> bool:
        """Return whether the device is still paired."""
        return device in self._devices

    def has_wall(self, zone: str) -> bool:
        """Return whether a wall is paired whose place is this zone."""
        return self._stream.look(lambda: any(("wall", zone) == (one.kind, one.place) for one in self._devices.values()))

    def everything(self) -> Sequence[Device]:
        """Return all devices, in the order in which they were paired."""
        return self._stream.look(lambda: list(self._devices.values()))

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case CodeGiven():
                    self._codes[event.code] = self._given[entry.number] = event
                case DevicePaired():
                    code, one = self._codes.pop(event.code), f"d{entry.number}"
                    self._devices[one] = Device(one, code.kind, code.name, code.place, entry.at)
                    self._by_secret[event.secret] = one
                case DeviceRemoved():
                    self._devices.pop(event.device, None)


def digest(secret: str) -> str:
    """Return what is written down of a secret."""
    return sha256(secret.encode()).hexdigest()[:32]
