"""A zone's walls as its voice: the one that has been there longest speaks; when it goes, the next does."""

import threading
import time
from collections.abc import Callable
from typing import Any, Final, Literal

from typing_extensions import TypedDict

from display.sound.mouth import How, Saying
from hall.speech.saying import Clip

BEGIN_WITHIN_S: Final = 7.0
"""A wall that has not begun by then, its clips' loading included, is taken for dead."""
UNABLE_S: Final = 30.0
"""A wall that could not make a sound is not asked for so long, unless it connects anew."""
LOOK_S: Final = 0.05


class Turn(TypedDict):
    """What a wall is to say now, the call or message `id`: sounds' addresses, and pauses in seconds."""

    turn: str
    kind: str
    id: int
    clips: list[str | float]
    volume: float


class Say(TypedDict):
    """The whole of what a wall is to say; no turn: it is to be silent. `version` grows."""

    version: int
    turn: Turn | None


class WallMouth:
    """Elects the speaker among the walls of one zone, and hears from it."""

    kind: Literal["wall", "loudspeaker"] = "wall"

    def __init__(self, send: Callable[[str, Say], None], changed: Callable[[], None]) -> None:
        """Take how a wall is sent something, and whom to tell that one has come or gone."""
        self._send, self._changed = send, changed
        self._lock = threading.Condition()
        self._walls: dict[str, float] = {}
        """The walls that can sound, in the order in which they came, each with when it is to be asked again."""
        self._saying: Saying | None = None
        self._begun: tuple[How, float] | None = None
        self._late: tuple[str, Callable[[How, float], None]] | None = None
        """The turn that was last given up, and whom to tell if it was heard after all."""
        self._version = 0

    def joined(self, wall: str) -> None:
        """Take in a wall that can make sounds."""
        with self._lock:
            self._walls[wall] = 0.0
        self._changed()

    def left(self, wall: str) -> None:
        """Let it go. What it has begun it may be saying still, so its time is kept."""
        with self._lock:
            if self._walls.pop(wall, None) is None:
                return
        self._changed()

    def report(self, turn: str, how: How, in_s: float) -> bool:
        """Take a wall's word that `turn` is heard in so many seconds. Returns whether that was asked of it."""
        with self._lock:
            if self._saying is not None and self._saying.turn == turn:
                self._begun = self._begun or (how, in_s)
                self._lock.notify_all()
                return True
            if self._late is None or self._late[0] != turn:
                return False
            (_, heard), self._late = self._late, None
        if how != "none":
            heard(how, in_s)
        return True

    def is_able(self) -> bool:
        """Return whether one of the walls can sound."""
        return self._speaker() is not None

    def say(self, saying: Saying, is_over: Callable[[], bool], begun: Callable[[How, float], None]) -> None:
        """Have the speaker say it."""
        speaker = self._speaker()
        if speaker is None:
            return
        with self._lock:
            self._saying, self._begun = saying, None
        self._tell(speaker, saying)
        how = self._wait_begun(is_over)
        if how is None or how[0] == "none":
            self._tell(speaker, None)
            with self._lock:
                self._saying, self._late = None, (saying.turn, begun) if how is None else None
            if not is_over():
                self._give_up(speaker)
            return
        ends = time.monotonic() + how[1] + saying.length_s
        begun(*how)
        while time.monotonic() < ends:
            if is_over():
                self._tell(speaker, None)
                return
            time.sleep(LOOK_S)

    def _speaker(self) -> str | None:
        now = time.monotonic()
        with self._lock:
            return next((wall for wall, again_at in self._walls.items() if again_at <= now), None)

    def _give_up(self, wall: str) -> None:
        with self._lock:
            if wall in self._walls:
                self._walls[wall] = time.monotonic() + UNABLE_S

    def _wait_begun(self, is_over: Callable[[], bool]) -> tuple[How, float] | None:
        """Wait for the report; None when it does not come, or the saying is over before."""
        deadline = time.monotonic() + BEGIN_WITHIN_S
        with self._lock:
            while self._begun is None and time.monotonic() < deadline and not is_over():
                self._lock.wait(LOOK_S)
            return self._begun

    def _tell(self, wall: str, saying: Saying | None) -> None:
        self._version += 1
        self._send(wall, Say(version=self._version, turn=None if saying is None else _turn(saying)))


def _turn(saying: Saying) -> Turn:
    clips: list[Any] = [part.address if isinstance(part, Clip) else part for part in saying.parts]
    return Turn(turn=saying.turn, kind=saying.kind, id=saying.id, clips=clips, volume=saying.volume)
