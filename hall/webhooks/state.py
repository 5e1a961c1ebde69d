"""What is known of endpoints, and of what waits for each."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

RECENT = 50
"""So many of the messages that were taken are shown."""
FORGIVEN_AFTER_S = 4 * 24 * 3600.0
MOST_DEAD = 200
"""So many given up are kept, the oldest go first."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where messages go. `keys` are when each was made, the newest last; `gone`: it wants no more (410)."""

    id: str
    url: str
    kinds: tuple[str, ...]
    tag: str
    day: str
    made_at: float
    made_by: str
    keys: tuple[float, ...]
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that was not taken; `due` None: given up."""

    message: str
    first_at: float
    attempts: int
    why: str
    due: float | None


@dataclass(slots=True)
class Outbox:
    """How far an endpoint was told each stream, what waits to be tried again, what was given up, what was taken."""

    reached: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    dead: dict[str, Waiting] = field(default_factory=dict)
    recent: deque[tuple[str, float]] = field(default_factory=lambda: deque(maxlen=RECENT))
    """The messages that were taken, and when."""

    def given_up(self, now: float) -> Sequence[Waiting]:
        """Return what was given up; after some days it is not held against the endpoint any more."""
        return [one for one in self.dead.values() if now - one.first_at < FORGIVEN_AFTER_S]

    def put_off(self, one: Waiting) -> None:
        """Take in that a message was not taken."""
        self.waiting.pop(one.message, None)
        self.dead.pop(one.message, None)
        (self.dead if one.due is None else self.waiting)[one.message] = one
        if len(self.dead) > MOST_DEAD:
            del self.dead[next(iter(self.dead))]

    def accepted(self, message: str, at: float) -> None:
        """Take in that a message was taken."""
        self.waiting.pop(message, None)
        self.dead.pop(message, None)
        self.recent.append((message, at))

    def as_table(self, endpoint: str) -> dict[str, Any]:
        """Return all of it in JSON's own values."""
        kept = [[one.message, one.first_at, one.attempts, one.why, one.due] for one in self._put_off()]
        return {"endpoint": endpoint, "reached": dict(self.reached), "put_off": kept, "recent": list(self.recent)}

    @classmethod
    def of_table(cls, table: dict[str, Any]) -> "Outbox":
        """Read `as_table` back."""
        made = cls(reached=dict(table["reached"]))
        for one in table["put_off"]:
            made.put_off(Waiting(*one))
        made.recent.extend((message, at) for message, at in table["recent"])
        return made

    def _put_off(self) -> list[Waiting]:
        return [*self.dead.values(), *self.waiting.values()]
