"""The servers of one hall, where there are several: who does what is done once, and what each tells the others.

What must outlive a server is in the journal; here is only what counts now: who is there, and who owns what.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

Wants = Callable[[], bool]
Tells = Callable[[], Any]
Hears = Callable[[Any], object]


class Fellow(NamedTuple):
    """Another server: its name for people, the version of its program, and since how many seconds it is silent."""

    name: str
    version: str
    silent_s: float


class Fellows(Protocol):
    """The other servers of the hall, and what this one owns. Safe to use from many threads."""

    name: str
    """This server's, for people."""

    def wants(self, what: str, wants: Wants) -> None:
        """Have this server strive to own `what` for as long as `wants` says so; it is asked over and over."""

    def owns(self, what: str) -> bool:
        """Return whether this server alone may do `what` now; ask just before each deed, for a pause may end it."""

    def tells(self, topic: str, tells: Tells) -> None:
        """Let the others see what `tells` gives (JSON), a second late at most and for as long as this server lives."""

    def told(self, topic: str) -> Sequence[Any]:
        """Return what each of the others that are there tells of `topic`."""

    def say(self, topic: str, word: Any) -> None:
        """Send a word (JSON) to the others. It is lost where the store does not take it: nothing may hang on it."""

    def hears(self, topic: str, hears: Hears) -> None:
        """Have `hears` called with each word of the others; it returns at once."""

    def others(self) -> Sequence[Fellow]:
        """Return the other servers that are there."""

    def gone(self) -> Sequence[Fellow]:
        """Return the servers that fell silent without having ended."""

    def time(self) -> float | None:
        """Return the store's time, which is the same for all, in seconds since 1970; None where it has none."""


class Alone:
    """There is but one server: it owns everything, and nobody else is told."""

    name = ""

    def wants(self, what: str, wants: Wants) -> None:
        """See Fellows.wants."""

    def owns(self, what: str) -> bool:  # noqa: ARG002 - the same for all
        """See Fellows.owns."""
        return True

    def tells(self, topic: str, tells: Tells) -> None:
        """See Fellows.tells."""

    def told(self, topic: str) -> Sequence[Any]:  # noqa: ARG002 - the same for all
        """See Fellows.told."""
        return ()

    def say(self, topic: str, word: Any) -> None:
        """See Fellows.say."""

    def hears(self, topic: str, hears: Hears) -> None:
        """See Fellows.hears."""

    def others(self) -> Sequence[Fellow]:
        """See Fellows.others."""
        return ()

    def gone(self) -> Sequence[Fellow]:
        """See Fellows.gone."""
        return ()

    def time(self) -> float | None:
        """See Fellows.time."""
        return None


ALONE = Alone()
"""The fellows of a hall in a folder."""
