"""What backups must forget: beside them lies a list of what was deleted on request since, which restoring goes by.

It names nobody: an erasure's number, the vault and day, and a digest of the token under which the words lay.
"""

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from tinydb.queries import where

from hall.store.lines import private
from hall.store.tiny import ENDING, open_table

LIST: Final = "forgotten.jsonl"
_STREAM: Final = "privacy"


class Forgotten(NamedTuple):
    """One record's words, deleted by the erasure of this number; `mark` is what `mark_of` gives."""

    erasure: str
    vault: str
    day: str
    mark: str


def mark_of(token: str) -> str:
    """Return a digest by which a token is known again, and from which it cannot be found."""
    return sha256(token.encode()).hexdigest()


def note(folder: Path, gone: Iterable[Forgotten]) -> int:
    """Add what the list in `folder` lacks, durable on return, and return how many lines that were. Raises OSError."""
    known = set(_listed(folder / LIST))
    new = [one for one in gone if one not in known]
    if new:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(folder / LIST, "a", encoding="utf-8", opener=private) as file:
            file.writelines(json.dumps(one._asdict()) + "\n" for one in new)
            file.flush()
            os.fsync(file.fileno())
    return len(new)


def forget_again(listed: Path, data: Path) -> int:
    """Delete from the restored folder `data` what the list says and its own journal does not; return how many."""
    done = {
        event["erasure"]
        for body in (open_table(data / "journal", _STREAM).after(0) if _has(data / "journal", _STREAM) else ())
        for event in body["events"]
        if event["event"] == "ErasureDone"
    }
    count = 0
    for one in _listed(listed):
        folder = data / "vault" / one.vault
        if one.erasure in done or not _has(folder, one.day):
            continue
        table = open_table(folder, one.day)
        for token in {doc["token"] for doc in table.after(0) if mark_of(doc["token"]) == one.mark}:
            table.remove(where("token") == token)
            count += 1
    return count


def _has(folder: Path, name: str) -> bool:
    return (folder / f"{name}{ENDING}").is_file()


def _listed(path: Path) -> list[Forgotten]:
    """Return the lines of a list; a last one that was cut off, and whatever is none of ours, are left out."""
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(Forgotten(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found
