"""When a backup is due, and which ones stay."""

from datetime import UTC, datetime, time, timedelta

import pytest

from hall.store.rota import is_due, made_at, name_at, spare

NOW = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
AT = time(12, 30)
KEEP = timedelta(days=30)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (NOW.replace(hour=12, minute=31), NOW, False),
        (NOW.replace(hour=12, minute=29), NOW, True),
        (NOW - timedelta(days=1), NOW, True),
        (NOW - timedelta(days=1), NOW.replace(hour=9), False),
        (NOW - timedelta(days=2), NOW.replace(hour=9), True),
        (NOW + timedelta(days=9), NOW, False),
    ],
)
def test_due_once_a_day_and_made_up_for(last: datetime, now: datetime, *, due: bool) -> None:
    """From the time of day on; one that was missed at once; a clock that was ahead makes none too many."""
    assert is_due(last, now, AT) is due


def test_a_week_of_days_then_weeks_then_none() -> None:
    """Seven days and the weeks before them stay, nothing beyond what visits may be kept."""
    made = [NOW - timedelta(days=days, hours=hours) for days in range(60) for hours in (0, 3)]
    stay = sorted(set(made) - set(spare(made, NOW, KEEP)), reverse=True)
    ages = [(NOW - one).days for one in stay]
    assert ages[:8] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert 3 <= len(ages[8:]) <= 4
    assert max(ages) <= KEEP.days
    assert {one.isocalendar()[1] for one in stay} == {one.isocalendar()[1] for one in made if NOW - one <= KEEP}


@pytest.mark.parametrize("keep", [timedelta(0), KEEP])
def test_the_newest_stays_however_old(keep: timedelta) -> None:
    """A hall that was shut for a year has its last backup."""
    made = [NOW - timedelta(days=days) for days in (300, 301)]
    assert spare(made, NOW, keep) == [made[1]]


def test_names_say_when_and_others_files_are_left_alone() -> None:
    """A name read back is its moment; a file of somebody else's has none."""
    assert made_at(name_at(NOW), UTC) == NOW
    assert made_at("hall-2026.tar.gz", UTC) is None
    assert made_at("notes.txt", UTC) is None
