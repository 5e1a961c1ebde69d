"""What speaks in an earshot: a wall's browser, or the server's own loudspeaker. One thing at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from hall.speech.saying import Part, length_s

Kind = Literal["call", "notice", "emergency"]
How = Literal["clips", "chime", "none"]
"""By clips; by the chime alone, as the clips could not be had; or not at all."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to be said now, chime included: the call or message `id`. `turn` is its own for ever.

    `volume` is a share of full.
    """

    turn: str
    kind: Kind
    id: int
    parts: tuple[Part, ...]
    volume: float

    @property
    def length_s(self) -> float:
        """Return how long it takes."""
        return length_s(self.parts)


class Mouth(Protocol):
    """Whatever can say it."""

    kind: Literal["wall", "loudspeaker"]

    def is_able(self) -> bool:
        """Return whether it can make a sound now, as far as is known."""

    def say(self, saying: Saying, is_over: Callable[[], bool], begun: Callable[[How, float], None]) -> None:
        """Say it to its end, or until `is_over`. Returns when it is silent again.

        `begun` is called once, as its first sound comes, with how and in how many seconds it is heard. It is not when
        nothing could be heard; then this mouth is not able for a while.
        """
