"""The servers of one hall: at any time one owner, another within seconds, and what one tells the others see."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from hall.store.database import Database
from hall.store.fellowship import BELIEVED_S, LEASE_S, Fellowship
from tests.patience import until
from tests.postgres import Cluster


@pytest.fixture
def url(postgres: Cluster) -> str:
    """An empty database."""
    return postgres.database()


class Steady:
    """A clock that can be held up, as a process is."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead_s


@contextmanager
def servers(url: str, *names: str, hall: str = "east") -> Iterator[list[Fellowship]]:
    """Servers that are there."""
    with ExitStack() as stack:
        made = []
        for name in names:
            database = Database(url, hall)
            stack.callback(database.close)
            made.append(Fellowship(database, name))
            stack.enter_context(made[-1].there())
        yield made


def owners(all_of_them: list[Fellowship], what: str) -> list[str]:
    return [one.name for one in all_of_them if one.owns(what)]


def test_one_owns_and_when_it_leaves_the_other_does(url: str) -> None:
    """Both want the loudspeaker, one has it; who wants it no more lets go, and who ends does."""
    with servers(url, "a", "b") as both:
        a, b = both
        wanted = {"a": True, "b": True}
        a.wants("loudspeaker", lambda: wanted["a"])
        b.wants("loudspeaker", lambda: wanted["b"])
        first = until(lambda: owners(both, "loudspeaker"))
        assert len(first) == 1
        wanted[first[0]] = False
        second = until(lambda: owners(both, "loudspeaker") not in ([], first) and owners(both, "loudspeaker"))
        assert second == [name for name in ("a", "b") if name != first[0]]
        assert not a.owns("something else")


def test_who_was_held_up_believes_nothing(url: str) -> None:
    """A server that was paused owns nothing when it goes on, before it has asked; by then another may own it."""
    database, steady = Database(url, "east"), Steady()
    paused = Fellowship(database, "paused", steady)
    paused.wants("printer", lambda: True)
    paused.beat()
    assert paused.owns("printer")
    steady.ahead_s = BELIEVED_S
    assert not paused.owns("printer")
    with servers(url, "other") as (other,):
        other.wants("printer", lambda: True)
        until(lambda: other.owns("printer"))
        paused.beat()
        assert not paused.owns("printer")
    database.close()


def test_what_is_believed_ends_before_what_is_owned() -> None:
    """Between what a server believes and what the database grants there is time for a deed under way."""
    assert BELIEVED_S < LEASE_S


def test_what_one_tells_and_says_the_others_see(url: str) -> None:
    """What is told is there until it changes; words come in order, to the others and not to oneself."""
    with servers(url, "a", "b") as (a, b):
        heard: list[int] = []
        own: list[int] = []
        b.hears("steps", heard.append)
        a.hears("steps", own.append)
        a.tells("devices", lambda: {"d1": len(heard)})
        until(lambda: b.told("devices") == [{"d1": 0}])
        until(lambda: b._heard is not None)
        for step in range(20):
            a.say("steps", step)
        until(lambda: len(heard) == 20)
        assert (heard, own) == (list(range(20)), [])
        until(lambda: b.told("devices") == [{"d1": 20}])
        assert [one.name for one in b.others()] == ["a"]


def test_who_falls_silent_is_gone_and_who_ends_is_not(url: str) -> None:
    """A server that died is named; one that took its leave, or came back under its name, is not."""
    database = Database(url, "east")
    dead = Fellowship(database, "dead")
    dead.beat()
    with servers(url, "b", "c") as (b, _), servers(url, "elsewhere", hall="west") as (west,):
        until(lambda: [one.name for one in b.gone()] == ["dead"])
        assert [one.name for one in b.others()] == ["c"]
        assert (west.others(), west.gone()) == ([], [])
        Fellowship(database, "dead").beat()
        until(lambda: [one.name for one in b.others()] == ["c", "dead"])
    with servers(url, "d") as (d,):
        until(lambda: [one.name for one in d.gone()] == ["dead"])
    database.close()


def test_the_time_is_the_databases(url: str) -> None:
    """Servers whose clocks differ have one time."""
    with servers(url, "a", "b") as (a, b):
        times = a.time(), b.time()
    assert times[0] == pytest.approx(time.time(), abs=5)
    assert times[1] == pytest.approx(times[0], abs=1)
