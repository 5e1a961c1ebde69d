"""The voice of a zone in made-up time, which passes while it speaks: whatever stands is said, and said once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Literal, cast

import pytest

from display.sound import announcer as announcing
from display.sound.announcer import Announcer
from display.sound.mouth import How, Saying
from hall.configuration.schema import VoicePart
from hall.journal.actor import Actor
from hall.journal.entry import Event
from hall.messages.book import MessageBook
from hall.speech.book import SpeechBook
from hall.speech.events import CallSaid, CallWaited
from hall.speech.saying import Clip, Spoken
from hall.store.memory import MemoryJournal
from hall.voice.wording import Wording
from hall.web.context import Context
from tests.halls import KIOSK, NOON, Clock, desk, ground, plan
from tests.patience import until

MANY = 40
CHIME = Clip("chime", 0.9)
HOUR_S = 3600.0
LANGUAGES = ("zh", "en")


@dataclass
class Mouth:
    """Says everything at once, and lets the hall's clock run on for as long as that would take."""

    clock: Clock
    kind: Literal["wall", "loudspeaker"] = "wall"
    is_there: bool = True
    said: list[int] = field(default_factory=list)
    """Calls by their id, each breath."""
    before: Callable[[], None] = lambda: None
    """What happens as something is said."""

    def is_able(self) -> bool:
        return self.is_there

    def say(self, saying: Saying, _is_over: Callable[[], bool], begun: Callable[[How, float], None]) -> None:
        self.before()
        self.said.append(saying.id)
        begun("clips", 0.0)
        self.clock.now += saying.length_s


class Words(Wording):
    """Every call is said in some languages, in clips of one length each."""

    def __init__(self, length_s: float, languages: Sequence[str]) -> None:
        self._spoken = tuple(
            Spoken(lang, (Clip(f"{lang}", length_s),), (Clip(f"{lang} short", length_s / 2),)) for lang in languages
        )

    def __call__(self, *_: object) -> tuple[dict[str, str], list[str]]:
        return {}, []

    def spoken(self, *_: object) -> tuple[Spoken, ...]:
        return self._spoken

    def wait(self, _addresses: Sequence[str]) -> None:
        """Nothing is being made."""


class Messages(MessageBook):
    """Nobody has posted anything."""

    def __init__(self) -> None:
        """Be empty."""

    def now(self) -> Any:
        return SimpleNamespace(emergency=None, posted=())


class Hall:
    """A zone of forty counters with a voice."""

    def __init__(
        self, voice: VoicePart | None = None, length_s: float = 2.0, languages: Sequence[str] = LANGUAGES
    ) -> None:
        self.clock, self.journal = Clock(), MemoryJournal()
        made = plan({str(100 + n): ("a",) for n in range(1, MANY + 1)})
        self.desk = desk(self.clock, self.journal, made)
        self.ground = ground(self.clock, self.journal)
        self.configuration = SimpleNamespace(file=SimpleNamespace(voice=voice or VoicePart(repeats=2)))
        self.words, self.mouth = Words(length_s, languages), Mouth(self.clock)
        self.book, self.announcer = self._furnished()

    def _furnished(self) -> tuple[SpeechBook, Announcer]:
        book = SpeechBook(self.ground)
        opened: dict[type, object] = {SpeechBook: book, Wording: self.words, MessageBook: Messages()}
        context = cast(
            "Context",
            _Context(desk=self.desk, ground=self.ground, configuration=self.configuration, opened=opened),
        )
        return book, Announcer(context, ["east"], self.mouth, CHIME, lambda: None)

    def restart(self) -> None:
        """Stop, and begin anew with what was written down."""
        self.announcer.stop()
        self.book, self.announcer = self._furnished()
        self.announcer.start()

    def call(self, counter: int) -> None:
        """Have a counter call a visitor."""
        clerk = Actor(f"clerk {counter}")
        self.desk.issue(KIOSK, "a", "normal", "zh")
        self.desk.open_counter(clerk, str(100 + counter))
        self.desk.call_next(clerk, str(100 + counter))
        self.announcer.look_again()

    def wait_said(self, calls: int) -> list[int]:
        """Wait until so many calls were said; return which, in order."""
        until(lambda: len(self.book.calls("east")) >= calls, lambda: f"{dict(self.book.calls('east'))}")
        return list(self.book.calls("east"))


class _Context(SimpleNamespace):
    def __getitem__(self, kind: type) -> object:
        return self.opened[kind]


@pytest.fixture
def open_hall(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Opens halls whose voice falls silent at the end."""
    monkeypatch.setattr(announcing, "GAP_S", 0.0)
    opened: list[Hall] = []

    def make(**how: Any) -> Hall:
        opened.append(Hall(**how))
        return opened[-1]

    yield make
    for hall in opened:
        hall.announcer.stop()


OpenHall = Callable[..., Hall]


def written(hall: Hall) -> list[int]:
    """Calls as they were written down, each as often as it was."""
    return [event.call for event in told(hall) if isinstance(event, CallSaid)]


def told(hall: Hall) -> list[Event]:
    """All that was written down."""
    return [event for one in hall.journal.since(0) for event in one.entry.events]


def test_forty_calls_in_two_seconds_are_all_said(open_hall: OpenHall) -> None:
    """Each once and in the order of their keys, though nobody comes."""
    hall = open_hall()
    for counter in range(1, MANY + 1):
        hall.call(counter)
        hall.clock.now += 0.05
    hall.announcer.start()
    said = hall.wait_said(MANY)
    assert said == sorted(said)
    assert written(hall) == said


def test_a_zone_without_a_voice_is_on_record_once_a_call_waits(open_hall: OpenHall) -> None:
    """Once a day and not for each call; not before there is one, and not where calls are said."""
    hall = open_hall()
    hall.mouth.is_there = False
    hall.announcer.start()
    assert not hall.book.knows("east")
    hall.call(1)
    until(lambda: hall.book.knows("east"), lambda: "nothing is written down")
    hall.call(2)
    hall.mouth.is_there = True
    hall.wait_said(2)
    assert [type(event) for event in told(hall)].count(CallWaited) == 1
    other = open_hall()
    other.announcer.start()
    other.call(1)
    other.wait_said(1)
    assert CallWaited not in map(type, told(other))


@pytest.mark.parametrize("stale_after_s", [5, 600])
@pytest.mark.parametrize("repeats", [1, 3])
@pytest.mark.parametrize("length_s", [0.0, 20.0])
def test_every_setting_at_its_extreme(open_hall: OpenHall, stale_after_s: int, repeats: int, length_s: float) -> None:
    """However long a call is and however soon one counts as old: who waits while others are said is said too."""
    hall = open_hall(voice=VoicePart(stale_after_s=stale_after_s, repeats=repeats), length_s=length_s)
    for counter in range(1, 7):
        hall.call(counter)
    hall.announcer.start()
    said = hall.wait_said(6)
    assert written(hall) == said == sorted(said)


@pytest.mark.parametrize("languages", [(), ("en",)])
def test_a_language_that_nothing_can_say(open_hall: OpenHall, languages: tuple[str, ...]) -> None:
    """The other one is said, or the chime alone sounds; the record tells which."""
    hall = open_hall(languages=languages)
    hall.call(1)
    hall.announcer.start()
    hall.wait_said(1)
    assert [one.how for one in hall.book.calls("east").values()] == ["clips" if languages else "chime"]


@pytest.mark.parametrize("by_s", [-HOUR_S, HOUR_S])
def test_the_clock_is_set_while_calls_wait(open_hall: OpenHall, by_s: float) -> None:
    """Back or forth, and again and again: nobody who stands is left out, nobody is said twice."""
    hall = open_hall()
    for counter in range(1, 9):
        hall.call(counter)

    def set_clock() -> None:
        hall.clock.now += by_s
        hall.mouth.before = lambda: None

    hall.mouth.before = set_clock
    hall.announcer.start()
    hall.wait_said(8)
    hall.clock.now = NOON
    hall.call(9)
    said = hall.wait_said(9)
    assert written(hall) == said == sorted(said)


def test_a_clock_that_is_set_back_between_two_starts(open_hall: OpenHall) -> None:
    """What is called after a restart is said at once, and not only when the old time has come again."""
    hall = open_hall(length_s=40.0)
    hall.call(1)
    hall.announcer.start()
    until(lambda: len(hall.mouth.said) == 4)  # both languages, twice
    hall.clock.now -= HOUR_S
    hall.restart()
    hall.call(2)
    assert len(hall.wait_said(2)) == 2


def test_a_voice_that_was_away_for_long_does_not_shout_what_is_old(open_hall: OpenHall) -> None:
    """It begins with what was called shortly before it came back."""
    hall = open_hall()
    hall.mouth.is_there = False
    hall.announcer.start()
    hall.call(1)
    hall.clock.now += VoicePart().stale_after_s + 1.0
    hall.call(2)
    hall.mouth.is_there = True
    hall.announcer.look_again()
    hall.wait_said(1)
    hall.call(3)
    assert hall.wait_said(2) == [call.id for call in list(hall.desk.look(lambda day, _: day.zone_calls["east"]))[1:]]
