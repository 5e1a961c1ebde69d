"""The kinds of hall that the forecast's own figures were chosen on; none of them is judged."""

from random import Random

from benchmarks.waits.draw import business, clerks, hall, overlapping, own, pool, wrong
from benchmarks.waits.halls import THROUGH, MadeHall, People
from benchmarks.waits.kinds import Kind


def clinic(random: Random) -> MadeHall:
    """A few rooms of their own, long tails, no past."""
    served = own("abcd", 9)
    rooms, usual = business(random, "abcd", shapes=("lognormal",)), wrong(random, "abcd", 0.6, 1.7)
    return hall("clinic", rooms, served, People(late_share=0.3), load=0.95, usual=usual, at_the_door=12)


def bank(random: Random) -> MadeHall:
    """A pool through the day, lunch in turns, ten days, uneven clerks."""
    served = pool("ab", 6)
    people, pace = People(lunch_in_turns=True, priority=0.12, breaks_a_day=1.0), clerks(random, served)
    return hall("bank", business(random, "ab"), served, people, load=0.85, spans=THROUGH, pace=pace, past_days=10)


def centre(random: Random) -> MadeHall:
    """Ten services, overlapping counters, lunch, ten days."""
    served = overlapping(random, "abcdefghij", 18)
    people = People(transfer=0.06, hold=0.03, closes_share=0.15)
    return hall("centre", business(random, "abcdefghij"), served, people, load=0.85, at_the_door=25, past_days=10)


def small(random: Random) -> MadeHall:
    """Three counters, no past, wrong times."""
    served = overlapping(random, "abc", 3)
    return hall(
        "small", business(random, "abc"), served, People(breaks_a_day=1.5), load=0.8, usual=wrong(random, "abc")
    )


def office(random: Random) -> MadeHall:
    """A rush before lunch, ten days, uneven clerks."""
    served = own("abc", 8)
    people, rush, pace = People(late_share=0.3, late_s=900), ((650.0, 45.0, 1.2),), clerks(random, served)
    return hall("office", business(random, "abc"), served, people, load=0.88, peaks=rush, pace=pace, past_days=10)


TUNING: tuple[Kind, ...] = (clinic, bank, centre, small, office)
