"""What the server's loudspeaker says next: the walls' rules over several zones."""

from typing import Any

from display.sound.sayings import LANGUAGE_PAUSE_S, REPEAT_PAUSE_S, Manner, keys, next_saying, stands

NOW, THEN, LONG_AGO = "2026-11-23T10:00:30+08:00", "2026-11-23T10:00:00+08:00", "2026-11-23T09:58:00+08:00"
MANNER = Manner(repeats=2, stale_s=60)


def call(number: int, **more: Any) -> dict[str, Any]:
    audio = [f"/v/{number}-{part}" for part in ("a", "b", "c", "d", "e", "f")]  # three for each language
    return {"id": number, "number": "A001", "at": THEN, "recall": False, "status": "called", "audio": audio} | more


def board(*calls: dict[str, Any], notices: Any = (), emergency: Any = None) -> Any:
    return {"time": NOW, "calls": [*calls], "notices": notices, "emergency": emergency, "volume": 1.0}


def message(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "at": THEN, "spoken": True, "audio": [f"/v/m{number}"]} | more


def key(number: int) -> str:
    return f"call {number} {THEN}"


def order(*boards: Any) -> list[str]:
    """Return the keys in the order in which everything is said."""
    said: list[str] = []
    while saying := next_saying(boards, said, MANNER):
        said.append(saying.key)
    return said


def test_first_calls_in_order_over_all_zones_then_recalls_then_notices() -> None:
    """One voice says what stands in any of its zones; what has ended or is too old is not said."""
    east = board(call(7), call(3), call(4, recall=True), call(2, status="finished"), notices=[message(9)])
    west = board(call(5), call(1, at=LONG_AGO), notices=[message(8, spoken=False)])
    assert order(east, west) == [key(3), key(5), key(7), key(4), f"notice 9 {THEN}"]


def test_an_emergency_silences_all_else() -> None:
    """While it stands nothing else is said, and what was being said is over; it is said again."""
    calm, alarm = board(call(3)), board(call(3), emergency=message(1))
    saying = next_saying([calm], (), MANNER)
    emergency = next_saying([alarm], (), MANNER)
    assert saying is not None
    assert emergency is not None
    assert (emergency.kind, emergency.parts) == ("emergency", ("/v/m1",))
    assert stands([calm], saying, MANNER)
    assert not stands([alarm], saying, MANNER)
    assert stands([alarm], emergency, MANNER)
    assert not stands([calm], emergency, MANNER)
    assert keys([calm], MANNER) == {key(3)}


def test_repeats_are_given_up_when_many_wait() -> None:
    """A call has breath between its languages and its repeats; more than can be said in time are said once each."""
    alone = next_saying([board(call(1))], (), MANNER)
    crowded = next_saying([board(*(call(n) for n in range(1, 6)))], (), MANNER)
    once = ("/v/1-a", "/v/1-b", "/v/1-c", LANGUAGE_PAUSE_S, "/v/1-d", "/v/1-e", "/v/1-f")
    assert alone is not None
    assert crowded is not None
    assert alone.parts == (*once, REPEAT_PAUSE_S, *once)
    assert crowded.parts == once


def test_a_call_without_a_voice_is_the_chime_alone() -> None:
    """Without clips there is nothing but the chime before it."""
    saying = next_saying([board(call(1, audio=[]))], (), Manner(1, 60))
    assert saying is not None
    assert saying.parts == ()
