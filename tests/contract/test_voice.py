"""What the voice promises: real clips from the real engine, recordings before it, and a cache that can be trusted."""

import json
import math
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from hall.speech.call import CallWords, Phrase
from hall.voice import sound
from hall.voice.cache import ClipCache, clip_name
from hall.voice.complaints import complaints
from hall.voice.engine import VoiceMissing, choose
from hall.voice.length import seconds
from hall.voice.pending import AHEAD_LIMIT, Job, Pending
from hall.voice.recordings import Recordings
from hall.voice.speaker import PACK, Mute, Speaker, Voice, VoiceStatus
from hall.voice.synthesis import Limits, SpeechSettings
from tests.patience import PATIENCE_S, until
from tests.sounds import call_phrases, counter_phrases, text_phrases

ROOT = Path(__file__).parents[2]
ENGINE = pytest.mark.skipif(
    os.name == "posix" and shutil.which("espeak-ng") is None, reason="no speech engine: install espeak-ng"
)
WORDS = {
    lang: CallWords.from_section(tomllib.loads((ROOT / f"assets/text/{lang}/speech.toml").read_text(encoding="utf-8")))
    for lang in ("zh", "en")
}
ENGLISH = {"en": WORDS["en"]}
"""What espeak-ng speaks so that people understand it."""
COUNTERS = [
    {"zh": "3号窗口", "en": "Counter 3"},
    {"zh": "105号窗口", "en": "Counter 105"},
    {"zh": "综合服务台", "en": "Enquiries"},
]
NUMBERS = ["A001", "B105", "W999", "ZZ1005", *(f"{letter}234" for letter in "CDEFGHIJKLMNOPQRSTUVXY")]
PHRASES = list(
    dict.fromkeys(
        [
            *(p for n in NUMBERS for p in call_phrases(n, COUNTERS[0], ENGLISH)),
            *(p for name in COUNTERS for p in counter_phrases(name, ENGLISH)),
            *text_phrases({"en": "Attention please. Leave by door 2."}, ENGLISH),
        ]
    )
)
CALL = call_phrases("A001", COUNTERS[0], ENGLISH)
BOTH = call_phrases("A001", COUNTERS[0], WORDS)
"""A call in both languages, Chinese first."""
PATIENT = Limits(phrase_s=20, start_s=60)  # the machine that tests may be busy


@pytest.fixture
def speaker(tmp_path: Path) -> Iterator[Speaker]:
    voice = Speaker(ClipCache(tmp_path / "clips", 50), [], limits=PATIENT)
    yield voice
    voice.close()


def made(voice: Voice, phrases: list[Phrase] | tuple[Phrase, ...]) -> list[Path]:
    """Have phrases spoken and return their files."""
    names = voice.names(phrases)
    assert [voice.wait(name, 60) for name in names] == [True] * len(names), voice.status()
    return [path for name in names if (path := voice.path(name))]


# --- the real engine


@ENGINE
def test_every_kind_of_phrase_is_a_clip_fit_to_be_joined(speaker: Speaker) -> None:
    """Each clip is as long as its text, as loud as all others, never clipped, and without silence at its ends."""
    for phrase, path in zip(PHRASES, made(speaker, PHRASES), strict=True):
        samples, samples_per_s = sound.read(path)
        characters = sum(map(str.isalnum, phrase.text))
        assert 0.04 * characters < len(samples) / samples_per_s < 1 + 0.5 * characters, phrase
        assert sound.dbfs(sound.peak(samples)) <= sound.PEAK_DBFS + 0.1, phrase
        assert sound.dbfs(sound.loudness(samples, samples_per_s)) == pytest.approx(sound.TARGET_DBFS, abs=1.5), phrase
        audible = 0.02 * sound.peak(samples)
        loud = [i for i, s in enumerate(samples) if abs(s) > audible]
        assert loud[0] < 0.08 * samples_per_s, phrase
        assert len(samples) - loud[-1] < 0.12 * samples_per_s, phrase
        assert samples[0] == samples[-1] == 0, phrase


@ENGINE
@pytest.mark.skipif(os.name != "posix", reason="the engine that has no Mandarin is espeak-ng")
def test_mandarin_is_never_spoken_as_noise(speaker: Speaker) -> None:
    """Where only espeak is left a Chinese phrase has no clip and the manager is told which it is; English goes on."""
    lost = Phrase("zh", "到综合服务台办理。")
    assert not any(speaker.wait(name, 60) for name in speaker.names([lost]))
    assert speaker.clips([lost, *CALL]) == []
    made(speaker, CALL)
    assert speaker.clips([lost, *CALL]) == speaker.clips(CALL)
    (told,) = complaints(speaker.status())
    assert told.code == "voice_missing"
    assert lost.text in told.facts["phrases"]


@ENGINE
def test_different_words_sound_different_and_the_same_as_long(speaker: Speaker, tmp_path: Path) -> None:
    """A clip is what was asked for, not what the engine said before: in another order each takes its own time again."""
    first = [path.read_bytes() for path in made(speaker, PHRASES[:12])]
    assert len(set(first)) == len(first)
    again = Speaker(ClipCache(tmp_path / "again", 50), [], limits=PATIENT)
    try:
        lengths = [len(path.read_bytes()) for path in made(again, CALL[::-1])][::-1]
    finally:
        again.close()
    alike = [pytest.approx(len(path.read_bytes()), rel=0.1) for path in made(speaker, CALL)]
    assert lengths == alike
    assert not any(length == next_ for length, next_ in zip(lengths, alike[1:], strict=False)), "lengths tell nothing"


BUSY_BEFORE = """
import os, sys
from pathlib import Path
from pyttsx3.drivers import _espeak
from hall.voice.engine import ESPEAK, Engine

engine = Engine()
if engine.driver == ESPEAK:
    _espeak.SetParameter(_espeak.RATE, 200, 0)
    _espeak.Synth(b"Something long that it is still at when the next phrase is asked for. " * 20)
engine.save(sys.argv[1], Path(sys.argv[2]), "en", None, 160)
engine.save(sys.argv[1], Path(sys.argv[3]), "en", None, 160)
os._exit(0)
"""


@ENGINE
def test_an_engine_that_is_busy_still_takes_the_rate_and_the_phrase(tmp_path: Path) -> None:
    """What pyttsx3 would cancel when its loop ends, as espeak is not through with it: the rate, or the next phrase.

    And what ends the process: a voice that is taken while espeak still speaks.
    """
    first, second = tmp_path / "first.wav", tmp_path / "second.wav"
    words = [sys.executable, "-c", BUSY_BEFORE, "Number A001,", first, second]
    subprocess.run(words, cwd=ROOT, timeout=PATIENCE_S, check=True)
    alone = tmp_path / "alone.wav"
    request = ["espeak-ng", "-v", "en-us", "-s", "160", "-w", alone, "Number A001,"]
    if os.name == "posix":
        subprocess.run(request, timeout=PATIENCE_S, check=True)
        assert seconds(first) == pytest.approx(seconds(alone), rel=0.1)
    assert seconds(second) == pytest.approx(seconds(first), rel=0.1)


COPIED = """
import os, sys
from pathlib import Path
from pyttsx3.drivers import _espeak
from hall.voice.engine import Engine

ask, sizes = _espeak.cSynth, []
def noted(text, size, *how):
    sizes.append((len(text) + 1, size))
    return ask(text, size, *how)
_espeak.cSynth = noted
Engine().save("Number A001,", Path(sys.argv[1]), "en", None, 160)
print(sizes, file=sys.stderr)
os._exit(0)
"""


@ENGINE
@pytest.mark.skipif(os.name != "posix", reason="only espeak copies the text")
def test_espeak_copies_no_more_than_the_text(tmp_path: Path) -> None:
    """pyttsx3 says ten times the length: what lies behind the text is copied too, and where nothing does, all ends."""
    words = [sys.executable, "-c", COPIED, tmp_path / "number.wav"]
    done = subprocess.run(words, cwd=ROOT, timeout=PATIENCE_S, check=True, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "[(13, 13)]"


@ENGINE
def test_a_call_is_ready_once_its_clips_were_prepared(speaker: Speaker) -> None:
    """Nothing is named until all of it can be played; then every part is, in order."""
    assert speaker.clips(CALL) == []
    made(speaker, CALL)
    assert speaker.clips(CALL) == speaker.names(CALL)
    assert len(speaker.clips(CALL)) == len(CALL)
    assert speaker.status().reason == "ok"


@pytest.mark.clock
@ENGINE
def test_a_burst_is_made_in_order(speaker: Speaker) -> None:
    """Forty phrases wanted within two seconds are asked for without a wait and made in the order of the calls."""
    ready: list[str] = []
    speaker.on_ready(ready.append)
    phrases = [Phrase("en", f"{a} {b},") for a in range(1, 6) for b in range(8)]
    began = time.perf_counter()
    wanted = [name for phrase in phrases for name in speaker.names([phrase])]
    assert time.perf_counter() - began < 5
    assert speaker.wait(wanted[-1], 60)
    made(speaker, phrases)
    assert ready == wanted


@ENGINE
def test_what_is_wanted_now_overtakes_what_is_made_ahead(speaker: Speaker) -> None:
    """A call does not stand in line behind a hundred clips made for later."""
    ready: list[str] = []
    speaker.on_ready(ready.append)
    speaker.prepare(Phrase("en", f"{a} {b},") for a in range(10) for b in range(10))
    call = speaker.names(CALL)
    made(speaker, CALL)
    assert len(ready) < 50
    assert [name for name in ready if name in call] == call


@ENGINE
@pytest.mark.parametrize("name", ["<b>3</b>号窗口🎉", "long " * 1000, "\x00\x1b[2J", "[[h@l'oU]]台", "&lt;", "￥％…"])
def test_odd_names_are_spoken_or_passed_over(speaker: Speaker, name: str) -> None:
    """Markup, emoji, control characters and endless names give a bounded clip and leave the engine well."""
    (path,) = made(speaker, counter_phrases({"en": name}, ENGLISH))
    samples, samples_per_s = sound.read(path)
    assert len(samples) / samples_per_s < 20
    made(speaker, CALL)


@ENGINE
def test_a_missing_voice_is_told_and_never_english(tmp_path: Path) -> None:
    """A language or voice the computer lacks is named in the status; other languages go on."""
    voice = Speaker(ClipCache(tmp_path, 50), [], SpeechSettings(voices={"zh": "no/such-voice"}), limits=PATIENT)
    try:
        lost = voice.names([Phrase("zh", "你好"), Phrase("xx", "hello")])
        assert [voice.wait(name, 60) for name in lost] == [False, False]
        made(voice, [Phrase("en", "hello")])
        status = voice.status()
        assert (status.reason, status.languages_missing) == ("voice_missing", ("xx", "zh"))
        assert "no/such-voice" in status.detail
        assert not any(voice.path(name) for name in lost)
    finally:
        voice.close()


@ENGINE
def test_works_under_gevent(tmp_path: Path) -> None:
    """In a server of green threads clips are made, and other work goes on while a clip is waited for."""
    script = """
import sys
from gevent import monkey; monkey.patch_all()
import gevent
from pathlib import Path
from hall.speech.call import Phrase
from hall.voice.cache import ClipCache
from hall.voice.speaker import Speaker
ticks = []
def tick():
    while True:
        ticks.append(1)
        gevent.sleep(0.005)
gevent.spawn(tick)
speaker = Speaker(ClipCache(Path(sys.argv[1]), 50), [])
names = speaker.names([Phrase("en", f"number {a},") for a in range(6)])
assert all(speaker.wait(name, 30) for name in names), speaker.status()
assert len(ticks) > 10, ticks
speaker.close()
print(len(names))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "6"), done.stderr


# --- which voice


def voices(*pairs: tuple[str, str]) -> list[SimpleNamespace]:
    return [SimpleNamespace(id=name, name=name.upper(), languages=[lang]) for name, lang in pairs]


@pytest.mark.parametrize(
    ("driver", "there", "lang", "wanted", "chosen"),
    [
        ("espeak", [("gmw/en", "en-gb"), ("gmw/en-us", "en-us")], "en", None, "gmw/en-us"),
        ("sapi5", [("zira", "en-US"), ("hanhan", "zh-TW"), ("huihui", "zh-CN")], "zh", None, "huihui"),
        ("sapi5", [("huihui", "zh-CN"), ("hazel", "en-GB")], "en", None, "hazel"),
        ("nsss", [("tingting", "zh_CN"), ("samantha", "en_US")], "zh", None, "tingting"),
        ("kokoro", [("zf_xiaobei", "zh"), ("af_heart", "en")], "en", None, "af_heart"),
        ("sapi5", [("huihui", "zh-CN"), ("kangkang", "zh-CN")], "zh", "KANGKANG", "kangkang"),
    ],
)
def test_voice_by_language(
    driver: str, there: list[tuple[str, str]], lang: str, wanted: str | None, chosen: str
) -> None:
    """On every system the voice for a language is one that speaks it, or the one that was named."""
    assert choose(voices(*there), driver, lang, wanted) == chosen


@pytest.mark.parametrize(
    ("driver", "there", "wanted"),
    [
        ("espeak", [("sit/cmn", "cmn"), ("sit/cmn-latn-pinyin", "cmn"), ("gmw/en", "en")], None),
        ("sapi5", [("zira", "en-US")], None),
        ("sapi5", [("huihui", "zh-CN")], "yaoyao"),
        ("sapi5", [], None),
    ],
)
def test_no_voice_is_no_voice(driver: str, there: list[tuple[str, str]], wanted: str | None) -> None:
    """Without a sound Mandarin voice nothing is spoken in its place, the broken one least of all."""
    with pytest.raises(VoiceMissing):
        choose(voices(*there), driver, "zh", wanted)


# --- the sound itself


def tone(seconds: float, level: float = 8_000) -> "sound.array[int]":
    return sound.array("h", (int(level * math.sin(i * 0.2)) for i in range(int(seconds * 16_000))))


def test_silence_goes_and_loudness_is_levelled() -> None:
    """Quiet and loud speech between silences come out equally loud, with next to nothing around them."""
    still = sound.array("h", bytes(2 * 16_000))
    for level in (300, 3_000, 32_000):
        clip = sound.polish(still + tone(1, level) + still, 16_000, "五个字而已", 1.0)
        assert len(clip) / 16_000 == pytest.approx(1.08, abs=0.02)
        assert sound.dbfs(sound.loudness(clip, 16_000)) == pytest.approx(sound.TARGET_DBFS, abs=0.5)


def test_volume_is_a_share_of_full_loudness() -> None:
    """Half the volume is half the amplitude."""
    full, half = (sound.polish(tone(1), 16_000, "五个字而已", volume) for volume in (1.0, 0.5))
    assert sound.rms(half) == pytest.approx(sound.rms(full) / 2, rel=0.01)


@pytest.mark.parametrize(
    ("samples", "why"),
    [
        (sound.array("h"), "silent"),
        (sound.array("h", bytes(32_000)), "silent"),
        (tone(0.05), "0.05 s for 5 characters"),
        (tone(30), "s for 5 characters"),
    ],
)
def test_what_cannot_be_that_text_is_refused(samples: "sound.array[int]", why: str) -> None:
    """Silence, a stump and an endless clip are never kept."""
    with pytest.raises(sound.Unusable, match=why):
        sound.polish(samples, 16_000, "五个字而已", 1.0)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"RIFF\x00\x00\x00\x00WAVE", b"ID3" + bytes(100)])
def test_what_is_no_wav_is_refused(tmp_path: Path, data: bytes) -> None:
    """A file without sound in it is told from a clip."""
    (tmp_path / "x.wav").write_bytes(data)
    with pytest.raises(sound.Unusable):
        sound.read(tmp_path / "x.wav")


# --- the cache


def put(cache: ClipCache, text: str, seconds: float = 1.0) -> str:
    name = clip_name(Phrase("zh", text), None, 160, 1.0)
    sound.write(cache.target(name), tone(seconds), 16_000)
    assert cache.add(name)
    return name


def test_the_least_recently_used_clip_goes_first(tmp_path: Path) -> None:
    """The cache stays within its size and keeps what is still played, also over a restart."""
    cache = ClipCache(tmp_path, 1)
    names = [put(cache, str(i)) for i in range(31)]
    assert cache.path(names[0])
    more = [put(cache, str(i)) for i in range(100, 110)]
    assert cache.size_bytes <= 1_000_000
    assert cache.path(names[0])
    assert cache.path(names[1]) is None
    assert all(cache.path(name) for name in more)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == cache.size_bytes
    assert ClipCache(tmp_path, 1).path(names[0])


def test_half_written_clips_are_never_served(tmp_path: Path) -> None:
    """What a crash left behind is removed at the start; whole clips stay, other people's files too."""
    cache = ClipCache(tmp_path, 1)
    whole, torn = put(cache, "whole"), put(cache, "torn")
    data = cache.target(torn).read_bytes()
    cache.target(torn).write_bytes(data[: len(data) // 2])
    (tmp_path / f"{whole}.new.part").write_bytes(data)
    (tmp_path / "README").write_text("ours", encoding="utf-8")
    again = ClipCache(tmp_path, 1)
    assert again.path(whole)
    assert again.path(torn) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([whole, "README"])


def test_a_clip_removed_by_hand_is_missed(tmp_path: Path) -> None:
    """A cleared folder is noticed, so that the clip is made again."""
    cache = ClipCache(tmp_path, 1)
    name = put(cache, "gone")
    cache.target(name).unlink()
    assert cache.path(name) is None


def test_each_sound_has_a_name_of_its_own() -> None:
    """Text, language, voice, rate and volume all tell clips apart."""
    kinds = [
        clip_name(Phrase(lang, text), voice, rate, volume)
        for lang in ("zh", "en")
        for text in ("A", "a", "A\0")
        for voice in (None, "v")
        for rate in (160, 161)
        for volume in (1.0, 0.9)
    ]
    assert len(set(kinds)) == len(kinds) == 48


# --- recordings


def record(folder: Path, manifest: object = None, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if manifest is not None:
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder.parent


@pytest.fixture
def silent(tmp_path: Path) -> Callable[..., Speaker]:
    """Give speakers without an engine, which recordings must do without."""
    started: list[Speaker] = []

    def start(*folders: Path) -> Speaker:
        nothing = (sys.executable, "-c", 'print(\'{"ready": false, "reason": "engine_missing"}\')')
        started.append(Speaker(ClipCache(tmp_path / "clips", 1), [Recordings(f) for f in folders], command=nothing))
        return started[-1]

    yield start
    for voice in started:
        voice.close()


def test_recordings_speak_without_an_engine(tmp_path: Path, silent: Callable[..., Speaker]) -> None:
    """A call that recordings can say is ready at once, and its files are served under safe names."""
    phrases = {phrase.text: f"{i}.opus" for i, phrase in enumerate(BOTH[:3])}
    pack = record(
        tmp_path / "pack" / "zh",
        {"format": 1, "voice": "v", "phrases": phrases},
        **{f"{i}_opus": b"%d" % i for i in range(3)},
    )
    voice = silent(pack)
    clips = voice.clips(BOTH[:3])
    assert [voice.path(clip).read_bytes() for clip in clips] == [b"0", b"1", b"2"]
    assert all(clip.endswith(".opus") and "/" not in clip for clip in clips)
    assert voice.clips(BOTH) == []
    assert voice.status().recorded == 3


def test_what_cannot_be_said_is_told(tmp_path: Path, silent: Callable[..., Speaker]) -> None:
    """The manager is told which phrases neither a recording nor an engine can say, and which recordings are wrong."""
    texts = {phrase.text: f"{i}.opus" for i, phrase in enumerate(BOTH[:2])}
    voice = silent(
        record(
            tmp_path / "pack" / "zh",
            {"format": 1, "phrases": texts | {"坏": "gone.opus"}},
            **{"0_opus": b"", "1_opus": b""},
        )
    )
    assert [one.code for one in complaints(voice.status())] == ["recordings"]
    voice.prepare(BOTH[:3])
    until(lambda: len(complaints(voice.status())) == 2)
    wrong, missing = complaints(voice.status())
    assert "gone.opus" in wrong.facts["detail"]
    assert missing.code == "engine_missing"
    assert missing.facts["phrases"] == BOTH[2].text


def test_of_many_phrases_a_few_are_named() -> None:
    """A list that nobody would read is cut, and its length told."""
    many = tuple(Phrase("zh", f"{n}号，") for n in range(20))
    (said,) = complaints(VoiceStatus("hanging", unsaid=many))
    assert said.facts["phrases"] == "0号， / 1号， / 2号， / 3号， / 4号， … (20)"
    assert complaints(VoiceStatus("engine_missing")) == []


def test_one_language_is_better_than_none(tmp_path: Path, silent: Callable[..., Speaker]) -> None:
    """A language that cannot be said is left out whole, as soon as that is known; the other is spoken."""
    zh = {phrase.text: f"{i}.opus" for i, phrase in enumerate(BOTH[:3])}
    en = {phrase.text: f"{i}.opus" for i, phrase in enumerate(BOTH[3:5])}  # the counter is missing
    files = {f"{i}_opus": b"" for i in range(3)}
    record(tmp_path / "pack" / "zh", {"format": 1, "phrases": zh}, **files)
    voice = silent(record(tmp_path / "pack" / "en", {"format": 1, "phrases": en}, **files))
    voice.clips(BOTH)
    until(lambda: voice.status().reason == "engine_missing")
    assert voice.clips(BOTH) == voice.names(BOTH) == voice.clips(BOTH[:3])
    assert len(voice.clips(BOTH)) == 3
    assert voice.clips(BOTH[3:]) == []


def test_a_halls_own_recordings_come_first(tmp_path: Path, silent: Callable[..., Speaker]) -> None:
    """A file named after its phrase replaces the pack's recording; punctuation and case do not matter."""
    own = record(tmp_path / "own" / "en", **{"ticket a_wav": b"own"})
    pack = record(
        tmp_path / "pack" / "en",
        {"format": 1, "phrases": {"Ticket A,": "a.opus", "one,": "b.opus"}},
        a_opus=b"",
        b_opus=b"",
    )
    voice = silent(own, pack)
    first, second = voice.clips([Phrase("en", "Ticket A,"), Phrase("en", "one,")])
    assert voice.path(first).read_bytes() == b"own"
    assert voice.path(second).name == "b.opus"


@pytest.mark.parametrize(
    "manifest",
    [
        [], {}, {"format": 2, "phrases": {}}, {"format": 1}, {"format": 1, "phrases": ["a"]},
        {"format": 1, "phrases": {"a": 1}}, {"format": 1, "phrases": {"a": "../../secret.wav"}},
        {"format": 1, "phrases": {"a": "missing.wav"}}, {"format": 1, "phrases": {"a": "manifest.json"}},
    ],
)  # fmt: skip
def test_a_damaged_manifest_is_told(tmp_path: Path, manifest: object) -> None:
    """What is wrong in a folder of recordings is said, serves no file, and keeps no other language from speaking."""
    (tmp_path / "secret.wav").write_bytes(b"no")
    record(tmp_path / "pack" / "zh", manifest)
    recordings = Recordings(record(tmp_path / "pack" / "en", hello_wav=b"yes"))
    assert len(recordings.problems) == 1
    assert recordings.name(Phrase("zh", "a")) is None
    assert recordings.name(Phrase("en", "Hello!"))


def test_a_recording_that_is_too_long_is_told_and_not_used(tmp_path: Path) -> None:
    """A hall's own recording of minutes would keep every call waiting: it is left out, and the manager is told."""
    folder = tmp_path / "own" / "zh"
    folder.mkdir(parents=True)
    for name, length_s in (("请A", 60.0), ("请B", 0.5)):
        sound.write(folder / f"{name}.wav", tone(length_s), 16_000)
    own = Recordings(tmp_path / "own", own=True)
    assert own.problems == ["zh/请A.wav: 60 s are too long for what it says"]
    assert own.name(Phrase("zh", "请A，")) is None
    assert own.name(Phrase("zh", "请B，")) is not None


@pytest.mark.parametrize("own", [True, False])
def test_a_recording_has_one_name_at_every_server(tmp_path: Path, *, own: bool) -> None:
    """Copied to another computer, with another time, it is served under the same name; another sound is not."""
    heard = Phrase("zh", "请B，")

    def name(folder: str, length_s: float, at: float) -> str | None:
        file = tmp_path / folder / "zh" / "请B.wav"
        file.parent.mkdir(parents=True, exist_ok=True)
        sound.write(file, tone(length_s), 16_000)
        os.utime(file, (at, at))
        return Recordings(tmp_path / folder, own=own).name(heard)

    assert name("one", 0.5, 1e9) == name("other", 0.5, 1.5e9) != name("one", 0.6, 1e9)


def test_a_sound_file_says_how_long_it_is(tmp_path: Path) -> None:
    """WAV, Opus and FLAC tell; what is torn or of another kind does not."""
    sound.write(tmp_path / "a.wav", tone(1.5), 16_000)
    assert seconds(tmp_path / "a.wav") == pytest.approx(1.5)
    assert 0.5 < (seconds(PACK / "zh" / "letter-a.opus") or 0) < 1.1
    flac = b"fLaC\x00\x00\x00\x22" + bytes(10) + (16_000 << 44 | 40_000).to_bytes(8, "big") + bytes(16)
    for name, data in (("a.flac", flac), ("b.flac", b"fLaC"), ("a.mp3", b"ID3"), ("a.opus", b"OggS"), ("b.wav", b"")):
        (tmp_path / name).write_bytes(data)
    assert seconds(tmp_path / "a.flac") == pytest.approx(2.5)
    assert [seconds(tmp_path / name) for name in ("b.flac", "a.mp3", "a.opus", "b.wav", "gone.wav")] == [None] * 5


def test_no_pack_is_no_mistake(tmp_path: Path) -> None:
    """A folder that is not there says nothing and complains of nothing."""
    recordings = Recordings(tmp_path / "none")
    assert (len(recordings), recordings.problems) == (0, [])


# --- what any voice does


@pytest.mark.parametrize("name", ["", "..", "../x.wav", "/etc/passwd", "a\0.wav", "x" * 9999, "f" * 32 + ".wav"])
def test_any_name_is_safe_to_ask_for(tmp_path: Path, silent: Callable[..., Speaker], name: str) -> None:
    """A name that no clip has gives no file, whatever it looks like."""
    for voice in (silent(tmp_path / "none"), Mute()):
        assert voice.path(name) is None
        assert voice.wait(name, 0) is False


def test_a_hall_without_a_voice() -> None:
    """The stand-in answers everything, has nothing, and says that it is off."""
    voice: Voice = Mute()
    voice.prepare(CALL)
    voice.on_ready(print)
    assert (voice.clips(CALL), voice.names(CALL), voice.status().reason) == ([], [], "off")
    voice.close()


# --- the line of what is to be spoken


def job(name: str) -> Job:
    return Job(name, Phrase("zh", name))


def test_the_line_keeps_order_and_drops_the_oldest() -> None:
    """Nothing waits twice, what is wanted now goes first, and the line never grows without end."""
    line = Pending()
    for i in range(AHEAD_LIMIT + 3):
        line.put(job(f"ahead {i}"), now=False)
        line.put(job(f"ahead {i}"), now=False)
    line.put(job("now 1"), now=True)
    line.put(job("ahead 10"), now=True)
    line.put(job("ahead 10"), now=False)
    assert len(line) == AHEAD_LIMIT + 1
    order = [taken.name for _ in range(4) if (taken := line.take(0))]
    assert order == ["now 1", "ahead 10", "ahead 3", "ahead 4"]
    line.put_back(job("again"))
    assert line.take(0) == job("again")
    line.close()
    assert line.take(60) is None
