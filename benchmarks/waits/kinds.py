"""The kinds of hall that forecasts are judged on. Each draws its numbers from a seed; none is used for tuning."""

from collections.abc import Callable
from random import Random

from benchmarks.waits.draw import business, clerks, hall, overlapping, own, pool, wrong
from benchmarks.waits.halls import THROUGH, MadeHall, People

Kind = Callable[[Random], MadeHall]


def steady_pool(random: Random) -> MadeHall:
    """One line, many counters, right usual times."""
    served = pool("ab", random.randint(5, 9))
    return hall("steady pool", business(random, "ab"), served, load=0.93, past_days=10)


def peaks(random: Random) -> MadeHall:
    """Two rushes a day."""
    served = overlapping(random, "abcd", random.randint(8, 12))
    rushes = ((590.0, 30.0, 1.6), (870.0, 25.0, 1.4))
    return hall("peaks", business(random, "abcd"), served, load=0.8, peaks=rushes, at_the_door=15, past_days=10)


def across_lunch(random: Random) -> MadeHall:
    """Busy until lunch; who waits at noon waits until after."""
    served = own("abc", random.randint(6, 9))
    return hall("across lunch", business(random, "abc"), served, load=0.95, peaks=((690.0, 40.0, 1.5),), at_the_door=20)


def lunch_in_turns(random: Random) -> MadeHall:
    """Open through the day, half of the counters eat at a time."""
    served = overlapping(random, "abc", random.randint(7, 10))
    people = People(lunch_in_turns=True)
    return hall("lunch in turns", business(random, "abc"), served, people, load=0.85, spans=THROUGH, past_days=10)


def usual_too_short(random: Random) -> MadeHall:
    """Visits take twice the configured time; no past."""
    served = overlapping(random, "abcd", random.randint(7, 10))
    return hall("usual too short", business(random, "abcd"), served, load=0.92, usual=wrong(random, "abcd", 0.45, 0.6))


def usual_too_long(random: Random) -> MadeHall:
    """Visits take half the configured time; no past."""
    served = overlapping(random, "abcd", random.randint(7, 10))
    return hall("usual too long", business(random, "abcd"), served, load=0.95, usual=wrong(random, "abcd", 1.7, 2.1))


def usual_anyhow(random: Random) -> MadeHall:
    """Configured times wrong by half to double, each its own way; no past."""
    served = own("abcdef", random.randint(12, 14))
    return hall("usual anyhow", business(random, "abcdef"), served, load=0.93, usual=wrong(random, "abcdef"))


def usual_anyhow_with_past(random: Random) -> MadeHall:
    """The same with ten days behind it."""
    served = overlapping(random, "abcdef", random.randint(11, 14))
    usual = wrong(random, "abcdef")
    return hall("usual anyhow, past", business(random, "abcdef"), served, load=0.93, usual=usual, past_days=10)


def uneven_clerks(random: Random) -> MadeHall:
    """Clerks slower or faster by up to 40 %, few counters; ten days."""
    served = own("abc", 7)
    pace, usual = clerks(random, served), wrong(random, "abc", 0.7, 1.4)
    return hall("uneven clerks", business(random, "abc"), served, load=0.9, pace=pace, usual=usual, past_days=10)


def closures(random: Random) -> MadeHall:
    """Counters pause and close as they please."""
    served = overlapping(random, "abc", random.randint(7, 10))
    people = People(breaks_a_day=2.0, closes_share=0.35)
    return hall("closures", business(random, "abc"), served, people, load=0.75, past_days=10)


def late_openings(random: Random) -> MadeHall:
    """Half of the counters open late, a crowd at the door."""
    served = overlapping(random, "abcd", random.randint(7, 10))
    people = People(late_share=0.6, late_s=1800)
    return hall("late openings", business(random, "abcd"), served, people, load=0.85, at_the_door=30, past_days=10)


def cover(random: Random) -> MadeHall:
    """One counter a service, each covering another while its clerk is away."""
    served = own("abcde", 5)
    covers = {"c0": ("b",), "c1": ("c",), "c2": ("d",), "c3": ("e",), "c4": ("a",)}
    people = People(breaks_a_day=2.5, break_s=1500)
    return hall("cover", business(random, "abcde"), served, people, load=0.75, covers=covers, past_days=10)


def light(random: Random) -> MadeHall:
    """Mostly nobody waits."""
    served = overlapping(random, "abcd", random.randint(6, 8))
    return hall("light", business(random, "abcd"), served, load=0.55, past_days=10)


def heavy(random: Random) -> MadeHall:
    """More come than can be served; no past."""
    served = overlapping(random, "abcde", random.randint(14, 18))
    usual = wrong(random, "abcde", 0.7, 1.4)
    return hall("heavy", business(random, "abcde"), served, load=1.3, usual=usual, at_the_door=30)


def moves(random: Random) -> MadeHall:
    """Transfers, sequences, visits on hold, misses and returns."""
    served = overlapping(random, "abcd", random.randint(8, 11))
    people = People(no_show=0.12, comes_back=0.6, hold=0.08, transfer=0.12, gives_up=0.06)
    return hall("moves", business(random, "abcd"), served, people, load=0.72, then={"a": ("c",)}, past_days=10)


def favoured(random: Random) -> MadeHall:
    """Many priority visitors and appointments."""
    served = overlapping(random, "abcd", random.randint(8, 11))
    people = People(priority=0.2, appointment=0.3)
    return hall("favoured", business(random, "abcd"), served, people, load=0.72, past_days=10)


JUDGED: tuple[Kind, ...] = (
    steady_pool,
    peaks,
    across_lunch,
    lunch_in_turns,
    usual_too_short,
    usual_too_long,
    usual_anyhow,
    usual_anyhow_with_past,
    uneven_clerks,
    closures,
    late_openings,
    cover,
    light,
    heavy,
    moves,
    favoured,
)
