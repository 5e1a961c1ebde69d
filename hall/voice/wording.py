"""How a call is worded in this hall, and which clips say it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from hall.configuration import Configuration
from hall.configuration.schema import VoicePart
from hall.journal.journal import Committed
from hall.plan.book import PlanBook
from hall.plan.events import STREAM as PLAN
from hall.plan.plan import Name
from hall.queue.events.visit import TicketIssued
from hall.speech.call import CallWords, Phrase, counter_ways, number_alone, text_ways, ticket_phrases
from hall.speech.saying import Clip, Spoken
from hall.texts import Texts
from hall.voice.speaker import Voice

REMEMBERED: Final = 512
"""Calls whose words are kept ready: more than a board shows in any zone."""
WAIT_S: Final = 2.0
"""How long the turn of a call waits for a clip that is just being made."""
CHARACTER_S: Final = {"zh": 0.22, "en": 0.08}
"""About what a character takes, for a sound file that does not say how long it is."""


Readiness = Literal["ready", "making", "unsaid"]
"""Of a text: its clips are there; are being made; nothing can say it, and it is shown with the chime."""


class Rehearsed(NamedTuple):
    """How it stands with saying a text in one language, and the addresses of its clips."""

    readiness: Readiness
    audio: Sequence[str]


class Wording:
    """Words and clips of calls. Clips are made ahead: a counter's part at opening, a ticket's part at issue."""

    def __init__(
        self,
        plans: PlanBook[Configuration],
        texts: Texts,
        open_voice: Callable[[VoicePart], Voice],
        address: Callable[[str], str],
    ) -> None:
        """Take the plan, the catalogues, what opens a voice, and the address of a clip by its name."""
        self._plans, self._texts, self._open_voice, self._address = plans, texts, open_voice, address
        self._settings = self._plans.now().file.voice
        self.voice = open_voice(self._settings)
        self._follow_plan()

    def _follow_plan(self) -> None:
        """Speak as the plan asks: open another voice only when that is to be another one."""
        settings = self._plans.now().file.voice
        if _of_engine(settings) != _of_engine(self._settings):
            self.voice.close()
            self.voice = self._open_voice(settings)
        self._settings, self._one = settings, settings.one
        self._words = {
            str(lang): CallWords.from_section(self._texts.section(lang, "speech")) for lang in settings.languages
        }
        self._ticket = lru_cache(REMEMBERED)(self._ticket_phrases)
        self._numbers = Counter(
            number_alone(counter.name[lang], lang, words)
            for lang, words in self._words.items()
            for counter in self._plans.now().plan.counters.values()
        )
        self.prepare_counters(counter.name for counter in self._plans.now().plan.counters.values())

    def __call__(self, number: str, counter_name: Name) -> tuple[Mapping[str, str], Sequence[str]]:
        """Return the text of the call by language, and the addresses of its clips in order; none without a voice.

        A clip that is just being made has its address already: whoever asks for it waits for it.
        """
        text = {lang: w.shown.format(number=number, counter=counter_name[lang]) for lang, w in self._words.items()}
        phrases = [phrase for lang in self._words for phrase in self._call(number, counter_name, lang)]
        return text, [self._address(name) for name in self.voice.names(phrases)]

    def spoken(self, number: str, counter_name: Name) -> tuple[Spoken, ...]:
        """Return what can be said of a call this moment, by language. What is missing is made as soon as may be."""
        return tuple(
            Spoken(lang, full, self._short(number, counter_name, lang) or full)
            for lang in self._words
            if (full := self._clips(self._call(number, counter_name, lang)))
        )

    def read_out(self, text: Name) -> Sequence[str]:
        """Return the addresses of the clips that say a free text, in order; none without a voice."""
        return [self._address(name) for lang in self._words for name in self.voice.names(self._text(text, lang))]

    def spoken_text(self, text: Name) -> tuple[Spoken, ...]:
        """Return what can be said of a free text this moment, by language."""
        found = ((lang, self._clips(self._text(text, lang))) for lang in self._words)
        return tuple(Spoken(lang, clips, clips) for lang, clips in found if clips)

    def rehearsed(self, text: Name) -> Mapping[str, Rehearsed]:
        """Return by language how it stands with saying a free text; what is missing is made now, and kept."""
        return {lang: self._rehearsed(self._text(text, lang)) for lang in self._words if text.get(lang)}

    def _rehearsed(self, phrases: Sequence[Phrase]) -> Rehearsed:
        if not (names := self.voice.names(phrases)):
            return Rehearsed("unsaid", ())
        return Rehearsed("ready" if self.voice.clips(phrases) else "making", [self._address(name) for name in names])

    def wait(self, addresses: Sequence[str]) -> None:
        """Wait a moment for clips that are just being made."""
        for address in addresses:
            self.voice.wait(address.rpartition("/")[2], WAIT_S)

    def prepare_counters(self, names: Iterable[Name]) -> None:
        """Have the counters' parts made."""
        for name in names:
            for lang, words in self._words.items():
                self.voice.prepare(self._best(counter_ways(name[lang], lang, words)))

    def prepare_ticket(self, number: str) -> None:
        """Have the parts of a ticket's number made."""
        for lang in self._words:
            self.voice.prepare(self._ticket(number, lang, short=False))

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Have the parts of newly issued tickets made, and follow a new plan."""
        if any(one.stream == PLAN for one in batch):
            self._follow_plan()
        for one in batch:
            for event in one.entry.events:
                if isinstance(event, TicketIssued):
                    self.prepare_ticket(event.number)

    def _call(self, number: str, counter_name: Name, lang: str) -> tuple[Phrase, ...]:
        ways = counter_ways(counter_name[lang], lang, self._words[lang])
        return (*self._ticket(number, lang, short=False), *self._best(ways))

    def _short(self, number: str, counter_name: Name, lang: str) -> tuple[Clip, ...]:
        """Return number and counter alone, as far as recordings have them: nothing is made for a hurry."""
        name, words = counter_name[lang], self._words[lang]
        alone = number_alone(name, lang, words)
        ways = [alone] if alone and self._numbers[alone] <= 1 else []
        way = self._best((*ways, *counter_ways(name, lang, words, short=True), *counter_ways(name, lang, words)))
        phrases = (*self._ticket(number, lang, short=True), *way)
        return self._clips(phrases) if self.voice.has(phrases, self._call(number, counter_name, lang)) else ()

    def _text(self, text: Name, lang: str) -> tuple[Phrase, ...]:
        return self._best(text_ways(text.get(lang, ""), lang, self._words[lang]))

    def _best(self, ways: Sequence[tuple[Phrase, ...]]) -> tuple[Phrase, ...]:
        """Return the first way that can be said at once, else the first."""
        return next((way for way in ways if self.voice.has(way)), ways[0])

    def _clips(self, phrases: Sequence[Phrase]) -> tuple[Clip, ...]:
        """Return the clips of one language's phrases; none while one of them is missing."""
        names = self.voice.clips(phrases)
        return tuple(
            Clip(self._address(name), self.voice.length_s(name) or CHARACTER_S.get(phrase.lang, 0.1) * len(phrase.text))
            for phrase, name in zip(phrases, names, strict=False)
        )

    def _ticket_phrases(self, number: str, lang: str, *, short: bool) -> tuple[Phrase, ...]:
        return ticket_phrases(number, lang, self._words[lang], self._one, short=short)


def _of_engine(settings: VoicePart) -> tuple[bool, int, float, int]:
    """Return the settings that need another voice when they change."""
    return settings.enabled, settings.rate, settings.volume, settings.cache_mb
