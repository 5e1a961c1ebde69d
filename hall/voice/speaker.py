"""The voice as the rest of the context sees it: phrases in, names of clips out, and never a wait on a call's way."""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from hall.speech.call import Phrase
from hall.voice.cache import ClipCache, clip_name
from hall.voice.child import WORKER
from hall.voice.length import seconds
from hall.voice.pending import Job
from hall.voice.recordings import Recordings
from hall.voice.synthesis import Limits, SpeechSettings, Synthesis

PACK: Final = Path(__file__).resolve().parents[2] / "assets" / "voice"
"""The voice pack that ships with the product."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VoiceStatus:
    """How the voice is. `reason` is "ok", "off" or a key of the catalogue "trouble"; `detail` is for who mends it."""

    reason: str
    detail: str = ""
    languages_missing: tuple[str, ...] = ()
    """Languages the engine cannot speak; recordings may still."""
    waiting: int = 0
    made: int = 0
    recorded: int = 0
    """Phrases that need no engine."""
    unsaid: tuple[Phrase, ...] = ()
    """Phrases that were wanted and that nothing can say."""
    faults: tuple[str, ...] = ()
    """What is wrong with the recordings."""


class Voice(Protocol):
    """What says calls aloud."""

    def prepare(self, phrases: Iterable[Phrase]) -> None:
        """Have clips made ahead, so that they are there when they are called for. Returns at once."""

    def clips(self, phrases: Sequence[Phrase]) -> list[str]:
        """Return the names of the clips that say `phrases`, in order; [] if one is missing, which is then made now.

        A language that cannot be spoken at the moment is left out whole: a call in one language is better than none.
        """

    def names(self, phrases: Sequence[Phrase]) -> list[str]:
        """Return the names the clips have or will have, in order; what is missing is made now. Else as `clips`."""

    def has(self, phrases: Sequence[Phrase], like: Sequence[Phrase] | None = None) -> bool:
        """Return whether the clips of all `phrases` are there, with `like` in no other voice than its clips.

        Asks for nothing to be made.
        """

    def path(self, name: str) -> Path | None:
        """Return the file of a finished clip, or None. Any string is safe to ask for."""

    def length_s(self, name: str) -> float | None:
        """Return how many seconds a finished clip takes; None when it is not there or does not say."""

    def wait(self, name: str, timeout_s: float) -> bool:
        """Wait for a clip that was asked for; False if it is not there in time or will not be."""

    def on_ready(self, listener: Callable[[str], None]) -> None:
        """Have `listener` called with the name of each clip as it is made, in order, on the voice's own thread."""

    def status(self) -> VoiceStatus:
        """Return how the voice is."""

    def close(self) -> None:
        """End it and its process."""


class Speaker:
    """A voice from recordings, in the order given, and from the computer's own speech for what they lack."""

    def __init__(
        self,
        cache: ClipCache,
        recordings: Sequence[Recordings],
        settings: SpeechSettings | None = None,
        command: Sequence[str] = WORKER,
        limits: Limits | None = None,
    ) -> None:
        """Start it; `command` is the process that speaks."""
        self._cache = cache
        self._recordings = tuple(recordings)
        self._settings = settings or SpeechSettings()
        self._listeners: list[Callable[[str], None]] = []
        self._changed = threading.Condition()
        self._made = 0
        self._lengths: dict[str, float | None] = {}
        self._synthesis = Synthesis(
            self._settings, cache.target, self._on_made, self._on_given_up, command=command, limits=limits
        )

    def prepare(self, phrases: Iterable[Phrase]) -> None:
        """Have clips made ahead of need."""
        for phrase in phrases:
            self._clip(phrase, now=False)

    def clips(self, phrases: Sequence[Phrase]) -> list[str]:
        """Return the clips of `phrases` if all that can be there are."""
        clips = self._sayable(phrases)
        return [clip.name for clip in clips] if all(clip.ready for clip in clips) else []

    def names(self, phrases: Sequence[Phrase]) -> list[str]:
        """Return the names the clips of `phrases` have or will have."""
        return [clip.name for clip in self._sayable(phrases)]

    def has(self, phrases: Sequence[Phrase], like: Sequence[Phrase] | None = None) -> bool:
        """Return whether all `phrases` can be said at once."""
        voices = {self._there(phrase)[0] for phrase in phrases}
        return None not in voices and (like is None or voices <= {self._there(phrase)[0] for phrase in like})

    def length_s(self, name: str) -> float | None:
        """Return how long a clip is. A name's sound never changes, so each file is read once."""
        if name not in self._lengths:
            path = self.path(name)
            if path is None:
                return None
            self._lengths[name] = seconds(path)
        return self._lengths[name]

    def path(self, name: str) -> Path | None:
        """Return a clip's file, whoever made it."""
        recorded = (recordings.path(name) for recordings in self._recordings)
        return next((path for path in recorded if path), None) or self._cache.path(name)

    def wait(self, name: str, timeout_s: float) -> bool:
        """Wait until the clip `name` is there, at most `timeout_s` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.path(name) or self._synthesis.is_left_alone(name), timeout_s)
        return self.path(name) is not None

    def on_ready(self, listener: Callable[[str], None]) -> None:
        """Tell `listener` of each clip that is made."""
        self._listeners.append(listener)

    def status(self) -> VoiceStatus:
        """Return the voice's state as it is now."""
        synthesis = self._synthesis
        missing = tuple(sorted(synthesis.missing))
        no_voice = ("voice_missing", "; ".join(synthesis.missing[lang] for lang in missing)) if missing else None
        reason, detail = synthesis.problem or no_voice or ("ok", "")
        return VoiceStatus(
            reason,
            detail,
            languages_missing=missing,
            waiting=len(synthesis),
            made=self._made,
            recorded=sum(map(len, self._recordings)),
            unsaid=tuple(synthesis.unsaid()),
            faults=tuple(fault for recordings in self._recordings for fault in recordings.problems),
        )

    def close(self) -> None:
        """End the speaking process."""
        self._synthesis.close()

    def _sayable(self, phrases: Sequence[Phrase]) -> "list[_Clip]":
        """Find the clips in order, without the languages of which a part cannot be said."""
        clips = [self._clip(phrase, now=True) for phrase in phrases]
        mute = {clip.lang for clip in clips if clip.hopeless}
        return [clip for clip in clips if clip.lang not in mute]

    def _clip(self, phrase: Phrase, *, now: bool) -> "_Clip":
        """Find the clip of a phrase, or have it made."""
        _, there = self._there(phrase)
        if there:
            return _Clip(there, phrase.lang, ready=True)
        job = Job(self._made_name(phrase), phrase)
        self._synthesis.want(job, now=now)
        return _Clip(job.name, phrase.lang, ready=False, hopeless=self._synthesis.cannot(job))

    def _there(self, phrase: Phrase) -> tuple[int | None, str]:
        """Return whose a phrase's clip is and its name; None when there is none."""
        for n, recordings in enumerate(self._recordings):
            if recorded := recordings.name(phrase):
                return n, recorded
        name = self._made_name(phrase)
        return (len(self._recordings), name) if self._cache.path(name) else (None, "")

    def _made_name(self, phrase: Phrase) -> str:
        settings = self._settings
        return clip_name(phrase, settings.voice(phrase.lang), settings.rate_wpm, settings.volume)

    def _on_made(self, name: str) -> bool:
        if not self._cache.add(name):
            return False
        with self._changed:
            self._made += 1
            self._changed.notify_all()
        for listener in self._listeners:
            try:
                listener(name)
            except Exception:  # noqa: BLE001 — one listener's fault is not the others', nor the voice's
                _log.exception("a listener failed on clip %s", name)
        return True

    def _on_given_up(self, _name: str) -> None:
        with self._changed:
            self._changed.notify_all()


@dataclass(frozen=True, slots=True)
class _Clip:
    """What is known of a phrase's clip: whether it is there, and if not, whether it will be."""

    name: str
    lang: str
    ready: bool
    hopeless: bool = False


class Mute:
    """A hall without a voice: the same questions, honestly answered."""

    def prepare(self, phrases: Iterable[Phrase]) -> None:
        """Make nothing."""

    def clips(self, phrases: Sequence[Phrase]) -> list[str]:  # noqa: ARG002
        """Have no clip."""
        return []

    def names(self, phrases: Sequence[Phrase]) -> list[str]:  # noqa: ARG002
        """Have no clip, now or later."""
        return []

    def has(self, phrases: Sequence[Phrase], like: Sequence[Phrase] | None = None) -> bool:  # noqa: ARG002
        """Have no clip."""
        return False

    def length_s(self, name: str) -> float | None:  # noqa: ARG002
        """Have no clip."""
        return None

    def path(self, name: str) -> Path | None:  # noqa: ARG002
        """Have no file."""
        return None

    def wait(self, name: str, timeout_s: float) -> bool:  # noqa: ARG002
        """Wait for nothing."""
        return False

    def on_ready(self, listener: Callable[[str], None]) -> None:
        """Never call anyone."""

    def status(self) -> VoiceStatus:
        """Say that it is off."""
        return VoiceStatus("off")

    def close(self) -> None:
        """Have nothing to end."""
