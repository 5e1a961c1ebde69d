"""The server's own loudspeaker: says what the walls of its zones say, on a thread of its own that nobody waits for."""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from display.sound.sayings import Manner, Part, Saying, keys, next_saying, stands
from display.wall.pictures import Pictures
from hall.faults import Fault
from hall.journal.journal import Committed
from hall.queue.views.board import Board
from hall.speech.volume import FULL
from hall.voice.player import Player, Silent
from hall.voice.wording import Wording
from hall.web.context import Context

CLIP_WAIT_S = 5.0
CHIME_GAP_S = 0.1
EMERGENCY_PAUSE_S = 3.0
AGAIN_S = 1.0
log = logging.getLogger(__name__)


class Loudspeaker:
    """One voice for all its zones. What was called before the server began is left to the walls."""

    def __init__(self, context: Context) -> None:
        """Take where to look."""
        spoken_for = context.configuration.file.loudspeaker
        self._zones, self._player, self._chime = (
            tuple(spoken_for.zones),
            Player(spoken_for.player),
            context.root / "assets" / "sounds" / "chime.wav",
        )
        self._pictures, self._voice = Pictures(context), context[Wording].voice
        settings = context.configuration.file.voice
        self._manner = Manner(settings.repeats, settings.stale_after_s)
        self._said: set[str] = set()
        self._changed, self._ended = threading.Event(), threading.Event()
        self._silent: str | None = None
        self._thread = threading.Thread(target=self._work, name="loudspeaker", daemon=True)

    def start(self) -> None:
        """Begin to speak, if it is to speak for anybody."""
        if self._zones:
            self._said = keys(self._boards(), self._manner)
            self._thread.start()

    def stop(self) -> None:
        """Fall silent."""
        self._ended.set()
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join()

    def on_committed(self, _batch: Sequence[Committed]) -> None:
        """Look again soon. Returns at once."""
        self._changed.set()

    def faults(self) -> list[Fault]:
        """Return why nothing was heard the last time, if so."""
        return [] if self._silent is None else [Fault("loudspeaker", {"detail": self._silent})]

    def _work(self) -> None:
        while not self._ended.is_set():
            try:
                self._turn()
            except Exception:  # one failure must not silence the hall for good
                log.exception("the loudspeaker failed")
                self._ended.wait(AGAIN_S)

    def _turn(self) -> None:
        """Say the next thing, or wait until something has happened."""
        self._changed.clear()
        boards = self._boards()
        self._said &= keys(boards, self._manner)  # what cannot be said any more need not be remembered
        saying = next_saying(boards, self._said, self._manner)
        if saying is None:
            self._changed.wait()
        else:
            self._say(saying, boards)

    def _boards(self) -> list[Board]:
        return [self._pictures.wall(zone) for zone in self._zones]

    def _say(self, saying: Saying, boards: Sequence[Board]) -> None:
        self._said.add(saying.key)
        volume = FULL if saying.kind == "emergency" else boards[0]["volume"]
        cut = self._cut(saying)
        try:
            for part in (self._chime, CHIME_GAP_S, *self._files(saying.parts)):
                if cut():
                    return
                if isinstance(part, float):
                    self._ended.wait(part)
                else:
                    self._player.play(part, volume, cut)
            self._silent = None
        except Silent as why:
            log.warning("the loudspeaker is silent: %s", why)
            self._silent = str(why)
        if saying.kind == "emergency":
            self._ended.wait(EMERGENCY_PAUSE_S)

    def _files(self, parts: Sequence[Part]) -> list[Path | float]:
        """Return the clips' files; none when one of them cannot be had, as a torso misleads."""
        found: list[Path | float] = []
        for part in parts:
            if isinstance(part, float):
                found.append(part)
                continue
            name = part.rpartition("/")[2]
            self._voice.wait(name, CLIP_WAIT_S)
            path = self._voice.path(name)
            if path is None:
                return []
            found.append(path)
        return found

    def _cut(self, saying: Saying) -> Callable[[], bool]:
        """Return what tells whether `saying` is over: looked up only when something has happened."""

        def over() -> bool:
            if self._ended.is_set():
                return True
            if not self._changed.is_set():
                return False
            self._changed.clear()
            return not stands(self._boards(), saying, self._manner)

        return over
