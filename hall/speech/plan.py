"""The plan of speech: which call is said when, and how short. Pure; times are seconds since 1970, lengths seconds.

Calls are said in the order of their keys, recalls too. When calls pile up, what is said gets shorter until everybody
hears the first word soon after the key; a call that stands is never left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Form = Literal["twice", "once", "unchimed", "own", "short"]
"""How a call is said: so often as the hall wants it; once; without the chime when another has just been said; the
second language only for who took the ticket in it; number and counter alone."""
FORMS: Final[tuple[Form, ...]] = ("twice", "once", "unchimed", "own", "short")
"""From the longest to the shortest."""
SOON_S: Final = 7.0
"""The first word of each call that waits shall come so soon after its key, or what is said gets shorter."""
GAP_S: Final = 0.25
"""Between two calls."""
RUN_S: Final = 2.0
"""What begins so soon after the last word goes on with the same run, which has had its chime."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call still to be said: its id, when its key was pressed, and how long one time of it is in each form."""

    call: int
    at: float
    lengths: Mapping[Form, float]


@dataclass(frozen=True, slots=True)
class Rest:
    """What follows of a call whose first words were said, another language or time; left out in forms beyond `upto`."""

    call: int
    length_s: float
    upto: Form


@dataclass(frozen=True, slots=True)
class Manner:
    """How this hall speaks: how often a call is said that has the time, and how long the chime is."""

    repeats: int
    chime_s: float


@dataclass(frozen=True, slots=True)
class Planned:
    """A call as it would be said if nothing else happened."""

    call: int
    form: Form
    starts_at: float
    chimed: bool
    is_rest: bool = False


def plan(
    waiting: Sequence[Waiting], rest: Rest | None, now: float, silent_since: float, manner: Manner
) -> tuple[Planned, ...]:
    """Return what is said from `now` on, in order. `silent_since` is when the last word was said."""
    queue = sorted(waiting, key=lambda one: one.call)
    key_at = {one.call: one.at for one in queue}
    planned: tuple[Planned, ...] = ()
    for form in FORMS if manner.repeats > 1 else FORMS[1:]:
        planned = tuple(_laid_out(queue, rest, form, now, silent_since, manner))
        if all(one.is_rest or one.starts_at - key_at[one.call] <= SOON_S for one in planned):
            break
    return planned


def _laid_out(
    queue: Sequence[Waiting], rest: Rest | None, form: Form, now: float, silent_since: float, manner: Manner
) -> Iterator[Planned]:
    at, in_run = now, 0 <= now - silent_since < RUN_S
    if rest is not None and FORMS.index(form) <= FORMS.index(rest.upto):
        yield Planned(rest.call, form, at, chimed=False, is_rest=True)
        at += rest.length_s + GAP_S
        in_run = True
    for one in queue:
        chimed = not (in_run and form in FORMS[2:])
        yield Planned(one.call, form, at, chimed)
        times = manner.repeats if form == "twice" else 1
        at += chimed * manner.chime_s + times * one.lengths[form] + GAP_S
        in_run = True
