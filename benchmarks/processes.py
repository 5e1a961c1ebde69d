"""The served hall and the bare server, each a real process on one core; who measures stays on the others."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks.load import Wire, post
from tests.processes import Process

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "server.py"
START_LIMIT_S = 60.0
STOP_LIMIT_S = 8.0
LAST_LINES = 20
LOOK_S = 0.002
OPEN_FILES = 8192
"""2,000 listeners need a descriptor each, at both ends."""


def _cores() -> tuple[set[int], set[int]]:
    if not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2:
        return set(), set()
    *ours, last = sorted(os.sched_getaffinity(0))
    return {last}, set(ours)


SERVER_CORE, OUR_CORES = _cores()
"""Empty where processes cannot be pinned, or there is one core only."""


@contextmanager
def on(cores: set[int]) -> Iterator[None]:
    """Run, and start processes, on `cores` alone."""
    if not cores:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def allow_many_files() -> None:
    """Raise this process's limit of open files, which its servers inherit."""
    if os.name != "posix":
        return
    import resource  # noqa: PLC0415 - POSIX alone has it

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def now() -> float:
    """Return the time of the halls that are measured: the computer's."""
    return time.time()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def begin(words: Sequence[str], log: Path, given: str = "") -> Process:
    """Begin Python with `words`; its errors go to the end of `log`. `given` is its standard input.

    A test has the product begun otherwise: by a clock of its own, and for less.
    """
    with log.open("ab") as errors:
        process = subprocess.Popen([sys.executable, *words], stdin=subprocess.PIPE, stderr=errors, cwd=ROOT)
    assert process.stdin is not None
    process.stdin.write(given.encode())
    process.stdin.close()
    return process


def wait_for_health(port: int, process: Process, path: str = "/api/v1/healthz") -> None:
    """Return at the first 200 of `path`. Raises RuntimeError when the process ends or the time is up."""
    deadline = time.perf_counter() + START_LIMIT_S
    while time.perf_counter() < deadline and process.poll() is None:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=START_LIMIT_S)
        try:
            asking.request("GET", path)
            if asking.getresponse().status == 200:
                return
        except ConnectionError:
            time.sleep(LOOK_S)
        finally:
            asking.close()
    raise RuntimeError(f"no answer on port {port}: the process ended with {process.poll()}")


def always_open() -> str:
    """Return the sample hall's configuration, open at all hours; all else as delivered.

    One clerk is at many counters, and no panel is open that would tell whether that clerk is still there.
    """
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(mon|tue|wed|thu|fri|sat|sun) = .*$", r'\1 = ["00:00-24:00"]', text)
    text = re.sub(r"(?m)^calendar = .*$", 'calendar = "none"', text)
    text = text.replace("one_counter_per_clerk = true", "one_counter_per_clerk = false")
    text = text.replace("counter_left_min = 5", "counter_left_min = 0")
    return re.sub(r"(?m)^exceptions = .*$", "", text)


@dataclass
class Served:
    """A server in a process of its own."""

    folder: Path
    port: int = 0
    pid: int = 0
    process: Process | None = None

    def start(self) -> None:
        """Start it on the server's core and return when it is ready to serve."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        with on(SERVER_CORE):
            self.process = begin(self.words(), self.folder / "server.log")
        self.pid = self.process.pid
        wait_for_health(self.port, self.process)

    def words(self) -> list[str]:
        """Return the command line after the interpreter."""
        raise NotImplementedError

    def last_words(self) -> str:
        """Return the end of what it said, requests left out."""
        log = self.folder / "server.log"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return "\n".join([line for line in lines if '"hall.requests"' not in line][-LAST_LINES:]) + "\n"

    def stop(self) -> None:
        """End it, gently first."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Hall(Served):
    """The product as it is delivered, voice included, open at all hours."""

    configuration: str = field(default_factory=always_open)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "var"

    def furnish(self) -> Path:
        """Write the configuration and return its file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "config.toml"
        config.write_text(self.configuration, encoding="utf-8")
        return config

    def words(self) -> list[str]:
        """See Served.words."""
        where = ["--config", str(self.furnish()), "--data", str(self.data)]
        return [PROGRAM, "serve", *where, "--host", "127.0.0.1", "--port", str(self.port)]

    def clerk(self, role: str = "clerk") -> str:
        """Make a clerk, or whom else, as an administrator does, and return the token of their session."""
        where = ["--config", str(self.furnish()), "--data", str(self.data)]
        words = [PROGRAM, "staff", "add", "li", "--name", "李明", "--role", role, *where]
        assert begin(words, self.folder / "staff.log", "4711\n").wait() == 0
        answer = Wire(self.port).ask(post("/api/v1/sessions", b'{"staff":"li","pin":"4711"}'))
        assert answer.status == 201, answer
        return str(json.loads(answer.body)["token"])

    def open_counters(self, token: str, counters: list[str]) -> None:
        """Open `counters`, as their clerk."""
        wire = Wire(self.port)
        for counter in counters:
            answer = wire.ask(post(f"/api/v1/counters/{counter}/open", token=token))
            assert answer.status == 200, answer


@dataclass
class Bare(Served):
    """benchmarks/bare.py, started."""

    def words(self) -> list[str]:
        """See Served.words."""
        return ["-m", "benchmarks.bare", str(self.port), str(self.folder / "lines")]


A_SERVER = TypeVar("A_SERVER", bound=Served)


@contextmanager
def running(server: A_SERVER) -> Iterator[A_SERVER]:
    """Start `server`; it is gone afterwards, whatever happens."""
    try:
        server.start()
        yield server
    except BaseException:
        sys.stderr.write(server.last_words())  # the folder is gone when somebody comes to look
        raise
    finally:
        server.stop()


def cpu_s(pid: int) -> float | None:
    """Return the seconds of computing that process `pid` has had; None where /proc is not there."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return None
    fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children_cpu_s(parent: int) -> float:
    """Return the seconds of computing that the children of process `parent` have had, those that have ended too."""
    stat = Path(f"/proc/{parent}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    ended_s = (int(stat[13]) + int(stat[14])) / os.sysconf("SC_CLK_TCK")
    return ended_s + sum(cpu_s(child) or 0.0 for child in _children(parent))


def memory_mib(pid: int, which: str = "VmRSS") -> float | None:
    """Return the resident memory of process `pid`, without its children; None where /proc is not there.

    `which` may be "VmHWM": the most it has ever been.
    """
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    found = re.search(rf"{which}:\s+(\d+) kB", status.read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else None


def children_mib(parent: int) -> float:
    """Return the resident memory of the children of process `parent`, added up."""
    return sum(memory_mib(child) or 0.0 for child in _children(parent))


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found
