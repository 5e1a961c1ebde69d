"""What is said in each form of a call, put together from clips whose lengths are known. Pure; lengths in seconds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from hall.speech.plan import FORMS, GAP_S, Form

LANGUAGE_PAUSE_S: Final = 0.35
REPEAT_PAUSE_S: Final = 0.7


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of sound: where it is, and how long it is."""

    address: str
    length_s: float


Part = Clip | float
"""What is played: a clip, or a pause in seconds."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A call in one language, in full and as number and counter alone."""

    lang: str
    full: tuple[Clip, ...]
    short: tuple[Clip, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is said in one breath. It is left out in forms beyond `upto`; once said, the call was said as `reached`."""

    parts: tuple[Part, ...]
    upto: Form
    reached: Form

    @property
    def length_s(self) -> float:
        """Return how long it takes."""
        return length_s(self.parts)


def stretches(form: Form, spoken: Sequence[Spoken], own: str, repeats: int) -> list[Stretch]:
    """Return a call in `form`, without its chime: the first stretch is always said, the others if there is time.

    `own` is the language in which the ticket was taken. Of what can be spoken the first language is always said;
    nothing when there is none.
    """
    must = [one for n, one in enumerate(spoken) if n == 0 or one.lang == own]
    if form in {"own", "short"}:
        return [Stretch(_joined(must, form), "short", form)] if must else []
    found: list[Stretch] = []
    for time in range(repeats if form == "twice" else 1):
        one_time = list(_time(spoken, must, "unchimed" if form == "unchimed" else "once"))
        for n, one in enumerate(one_time):
            pause = (REPEAT_PAUSE_S - GAP_S,) if time > 0 and n == 0 else ()
            found.append(Stretch((*pause, *one.parts), "twice", "twice") if time > 0 else one)
    return found


def length_s(said: Sequence[Part]) -> float:
    """Return how long `said` takes."""
    return sum(part.length_s if isinstance(part, Clip) else part for part in said)


def lengths(spoken: Sequence[Spoken], own: str) -> Mapping[Form, float]:
    """Return how long one time of a call is in each form."""
    return {form: sum(one.length_s + GAP_S for one in stretches(form, spoken, own, 1)) - GAP_S for form in FORMS}


def _time(spoken: Sequence[Spoken], must: Sequence[Spoken], whole: Form) -> Iterator[Stretch]:
    """Give one time of a call: what must be said, then each other language."""
    others = [one for one in spoken if one not in must]
    if must:
        yield Stretch(_joined(must, whole), "short", "own" if others else whole)
    for one in others:
        yield Stretch((LANGUAGE_PAUSE_S - GAP_S, *one.full), "unchimed", whole if one is others[-1] else "own")


def _joined(spoken: Sequence[Spoken], form: Form) -> tuple[Part, ...]:
    """Return languages one after the other, with a breath between them."""
    clips = [one.short if form == "short" else one.full for one in spoken]
    return tuple(chain.from_iterable([LANGUAGE_PAUSE_S, *one] if n else one for n, one in enumerate(clips)))
