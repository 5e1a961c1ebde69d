"""Who listens, by namespace: what a capability may say there, and what the hall says to all."""

from collections.abc import Callable
from typing import Any, Protocol


class Listeners(Protocol):
    """The listeners of one namespace, by topic (a zone, a counter, a ticket's token)."""

    def also(self, event: str, picture: Callable[[], Any]) -> None:
        """Show a further picture to whoever enters: what another capability has to say here."""

    def tell(self, topic: str, event: str, picture: Any) -> None:
        """Send `picture` to all who listen to `topic`."""

    def tell_all(self, event: str, picture: Any) -> None:
        """Send `picture` to every listener."""

    def to(self, listener: str, event: str, picture: Any) -> None:
        """Send `picture` to one listener, by its socket's id."""

    def topics(self) -> list[str]:
        """Return the topics somebody listens to."""

    def count(self) -> int:
        """Return how many listen."""

    def greet(self) -> None:
        """Say anew to every listener who we are."""

    def pulse(self) -> None:
        """Let every listener know that the line is alive."""

    def close_who_may_not_stay(self) -> None:
        """Close the sockets of ended sessions and removed devices."""


class Rooms(dict[str, Listeners]):
    """The listeners of this server."""

    catch_up: Callable[[], bool] = staticmethod(lambda: False)
    """Takes in what other servers wrote, and says whether there are any: asked before a socket is told no."""

    def greet(self) -> None:
        """Say anew to every listener who we are: pages of an older plan load themselves again."""
        for room in self.values():
            room.greet()

    def pulse(self) -> None:
        """Let every listener know that the line is alive."""
        self.close_who_may_not_stay()
        for room in self.values():
            room.pulse()

    def close_who_may_not_stay(self) -> None:
        """Close the sockets whose session has ended or whose device was removed."""
        for room in self.values():
            room.close_who_may_not_stay()
