"""The plan of speech in made-up time, with the lengths of real clips: how soon calls are heard, and whether all are."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.counts import Counts
from benchmarks.table import Row, at_most
from hall.configuration.schema import VoicePart
from hall.plan.plan import Name
from hall.speech.call import CallWords, counter_ways, number_alone, ticket_phrases
from hall.speech.plan import GAP_S, Manner, Rest, Waiting, plan
from hall.speech.saying import Clip, Spoken, Stretch, lengths, stretches
from hall.texts import Texts
from hall.voice.length import seconds
from hall.voice.recordings import Recordings
from hall.voice.speaker import PACK

ASSETS = Path(__file__).resolve().parents[1] / "assets"
COMES_S = (15.0, 45.0)
"""When visitors come after the key."""
IN_ENGLISH = 0.05
"""Of the tickets."""
TEN_MINUTES_S = 600.0
LONG_AGO = -1e9
STALE_AFTER_S = VoicePart().stale_after_s
BURSTS = ((5, 30.0), (12, 55.0), (20, 75.0))
"""Calls within a second or so, and within how many seconds all are said."""
LOADS = (20, 50, 120)
"""Calls in ten minutes."""


@dataclass
class Zone:
    """A zone of thirty counters in made-up time: calls at given moments, one voice."""

    spoken: Sequence[Sequence[Spoken]]
    """A choice of calls, as they are said."""
    manner: Manner
    heard_s: dict[int, float] = field(default_factory=dict)
    """After how many seconds each call was heard."""
    answered: list[int] = field(default_factory=list)
    """The calls whose visitors came before their turn."""
    ended_at: float = 0.0

    def play(self, keys: Sequence[float], chance: random.Random, *, come: bool = True) -> None:
        """Say the calls of `keys` by the plan of speech; with `come` their visitors come after a while."""
        calls = self.calls(keys, chance, come=come)
        now, silent_since = 0.0, LONG_AGO
        rest: tuple[int, list[Stretch]] | None = None
        left = set(range(len(calls)))
        while left or rest:
            due = [n for n in left if calls[n][0] <= now]
            gone = {n for n in due if calls[n][1] <= now}
            self.answered += gone
            left -= gone
            queue = [Waiting(n, calls[n][0], lengths(calls[n][3], calls[n][2])) for n in due if n in left]
            more = None if rest is None else Rest(rest[0], rest[1][0].length_s, rest[1][0].upto)
            planned = plan(queue, more, now, silent_since, self.manner)
            if not planned:
                rest = None
                now = max([now, *([min(calls[n][0] for n in left)] if left else [])])
                continue
            one = planned[0]
            if one.is_rest and rest is not None:
                first, *following = rest[1]
            else:
                _, _, own, spoken = calls[one.call]
                first, *following = stretches(one.form, spoken, own, self.manner.repeats)
                self.heard_s[one.call] = now - calls[one.call][0]
                left.remove(one.call)
            rest = (one.call, following) if following else None
            now += self.manner.chime_s * one.chimed + first.length_s
            self.ended_at = silent_since = now
            now += GAP_S

    def play_as_set(self, keys: Sequence[float], chance: random.Random, *, come: bool = True) -> None:
        """Say the same calls without a plan: each in full, again only while nobody waits, none that is old."""
        now = 0.0
        calls = self.calls(keys, chance, come=come)
        for n, (at, comes_at, _, spoken) in enumerate(calls):
            now = max(now, at)
            if comes_at <= now:
                self.answered.append(n)
                continue
            if now - at > STALE_AFTER_S:
                continue
            self.heard_s[n] = now - at
            once_s = self.manner.chime_s + sum(one.length_s for one in stretches("once", spoken, "zh", 1)) + GAP_S
            waits = n + 1 < len(calls) and calls[n + 1][0] <= now + once_s
            now += once_s if waits else self.manner.repeats * once_s
            self.ended_at = now

    def calls(
        self, keys: Sequence[float], chance: random.Random, *, come: bool
    ) -> list[tuple[float, float, str, Sequence[Spoken]]]:
        """Return by call when its key is pressed, when its visitor comes, in which language, and what is said."""
        return [
            (
                at,
                at + chance.uniform(*COMES_S) if come else 1e9,
                "en" if chance.random() < IN_ENGLISH else "zh",
                chance.choice(self.spoken),
            )
            for at in sorted(keys)
        ]


def zone(numbers: int = 60, repeats: int = 2) -> Zone:
    """A zone with the clips of the voice pack: some tickets at counters 1 to 30."""
    texts, recordings = Texts.load(ASSETS / "text"), Recordings(PACK)
    words: dict[str, CallWords] = {
        lang: CallWords.from_section(texts.section(lang, "speech")) for lang in VoicePart().languages
    }
    chance = random.Random(1)
    calls = [
        _spoken(f"{chance.choice('AFKWX')}{chance.randrange(1000):03d}", counter, words, recordings)
        for counter in (chance.randrange(1, 31) for _ in range(numbers))
    ]
    chime_s = (seconds(ASSETS / "sounds" / "chime.wav") or 0.0) + 0.1
    return Zone(calls, Manner(repeats, chime_s))


def _spoken(number: str, counter: int, words: dict[str, CallWords], recordings: Recordings) -> list[Spoken]:
    name: Name = {"zh": f"{counter}号窗口", "en": f"Counter {counter}"}

    def clips(lang: str, *, short: bool) -> tuple[Clip, ...]:
        said = ticket_phrases(number, lang, words[lang], short=short)
        alone = number_alone(name[lang], lang, words[lang]) if short else ()
        ways = [*([alone] if alone else []), *counter_ways(name[lang], lang, words[lang])]
        way = next(way for way in ways if all(recordings.name(phrase) for phrase in way))
        files = [recordings.path(recordings.name(phrase) or "") for phrase in (*said, *way)]
        return tuple(Clip(str(file), seconds(file) or 0.0) for file in files if file is not None)

    return [Spoken(lang, clips(lang, short=False), clips(lang, short=True)) for lang in words]


def measure(_folder: Path, counts: Counts) -> Iterator[Row]:
    """Measure bursts of which nobody comes, and loads of ten minutes with visitors who come after 15 to 45 s.

    The bare counterpart is the same load as set: see `Zone.play_as_set`.
    """
    for many, limit_s in BURSTS:
        after, before = _both([n / 20 for n in range(many)], many, come=False)
        name = f"a burst of {many} calls"
        yield Row(f"{name}, all said (planned)", after.ended_at, "s", (at_most(limit_s),), before.ended_at)
        yield Row(f"{name}: never said", many - len(after.heard_s), "", (at_most(0),), many - len(before.heard_s))
    for many in LOADS:
        pairs = [_both(keys_of(many, seed), seed) for seed in range(counts.rounds * 5)]
        sums = [Sum.of([pair[side] for pair in pairs], many) for side in (0, 1)]
        yield from sums[0].rows(f"{many} calls in ten minutes", sums[1], " (planned)")


def keys_of(many: int, seed: int) -> list[float]:
    """Return when the keys of a load are pressed."""
    chance = random.Random(seed)
    return sorted(chance.uniform(0, TEN_MINUTES_S) for _ in range(many))


def _both(keys: Sequence[float], seed: int, *, come: bool = True) -> tuple[Zone, Zone]:
    """Return the zone after the calls of `keys` by the plan, and as set."""
    after, before = zone(), zone()
    after.play(keys, random.Random(seed), come=come)
    before.play_as_set(keys, random.Random(seed), come=come)
    return after, before


@dataclass(frozen=True, slots=True)
class Sum:
    """What became of all calls of a load."""

    after_s: Sequence[float]
    """After how long those that were said were heard, in order of length."""
    never: float
    """How many of a hundred stood and were never said."""
    answered: float
    """How many of a hundred were answered before their turn."""

    @classmethod
    def of(cls, zones: Sequence[Zone], many: int) -> "Sum":
        """Sum up zones that each had `many` calls."""
        after_s = sorted(one for zone in zones for one in zone.heard_s.values())
        answered = sum(len(zone.answered) for zone in zones)
        share = 100 / (many * len(zones))
        return cls(after_s, share * (many * len(zones) - len(after_s) - answered), share * answered)

    def within(self, share: float) -> float:
        """Return within how many seconds so many were heard."""
        return self.after_s[min(int(share * len(self.after_s)), len(self.after_s) - 1)] if self.after_s else 0.0

    def rows(self, name: str, before: "Sum", how: str) -> Iterator[Row]:
        """Give the figures beside those of `before`."""
        half, most = self.within(0.5), self.within(0.95)
        yield Row(f"{name}: half are heard within{how}", half, "s", (at_most(12),), before.within(0.5))
        yield Row(f"{name}: 95 of 100 within{how}", most, "s", (at_most(20),), before.within(0.95))
        yield Row(f"{name}: whose visitors come before their turn", self.answered, "%", bare=before.answered)
        yield Row(f"{name}: that stand and are never said", self.never, "%", (at_most(0),), before.never)
