"""How a call is worded in this hall, and which clips say it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from hall.configuration.schema import VoicePart
from hall.journal.journal import Committed
from hall.plan.plan import Name
from hall.queue.events.visit import TicketIssued
from hall.speech.call import Announcement, CallWords, announce, counter_phrases, text_phrases, ticket_phrases
from hall.texts import Texts
from hall.voice.speaker import Voice

REMEMBERED = 512
"""Calls whose words are kept ready: more than a board shows in any zone."""


class Wording:
    """Words and clips of calls. Clips are made ahead: a counter's part at opening, a ticket's part at issue."""

    def __init__(self, words: Mapping[str, CallWords], one: str, voice: Voice, address: Callable[[str], str]) -> None:
        """Take the hall's languages in the order spoken, how 1 is read, and the address of a clip by its name."""
        self._words = words
        self._one = one
        self.voice = voice
        self._address = address
        self._announced = lru_cache(REMEMBERED)(self._announce)

    @classmethod
    def of(cls, settings: VoicePart, texts: Texts, voice: Voice, address: Callable[[str], str]) -> "Wording":
        """Return the wording that the configuration and the catalogues ask for."""
        words = {str(lang): CallWords.from_section(texts.section(lang, "speech")) for lang in settings.languages}
        return cls(words, settings.one, voice, address)

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
        """Have the parts of newly issued tickets made."""
        for one in batch:
            for event in one.entry.events:
                if isinstance(event, TicketIssued):
                    self.prepare_ticket(event.number)

    def _announce(self, number: str, counter_name: tuple[tuple[str, str], ...]) -> Announcement:
        return announce(number, dict(counter_name), self._words, self._one)
