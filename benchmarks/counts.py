"""How much is measured: as the targets say, or just enough to see that everything runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of everything."""

    rounds: int = 3
    """Each with servers of its own; figures are medians over them."""
    window: int = 500
    """Tickets, or calls, in one measurement of throughput."""
    early: int = 100
    late: int = 5000
    """Where in the day the two windows begin."""
    displays: int = 60
    listeners: int = 2000
    calls: int = 60
    """To the displays; the many listeners get half as many."""
    day: int = 5000
    """Finished tickets on the disk at a start, and before a hundred counters go to work."""
    starts: int = 5
    sockets: int = 100
    papers: int = 20
    year_days: int = 250
    year_visits: int = 3000
    """Of each day of the year that is counted."""
    counters: int = 100
    keys: int = 600
    guesses: int = 10_000
    """Wrong PINs, from so many addresses."""
    addresses: int = 200
    pages: int = 5
    left_open: int = 2000
    """Tickets taken at one kiosk page that is never reloaded."""
    sounds: int = 20
    burst: int = 20
    """Calls at once at a wall."""
    halls: int = 50
    """In one database, at work for so long."""
    halls_s: float = 60.0
    wall_day: int = 1000
    """Calls of one day at a wall that is open for a week."""


QUICK = Counts(
    rounds=1,
    window=24,
    early=8,
    late=40,
    displays=4,
    listeners=12,
    calls=4,
    day=40,
    starts=1,
    sockets=4,
    papers=1,
    year_days=3,
    year_visits=30,
    counters=10,
    keys=30,
    guesses=60,
    addresses=20,
    pages=1,
    left_open=20,
    sounds=2,
    burst=3,
    halls=2,
    halls_s=3.0,
    wall_day=30,
)
