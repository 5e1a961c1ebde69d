"""Events have versions: older ones are brought up to date, what is not understood is said in a sentence."""

from typing import Any

import pytest

from hall import VERSION
from hall.journal.entry import Entry, Event, Unreadable, from_body, to_body
from hall.messages.events import MessagePosted

POSTED: dict[str, Any] = {"event": "MessagePosted", "text": {"zh": "午休"}, "spoken": False}


def body(event: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"number": 7, "at": "2026-11-23T04:00:00.000+00:00", "by": "chen", "events": [event], **more}


def test_an_entry_says_which_version_wrote_it() -> None:
    """So that a reader who does not understand it can name the version to use."""
    assert to_body(Entry(1, 0.0, "chen", ()))["program"] == VERSION


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({**POSTED, "event": "MoonLanded"}, "an event 'MoonLanded' that is unknown here"),
        ({**POSTED, "version": 9}, "'MessagePosted' has version 9, known here up to 2"),
        ({**POSTED, "colour": "red"}, "'MessagePosted' has a field 'colour' that is unknown here"),
        ({"event": "MessagePosted", "spoken": True}, "'MessagePosted' lacks the field 'text'"),
        ({"event": "CounterPaused", "counter": "1"}, "it lacks 'reason'"),  # an earlier version's, brought up to date
        ({"text": {}}, "it lacks 'event'"),
    ],
)
def test_what_is_not_understood_is_a_sentence(event: dict[str, Any], said: str) -> None:
    """It names the entry, who wrote it, and what to do; nothing is guessed and nothing raised without words."""
    with pytest.raises(Unreadable) as why:
        from_body(body(event, program="3.1.4"))
    assert said in str(why.value)
    assert "entry 7, written by version 3.1.4" in str(why.value)
    assert "use version 3.1.4 or a newer one" in str(why.value)


def test_an_entry_without_a_version_is_of_the_first() -> None:
    """The first version wrote none."""
    assert from_body(body(POSTED)).events == (MessagePosted({"zh": "午休"}, spoken=False),)


def test_no_two_events_have_one_name() -> None:
    """The journal knows events by their names: a second of the same name would be read back as the first."""
    with pytest.raises(TypeError, match="both have an event MessagePosted"):
        type("MessagePosted", (Event,), {"__module__": "elsewhere"})
    assert Event.kinds["MessagePosted"] is MessagePosted
