"""One of a zone's walls speaks; the next takes over when it dies, is silent or cannot be heard."""

import threading
import time
from collections.abc import Callable

import pytest

from display.sound import wall_mouth
from display.sound.mouth import How, Saying
from display.sound.wall_mouth import Say, WallMouth
from hall.speech.saying import Clip

LIMIT_S = 20.0


def saying(turn: str, length_s: float = 0.0) -> Saying:
    return Saying(turn, "call", 7, (Clip("/a.opus", length_s), 0.0), 0.5)


class Walls:
    """Walls that note what they are asked, and answer as the test has them do."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.versions: list[int] = []
        self.changes = 0
        self.answers: dict[str, Callable[[str], object]] = {}
        self.mouth = WallMouth(self._send, self._changed)

    def say(self, turn: str, length_s: float = 0.0, is_over: Callable[[], bool] = lambda: False) -> list[How]:
        """Have a turn said; returns how it began, nothing when it did not."""
        began: list[How] = []
        self.mouth.say(saying(turn, length_s), is_over, lambda how, _: began.append(how))
        return began

    def _send(self, wall: str, say: Say) -> None:
        turn = say["turn"]["turn"] if say["turn"] else None
        self.asked.append((wall, turn))
        self.versions.append(say["version"])
        if turn is not None and wall in self.answers:
            threading.Thread(target=self.answers[wall], args=(turn,)).start()

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def walls(monkeypatch: pytest.MonkeyPatch) -> Walls:
    """Two walls of a zone that answer at once; a dead one is known after a moment."""
    monkeypatch.setattr(wall_mouth, "BEGIN_WITHIN_S", 0.3)
    made = Walls()
    for wall in ("first", "second"):
        made.mouth.joined(wall)
        made.answers[wall] = lambda turn: made.mouth.report(turn, "clips", 0.0)
    return made


def test_the_wall_that_came_first_speaks(walls: Walls) -> None:
    """Never two: each turn goes to one wall, with a version that grows, and each of its reports counts once."""
    assert walls.mouth.is_able()
    assert [walls.say(turn) for turn in ("t1", "t2")] == [["clips"], ["clips"]]
    assert walls.asked == [("first", "t1"), ("first", "t2")]
    assert walls.versions == sorted(set(walls.versions))
    assert walls.mouth.report("t1", "clips", 0.0) is False
    assert walls.mouth.report("made up", "clips", 0.0) is False


def test_the_next_speaks_when_one_goes(walls: Walls) -> None:
    """A wall that leaves has a successor at once; when the last has gone there is no voice."""
    walls.mouth.left("first")
    walls.mouth.left("nobody")
    assert walls.say("t1") == ["clips"]
    assert walls.asked == [("second", "t1")]
    walls.mouth.left("second")
    assert not walls.mouth.is_able()
    assert walls.say("t2") == []
    assert walls.changes == 4  # two came, two went


def test_a_wall_that_dies_while_it_speaks_keeps_its_time(walls: Walls) -> None:
    """What it has begun it may be saying still: nobody speaks over it."""

    def begin_and_die(turn: str) -> None:
        walls.mouth.report(turn, "clips", 0.0)
        walls.mouth.left("first")

    walls.answers["first"] = begin_and_die
    began = time.monotonic()
    assert walls.say("t1", length_s=0.5) == ["clips"]
    assert time.monotonic() - began >= 0.5
    walls.say("t2")
    assert walls.asked == [("first", "t1"), ("second", "t2")]


@pytest.mark.parametrize("how", [None, "none"])
def test_a_wall_that_nobody_hears_is_passed_over(walls: Walls, how: How | None) -> None:
    """One that does not answer, or says that it makes no sound, is told to be silent, and the next is asked."""
    walls.answers["first"] = lambda turn: how and walls.mouth.report(turn, how, 0.0)
    assert walls.say("t1") == []
    assert walls.say("t1 again") == ["clips"]
    assert walls.asked == [("first", "t1"), ("first", None), ("second", "t1 again")]
    walls.mouth.joined("first")  # it connects anew: it may be asked again, in its old place
    assert walls.say("t2") == ["clips"] or walls.asked[-1][0] == "first"


def test_a_late_word_counts(walls: Walls) -> None:
    """A wall whose word came too late has said the call all the same: whoever keeps the record hears of it, once."""
    walls.answers["first"] = lambda _turn: None
    began: list[How] = []
    walls.mouth.say(saying("t1"), lambda: False, lambda how, _: began.append(how))
    assert began == []
    assert walls.mouth.report("t1", "clips", 0.0) is True
    assert walls.mouth.report("t1", "clips", 0.0) is False
    assert began == ["clips"]


def test_what_is_over_is_hushed(walls: Walls) -> None:
    """An emergency ends what is being said at once: the wall is told to be silent."""
    over = threading.Event()
    walls.answers["first"] = lambda turn: (walls.mouth.report(turn, "chime", 0.0), over.set())
    began = time.monotonic()
    assert walls.say("t1", length_s=LIMIT_S, is_over=over.is_set) == ["chime"]
    assert time.monotonic() - began < LIMIT_S / 2
    assert walls.asked == [("first", "t1"), ("first", None)]
