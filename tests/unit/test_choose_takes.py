"""Which take of a clip is kept: the rule of assets/voice/choose_takes.py, without a recogniser."""

import runpy
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.voice_recognition import Call

SCRIPT = Path(__file__).parents[2] / "assets" / "voice" / "choose_takes.py"
CALLS = 6


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(sys, "path", [*sys.path])  # the script puts its own folder there
    return runpy.run_path(str(SCRIPT))


class Ear:
    """Understands each take in the calls its row has a 1 for; remembers how often it listened."""

    def __init__(self, takes: Mapping[int, str], calls: list[Call]) -> None:
        self._takes, self._calls = takes, calls
        self.heard = 0

    def __call__(self, take: int, call: Call) -> bool:
        self.heard += 1
        return self._takes.get(take, "000000")[self._calls.index(call)] == "1"


@pytest.mark.parametrize(
    ("takes", "best"),
    [
        ({0: "111000", 1: "111111"}, 0),  # understood in the first calls: left alone
        ({0: "110111", 1: "101111"}, 0),  # none is better
        ({0: "110111", 1: "101111", 13: "111111"}, 13),
        ({0: "000000", 5: "000001"}, 5),  # a little better is better
        ({4: "011111", 0: "111111"}, 0),  # the text as it stands is a take like the others
    ],
)
def test_the_take_understood_most_often_is_kept(script: dict[str, Any], takes: dict[int, str], best: int):
    calls = list(script["calls_with"]("digits-123", "a"))
    best_take: Callable[..., int] = script["best_take"]
    assert best_take(Ear(takes, calls), calls, next(iter(takes))) == best


def test_no_take_is_heard_longer_than_it_can_win(script: dict[str, Any]):
    """A present take that is nearly always right costs each hopeless one a single call."""
    calls = list(script["calls_with"]("digits-123", "a"))
    ear = Ear({0: "011111"}, calls)
    script["best_take"](ear, calls, 0)
    assert ear.heard == CALLS + len(script["TRIED"]) - 1


def test_each_round_has_calls_of_its_own_each_with_another_letter(script: dict[str, Any]):
    calls_with = script["calls_with"]
    first = calls_with("digits-123", "a")
    assert first == calls_with("digits-123", "a")
    assert first != calls_with("digits-123", "b")
    assert len({call.letter for call in first}) == len(first) == CALLS
    assert {call.digits for call in first} == {"123"}
    assert {call.counter for call in calls_with("counter-7", "a")} == {7}


def test_every_take_is_tried_once(script: dict[str, Any]):
    takes = script["TRIED"]
    assert sorted(takes) == list(range(len(sys.modules["takes"].AGAIN) + 1))
