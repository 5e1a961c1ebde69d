"""A PostgreSQL for tests: a cluster of its own in a folder, on a socket in it, started in a second, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

PLACES = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/bin"), Path("/usr/bin"))
BINARIES = next((place for place in PLACES if (place / "initdb").exists() and (place / "postgres").exists()), None)
MISSING = "no PostgreSQL here: install postgresql"
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=", "max_connections=200")
"""What a test needs no promise of."""


class Cluster:
    """A running server; its databases last as long as it does."""

    def __init__(self, folder: Path, settings: Sequence[str] = QUICK) -> None:
        """Make the cluster in `folder` and start it."""
        self.folder, self.settings = folder, tuple(settings)
        self._process: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8")
        self.start()
        self._run("createuser", "-h", str(folder), "-U", "postgres", "hall")

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = (*self.settings, f"unix_socket_directories={self.folder}")
        self._control("-l", str(self.folder / "log"), "-o", " ".join(f"-c '{one}'" for one in settings), "start")

    def kill(self) -> None:
        """Pull the plug: every process of it, at once."""
        self._control("-m", "immediate", "stop")

    def pid(self) -> int:
        """Return the process whose children do the work."""
        return int((self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", *words)

    def database(self) -> str:
        """Make an empty database, owned by a role that is no administrator, and return its address."""
        name = f"t{uuid4().hex}"
        self._run("createdb", "-h", str(self.folder), "-U", "postgres", "-O", "hall", name)
        return f"postgresql://hall@/{name}?host={self.folder}"

    def _run(self, program: str, *words: str) -> None:
        assert BINARIES is not None
        done = subprocess.run(
            [BINARIES / program, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            cwd="/",
            **_unprivileged(),
        )
        assert done.returncode == 0, f"{program}: {done.stderr.decode(errors='replace')}"


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL does not run as root: then it runs as its own user, or as nobody."""
    if os.geteuid() != 0:
        return {}
    user = next(name for name in ("postgres", "nobody") if _known(name))
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _known(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


@contextmanager
def cluster(settings: Sequence[str] = QUICK) -> Iterator[Cluster]:
    """Give a running server; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    try:
        if os.geteuid() == 0:
            user = pwd.getpwnam(str(_unprivileged()["user"]))
            os.chown(folder, user.pw_uid, user.pw_gid)
        running = Cluster(folder, settings)
        try:
            yield running
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                running.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
