"""When a backup is due, what it is called, and which may go: pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta, tzinfo

EVERY_DAY_FOR = timedelta(days=7)
_NAME = "hall-%Y-%m-%d-%H%M%S.tar.gz"


def name_at(at: datetime) -> str:
    """Return the file's name of a backup made then, by the hall's time."""
    return at.strftime(_NAME)


def made_at(name: str, zone: tzinfo) -> datetime | None:
    """Return when a backup of this name was made; None for a file that is none of ours."""
    try:
        return datetime.strptime(name, _NAME).replace(tzinfo=zone)
    except ValueError:
        return None


def is_due(last: datetime, now: datetime, at: time) -> bool:
    """Return whether the time of day `at` has come since the `last` backup, or since there is anything to copy."""
    today = datetime.combine(now.date(), at, now.tzinfo)
    return last < (today if today <= now else today - timedelta(days=1))


def spare(made: Iterable[datetime], now: datetime, keep: timedelta) -> Sequence[datetime]:
    """Return which backups may go: all but the newest of each day for a week, then of each week, until `keep` is over.

    The newest of all stays, however old it is.
    """
    newest_first = sorted(made, reverse=True)
    stay = set(newest_first[:1])
    seen: set[object] = set()
    for one in newest_first:
        recent = now - one <= EVERY_DAY_FOR
        slot = one.date() if recent else one.isocalendar()[:2]
        if now - one <= keep and slot not in seen:
            seen.add(slot)
            stay.add(one)
    return [one for one in newest_first if one not in stay]
