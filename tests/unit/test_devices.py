"""Pairing: a code is good once and for ten minutes, a secret until it is removed."""

import pytest

from hall.devices.book import CODE_GOOD_S, DeviceBook
from hall.devices.rules import DIGITS, checked_place, new_code, screen_of
from hall.journal.actor import Actor
from hall.journal.refusal import TooMany, Unknown, Wrong
from hall.store.memory import MemoryJournal
from tests.halls import Clock, follow, ground, plan

CONSOLE, DEVICE = Actor("console"), Actor("device")


def book(journal: MemoryJournal | None = None, clock: Clock | None = None) -> DeviceBook:
    return DeviceBook(ground(clock or Clock(), journal or MemoryJournal()))


def test_a_code_makes_a_device_once() -> None:
    """With its kind, name and place; the secret is known in every process and after a restart, and written nowhere."""
    journal = MemoryJournal()
    console, serving = book(journal), book(journal)
    given = console.give_code(CONSOLE, "wall", "东区大屏", "east")
    follow(journal, serving)
    secret, device = serving.pair(DEVICE, given.code, "192.168.1.5")
    assert (device.kind, device.name, device.place) == ("wall", "东区大屏", "east")
    for one in (serving, book(journal)):
        assert one.device(secret) == device
        with pytest.raises(Wrong, match="pairing_code_wrong"):
            one.pair(DEVICE, given.code, "192.168.1.6")
    assert secret not in repr(list(journal.read("devices")))


def test_a_pairing_whose_answer_was_lost_is_answered_again() -> None:
    """The same request key gives the same secret, and no second device."""
    devices = book()
    code = devices.give_code(CONSOLE, "kiosk", "k", None).code
    first, again = (devices.pair(Actor("device", "one-key"), code, "a") for _ in range(2))
    assert first == again
    assert len(devices.everything()) == 1


def test_a_code_given_twice_by_one_request_is_one() -> None:
    """A repeat of the manager's press shows the same code."""
    devices = book()
    asked = [devices.give_code(Actor("chen", "one-key"), "kiosk", "k", None).code for _ in range(2)]
    assert asked[0] == asked[1]


def test_an_old_code_is_worth_nothing() -> None:
    """It is good for ten minutes, to the second."""
    clock = Clock()
    devices = book(clock=clock)
    code = devices.give_code(CONSOLE, "kiosk", "k", None).code
    clock.now += CODE_GOOD_S + 1
    with pytest.raises(Wrong, match="pairing_code_wrong"):
        devices.pair(DEVICE, code, "a")


def test_a_clock_set_back_makes_no_code_last_longer() -> None:
    """A code given while the clock was a day ahead is worth nothing once it is right, new ones are good at once."""
    clock = Clock()
    devices = book(clock=clock)
    codes = [devices.give_code(CONSOLE, "kiosk", "k", None).code for _ in range(2)]
    clock.now -= 1
    devices.pair(DEVICE, codes[0], "a")
    other = book(clock=(behind := Clock()))
    behind.now += 86_400
    code = other.give_code(CONSOLE, "kiosk", "k", None).code
    behind.now -= 86_400
    with pytest.raises(Wrong, match="pairing_code_wrong"):
        other.pair(DEVICE, code, "a")
    other.pair(DEVICE, other.give_code(CONSOLE, "kiosk", "k", None).code, "a")


def test_codes_are_not_found_by_trying() -> None:
    """After ten wrong ones an address waits, also with a right one; another address does not."""
    devices = book()
    code = devices.give_code(CONSOLE, "kiosk", "k", None).code
    for _ in range(10):
        with pytest.raises(Wrong):
            devices.pair(DEVICE, "nonsense", "guesser")
    with pytest.raises(TooMany):
        devices.pair(DEVICE, code, "guesser")
    devices.pair(DEVICE, code, "kiosk")
    assert all(len(one) == DIGITS and one.isdecimal() for one in (new_code() for _ in range(50)))


def test_what_is_removed_is_nobody() -> None:
    """Its secret counts no more; removing what is not there is said."""
    devices = book()
    secret, device = devices.pair(DEVICE, devices.give_code(CONSOLE, "kiosk", "k", None).code, "a")
    devices.remove(CONSOLE, device.id)
    assert devices.device(secret) is None
    assert not devices.is_there(device.id)
    with pytest.raises(Unknown, match="device_unknown"):
        devices.remove(CONSOLE, device.id)


@pytest.mark.parametrize(("kind", "place"), [("wall", "north"), ("counter", "99"), ("tablet", "east")])
def test_a_place_that_is_not_there_is_refused(kind: str, place: str) -> None:
    """A wall hangs in a zone, screens and tablets stand at counters."""
    with pytest.raises(Wrong, match="device_place_wrong"):
        checked_place(plan(), kind, place)


@pytest.mark.parametrize(
    ("kind", "place", "screen"),
    [
        ("kiosk", None, "/kiosk"),
        ("kiosk", "a b", "/kiosk?printer=a%20b"),
        ("wall", "east", "/display/east"),
        ("counter", "2", "/display/counter/2"),
        ("tablet", "2", "/counter/2/rate"),
        ("wall", None, "/display"),
    ],
)
def test_where_a_device_is_led(kind: str, place: str | None, screen: str) -> None:
    """To the page of its place."""
    assert screen_of(kind, place) == screen
