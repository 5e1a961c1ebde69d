"""What is said in a zone now and next, and what has become of the day's calls, for screens, managers and monitoring."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.speech.book import Said

KEPT: Final = 200
"""The latest calls said in a zone, of which the times are told."""

Ended = Literal["came", "missed", "taken_back"]


@dataclass(frozen=True, slots=True)
class Called:
    """A call as far as speech goes: when its key was pressed, for whom, and how it ended; None while it stands.

    One that the hall's own clock counts as begun stands on: nobody knows whether its visitor has come.
    """

    id: int
    zone: str
    number: str
    counter_name: Mapping[str, str]
    lang: str
    at: float
    ended: Ended | None


class SayingNow(TypedDict):
    """What is being said: the call's id, or None for a message ("notice", "emergency")."""

    call: int | None
    form: str
    since: str


class SaidNext(TypedDict):
    """A call still to be said: how short and when, if nothing else happens."""

    call: int
    form: str
    starts_at: str


class SpeechNow(TypedDict):
    """The plan of speech of a zone, and today's figures."""

    version: int
    zone: str
    voice: str | None
    """What speaks: "wall", "loudspeaker", or None while nothing can."""
    saying: SayingNow | None
    next: Sequence[SaidNext]
    said: int
    answered_first: int
    """Calls whose visitor came before their turn."""
    never: int
    """Calls that were over and that nobody had heard."""
    taken_back: int
    """Calls that were taken back before their turn."""
    forms: Mapping[str, int]
    """How many were said how short."""


class SoundNow(TypedDict):
    """A zone's calls of today: how soon the latest were heard, by what means, how short, and what was never said."""

    zone: str
    calls: int
    usual_s: float | None
    slowest_s: float | None
    """Of the latest that were heard; None when none was."""
    by: Mapping[str, int]
    """How many of the latest by clips, or by the chime alone."""
    said: int
    answered_first: int
    never: int
    forms: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """What has become of the calls of a day."""

    said: int
    answered_first: int
    never: int
    taken_back: int
    forms: Mapping[str, int]


def tally(ends: Iterable[tuple[int, Ended | None]], said: Mapping[int, Said]) -> Tally:
    """Count what has become of calls by how each ended; one that stands and waits to be said counts nowhere."""
    ended = Counter(end for call, end in ends if call not in said)
    forms = Counter(one.form if one.how == "clips" else one.how for one in said.values())
    return Tally(len(said), ended["came"], ended["missed"], ended["taken_back"], forms)


def sound_now(zone: str, counted: Tally, said: Mapping[int, Said]) -> SoundNow:
    """Return the manager's line about a zone."""
    latest = list(said.values())[-KEPT:]
    times = [one.after_s for one in latest]
    return SoundNow(
        zone=zone,
        calls=len(latest),
        usual_s=round(median(times), 2) if times else None,
        slowest_s=round(max(times), 2) if times else None,
        by=Counter(one.how for one in latest),
        said=counted.said,
        answered_first=counted.answered_first,
        never=counted.never,
        forms=counted.forms,
    )
