"""The endpoints that are told what happens, folded from their stream; their keys are in the vault."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from threading import RLock

from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal, Unknown
from hall.journal.stream import numbered
from hall.journal.vault import Vault
from hall.webhooks.events import STREAM, EndpointAdded, EndpointGone, EndpointRemoved, KeyChanged
from hall.webhooks.rules.message import checked_kinds
from hall.webhooks.rules.signature import KEY_BYTES, written
from hall.webhooks.state import Endpoint

MOST = 10
"""So many endpoints there may be: each is a line of its own to the world."""
KEYS_OVERLAP_S = 24 * 3600.0
"""So long the key before the newest signs too."""
VAULT = "webhooks"


class EndpointBook:
    """Who is told."""

    def __init__(self, ground: Ground, new_key: Callable[[], bytes] = lambda: secrets.token_bytes(KEY_BYTES)) -> None:
        """Read what there is."""
        self._ground, self._clock, self._new_key = ground, ground.clock, new_key
        self._lock = RLock()
        self._endpoints: dict[str, Endpoint] = {}
        self._stream = numbered(ground, STREAM, self._fold, self._lock)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def add(self, actor: Actor, url: str, kinds: Iterable[str]) -> tuple[str, Endpoint]:
        """Return the key of a new endpoint, and the endpoint. `url` is checked. Raises Wrong, Illegal."""
        told = checked_kinds(kinds)
        tag = self._ground.new_token().replace(".", "")
        event = EndpointAdded(url, told, tag, self._ground.today().isoformat())

        def decide(_: float) -> tuple[Event, ...]:
            if len(self._endpoints) >= MOST:
                raise Illegal("endpoints_many", most=MOST)
            return (event,)

        done = self._stream.act(actor, decide)
        endpoint = self.get(f"w{done.subject}")
        return self._keep_key(endpoint, 0), endpoint

    def change_key(self, actor: Actor, endpoint: str) -> tuple[str, Endpoint]:
        """Return another key of the endpoint. Raises Unknown."""

        def decide(_: float) -> tuple[Event, ...]:
            self.get(endpoint)
            return (KeyChanged(endpoint),)

        self._stream.act(actor, decide)
        now = self.get(endpoint)
        return self._keep_key(now, len(now.keys) - 1), now

    def remove(self, actor: Actor, endpoint: str) -> None:
        """Tell the endpoint nothing more, and delete its keys. Raises Unknown."""
        there = self.get(endpoint)

        def decide(_: float) -> tuple[Event, ...]:
            self.get(endpoint)
            return (EndpointRemoved(endpoint),)

        self._stream.act(actor, decide)
        for number in range(len(there.keys)):
            self._vault().forget(date.fromisoformat(there.day), f"{endpoint}-{number}")

    def gone(self, endpoint: str) -> None:
        """Take note that the endpoint wants no messages any more."""
        self._stream.act(HALL, lambda _: (EndpointGone(endpoint),) if endpoint in self._endpoints else ())

    def get(self, endpoint: str) -> Endpoint:
        """Return the endpoint. Raises Unknown."""
        with self._lock:
            if endpoint not in self._endpoints:
                raise Unknown("endpoint_unknown", endpoint=endpoint)
            return self._endpoints[endpoint]

    def everything(self) -> Sequence[Endpoint]:
        """Return all endpoints, in the order in which they were made."""
        with self._lock:
            return list(self._endpoints.values())

    def keys(self, endpoint: Endpoint) -> Sequence[str]:
        """Return the keys that sign now, the newest first; none when a crash came before the key was kept."""
        first = len(endpoint.keys) - 1
        is_fresh = self._clock() - endpoint.keys[-1] < KEYS_OVERLAP_S
        numbers = [first, first - 1] if first > 0 and is_fresh else [first]
        return [key for number in numbers if (key := self._key(endpoint, number)) is not None]

    def _keep_key(self, endpoint: Endpoint, number: int) -> str:
        """Return the key that is kept, a new one where none is: an act whose answer was lost is answered alike."""
        key = self._key(endpoint, number) or written(self._new_key())
        self._vault().put(date.fromisoformat(endpoint.day), f"{endpoint.id}-{number}", key=key)
        return key

    def _key(self, endpoint: Endpoint, number: int) -> str | None:
        return self._vault().get(date.fromisoformat(endpoint.day), f"{endpoint.id}-{number}").get("key")

    def _vault(self) -> Vault:
        return self._ground.vault(VAULT)

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case EndpointAdded():
                    one = f"w{entry.number}"
                    told = (event.url, event.told, event.tag, event.day, entry.at, entry.by)
                    self._endpoints[one] = Endpoint(one, *told, keys=(entry.at,))
                case KeyChanged() if event.endpoint in self._endpoints:
                    known = self._endpoints[event.endpoint]
                    self._endpoints[known.id] = replace(known, keys=(*known.keys, entry.at))
                case EndpointGone() if event.endpoint in self._endpoints:
                    self._endpoints[event.endpoint] = replace(self._endpoints[event.endpoint], gone=True)
                case EndpointRemoved():
                    self._endpoints.pop(event.endpoint, None)
