"""Another version in the place of this one: tried on a copy first, and taken back when it does not come up.

What runs is the version that is there: it has read all its own modules before their files are moved.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import tomli_w

from hall.configuration import Table, from_table, read_table
from hall.console.release import FAILED, PROGRAM, UpdateError, compile_in, put_back, put_in, unpack
from hall.store.backup import backup, restore
from hall.store.folder import about, is_free
from hall.store.opening import TINY
from hall.store.rota import name_at

COMES_UP_WITHIN_S = 60.0
"""A version that does not serve by then does not come up, on a slow computer either."""
ENDS_WITHIN_S = 8.0
"""A server that was asked to end is ended after so long."""
LOOK_S = 0.05
OK, UNWELL = 200, 503
"""What `/healthz` answers. The old version put back serves on where it is not well, as on a disk that is full."""
UNCHANGED = "; nothing was changed"
MUTE = ("printers", "loudspeaker")
"""What a version on trial must not have: it would print and say what is the hall's."""
SILENT_PLAYER = (sys.executable, "-c", "pass", "{file}")
"""Plays nothing: the plan may name zones of the loudspeaker, and their calls are the hall's to say."""


def update(root: Path, given: Namespace) -> int:
    """Do it, and return the exit status: 0 for the new version, 1 when the old one serves again.

    Raises UpdateError, BackupError and ConfigurationError while nothing has been changed.
    """
    work = root / ".update"
    aside = work / "old"
    if put_back(root, aside):
        print("an update before was broken off; its old version was put back")
    table = read_table(given.config)
    configuration = from_table(table)
    if configuration.file.store.url != TINY:
        raise UpdateError("a hall in a database is not updated by itself: put the new version in place and start it")
    folder = given.data.absolute() / configuration.file.backup.folder
    free = is_free(given.data)
    running = {} if free else about(given.data)
    if not free and not {"command", "cwd", "pid"} <= running.keys():
        raise UpdateError("the server does not say how it was started; stop it first. Nothing was changed")
    if running and _status(running) != OK:
        raise UpdateError(
            f"the hall is not well; see {running.get('url')}/healthz; mend that, or stop it, first{UNCHANGED}"
        )
    release = unpack(given.file, work / "new")
    try:
        for program in (release, root):  # a hall that has to go back waits for the old one's start as well
            compile_in(program)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy = folder / name_at(datetime.now(configuration.hours.zone))
        backup(given.data, copy)
        print(f"backup: {copy}")
        _try(release, table, copy, work / "trial")
    except OSError as why:
        raise UpdateError(f"{why.filename or work}: {why.strerror}{UNCHANGED}") from why
    else:
        print("the new version reads this hall's data and comes up; changing over")
        return _change_over(root, given.data, release, aside, running)
    finally:
        for left in ("new", "trial", FAILED):
            shutil.rmtree(work / left, ignore_errors=True)


def _change_over(root: Path, data: Path, release: Path, aside: Path, running: Mapping[str, Any]) -> int:
    began = time.monotonic()
    _end(data, running)
    try:
        put_in(release, root, aside)
    except OSError as why:
        print(f"the new files cannot take their place ({why}); going back", file=sys.stderr)
    else:
        if not running:
            shutil.rmtree(aside)
            print("no server was running; start it now")
            return 0
        if _comes_up(data, running):
            print(f"the new version serves, {time.monotonic() - began:.1f} s after the old one was stopped")
            shutil.rmtree(aside)
            return 0
        print("the new version does not come up; going back", file=sys.stderr)
        _end(data, about(data))
    put_back(root, aside)
    if not running:
        print("the old version is in its place again; no server was running", file=sys.stderr)
        return 1
    if not _comes_up(data, running, least=UNWELL):
        print(f"the old version does not come up either: look into {data / 'server.log'}", file=sys.stderr)
        return 1
    print(f"the old version serves again, {time.monotonic() - began:.1f} s after it was stopped", file=sys.stderr)
    return 1


def _try(release: Path, table: Table, copy: Path, trial: Path) -> None:
    """Let the release open a copy of the data and answer that it is well. Raises UpdateError."""
    shutil.rmtree(trial, ignore_errors=True)
    trial.mkdir(mode=0o700, parents=True)
    data, config, log = trial / "var", trial / "config.toml", trial / "log"
    restore(copy, data)
    shutil.rmtree(data / "print", ignore_errors=True)  # papers owed are printed by the hall alone
    config.write_text(tomli_w.dumps(_mute(table)), encoding="utf-8")
    words = [sys.executable, str(release / PROGRAM), "serve", "--config", str(config), "--data", str(data)]
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - the release, which is to serve here anyway
            [*words, "--host", "127.0.0.1", "--port", "0"], stdout=out, stderr=out, cwd=release
        )
    try:
        if not _until(lambda: _status(about(data)) == OK, process):
            raise UpdateError(f"the new version does not come up; nothing was changed. It said:\n{_end_of(log)}")
    finally:
        process.terminate()
        _wait(process)


def _mute(table: Table) -> dict[str, Any]:
    """Return the configuration for a trial: the hall's own, without what can be heard, printed or is taken."""
    mute: dict[str, Any] = {name: part for name, part in table.items() if name not in MUTE}
    if "kiosk" in mute:
        mute["kiosk"] = {name: value for name, value in mute["kiosk"].items() if name != "printer"}
    mute["loudspeaker"] = {"player": list(SILENT_PLAYER)}
    mute["security"] = {**mute.get("security", {}), "https_port": 0}
    mute["backup"] = {"folder": "backups"}
    return mute


def _end(data: Path, server: Mapping[str, Any]) -> None:
    """Ask the server to end, and end it when it does not; one that is not there is no matter."""
    for how, within_s in ((signal.SIGTERM, ENDS_WITHIN_S), (getattr(signal, "SIGKILL", signal.SIGTERM), ENDS_WITHIN_S)):
        if is_free(data) or not server.get("pid"):
            return
        try:
            os.kill(int(server["pid"]), how)
        except OSError:
            return
        _until(lambda: is_free(data), None, within_s)


def _comes_up(data: Path, before: Mapping[str, Any], least: int = OK) -> bool:
    """Start a server as the one `before` was, unless the system does, and return whether it comes up.

    It is to be well; with `least` UNWELL it is enough that it answers.
    """
    process = None
    if not before.get("kept"):
        with _log_of(data) as out:
            process = subprocess.Popen(  # noqa: S603 - the hall's own command
                before["command"],
                cwd=before["cwd"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
    if _until(lambda: _status(about(data) or before) in {OK, least}, process):
        return True
    if process is not None:
        process.kill()
        _wait(process)
    return False


def _until(look: Callable[[], bool], process: "subprocess.Popen[bytes] | None", within_s: float | None = None) -> bool:
    """Look until it is so, for a while, or until `process` has ended; return whether it is so."""
    ends = time.monotonic() + (COMES_UP_WITHIN_S if within_s is None else within_s)
    while not look():
        if time.monotonic() > ends or (process is not None and process.poll() is not None):
            return False
        time.sleep(LOOK_S)
    return True


def _status(server: Mapping[str, Any]) -> int | None:
    """Return what a server answers when it is asked whether it is well; None for no answer."""
    if not server.get("url"):
        return None
    try:
        with urllib.request.urlopen(f"{server['url']}/healthz", timeout=5) as answer:  # noqa: S310 - this computer's own
            return int(answer.status)
    except urllib.error.HTTPError as why:
        return why.code
    except OSError:
        return None


def _log_of(data: Path) -> IO[bytes]:
    """Return where the server's words go; nowhere, on a disk that takes no more."""
    try:
        return (data / "server.log").open("ab")
    except OSError:
        return Path(os.devnull).open("ab")


def _wait(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2000:]
