"""The server's own loudspeaker as the voice of its zones, one for all: clips' files, through a program that plays."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from display.sound.mouth import How, Saying
from hall.faults import Fault
from hall.speech.saying import Clip
from hall.voice.player import Player, Silent

AGAIN_S: Final = 5.0
"""After a failure it is tried again so many seconds later."""
log = logging.getLogger(__name__)


class Loudspeaker:
    """Plays what it is to say, and remembers why it could not."""

    kind: Literal["wall", "loudspeaker"] = "loudspeaker"

    def __init__(self, player: Callable[[], Player], file_of: Callable[[str], Path | None]) -> None:
        """Take what gives the program that plays, and where the file of an address is."""
        self._player, self._file_of = player, file_of
        self._silent: str | None = None
        self._again_at = 0.0

    def is_able(self) -> bool:
        """Return whether it is worth trying."""
        return time.monotonic() >= self._again_at

    def say(self, saying: Saying, is_over: Callable[[], bool], begun: Callable[[How, float], None]) -> None:
        """Play every part."""
        has_begun = False

        def first_sound() -> None:
            nonlocal has_begun
            if not has_begun:
                has_begun = True
                begun("clips", 0.0)

        try:
            for part in saying.parts:
                if is_over():
                    return
                if isinstance(part, Clip):
                    self._play(part, saying.volume, is_over, first_sound)
                else:
                    time.sleep(part)
            self._silent = None
        except Silent as why:
            log.warning("the loudspeaker is silent: %s", why)
            self._silent = str(why)
            self._again_at = time.monotonic() + AGAIN_S

    def faults(self) -> list[Fault]:
        """Return why nothing was heard the last time, if so."""
        return [] if self._silent is None else [Fault("loudspeaker", {"detail": self._silent})]

    def _play(self, clip: Clip, volume: float, is_over: Callable[[], bool], first_sound: Callable[[], None]) -> None:
        file = self._file_of(clip.address)
        if file is None:
            raise Silent(f"{clip.address} is gone")
        self._player().play(file, volume, is_over, first_sound)
