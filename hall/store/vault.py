"""The vault: what names a person, under the token of a ticket, by day, so that it can be deleted on time."""

from datetime import date
from pathlib import Path
from typing import Any

from tinydb import where

from hall.store.tiny import ENDING, open_table


class Vault:
    """Personal facts of visitors. A table per day; a day past its time is deleted whole."""

    def __init__(self, folder: Path) -> None:
        """Keep the days in `folder`, which is made when it is not there."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, day: date, token: str, **facts: str) -> None:
        """Keep `facts` under `token`, durable on return, beside what was kept before. Raises JournalError."""
        open_table(self._folder, day.isoformat()).insert({"token": token, "facts": facts})

    def get(self, day: date, token: str) -> dict[str, str]:
        """Return all facts kept under `token`; none is an empty answer."""
        found: dict[str, Any] = {}
        for doc in open_table(self._folder, day.isoformat()).search(where("token") == token):
            found |= doc["facts"]
        return found

    def forget(self, day: date, token: str) -> None:
        """Delete what is kept under `token`."""
        table = open_table(self._folder, day.isoformat())
        if table.contains(where("token") == token):
            table.remove(where("token") == token)

    def forget_before(self, day: date) -> list[date]:
        """Delete every day before `day` and return which."""
        past = sorted(d for p in self._folder.glob(f"*{ENDING}") if (d := date.fromisoformat(p.stem)) < day)
        for old in past:
            for path in self._folder.glob(f"{old.isoformat()}.*"):
                path.unlink()
        return past
