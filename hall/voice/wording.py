"""How a call is worded in this hall, and which clips say it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from hall.configuration import Configuration
from hall.configuration.schema import VoicePart
from hall.journal.journal import Committed
from hall.plan.book import PlanBook
from hall.plan.events import STREAM as PLAN
from hall.plan.plan import Name
from hall.queue.events.visit import TicketIssued
from hall.speech.call import Announcement, CallWords, announce, counter_phrases, text_phrases, ticket_phrases
from hall.texts import Texts
from hall.voice.speaker import Voice

REMEMBERED = 512
"""Calls whose words are kept ready: more than a board shows in any zone."""


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
        self._announced = lru_cache(REMEMBERED)(self._announce)
        self.prepare_counters(counter.name for counter in self._plans.now().plan.counters.values())

    def __call__(self, number: str, counter_name: Name) -> tuple[Mapping[str, str], Sequence[str]]:
        """Return the text of the call by language, and the addresses of its clips in order; none without a voice.

        A clip that is just being made has its address already: whoever asks for it waits for it.
        """
        said = self._announced(number, tuple(counter_name.items()))
        return said.text, [self._address(name) for name in self.voice.names(said.phrases)]

    def read_out(self, text: Name) -> Sequence[str]:
        """Return the addresses of the clips that say a free text, in order; none without a voice."""
        return [self._address(name) for name in self.voice.names(text_phrases(text, self._words))]

    def prepare_counters(self, names: Iterable[Name]) -> None:
        """Have the counters' parts made."""
        for name in names:
            self.voice.prepare(counter_phrases(name, self._words))

    def prepare_ticket(self, number: str) -> None:
        """Have the parts of a ticket's number made."""
        for lang, words in self._words.items():
            self.voice.prepare(ticket_phrases(number, lang, words, self._one))

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Have the parts of newly issued tickets made, and follow a new plan."""
        if any(one.stream == PLAN for one in batch):
            self._follow_plan()
        for one in batch:
            for event in one.entry.events:
                if isinstance(event, TicketIssued):
                    self.prepare_ticket(event.number)

    def _announce(self, number: str, counter_name: tuple[tuple[str, str], ...]) -> Announcement:
        return announce(number, dict(counter_name), self._words, self._one)


def _of_engine(settings: VoicePart) -> tuple[bool, int, float, int]:
    """Return the settings that need another voice when they change."""
    return settings.enabled, settings.rate, settings.volume, settings.cache_mb
