"""The voice pack: recordings that say every call of every hall, and the driver that made them."""

import hashlib
import itertools
import json
import random
import shutil
import subprocess
import sys
import wave
from array import array
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import pytest
import pyttsx3

from hall.speech.call import CallWords, Phrase, counter_phrase, counter_ways, text_ways, ticket_phrases
from hall.texts import Texts
from hall.voice import kokoro_driver, kokoro_phonemes, sound
from hall.voice.recordings import Recordings
from tests.sounds import call_phrases

ASSETS = Path(__file__).parents[2] / "assets"
PACK = ASSETS / "voice"
LANGUAGES = ("zh", "en")
TEXTS = Texts.load(ASSETS / "text")
WORDS = {lang: CallWords.from_section(TEXTS.section(lang, "speech")) for lang in LANGUAGES}
LARGEST_BYTES = 14_000_000
SAMPLES_PER_S = 24_000
SAMPLE = 40
"""Clips of each language that are decoded and measured."""
SILENT_DBFS = -50.0
needs_opus = pytest.mark.skipif(shutil.which("opusdec") is None, reason="clips are decoded by opusdec (opus-tools)")


def manifest(lang: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PACK / lang / "manifest.json").read_text("utf-8"))
    return found


def counter_name(number: int) -> dict[str, str]:
    return {"zh": f"{number}号窗口", "en": f"Counter {number}"}


def decoded(path: Path, folder: Path) -> "array[int]":
    """The clip as 16-bit samples."""
    wav = folder / f"{path.stem}.wav"
    subprocess.run(["opusdec", "--quiet", "--rate", str(SAMPLES_PER_S), path, wav], check=True)
    samples, samples_per_s = sound.read(wav)
    assert samples_per_s == SAMPLES_PER_S
    return samples


def some_clip(lang: str, nth: int) -> Path:
    """One of a sample of clips, the same one every time."""
    names = sorted(manifest(lang)["phrases"].values())
    return PACK / lang / random.Random(4).sample(names, SAMPLE)[nth]


def quiet_s(samples: "array[int]") -> tuple[float, float]:
    """Seconds of near silence before and after the speech, in steps of 10 ms."""
    step = SAMPLES_PER_S // 100
    levels = [sound.dbfs(sound.rms(samples[at : at + step])) > SILENT_DBFS for at in range(0, len(samples), step)]
    return levels.index(True) / 100, levels[::-1].index(True) / 100


@pytest.mark.parametrize("one", ["一", "幺"])
def test_every_number_is_recorded(one: str):
    """Every part of A000 to Z999 and of longer numbers and prefixes has a recording, in both languages and readings."""
    recordings = Recordings(PACK)
    numbers = [
        *(f"{letter}{n:03d}" for letter, n in zip(itertools.cycle(ascii_uppercase), range(1_000), strict=False)),
        *(f"{letter}{letter}{letter}000" for letter in ascii_uppercase),
        *(f"A{n}" for n in range(1_000, 10_000, 7)),
        *(f"A0{n}" for n in range(1_000, 10_000, 97)),
    ]
    wanted = {p for n in numbers for lang, words in WORDS.items() for p in ticket_phrases(n, lang, words, one)}
    assert [phrase for phrase in wanted if recordings.name(phrase) is None] == []
    assert recordings.problems == []


def test_every_counter_is_recorded():
    """Counters 1 to 100, and one whose name cannot be read aloud, have recordings in both languages."""
    recordings = Recordings(PACK)
    names = [*(counter_name(number) for number in range(1, 101)), {"zh": "☎", "en": "☎"}]
    wanted = [counter_phrase(name[lang], lang, words) for name in names for lang, words in WORDS.items()]
    assert [phrase for phrase in wanted if recordings.name(phrase) is None] == []


@pytest.mark.parametrize("short", [False, True])
def test_every_kind_of_counter_is_recorded(*, short: bool):
    """Counters 1 to 300 by every word for one, and those that have a name alone, are said in full and in short."""
    recordings = Recordings(PACK)
    kinds = ("窗口", "柜台", "诊室", "专窗", "服务台", "咨询台", "办公室", "综合窗口")
    names = ["综合服务台", "服务台", "咨询台", "办公室", *(f"{n}号{kind}" for n in range(1, 301) for kind in kinds)]
    english = [*(f"Counter {n}" for n in range(1, 301)), "Service desk", *(f"Room {n}" for n in range(101, 301))]

    def is_said(name: str, lang: str) -> bool:
        ways = [*counter_ways(name, lang, WORDS[lang], short=short), *counter_ways(name, lang, WORDS[lang])]
        return any(all(recordings.name(phrase) for phrase in way) for way in ways)

    assert [name for name in names if not is_said(name, "zh")] == []
    assert [name for name in english if not is_said(name, "en")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_and_prompt_is_recorded(lang: str):
    """What a manager finds ready, and what a kiosk says in elder mode, is said sentence by sentence."""
    recordings = Recordings(PACK)
    kiosk = [text.partition("{")[0] for key, text in TEXTS.section(lang, "kiosk").items() if key.startswith("say_")]
    texts = [*TEXTS.section(lang, "messages").values(), *kiosk]
    assert len(texts) >= 24 + 9
    phrases = [phrase for text in texts for phrase in text_ways(text, lang, WORDS[lang])[1]]
    assert [phrase.text for phrase in phrases if recordings.name(phrase) is None] == []


def test_what_is_not_recorded_is_not_found():
    """A counter with a name of its own has no recording: it is left to synthesis, never to a wrong clip."""
    assert Recordings(PACK).name(Phrase("zh", "到云溪窗口办理。")) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_manifest_names_exactly_the_clips_there_are(lang: str):
    """Each phrase has a clip of its own, each clip is there, and no clip lies unused."""
    files = list(manifest(lang)["phrases"].values())
    assert len(files) == len(set(files))
    assert sorted(files) == sorted(path.name for path in (PACK / lang).glob("*.opus"))


def test_checksums_cover_the_pack():
    """SHA256SUMS names every clip, manifest and voice, and each is what it was when the pack was made."""
    lines = [line.split("  ", 1) for line in (PACK / "SHA256SUMS").read_text("utf-8").splitlines()]
    files = {p.relative_to(PACK).as_posix() for folder in (*LANGUAGES, "kokoro") for p in (PACK / folder).iterdir()}
    assert {name for _, name in lines} == files
    assert [n for digest, n in lines if hashlib.sha256((PACK / n).read_bytes()).hexdigest() != digest] == []


def test_the_pack_is_small():
    """All recordings together stay within twelve megabytes."""
    assert sum(path.stat().st_size for path in PACK.rglob("*.*")) <= LARGEST_BYTES


def test_voices_are_the_pinned_ones():
    """The voices that the driver loads are the very files whose hashes it holds, with their licence beside."""
    for voice, profile in kokoro_driver.PROFILES.items():
        kokoro_driver.verified((kokoro_driver.VOICES / f"{voice}.bin").read_bytes(), profile.sha256, voice)
    assert "Apache License" in (PACK / "kokoro" / "LICENSE").read_text("utf-8")
    with pytest.raises(ValueError, match="not the pinned file"):
        kokoro_driver.verified(b"something else", profile.sha256, "a voice")


@needs_opus
@pytest.mark.parametrize("nth", range(SAMPLE))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_clips_are_level_and_trimmed(lang: str, nth: int, tmp_path: Path):
    """A clip is as loud as any other, never clipped, and begins and ends within a breath of its speech, at rest."""
    samples = decoded(some_clip(lang, nth), tmp_path)
    assert 0.3 < len(samples) / SAMPLES_PER_S < 3.5
    assert sound.dbfs(sound.loudness(samples, SAMPLES_PER_S)) == pytest.approx(sound.TARGET_DBFS, abs=1.5)
    assert sound.dbfs(sound.peak(samples)) < -0.1
    before_s, after_s = quiet_s(samples)
    assert before_s <= 0.06
    assert after_s <= 0.12
    edge = SAMPLES_PER_S // 1_000
    assert max(map(abs, [*samples[:edge], *samples[-edge:]])) < 330, "a click where clips are joined"


@needs_opus
def test_a_joined_call_has_no_gap(tmp_path: Path):
    """The parts of a call follow one another as at a comma: no pause between them longer than a fifth of a second."""
    call = call_phrases("B207", counter_name(12), WORDS)
    ends = [quiet_s(decoded(PACK / part.lang / manifest(part.lang)["phrases"][part.text], tmp_path)) for part in call]
    assert len(ends) == 6
    assert all(after_s + before_s < 0.2 for (_, after_s), (before_s, _) in itertools.pairwise(ends))


# --- the driver, with the network replaced: its packages are optional -------------------------------------------------


class Hum:
    """A model that hums for a tenth of a second."""

    def speak(self, phonemes: str, style: object, plan: int, speed: float) -> bytes:
        return array("h", [1_000] * round(kokoro_driver.SAMPLE_RATE / 10 / speed)).tobytes()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setitem(sys.modules, "pyttsx3.drivers.kokoro", kokoro_driver)
    monkeypatch.setattr(kokoro_driver, "Model", Hum)
    monkeypatch.setattr(kokoro_driver.KokoroDriver, "_style", lambda _, voice: voice)
    monkeypatch.setattr(kokoro_phonemes, "phonemes", lambda text, _: text.strip())
    return pyttsx3.Engine("kokoro")


def test_driver_writes_each_file_before_it_says_so(engine: Any, tmp_path: Path):
    """Through pyttsx3 one phrase after another becomes a file, complete when finished-utterance is told."""
    sizes: list[int] = []
    paths = [tmp_path / f"{n}.wav" for n in range(3)]
    engine.connect("finished-utterance", lambda **_: sizes.append(paths[len(sizes)].stat().st_size))
    for path in paths:
        engine.save_to_file("请A，", str(path))
        engine.runAndWait()
    assert len(sizes) == 3
    assert min(sizes) > 2 * kokoro_driver.SAMPLE_RATE / 10


def test_driver_speaks_at_the_asked_rate(engine: Any, tmp_path: Path):
    """Twice the words a minute is half as long."""
    engine.setProperty("rate", 2 * kokoro_driver.NORMAL_RATE_WPM)
    engine.save_to_file("请A，", str(tmp_path / "fast.wav"))
    engine.runAndWait()
    with wave.open(str(tmp_path / "fast.wav")) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("voice", "text", "reason"), [("zf_nobody", "请", "unknown voice"), ("zf_xiaoxiao", " ", "nothing")]
)
def test_driver_reports_what_it_cannot_say(engine: Any, tmp_path: Path, voice: str, text: str, reason: str):
    """An unknown voice or an empty text is told as an error, never spoken by another voice or passed over."""
    errors: list[str] = []
    engine.connect("error", lambda exception, **_: errors.append(str(exception)))
    engine.setProperty("voice", voice)
    engine.save_to_file(text, str(tmp_path / "clip.wav"))
    engine.runAndWait()
    assert reason in errors[0]


def test_driver_says_which_languages_it_speaks(engine: Any):
    """It offers one Mandarin and one English voice."""
    assert {tuple(voice.languages) for voice in engine.getProperty("voices")} == {("zh",), ("en",)}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (12, "twelve"),
        (40, "forty"),
        (99, "ninety nine"),
        (100, "one hundred"),
        (1_005, "one thousand five"),
        (12_030, "one two zero three zero"),
    ],
)
def test_english_numbers(number: int, words: str):
    """Numbers in English free text are read as numbers to 9,999, longer ones digit by digit."""
    assert kokoro_phonemes.number_words(number) == words


def test_letters_are_in_the_alphabet_of_the_model():
    """Every sound of every letter's name is a token of the model, so that none is silently left out."""
    for name in (*kokoro_phonemes.LETTERS.values(), *kokoro_phonemes.MANDARIN_LETTERS.values()):
        assert len(kokoro_phonemes.tokens(name)) == len(name)


@pytest.mark.parametrize(
    ("read", "said"),
    [("ɚ↘ pa→xau↘", "ɑɚ↘ pɑ→xau↘"), ("pa→n xwa→ɚ↗ i→xwei↘ɚ pa↘", "pa→n xwa→ɚ↗ i→xwei↘ɚ pa↘")],
)
def test_two_and_eight_are_open(monkeypatch: pytest.MonkeyPatch, read: str, said: str):
    """二 and 八 have the vowel that was understood; 班, 花儿, 一会儿 and 爸, which sound alike, stay."""

    def misaki(_: str) -> tuple[str, None]:
        return read, None

    monkeypatch.setattr(kokoro_phonemes, "_misaki", lambda: misaki)
    assert kokoro_phonemes.phonemes("二八", "zh") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("到八十八号", "tau↘ pa→ ʂɨ↗ pa→ xau↘"), ("八十八号，", "tau↘ pɑ→ʂɨ↗ pɑ→xau↘")],
)
def test_in_a_counters_number_eight_stands_apart(monkeypatch: pytest.MonkeyPatch, text: str, said: str):
    """到二百三十八号 is not 230 半号; a ticket's number stays as its takes were made."""

    def misaki(_: str) -> tuple[str, None]:
        return "tau↘ pa→ʂɨ↗ pa→xau↘", None

    monkeypatch.setattr(kokoro_phonemes, "_misaki", lambda: misaki)
    assert kokoro_phonemes.phonemes(text, "zh") == said
