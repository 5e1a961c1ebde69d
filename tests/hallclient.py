"""A real server in a process of its own, and a client for its API: what tests of the whole product use."""

import re
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests

from benchmarks.processes import cpu_s
from tests import processes
from tests.hallclock import HallClock
from tests.patience import PATIENCE_S, until
from tests.processes import Process

ROOT = Path(__file__).parent.parent
_WEEK = "\n".join(f'{day} = ["00:00-24:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))


def always_open(extra: str = "") -> str:
    """Return the sample hall's configuration, open at all hours and without a voice, with `extra` tables added."""
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^mon = .*?^sun = .*?$", _WEEK, text)
    text = text.replace('calendar = "china"', 'calendar = "none"')
    text = re.sub(r"(?m)^exceptions = .*$", "", text)
    text = text.replace("idle_s = 45", "idle_s = 600")  # on a busy machine nobody touches in time
    text = text.replace("one_counter_per_clerk = true", "one_counter_per_clerk = false")  # one client plays many clerks
    return f"{text}\n{extra}"


def silent(text: str) -> str:
    """Return the configuration `text` with the voice turned off."""
    return re.sub(r"(?ms)(^\[voice\]$.*?^)enabled = true$", r"\1enabled = false", text)


@dataclass
class Server:
    """`python server.py serve` on a free port, with a data folder and a clock of its own."""

    folder: Path
    configuration: str = field(default_factory=lambda: silent(always_open()))
    """What stands in its file; without a word there is none."""
    port: int = 0
    program: Path | None = None
    """What is run instead of server.py, and by the computer's clock."""
    process: Process | None = None

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "var"

    @property
    def clock(self) -> HallClock:
        """The hall's clock, to be set before or while it serves."""
        return HallClock(self.folder / "clock")

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        """Start, and return when it listens. A restart keeps its port."""
        where = ("--config", self._config(), "--data", self.data, "--host", "127.0.0.1", "--port", self.port)
        begins = len(self.log())
        process = processes.run(["serve", *where], self.clock.file(), self._log, program=self.program)
        self.process = process

        def port() -> int | None:
            found = re.search(r"listening on http://[^:]+:(\d+)", self.log()[begins:])
            if not found and process.poll() is not None:
                raise RuntimeError(f"the server ended at once:\n{self.log()[begins:]}")
            return int(found[1]) if found else None

        self.port = until(port, lambda: f"it listens\n{self.log()[begins:]}")
        return self

    def kill(self) -> None:
        """Pull the plug: no warning, no clean-up."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end, and return its exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))
        return self.process.wait(timeout=PATIENCE_S)

    def computed_s(self) -> float:
        """Return for how long the server has computed; 0 where that cannot be asked."""
        assert self.process is not None
        return cpu_s(self.process.pid) or 0.0

    def add_staff(self, staff: str, role: str = "clerk", pin: str = "4711", name: str = "李明") -> None:
        """Make an account, on the command line as an administrator does."""
        where = ["--config", self._config(), "--data", self.data]
        words = ["staff", "add", staff, "--name", name, "--role", role, *where]
        log = self.folder / "staff.log"
        made = processes.run(words, self.clock.file(), log, given=f"{pin}\n")
        assert made.wait() == 0, log.read_text(encoding="utf-8")

    def _config(self) -> Path:
        """Write the configuration and return its file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "config.toml"
        if self.configuration:
            config.write_text(self.configuration, encoding="utf-8")
        return config

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def log(self) -> str:
        """Return all that the server has logged."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""


class Client:
    """Speaks the public API. Each act carries a request key of its own unless one is given."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.headers["Accept-Language"] = "en"

    def get(self, path: str) -> requests.Response:
        """GET a path under /api/v1."""
        return self.http.get(f"{self.url}/api/v1{path}", timeout=PATIENCE_S)

    def post(self, path: str, body: Mapping[str, Any] | None = None, key: str | None = None) -> requests.Response:
        """POST a path under /api/v1."""
        headers = {"Idempotency-Key": key or str(uuid4())}
        return self.http.post(f"{self.url}/api/v1{path}", json=body or {}, headers=headers, timeout=PATIENCE_S)

    def sign_in(self, staff: str, pin: str = "4711", counter: str | None = None) -> "Client":
        """Begin a session; later calls carry its token."""
        answer = self.post("/sessions", {"staff": staff, "pin": pin} | ({"counter": counter} if counter else {}))
        assert answer.status_code == 201, answer.text
        self.http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return self

    def take(self, service: str = "tax", **more: Any) -> dict[str, Any]:
        """Take a ticket."""
        answer = self.post("/tickets", {"service": service, **more})
        assert answer.status_code == 201, answer.text
        ticket: dict[str, Any] = answer.json()
        return ticket

    def step(self, counter: str, step: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Do a counter's step that must succeed; a 204 is an empty answer."""
        answer = self.post(f"/counters/{counter}/{step}", body)
        assert answer.status_code in {200, 201, 204}, answer.text
        picture: dict[str, Any] = answer.json() if answer.content else {}
        return picture
