"""A burst of calls as a wall says it, recorded: its length, order, loudness, and what is understood.

    python -m benchmarks.recording [--calls 20] [--out burst.wav]

Hall, voice and wall (in Chromium) are real; the page notes which clip begins when, and the recording is put together
from that with opusdec (opus-tools). What is understood needs the packages that benchmarks/voice_recognition.py names;
without them that row says so.
"""

import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
import time
import wave
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from benchmarks.browser import launcher, missing
from benchmarks.load import Wire, post
from benchmarks.processes import OUR_CORES, ROOT, Hall, always_open, on, running
from benchmarks.sound import BURST_COUNTERS, LIMIT_MS, WALL
from benchmarks.table import Row, at_least, at_most, table
from benchmarks.voice_recognition import recogniser, tools
from benchmarks.voice_scoring import score_zh
from hall.speech.digits import HANZI_DIGITS
from hall.voice.recordings import Recordings
from hall.voice.speaker import PACK

RATE_HZ: Final = 24_000
FIRST_COUNTER: Final = 31
QUIET_MS: Final = 8_000
"""When nothing has begun for so long, all is said."""
MOST_MS: Final = 180_000
CHIME: Final = ROOT / "assets" / "sounds" / "chime.wav"
NOTES: Final = """
window.played = [];
const urls = new WeakMap();
const bytes = Response.prototype.arrayBuffer;
Response.prototype.arrayBuffer = async function () {
  const found = await bytes.call(this);
  urls.set(found, this.url);
  return found;
};
const decode = BaseAudioContext.prototype.decodeAudioData;
BaseAudioContext.prototype.decodeAudioData = async function (encoded, ...rest) {
  const url = urls.get(encoded);
  const found = await decode.call(this, encoded, ...rest);
  urls.set(found, url);
  return found;
};
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (at) {
  const in_ms = Math.max(0, at - this.context.currentTime) * 1000;
  played.push({ from: performance.timeOrigin + performance.now() + in_ms, url: urls.get(this.buffer) ?? "" });
  return start.call(this, at);
};
"""
"""Notes which clip begins when, in milliseconds since 1970."""
FULL: Final = 32_767
_LETTER: Final = re.compile(r"请?[A-Z]，")
_NUMBER: Final = re.compile(r"([零一二三四五六七八九]{3})号，")


@dataclass(frozen=True, slots=True)
class Played:
    """A clip: when it began, in seconds from the first key, what it says ("" for the chime), and its samples."""

    at_s: float
    lang: str
    text: str
    samples: "array[int]"

    @property
    def ends_s(self) -> float:
        """Return when it ended."""
        return self.at_s + len(self.samples) / RATE_HZ

    @property
    def loudness_db(self) -> float:
        """Return how loud what is spoken is, below full scale: pauses of the speaker do not count."""
        floor = max(map(abs, self.samples)) / 50
        spoken = [sample for sample in self.samples if abs(sample) > floor]
        return 20 * math.log10(math.sqrt(sum(sample * sample for sample in spoken) / len(spoken)) / FULL)


def main() -> int:
    """Record, print, and keep the recording if asked; 1 when a target is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.recording", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", type=int, default=20, choices=range(1, 21), metavar="1–20")
    parser.add_argument("--out", type=Path, help="where the recording goes")
    options = parser.parse_args()
    if why := missing():
        print(f"not measured: {why}")
        return 1
    with tempfile.TemporaryDirectory(prefix="recording-") as folder, on(OUR_CORES):
        played = _record(Path(folder), options.calls)
    sound = _mixed(played)
    if options.out:
        with wave.open(str(options.out), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(sound.tobytes())
    rows = list(_rows(played, options.calls))
    print(table(rows))
    return int(any(row.missed for row in rows))


def _record(folder: Path, calls: int) -> list[Played]:
    """Call so many tickets 50 ms apart, and return what the wall played."""
    with running(Hall(folder / "hall", configuration=always_open() + BURST_COUNTERS)) as hall, launcher() as launch:
        page = launch().new_page(viewport=WALL, locale="zh-CN")
        page.add_init_script(NOTES)
        page.goto(f"http://127.0.0.1:{hall.port}/display/east")
        page.wait_for_selector(".wall:not([aria-busy=true])", timeout=LIMIT_MS)
        token, wire = hall.clerk(), Wire(hall.port)
        counters = [str(FIRST_COUNTER + n) for n in range(calls)]
        hall.open_counters(token, counters)
        for _ in counters:
            assert wire.ask(post("/api/v1/tickets", b'{"service":"company"}')).status == 201
        pressed = time.time()
        for counter in counters:
            assert wire.ask(post(f"/api/v1/counters/{counter}/call-next", token=token)).status == 200
            time.sleep(0.05)
        is_over = "(ms) => played.length && performance.timeOrigin + performance.now() > played.at(-1).from + ms"
        page.wait_for_function(is_over, arg=QUIET_MS, timeout=MOST_MS)
        noted = page.evaluate("played")
    pack = Recordings(PACK)
    return [_played(one["from"] / 1000 - pressed, one["url"], pack) for one in noted]


def _played(at_s: float, url: str, pack: Recordings) -> Played:
    file = pack.path(url.rpartition("/")[2])
    if file is None:
        return Played(at_s, "", "", _decoded(CHIME))
    lang = file.parent.name
    return Played(at_s, lang, next(text for text, name in _manifest(lang).items() if name == file.name), _decoded(file))


@cache
def _manifest(lang: str) -> dict[str, str]:
    file = ROOT / "assets" / "voice" / lang / "manifest.json"
    phrases: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))["phrases"]
    return phrases


@cache
def _decoded(file: Path) -> "array[int]":
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "clip.wav"
        command = ["opusdec", "--quiet", "--rate", str(RATE_HZ), "--force-wav", str(file), str(plain)]
        if file.suffix == ".opus":
            subprocess.run(command, check=True)
        with wave.open(str(plain if file.suffix == ".opus" else file), "rb") as sound:
            samples = array("h", sound.readframes(sound.getnframes()))
            every = sound.getframerate() / RATE_HZ
    return samples if every == 1 else array("h", (samples[int(n * every)] for n in range(int(len(samples) / every))))


def _mixed(played: Sequence[Played]) -> "array[int]":
    """Return the recording: every clip in its place."""
    sound = array("h", bytes(2 * int(max(one.ends_s for one in played) * RATE_HZ + RATE_HZ)))
    for one in played:
        begins = int(one.at_s * RATE_HZ)
        sound[begins : begins + len(one.samples)] = one.samples
    return sound


def _rows(played: Sequence[Played], calls: int) -> Iterator[Row]:
    wanted = [f"{n:03}" for n in range(1, calls + 1)]
    said = list(dict.fromkeys(_digits(o.text) for o in played if o.lang == "zh" and _NUMBER.fullmatch(o.text)))
    overlaps = [max(0.0, one.ends_s - other.at_s) for one, other in pairwise(played)]
    loud = [one.loudness_db for one in played if one.text]
    yield Row(f"a burst of {calls} calls, all said by a wall", played[-1].ends_s, "s", (at_most(75),))
    yield Row("calls that are not said", len(set(wanted) - set(said)), "", (at_most(0),))
    yield Row(
        "calls said out of their order", sum(a != b for a, b in zip(said, wanted, strict=False)), "", (at_most(0),)
    )
    yield Row("the longest time two clips are heard at once", 1000 * max(overlaps, default=0.0), "ms", (at_most(5),))
    yield Row("between the loudest and the softest clip", max(loud) - min(loud), "dB", (at_most(6),))
    yield _understood(played, calls)


def _digits(text: str) -> str:
    return "".join(str(HANZI_DIGITS.index(char)) for char in text[:3])


def _understood(played: Sequence[Played], calls: int) -> Row:
    """Have each call's Chinese heard, from its letter to its counter, as it lies in the recording."""
    name = "calls whose number and counter are understood"
    try:
        found = tools()
    except SystemExit as why:
        return Row(name, None, "%", note=str(why))
    hear, right = recogniser("zh", found), 0
    for n in range(calls):
        digits = f"{n + 1:03}"
        middle = next(i for i, one in enumerate(played) if one.lang == "zh" and _digits_or_none(one.text) == digits)
        end = next((i for i in range(middle + 1, len(played)) if not _is_of_counter(played[i])), len(played))
        right += score_zh(hear(_heard(played[middle - 1 : end], found)), "A", digits, FIRST_COUNTER + n).both_sounded
    return Row(name, 100 * right / calls, "%", (at_least(90),))


def _is_of_counter(clip: Played) -> bool:
    """Return whether a clip after a number is still of the same call: in a hurry that ends with 到三十五号."""
    return clip.lang == "zh" and _LETTER.fullmatch(clip.text) is None


def _digits_or_none(text: str) -> str | None:
    return _digits(text) if _NUMBER.fullmatch(text) else None


def _heard(clips: Sequence[Played], found: Any) -> Any:
    """Return clips as the recogniser takes them: 16,000 samples a second between -1 and 1."""
    begins = clips[0].at_s
    moved = [Played(one.at_s - begins, one.lang, one.text, one.samples) for one in clips]
    samples = found.numpy.frombuffer(_mixed(moved).tobytes(), dtype="<i2").astype("float32") / FULL
    at = found.numpy.arange(0, len(samples) - 1, RATE_HZ / 16_000)
    return found.numpy.interp(at, found.numpy.arange(len(samples)), samples).astype("float32")


if __name__ == "__main__":
    sys.exit(main())
