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
from typing import Any

import tomli_w

from hall.configuration import Table, from_table, read_table
from hall.console.release import PROGRAM, UpdateError, put_back, put_in, unpack
from hall.store.backup import backup, restore
from hall.store.folder import about, is_free
from hall.store.opening import TINY
from hall.store.rota import name_at

COMES_UP_WITHIN_S = 60.0
"""A version that does not serve by then does not come up, on a slow computer either."""
ENDS_WITHIN_S = 8.0
"""A server that was asked to end is ended after so long."""
LOOK_S = 0.05
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
    release = unpack(given.file, work / "new")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy = folder / name_at(datetime.now(configuration.hours.zone))
        backup(given.data, copy)
        print(f"backup: {copy}")
        _try(release, table, copy, work / "trial")
        print("the new version reads this hall's data and comes up; changing over")
        return _change_over(root, given.data, release, aside, running)
    finally:
        for left in ("new", "trial"):
            shutil.rmtree(work / left, ignore_errors=True)


def _change_over(root: Path, data: Path, release: Path, aside: Path, running: Mapping[str, Any]) -> int:
    began = time.monotonic()
    _end(data, running)
    put_in(release, root, aside)
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
    if not _comes_up(data, running):
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
        if not _until(lambda: _is_well(data), process):
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


def _comes_up(data: Path, before: Mapping[str, Any]) -> bool:
    """Start a server as the one `before` was, unless the system does, and return whether it comes up well."""
    process = None
    if not before.get("kept"):
        with (data / "server.log").open("ab") as out:
            process = subprocess.Popen(  # noqa: S603 - the hall's own command
                before["command"],
                cwd=before["cwd"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
    if _until(lambda: _is_well(data), process):
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


def _is_well(data: Path) -> bool:
    """Return whether the server that holds the folder says that it is well."""
    url = about(data).get("url")
    if not url:
        return False
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310 - this computer's own server
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _wait(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2000:]
