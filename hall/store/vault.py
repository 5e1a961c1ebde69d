"""The vault: what names a person, under a secret token, by day, so that it can be deleted on time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import RLock

from tinydb import where

from hall.store.tiny import ENDING, LineTable, open_table


class _Day:
    """One day's table, and where in it each token's facts stand: a look-up costs the same at the day's end."""

    def __init__(self, table: LineTable) -> None:
        self.table = table
        self._read = 0
        self._places: dict[str, list[int]] = {}

    def facts(self, token: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for number in self._of(token):
            found |= self.table.at(number)["facts"]
        return found

    def put(self, token: str, facts: dict[str, str]) -> None:
        if not facts.items() <= self.facts(token).items():
            self.table.insert({"token": token, "facts": facts})

    def forget(self, token: str) -> None:
        if self._of(token):
            self.table.remove(where("token") == token)
            self._read, self._places = 0, {}

    def everything(self) -> dict[str, dict[str, str]]:
        return _by_token(self.table)

    def _of(self, token: str) -> list[int]:
        for doc in self.table.after(self._read):
            self._read += 1
            self._places.setdefault(doc["token"], []).append(self._read)
        return self._places.get(token, [])


class Vault:
    """See hall.journal.vault.Vault. A table per day; a day past its time is deleted whole."""

    def __init__(self, folder: Path) -> None:
        """Keep the days in `folder`, which is made when it is not there."""
        self._folder = folder
        self._days: dict[date, _Day] = {}
        self._lock = RLock()
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, day: date, token: str, **facts: str) -> None:
        """See Vault.put."""
        with self._lock:
            self._day(day).put(token, facts)

    def get(self, day: date, token: str) -> dict[str, str]:
        """See Vault.get."""
        with self._lock:
            return self._day(day).facts(token)

    def forget(self, day: date, token: str) -> None:
        """See Vault.forget. A day that is gone already is not made again."""
        with self._lock:
            if day in self.days():
                self._day(day).forget(token)

    def days(self) -> Sequence[date]:
        """See Vault.days. What is none of ours in the folder is left alone."""
        found = (_date(path.stem) for path in self._folder.glob(f"*{ENDING}") if not path.is_dir())
        return sorted(day for day in found if day is not None)

    def kept_on(self, day: date) -> Mapping[str, dict[str, str]]:
        """See Vault.kept_on."""
        with self._lock:
            return self._day(day).everything() if day in self.days() else {}

    def forget_before(self, day: date) -> list[date]:
        """Delete every day before `day` and return which. What is none of ours in the folder is left alone."""
        with self._lock:
            past = [kept for kept in self.days() if kept < day]
            for old in past:
                kept = self._days.pop(old, None)
                if kept is not None:
                    kept.table.close()
                for path in self._folder.glob(f"{old.isoformat()}.*"):
                    if not path.is_dir():
                        path.unlink()
            return past

    def _day(self, day: date) -> _Day:
        if day not in self._days:
            self._days[day] = _Day(open_table(self._folder, day.isoformat()))
        return self._days[day]


def every_fact(folder: Path) -> Iterator[tuple[str, date, str, dict[str, str]]]:
    """Give all that the vaults under `folder` keep: the vault's name, the day, the token, the facts."""
    for path in sorted(folder.glob(f"**/*{ENDING}")):
        day = _date(path.stem)
        if day is None:
            continue
        facts = _by_token(open_table(path.parent, path.stem))
        name = path.parent.relative_to(folder).as_posix()
        yield from (("" if name == "." else name, day, token, kept) for token, kept in facts.items())


def _by_token(table: LineTable) -> dict[str, dict[str, str]]:
    facts: dict[str, dict[str, str]] = {}
    for doc in table.after(0):
        facts.setdefault(doc["token"], {}).update(doc["facts"])
    return facts


def _date(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
