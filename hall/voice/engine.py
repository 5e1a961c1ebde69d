"""pyttsx3, used as it can be relied on: one engine, one thread, one phrase at a time, each awaited. Only in the child.

Its traps, and how each is avoided, are in docs/decisions/0003-voice.md.
"""

import threading
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyttsx3
from pyttsx3.engine import default_engine_by_sys_platform

KOKORO: Final = "kokoro"
"""The driver of hall/voice/kokoro_driver.py."""
ESPEAK: Final = "espeak"
"""pyttsx3's, as hall/voice/espeak_driver.py has it."""
_SURE_VOICES: Final = {
    # espeak-ng has no Mandarin that people understand: of 200 calls a recogniser had none right (docs/decisions/0004)
    ESPEAK: {"zh": (), "en": ("gmw/en-us", "gmw/en")},
}
_CODES: Final = {"zh": ("zh-cn", "cmn", "zh"), "en": ("en-us", "en-gb", "en")}
_BLOCKING: Final = frozenset({"sapi5"})
"""Drivers whose save_to_file returns when the file is written, and which then notify nobody."""


class EngineMissing(Exception):  # noqa: N818 — says what is
    """There is no speech engine on this computer."""


class VoiceMissing(Exception):  # noqa: N818 — says what is
    """The engine has no voice for a language; speaking with another would be gibberish."""


class Engine:
    """The computer's voice."""

    def __init__(self) -> None:
        """Start the best engine there is. Raises EngineMissing."""
        try:
            self._engine = pyttsx3.init(_kokoro_if_installed() or _the_systems())
        except (RuntimeError, ImportError, OSError) as error:
            raise EngineMissing(str(error)) from error
        self.driver: str = self._engine.driver_name
        self._voices: dict[tuple[str, str | None], str] = {}
        self._finished = threading.Event()
        self._error: Exception | None = None
        self._engine.connect("finished-utterance", self._on_finished)
        self._engine.connect("error", self._on_error)

    def warm_up(self) -> None:
        """Have a driver with a model load it, which takes seconds, before the first phrase. Raises EngineMissing.

        The system's voices need none of it.
        """
        if self.driver != KOKORO:
            return
        try:
            with TemporaryDirectory() as folder:
                self.save("一", Path(folder) / "first.wav", "zh", None, 200)
        except (VoiceMissing, RuntimeError) as error:
            raise EngineMissing(f"{self.driver}: {error}") from error

    def save(self, text: str, path: Path, lang: str, voice: str | None, rate_wpm: int) -> None:
        """Speak `text` into a WAV file at `path`, which must be writable; returns when the file is there.

        Raises VoiceMissing, or RuntimeError with what the driver said. May hang: the caller's parent watches the time.
        """
        if (lang, voice) not in self._voices:
            self._voices[lang, voice] = choose(self._engine.getProperty("voices"), self.driver, lang, voice)
        chosen = self._voices[lang, voice]
        self._error = None
        self._finished.clear()
        self._engine.setProperty("voice", chosen)
        self._engine.setProperty("rate", rate_wpm)
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        if self.driver not in _BLOCKING:
            self._finished.wait()  # espeak writes the file from a thread of its own, after runAndWait
        if self._error is not None:
            raise RuntimeError(str(self._error))
        if self._engine.getProperty("voice") != chosen:
            raise VoiceMissing(f"{self.driver} did not take the voice {chosen}")

    def _on_finished(self, *, completed: bool, **_: Any) -> None:
        if completed:  # the loop's own stop also reports a finish, with completed=False
            self._finished.set()

    def _on_error(self, *, exception: Exception, **_: Any) -> None:
        self._error = exception
        self._finished.set()


def choose(voices: Sequence[Any], driver: str, lang: str, wanted: str | None) -> str:
    """Return the id of the voice for `lang`, or of the one `wanted` by id or name. Raises VoiceMissing."""
    ids = {voice.id for voice in voices}
    if wanted is not None:
        found = [voice.id for voice in voices if wanted in {voice.id, voice.name}]
    elif lang in (sure := _SURE_VOICES.get(driver, {})):
        found = [voice for voice in sure[lang] if voice in ids]
    else:
        found = [v.id for code in _CODES.get(lang, (lang,)) for v in voices if _speaks(v, code)]
    if not found:
        raise VoiceMissing(f"{driver} has no voice {wanted or f'for {lang}'}")
    return str(found[0])


def _speaks(voice: Any, code: str) -> bool:
    spoken = (str(language).lower().replace("_", "-") for language in voice.languages or ())
    return any(language == code or language.startswith(f"{code}-") for language in spoken)


def _kokoro_if_installed() -> str | None:
    """Return the driver people understand best, where its optional packages are; None is the system's own."""
    if find_spec("onnxruntime") is None:  # spares the other imports on most computers
        return None
    try:
        import_module("hall.voice.kokoro_driver").register()
    except ImportError:
        return None
    return KOKORO


def _the_systems() -> str:
    """Return the driver of the voice that this system brings."""
    name: str = default_engine_by_sys_platform()
    if name == ESPEAK:
        import_module("hall.voice.espeak_driver").register()  # it needs espeak, which other systems have not
    return name
