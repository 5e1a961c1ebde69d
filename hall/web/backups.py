"""Backups that make themselves: once a day, in a process of their own, checked, thinned out; a fault when they fail.

Of a hall's several servers one makes them, in its own folder; the others know how old the newest is.
"""

import math
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path

from hall.configuration.schema import BackupPart
from hall.faults import Fault
from hall.privacy.book import Erasure
from hall.store.backup import STORE, sweep
from hall.store.forgotten import Forgotten, mark_of, note
from hall.store.rota import is_due, made_at, name_at, spare
from hall.web.context import Context
from hall.web.jobs import Job

LOOK_EVERY_S = 2.0
TOPIC = "backup"
"""What servers tell one another: when the newest of each was made, in seconds since 1970."""
AGAIN_AFTER = timedelta(minutes=15)
"""A backup that failed is tried again so much later."""
OLD_AFTER = timedelta(hours=48)
"""The last backup is too old by then: one was missed, and the next one too."""


class Backups:
    """Makes the hall's backups when they are due."""

    def __init__(self, context: Context) -> None:
        """Take where to look."""
        self._context, self._fellows = context, context.ground.fellows
        self._under_way: tuple[subprocess.Popen[str], Path] | None = None
        self._failed: tuple[datetime, str] | None = None
        self._listed = 0
        """How many deletions stand in the list beside the backups."""

    def start(self) -> None:
        """Remove what a crash left half made, unless it may be another server's that is at work in the same folder."""
        if not self._fellows.others():
            sweep(self._folder())
        self._fellows.tells(TOPIC, lambda: max((one.timestamp() for one in self._made()), default=None))

    def stop(self) -> None:
        """Break off what is under way, and leave nothing half behind."""
        if self._under_way is not None:
            process, target = self._under_way
            process.kill()
            process.communicate()
            target.unlink(missing_ok=True)
            sweep(target.parent)

    def jobs(self) -> Sequence[Job]:
        """Return what looks whether one is due."""
        return [Job("backup", LOOK_EVERY_S, self.look, once=True)]

    def look(self) -> None:
        """Begin a backup when it is due; take in one that has ended."""
        if self._under_way is not None:
            self._take_in(*self._under_way)
            return
        now, at = self._now(), time.fromisoformat(self._settings().at)
        if self._failed is not None and now - self._failed[0] < AGAIN_AFTER:
            return
        if is_due(self._last(), now, at):
            self._begin(now)

    def forget(self, erasures: Sequence[Erasure]) -> None:
        """Have the list beside the backups say what was deleted on request, so that restoring one deletes it again."""
        if len(erasures) > self._listed:
            note(
                self._folder(),
                (
                    Forgotten(one.number, gone["vault"], gone["day"], mark_of(gone["token"]))
                    for one in reversed(erasures)
                    for gone in one.gone
                ),
            )
            self._listed = len(erasures)

    def made(self) -> Sequence[datetime]:
        """Return when the backups in this server's folder were made, the first one first."""
        return sorted(self._made())

    def faults(self) -> Sequence[Fault]:
        """Return whether the last try failed, and whether the last backup is old."""
        last, found = self._last(), []
        if self._failed is not None:
            found.append(Fault("backup_failed", {"detail": self._failed[1]}))
        if self._now() - last > OLD_AFTER:
            found.append(Fault("backup_old", {"since": last.strftime("%Y-%m-%d %H:%M")}))
        return found

    def age_s(self) -> float:
        """Return how long ago the newest backup was made, in seconds; not a number when there is none."""
        newest = self._newest()
        return math.nan if newest is None else (self._now() - newest).total_seconds()

    def _begin(self, now: datetime) -> None:
        folder = self._folder()
        target = folder / name_at(now)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            store = self._context.configuration.file.store
            words = ["-m", "hall.store.backup", str(self._context.data.absolute()), str(target), store.hall]
            process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, *words],
                cwd=self._context.root,
                env={**os.environ, STORE: store.url},
                stderr=subprocess.PIPE,
                text=True,
            )
        except OSError as why:
            self._failed = (now, f"{folder}: {why.strerror}")
            return
        self._under_way = (process, target)

    def _take_in(self, process: subprocess.Popen[str], target: Path) -> None:
        status = process.poll()
        if status is None:
            return
        _, said = process.communicate()
        self._under_way = None
        if status != 0:
            self._failed = (self._now(), said.strip().rpartition("\n")[2] or f"{target.name}: broken off")
            return
        self._failed = None
        self._thin_out()

    def _thin_out(self) -> None:
        keep = timedelta(days=self._context.configuration.file.privacy.keep_visits_days)
        for one in spare(self._made(), self._now(), keep):
            with suppress(OSError):  # it is tried again tomorrow
                (self._folder() / name_at(one)).unlink()

    def _last(self) -> datetime:
        """Return when the newest backup was made; without one, since when there is something to copy."""
        return self._newest() or self._local(self._context.plans.history()[-1].at)

    def _newest(self) -> datetime | None:
        """Return when the newest was made, by whichever server that is there; None when there is none."""
        elsewhere = [self._local(at) for at in self._fellows.told(TOPIC) if at is not None]
        return max([*self._made(), *elsewhere], default=None)

    def _made(self) -> Sequence[datetime]:
        zone = self._context.desk.hours.zone
        with suppress(OSError):
            found = [made_at(path.name, zone) for path in self._folder().iterdir()]
            return [one for one in found if one is not None]
        return ()

    def _settings(self) -> BackupPart:
        return self._context.configuration.file.backup

    def _folder(self) -> Path:
        return self._context.data.absolute() / self._settings().folder

    def _now(self) -> datetime:
        return self._local(self._context.ground.clock())

    def _local(self, at: float) -> datetime:
        return self._context.desk.hours.local(at)
