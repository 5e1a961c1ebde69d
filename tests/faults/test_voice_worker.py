"""A speech engine that is missing, hangs, crashes or lies: no call waits, the reason is told, the voice comes back."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hall.speech.call import Phrase
from hall.voice.cache import ClipCache
from hall.voice.child import WORKER
from hall.voice.speaker import Speaker
from hall.voice.synthesis import Limits
from tests.patience import until

ROOT = Path(__file__).parents[2]
DOUBLE = Path(__file__).with_name("voice_double.py")
ENGINE = pytest.mark.skipif(
    os.name == "posix" and shutil.which("espeak-ng") is None, reason="no speech engine: install espeak-ng"
)
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
IMPATIENT = Limits(phrase_s=1.0, start_s=10, pause_s=0.01)
PATIENT = Limits(phrase_s=20, start_s=60, pause_s=0.01)

Start = Callable[..., Speaker]


@pytest.fixture
def starts(tmp_path: Path) -> Path:
    """Return the file in which each process of the double writes its id."""
    return tmp_path / "starts"


@pytest.fixture
def start(tmp_path: Path, starts: Path) -> Iterator[Start]:
    speakers: list[Speaker] = []

    def begin(
        *kinds: str, limits: Limits = IMPATIENT, command: tuple[str, ...] | None = None, folder: str = "clips"
    ) -> Speaker:
        double = command or (sys.executable, str(DOUBLE), str(starts), *kinds)
        speakers.append(Speaker(ClipCache(tmp_path / folder, 10), [], command=double, limits=limits))
        return speakers[-1]

    yield begin
    began = time.monotonic()
    for speaker in speakers:
        speaker.close()
    assert time.monotonic() - began < 5, "a server must stop within five seconds, whatever its voice is at"


def phrase(text: str) -> Phrase:
    return Phrase("zh", text)


def processes(starts: Path) -> list[int]:
    return [int(line) for line in starts.read_text(encoding="utf-8").split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("hang", "hanging"), ("crash", "crashing"), ("garbage", "crashing"), ("out-of-turn", "crashing"),
        ("empty", "bad_clip"), ("torn", "bad_clip"), ("nothing", "bad_clip"),
    ],
)  # fmt: skip
def test_a_failing_engine_is_told_and_served_by_nothing(start: Start, kind: str, reason: str) -> None:
    """Whatever the engine does instead of speaking, no clip is named, the reason is told, nobody is kept waiting."""
    speaker = start(kind)
    (name,) = speaker.names([phrase("你好")])
    assert speaker.wait(name, 30) is False
    assert speaker.status().reason == reason
    assert speaker.path(name) is None
    assert speaker.clips([phrase("你好")]) == []


@pytest.mark.parametrize("kind", ["hang", "crash", "garbage", "out-of-turn", "empty", "torn", "nothing"])
def test_one_failure_costs_no_phrase(start: Start, kind: str) -> None:
    """A phrase that failed once is tried again, and all are made in the end, in order."""
    speaker = start(kind, "fine")
    ready: list[str] = []
    speaker.on_ready(ready.append)
    names = speaker.names([phrase(text) for text in "一二三四五"])
    assert [speaker.wait(name, 30) for name in names] == [True] * 5
    until(lambda: ready == names)
    assert speaker.status().reason == "ok"


def test_one_bad_phrase_does_not_hold_up_the_rest(start: Start, starts: Path) -> None:
    """A phrase on which the engine always hangs is left alone after two tries; the others are spoken."""
    speaker = start("hang-on-bad")
    bad, *good = speaker.names([phrase("坏"), phrase("好"), phrase("很好")])
    assert [speaker.wait(name, 30) for name in good] == [True, True]
    assert speaker.wait(bad, 0) is False
    speaker.names([phrase("坏")])
    assert speaker.status().waiting == 0
    assert len(processes(starts)) == 3


@pytest.mark.clock
def test_asking_never_waits_for_a_hanging_engine(start: Start) -> None:
    """While the engine hangs, a thousand questions about calls take no time."""
    speaker = start("hang", limits=PATIENT)
    began = time.monotonic()
    for i in range(1_000):
        speaker.prepare([phrase(f"{i}")])
        assert speaker.clips([phrase(f"{i}")]) == []
        speaker.status()
    assert time.monotonic() - began < 6


@pytest.mark.clock
@POSIX
def test_a_hung_process_is_ended_for_certain(start: Start, starts: Path) -> None:
    """Neither a time-out nor the end of the server leaves a process behind, and ending takes no time."""
    speaker = start("hang")
    speaker.names([phrase("一")])
    until(lambda: starts.exists() and len(processes(starts)) == 2)
    assert not alive(processes(starts)[0])
    began = time.monotonic()
    speaker.close()
    assert time.monotonic() - began < 6
    assert not any(map(alive, processes(starts)))


@pytest.mark.clock
def test_a_broken_engine_costs_next_to_nothing(start: Start, starts: Path) -> None:
    """Restarts of an engine that always fails become rarer and rarer."""
    speaker = start("crash", limits=Limits(phrase_s=1, start_s=10, pause_s=0.2))
    speaker.prepare(phrase(f"{i}") for i in range(100))
    until(lambda: starts.exists() and len(processes(starts)) >= 4)
    began, before = time.monotonic(), len(processes(starts))
    until(lambda: len(processes(starts)) > before)
    assert time.monotonic() - began > 0.8
    assert speaker.status().reason == "crashing"


def test_an_engine_that_is_installed_later_speaks(start: Start, starts: Path, tmp_path: Path) -> None:
    """Without an engine the reason is told and nothing is lost; once there is one, what was wanted is spoken."""
    engine = tmp_path / "engine"
    speaker = start("needs", str(engine))
    (name,) = speaker.names([phrase("一")])
    until(lambda: speaker.status().reason == "engine_missing")
    assert speaker.wait(name, 0.1) is False
    engine.touch()
    assert speaker.wait(name, 60)
    assert speaker.status().reason == "ok"


def test_an_engine_that_never_starts(start: Start) -> None:
    """A process that says nothing at its start counts as hanging, not as busy."""
    speaker = start("mute-start", limits=Limits(phrase_s=1, start_s=0.5, pause_s=0.01))
    speaker.names([phrase("一")])
    until(lambda: speaker.status().reason == "hanging")


def test_a_command_that_is_not_there(start: Start) -> None:
    """A speaking process that cannot be started at all is a missing engine."""
    speaker = start(command=("/no/such/program",))
    speaker.names([phrase("一")])
    until(lambda: speaker.status().reason == "engine_missing")


def test_a_listeners_fault_is_its_own(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    """One listener that fails keeps neither the other listeners nor the voice from their work."""
    speaker = start("fine")
    heard: list[str] = []

    def fail(_name: str) -> None:
        raise ValueError("screen gone")

    speaker.on_ready(fail)
    speaker.on_ready(heard.append)
    names = speaker.names([phrase("一"), phrase("二")])
    until(lambda: heard == names)
    assert caplog.text.count("screen gone") >= 2


def test_a_fault_of_our_own_does_not_silence_the_hall(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody thought of costs one try of one clip; the voice goes on and makes it."""
    speaker = start("fine")
    add, faults = ClipCache.add, iter([KeyError("unthought of")])

    def fail_once(cache: ClipCache, name: str) -> bool:
        for fault in faults:
            raise fault
        return add(cache, name)

    monkeypatch.setattr(ClipCache, "add", fail_once)
    names = speaker.names([phrase("一"), phrase("二")])
    assert [speaker.wait(name, 30) for name in names] == [True, True]
    assert speaker.status().reason == "ok"


def test_no_word_of_a_call_is_in_the_log(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    """Failures are logged by the clip's name: an announcement may name a person."""
    caplog.set_level(logging.DEBUG)
    speaker = start("crash")
    (name,) = speaker.names([phrase("请王小明到服务台")])
    assert speaker.wait(name, 30) is False
    assert name in caplog.text
    assert "王小明" not in caplog.text


# --- the real worker


@ENGINE
def test_a_folder_that_cannot_be_written(start: Start, tmp_path: Path) -> None:
    """A cache that cannot exist stops neither the start nor a call; the manager is told why nothing is spoken."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    speaker = start(command=WORKER, limits=PATIENT, folder="file/clips")
    (name,) = speaker.names([phrase("你好")])
    assert speaker.wait(name, 60) is False
    assert speaker.status().reason == "folder_unwritable"


@ENGINE
@POSIX
def test_a_full_disk(start: Start, tmp_path: Path) -> None:
    """With no room for a clip nothing half-written stays, and the reason is told."""
    limited = ("sh", "-c", 'ulimit -f 100; exec "$@"', "sh", *WORKER)
    speaker = start(command=limited, limits=PATIENT)
    (name,) = speaker.names([phrase("你好")])
    assert speaker.wait(name, 60) is False
    assert speaker.status().reason == "folder_unwritable"
    assert list((tmp_path / "clips").iterdir()) == []


@ENGINE
def test_the_voice_comes_back_when_its_folder_does(start: Start, tmp_path: Path) -> None:
    """Once the folder can be written again the next phrase is spoken, without a restart."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    speaker = start(command=WORKER, limits=PATIENT, folder="file/clips")
    speaker.prepare([Phrase("en", "Good morning")])
    until(lambda: speaker.status().reason == "folder_unwritable")
    (tmp_path / "file").unlink()
    assert speaker.clips([Phrase("en", "Goodbye")]) == []
    until(lambda: speaker.clips([Phrase("en", "Goodbye")]) != [])
    assert speaker.status().reason == "ok"


@ENGINE
@POSIX
def test_the_worker_dies_with_its_server() -> None:
    """A server that is killed leaves no speaking process behind."""
    script = """
import sys, time
from hall.voice.child import WORKER, Child
child = Child(WORKER)
print(child.answer(60)["ready"], child._process.pid, flush=True)
time.sleep(3600)
"""
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        ready, pid = server.stdout.readline().split()
        assert ready == "True"
        assert alive(int(pid))
        server.send_signal(signal.SIGKILL)
    until(lambda: not alive(int(pid)))
