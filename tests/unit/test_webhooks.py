"""What platforms are told, when it is tried again, and where it may go."""

import json
from base64 import b64encode
from ipaddress import ip_network
from itertools import pairwise

import pytest

from hall.feedback.events import FeedbackGiven
from hall.journal.entry import Entry, Event
from hall.journal.refusal import Wrong
from hall.queue.events.counter import CounterOpened, StepUndone
from hall.queue.events.visit import TicketCalled, TicketFinished, TicketIssued, TicketMissed, TicketRated
from hall.webhooks.events import FaultBegan, FaultEnded
from hall.webhooks.rules.message import KINDS, messages, place_of
from hall.webhooks.rules.schedule import DAY_S, LONGEST_PAUSE_S, due_after, pause_s
from hall.webhooks.rules.signature import headers, written
from hall.webhooks.rules.target import checked_url, target
from tests.halls import NOON

OWN = (ip_network("10.20.0.0/24"),)
COMPLAINT = FeedbackGiven(
    *("20261123-001", "secret-token", "complaint", "phone", "2026-11-23", "zh"),
    *(True, "2026-11-24", 5, "2026-11-30", True),
    ticket="Y1",
    service="tax",
    visitor_class="normal",
    counter="2",
    clerk="li",
    reasons=("attitude",),
)
HAPPENED: tuple[Event, ...] = (
    TicketIssued("1", "A001", "secret-token", "tax", "normal", "zh", NOON),
    TicketCalled("1", "2"),
    TicketFinished("1", "2", "done"),
    TicketMissed("1", "2"),
    StepUndone("1", "2", "finish", "serving", "tax", None, NOON, NOON, ()),
    TicketRated("1", 2, ("slow",)),
    COMPLAINT,
    FaultBegan("printer_paper", "0123456789abcdef"),
    FaultEnded("printer_paper", "0123456789abcdef"),
)


def test_every_kind_has_its_message_and_nothing_tells_of_a_person() -> None:
    """Neither a visitor's secret address nor a clerk; what else happens is nobody's business."""
    entry = Entry(7, NOON, "li", (*HAPPENED, CounterOpened("2", "li")))
    told = list(messages("day-2026-11-23", entry))
    assert tuple(one.kind for one in told) == KINDS
    said = b"".join(one.body() for one in told).decode()
    assert not [name for name in ("secret-token", "li", "zh") if f'"{name}"' in said]
    assert json.loads(told[0].body()) == {
        "type": "ticket.issued",
        "timestamp": "2026-11-23T04:00:00.000+00:00",
        "data": {"ticket": "1", "number": "A001", "service": "tax", "class": "normal"},
    }


def test_a_message_is_found_again_by_its_name() -> None:
    """It is the same whenever it is made, tells its place in the journal, and holds no sign that signatures part by."""
    entry = Entry(7, NOON, "li", HAPPENED)
    for index, one in enumerate(messages("day-2026-11-23", entry)):
        assert place_of(one.id) == ("day-2026-11-23", 7, index)
        assert "." not in one.id


def test_a_message_is_tried_for_a_day_and_then_given_up() -> None:
    """After 5 s, 5 and 30 min, 2, 5 and 10 h, and once more when the day is over."""
    now, due = NOON, []
    for attempt in range(1, 20):
        after = due_after(NOON, attempt, now)
        if after is None:
            break
        due.append(after - NOON)
        now = after
    assert due == [5, 305, 2105, 9305, 27305, 63305, DAY_S]


def test_an_endpoint_is_left_alone_a_little_longer_after_each_failure() -> None:
    """Up to a minute."""
    pauses = [pause_s(failed) for failed in range(1, 2000)]
    assert all(before <= after for before, after in pairwise(pauses))
    assert (pauses[0], pauses[-1]) == (2.0, LONGEST_PAUSE_S)


def test_the_standards_own_example_is_signed_alike() -> None:
    """By both keys, the newest first."""
    key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    said = headers("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, [key, written(b"x" * 32)])
    first, second = said["webhook-signature"].split(" ")
    assert first == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert second.startswith("v1,")
    assert said["webhook-timestamp"] == "1614265330"
    assert written(b"x" * 32) == f"whsec_{b64encode(b'x' * 32).decode()}"


@pytest.mark.parametrize(
    "url",
    [
        "https://city.example.cn/hook?hall=3",
        "https://8.8.8.8:8443",
        "http://10.20.0.8/hook",
        "https://10.20.0.8",
        "http://platform/hook",
        "https://[2606:4700:4700::1111]/",
        "http://[::ffff:10.20.0.8]/hook",
    ],
)
def test_where_messages_may_go(url: str) -> None:
    """By https anywhere outside, and into the hall's own network where that is allowed."""
    assert checked_url(url, OWN) == url


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "target_no_address"),
        ("city.example.cn/hook", "target_no_address"),
        ("ftp://city.example.cn", "target_no_address"),
        ("https://", "target_no_address"),
        ("https://city.example.cn:99999", "target_no_address"),
        ("https://city.example.cn:0", "target_no_address"),
        ("https://[::1", "target_no_address"),
        ("https://city.example.cn/\r\nX: y", "target_no_address"),
        ("https://city.example.cn/a b", "target_no_address"),
        ("https://市.example.cn/", "target_no_address"),
        ("https://city.example.cn/#x", "target_no_address"),
        (f"https://city.example.cn/{'x' * 500}", "target_no_address"),
        ("https://user:pin@city.example.cn", "target_with_password"),
        ("https://user@city.example.cn", "target_with_password"),
        ("http://8.8.8.8/", "target_not_secure"),
        ("https://127.0.0.1/", "target_inside"),
        ("https://[::1]/", "target_inside"),
        ("https://[::ffff:127.0.0.1]/", "target_inside"),
        ("https://169.254.169.254/latest", "target_inside"),
        ("https://192.168.1.1/", "target_inside"),
        ("https://0.0.0.0/", "target_inside"),
        ("https://224.0.0.1/", "target_inside"),
    ],
)
def test_where_messages_may_not_go(url: str, code: str) -> None:
    """Nowhere inside that the hall has not named, in no plain words outside, and with no password in sight."""
    with pytest.raises(Wrong, match=code):
        checked_url(url, OWN)


def test_without_a_network_of_its_own_nothing_goes_in_plain_words() -> None:
    """Whatever the name may mean."""
    with pytest.raises(Wrong, match="target_not_secure"):
        checked_url("http://platform/hook", ())


def test_an_address_is_taken_apart() -> None:
    """With the usual ports, and the question that stands in it."""
    assert target("https://city.example.cn?hall=3") == (True, "city.example.cn", 443, "/?hall=3")
    assert target("http://10.20.0.8:8080/hook") == (False, "10.20.0.8", 8080, "/hook")
