"""Finds guides and services by whatever a visitor types: hanzi, English, pinyin in full or by initials. Pure.

Chinese is matched by pairs of neighbouring characters, English by words and their beginnings, pinyin against titles and
keywords only. A match in a title counts more than in a keyword, that more than in a text; rare more than common.
"""

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log
from typing import Literal

from hall.guides.guide import Guide
from hall.plan.plan import Service

Pinyin = Callable[[str], Sequence[str]]
"""The syllables of a run of hanzi, lower case without tones; what it cannot read it returns as it is."""

Kind = Literal["guide", "service"]

MAX_QUERY_CHARS = 64
"""Nobody means more than this; the rest of what is typed is not looked at."""

TITLE, KEYWORD, TEXT = 10.0, 7.0, 1.0
"""How much a match counts, by where it stands."""

WORD_START = 0.6
"""A word or initials begun count this much of the whole."""

SOUND = 0.5
"""Hanzi that only sound alike count this much of the same hanzi."""

LEAST_OF_BEST = 0.25
"""What counts less than this part of the best match is left out."""

FILLERS = frozenset(
    "a an and at can do for get have how i in is it my need of on or please the to want what where with".split()  # noqa: SIM905
)
"""English words that tell nothing by themselves; left out of a longer query."""


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found."""

    kind: Kind
    id: str
    titles: tuple[str, ...]
    keywords: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found; the higher `score`, the better it fits."""

    kind: Kind
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A title or keyword as it is read aloud."""

    document: int
    weight: float
    letters: str
    starts: frozenset[int]
    initials: str


def guide_document(guide: Guide) -> Document:
    """Return what can be found of a guide."""
    names = [guide.summary, *guide.conditions, guide.result, *(m.name for m in guide.materials)]
    names += [step.name for step in guide.steps]
    keywords = (word for words in (guide.keywords or {}).values() for word in words)
    texts = (text for name in names for text in name.values())
    return Document("guide", guide.id, tuple(guide.name.values()), tuple(keywords), tuple(texts))


def service_document(service: Service) -> Document:
    """Return what can be found of a service."""
    return Document("service", service.id, tuple(service.name.values()), tuple(service.covers.values()), ())


def found_by(document: Document, pinyin: Pinyin) -> list[str]:
    """Return what a page finds `document` by while no server answers.

    That is its names and keywords as folded letters, and of those in hanzi the pinyin, in full and by initials.
    """
    words: list[str] = []
    for runs in map(_runs, map(_fold, (*document.titles, *document.keywords))):
        words.append("".join(runs))
        spelled = [[_spell(s) for s in pinyin(run)] if _is_hanzi(run[0]) else [run] for run in runs]
        syllables = [syllable for run in spelled for syllable in run]
        words += ["".join(syllables), "".join(syllable[:1] for syllable in syllables)]
    return [word for word in dict.fromkeys(words) if word]


class Index:
    """Documents, ready to be searched; never changed after it is made."""

    def __init__(self, documents: Iterable[Document], pinyin: Pinyin) -> None:
        """Index `documents`, each with a title; of equally good matches the shorter title comes first."""
        self._documents = tuple(documents)
        self._pinyin = pinyin
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._phrases: list[_Phrase] = []
        for number, document in enumerate(self._documents):
            self._add(number, document.titles, TITLE)
            self._add(number, document.keywords, KEYWORD)
            self._add(number, document.texts, TEXT)
        self._words = sorted(gram for gram in self._weights if not _is_hanzi(gram[0]))

    def search(self, typed: str, limit: int = 20) -> tuple[Hit, ...]:
        """Return the best matches first, at most `limit`; none when nothing fits. Raises for nothing typed."""
        scores = self._score(_runs(_fold(typed.lstrip()[: MAX_QUERY_CHARS * 4])[:MAX_QUERY_CHARS]))
        least = max(scores.values(), default=0.0) * LEAST_OF_BEST
        found = [(score, number) for number, score in scores.items() if score >= least]
        found.sort(key=lambda hit: (-hit[0], len(self._documents[hit[1]].titles[0]), hit[1]))
        return tuple(
            Hit(self._documents[number].kind, self._documents[number].id, score) for score, number in found[:limit]
        )

    def _add(self, number: int, texts: Iterable[str], weight: float) -> None:
        for text in texts:
            runs = _runs(_fold(text))
            for gram in {gram for run in runs for gram in _grams(run)}:
                self._weights[gram].setdefault(number, weight)  # the weightiest place comes first
            if weight > TEXT:
                self._phrases += [self._phrase(number, weight, run) for run in runs if _is_hanzi(run[0])]

    def _phrase(self, number: int, weight: float, run: str) -> _Phrase:
        syllables = [_spell(s) for s in self._pinyin(run)]
        starts = [0]
        for syllable in syllables:
            starts.append(starts[-1] + len(syllable))
        initials = "".join(s[:1] for s in syllables)
        return _Phrase(number, weight, "".join(syllables), frozenset(starts[:-1]), initials)

    def _score(self, runs: list[str]) -> Counter[int]:
        scores: Counter[int] = Counter()
        for run in _telling(runs):
            if _is_hanzi(run[0]):
                for gram in _query_grams(run):
                    scores.update(self._rated(self._weights.get(gram, {})))
                scores.update(self._rated(self._homophones(run)))
            else:
                scores.update(self._rated(self._latin(run)))
        together = "".join(runs)
        if len(runs) > 1 and together.isascii():  # "she bao", "xi'an"
            scores.update(self._rated(self._sounding(together)))
        return scores

    def _rated(self, weights: dict[int, float]) -> dict[int, float]:
        """Return `weights` times how rare they are, so that a word in every guide hardly counts."""
        rarity = log(1 + len(self._documents) / len(weights)) if weights else 0.0
        return {number: weight * rarity for number, weight in weights.items()}

    def _latin(self, word: str) -> dict[int, float]:
        best = dict(self._weights.get(word, {}))
        for found in (self._beginning(word), self._sounding(word)):
            for number, weight in found.items():
                best[number] = max(weight, best.get(number, 0.0))
        return best

    def _beginning(self, start: str) -> dict[int, float]:
        best: dict[int, float] = {}
        if len(start) < 2:
            return best
        for place in range(bisect_left(self._words, start), len(self._words)):
            if not self._words[place].startswith(start):
                break
            for number, weight in self._weights[self._words[place]].items():
                best[number] = max(weight * WORD_START, best.get(number, 0.0))
        return best

    def _homophones(self, run: str) -> dict[int, float]:
        """Find `run` by its sound too: input methods offer wrong characters of the right sound."""
        if len(run) < 2:
            return {}
        return {number: weight * SOUND for number, weight in self._sounding("".join(self._pinyin(run))).items()}

    def _sounding(self, letters: str) -> dict[int, float]:
        best: dict[int, float] = {}
        letters = _spell(letters)
        for phrase in self._phrases:
            weight = phrase.weight * _likeness(phrase, letters)
            if weight > best.get(phrase.document, 0.0):
                best[phrase.document] = weight
        return best


def _likeness(phrase: _Phrase, letters: str) -> float:
    """Return from 0 to 1 how well typed `letters` are the phrase's sound, in full or by initials."""
    if len(letters) == 1:
        return WORD_START / 2 if phrase.initials.startswith(letters) else 0.0
    place = phrase.letters.find(letters)
    while place > 0 and place not in phrase.starts:
        place = phrase.letters.find(letters, place + 1)
    if place >= 0:
        return 1.0 if place == 0 else 0.9
    place = phrase.initials.find(letters)
    return 0.0 if place < 0 else WORD_START if place == 0 else WORD_START / 2


def _spell(letters: str) -> str:
    """Return pinyin with ü as u: people type it as v, u or ü."""
    return letters.replace("v", "u")


def _fold(text: str) -> str:
    """Return `text` without differences of width, case and accents."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _is_hanzi(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char == "〇" or "\U00020000" <= char <= "\U0003ffff"


def _kind_of(char: str) -> int:
    return 2 if _is_hanzi(char) else 1 if char.isalnum() else 0


def _runs(text: str) -> list[str]:
    """Return the runs of hanzi and the words; everything else only parts them."""
    return ["".join(chars) for kind, chars in groupby(text, _kind_of) if kind]


def _telling(runs: list[str]) -> Iterable[str]:
    """Return the runs worth looking for, each once: no fillers and lone letters, unless there is nothing else."""
    telling = [run for run in runs if run not in FILLERS and (len(run) > 1 or not run.isascii())]
    return dict.fromkeys(telling or runs)


def _grams(run: str) -> Iterator[str]:
    """Yield what a run is found by: each hanzi and each pair of them, or the word."""
    if _is_hanzi(run[0]):
        yield from run
        yield from map("".join, pairwise(run))
    else:
        yield run


def _query_grams(run: str) -> Iterable[str]:
    return (run,) if len(run) == 1 else map("".join, pairwise(run))
