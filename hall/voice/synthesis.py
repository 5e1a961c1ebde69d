"""The parent's side of speaking: one thread feeds one child process, watches its time, and restarts what fails.

Nothing here ever waits for a clip: callers leave what they want and hear when it is made.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from hall.speech.call import Phrase
from hall.voice.child import WORKER, Child, ChildFault
from hall.voice.pending import Job, Pending

IDLE_S: Final = 120.0
"""A child that has nothing to do for so long is ended: a large model would keep its memory."""
TRIES: Final = 2
"""How often a clip is tried before it is left alone, so that one bad phrase does not hold up the rest."""
LEFT_ALONE_S: Final = 60.0
TOLD_S: Final = 600.0
"""How long a clip that failed, and that nobody has asked for since, counts as one that cannot be said."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 60.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How phrases are spoken: words a minute, loudness 0–1, and by language the voice's id if not the usual one."""

    rate_wpm: int = 160
    volume: float = 1.0
    voices: Mapping[str, str] | None = None

    def voice(self, lang: str) -> str | None:
        """Return the voice asked for in a language, or None for the usual one."""
        return (self.voices or {}).get(lang)


@dataclass(frozen=True, slots=True)
class Limits:
    """Times allowed, in seconds."""

    phrase_s: float = 5.0
    character_s: float = 0.2
    """For each character more: a voice with a model takes half as long as it speaks."""
    start_s: float = 30.0
    """For an engine to start, its model included."""
    pause_s: float = FIRST_PAUSE_S
    """The pause after a first failure; it doubles with each further one."""


class Synthesis:
    """Makes clips one after the other. Its callbacks come on its own thread with the clip's name.

    `on_made` answers whether the clip is really there; `on_given_up` tells that it will not be for a while.
    """

    def __init__(
        self,
        settings: SpeechSettings,
        target: Callable[[str], Path],
        on_made: Callable[[str], bool],
        on_given_up: Callable[[str], None],
        command: Sequence[str] = WORKER,
        limits: Limits | None = None,
    ) -> None:
        """Start the thread; the child starts with the first phrase. `target` gives the file of a clip's name."""
        self._settings, self._target, self._command = settings, target, tuple(command)
        self._on_made, self._on_given_up = on_made, on_given_up
        self._limits = limits or Limits()
        self._pending = Pending()
        self._child: Child | None = None
        self._making: str | None = None
        self._given_up: dict[str, tuple[float, Phrase]] = {}
        self._faults = 0
        self._closed = threading.Event()
        self.problem: tuple[str, str] | None = None
        """Why it does not speak now (a key of the catalogue "trouble") and what is known beyond; None when it does."""
        self.missing: dict[str, str] = {}
        """Languages the engine has no voice for, with what it said."""
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._thread.start()

    def want(self, job: Job, *, now: bool) -> None:
        """Ask for a clip, `now` before those made ahead. One that has just failed repeatedly is left alone a while."""
        if job.name != self._making and not self.is_left_alone(job.name):
            self._pending.put(job, now=now)

    def is_left_alone(self, name: str) -> bool:
        """Whether a clip failed so recently that it is not tried again."""
        given_up = self._given_up.get(name)
        return given_up is not None and time.monotonic() - given_up[0] < LEFT_ALONE_S

    def cannot(self, job: Job) -> bool:
        """Whether there is no hope of the clip in the next moments: no voice, no engine, or it has failed."""
        return self._is_out() or job.phrase.lang in self.missing or self.is_left_alone(job.name)

    def unsaid(self) -> list[Phrase]:
        """Return what was asked for and cannot be said: what failed lately, and while it does not speak all else."""
        waiting = self._pending.phrases() if self._is_out() else []
        return list(dict.fromkeys([*(phrase for _, phrase in list(self._given_up.values())), *waiting]))

    def _is_out(self) -> bool:
        return self.problem is not None and self.problem[0] != "bad_clip"  # which says nothing of other clips

    def __len__(self) -> int:
        return len(self._pending)

    def close(self) -> None:
        """End the child and the thread."""
        self._closed.set()
        self._pending.close()
        if (child := self._child) is not None:
            child.kill()  # whatever it is at; the thread notices
        self._thread.join(self._limits.phrase_s)

    def _run(self) -> None:
        while not self._closed.is_set():
            job = self._pending.take(IDLE_S)
            if job is None:
                self._end_child()
                continue
            self._making = job.name
            try:
                self._make(job)
            except ChildFault as fault:
                self._recover(job, fault)
            except Exception as error:  # noqa: BLE001 — a fault of ours must not silence the hall for good
                _log.exception("voice: clip %s", job.name)
                self._recover(job, ChildFault("crashing", repr(error)))
            finally:
                self._making = None
        self._end_child()

    def _make(self, job: Job) -> None:
        answer = self._running_child(job).ask(self._request(job), self._limit_s(job))
        self._faults = 0
        if answer.get("ok"):
            if self._on_made(job.name):
                self.problem = None
                self.missing.pop(job.phrase.lang, None)
                self._given_up.pop(job.name, None)
                return
            answer = {"reason": "bad_clip", "detail": "said to be made, and is not"}
        reason, detail = str(answer.get("reason")), str(answer.get("detail"))
        if reason == "voice_missing":
            self.missing[job.phrase.lang] = detail
            self._give_up(job, reason, detail)
        else:
            self.problem = (reason, detail)
            self._again_or_give_up(job, reason, detail)

    def _limit_s(self, job: Job) -> float:
        return self._limits.phrase_s + self._limits.character_s * len(job.phrase.text)

    def _running_child(self, job: Job) -> Child:
        if self._child is None:
            child = self._child = Child(self._command)
            if self._closed.is_set():  # close() may have looked a moment too early to end this one
                raise _StartFault("off", "closed while starting")
            try:
                hello = child.answer(self._limits.start_s)
            except ChildFault as fault:  # the phrase is not to blame
                self._pending.put_back(job)
                raise _StartFault(fault.reason, fault.detail) from fault
            if not hello.get("ready"):
                self._pending.put_back(job)
                raise _StartFault(str(hello.get("reason")), str(hello.get("detail")))
            _log.info("voice: speaking through %s", hello.get("driver"))
        return self._child

    def _request(self, job: Job) -> dict[str, Any]:
        settings, phrase = self._settings, job.phrase
        return {
            "id": job.name,
            "text": phrase.text,
            "lang": phrase.lang,
            "voice": settings.voice(phrase.lang),
            "rate": settings.rate_wpm,
            "volume": settings.volume,
            "path": str(self._target(job.name)),
        }

    def _recover(self, job: Job, fault: ChildFault) -> None:
        """End the child, say why, and pause, longer each time, so that a broken engine costs next to nothing."""
        self._end_child()
        if self._closed.is_set():
            return
        self._faults += 1
        self.problem = (fault.reason, fault.detail)
        pause_s = min(LONGEST_PAUSE_S, self._limits.pause_s * 2 ** min(self._faults - 1, 10))
        _log.warning("voice: %s; next try in %.1f s", fault, pause_s)
        if not isinstance(fault, _StartFault):
            self._again_or_give_up(job, fault.reason, fault.detail)
        self._closed.wait(pause_s)

    def _again_or_give_up(self, job: Job, reason: str, detail: str) -> None:
        if job.tries + 1 < TRIES:
            self._pending.put_back(replace(job, tries=job.tries + 1))
        else:
            self._give_up(job, reason, detail)

    def _give_up(self, job: Job, reason: str, detail: str) -> None:
        _log.warning("voice: clip %s not made, %s: %s", job.name, reason, detail)
        now = time.monotonic()
        lately = {name: one for name, one in self._given_up.items() if now - one[0] < TOLD_S}
        self._given_up = lately | {job.name: (now, job.phrase)}
        self._on_given_up(job.name)

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _StartFault(ChildFault):
    """The child did not come up at all."""
