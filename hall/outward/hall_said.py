"""What another hall's API answered, read: anything else than what was asked for is no answer. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple

from hall.outward.call import Unanswered

MOST = 1_000_000
"""No hall has more of anything."""
NAMED, LONGEST = 3, 500
"""So many faults are told in words, each no longer."""


class Floor(NamedTuple):
    """A hall's floor by its own clock: how many wait, since how many seconds the longest (None: nobody), its date."""

    waiting: int
    longest_s: float | None
    today: date


class Faults(NamedTuple):
    """How many there are, and the first in words."""

    total: int
    first: Sequence[Mapping[str, str]]


def floor_said(body: bytes) -> Floor:
    """Read the answer of /floor. Raises Unanswered."""
    with _reading():
        said = json.loads(body)
        now = datetime.fromisoformat(said["time"])
        waits = [_since_s(now, one["longest_since"]) for one in said["services"] if one["longest_since"] is not None]
        return Floor(_count(said["waiting"]), max(waits, default=None), now.date())


def faults_said(body: bytes) -> Faults:
    """Read the answer of /faults. Raises Unanswered."""
    with _reading():
        said = json.loads(body)
        if not isinstance(said, list):
            raise TypeError
        first = [{lang: one["text"][lang][:LONGEST] for lang in ("zh", "en")} for one in said[:NAMED]]
        return Faults(len(said), first)


def on_time_said(body: bytes) -> float | None:
    """Read the share of cases decided on time in the report `cases`, None without any. Raises Unanswered."""
    with _reading():
        share = json.loads(body)["totals"]["on_time_share"]
        if share is not None and (isinstance(share, bool) or not 0 <= share <= 1):
            raise ValueError
        return None if share is None else float(share)


def _count(said: object) -> int:
    if type(said) is not int or not 0 <= said <= MOST:
        raise ValueError
    return said


def _since_s(now: datetime, when: str) -> float:
    return max(0.0, (now - datetime.fromisoformat(when)).total_seconds())


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (ValueError, LookupError, TypeError, RecursionError, OverflowError):
        raise Unanswered("unreadable") from None
