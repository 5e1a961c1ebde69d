"""From a press at the counter to a platform's own computer, and what the manager sees of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hall.webhooks.rules.message import KINDS
from tests.hallclient import Client, Server, always_open, silent
from tests.patience import PATIENCE_S, until
from tests.receivers import Receiver, receiver, unkind

NETWORK = 'platform_networks = ["127.0.0.1/32"]'
DAY_S = 24 * 3600


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Server]:
    """A server that may tell platforms on its own computer."""
    server = Server(tmp_path, silent(always_open()).replace("platform_networks = []", NETWORK))
    server.add_staff("chen", "manager")
    server.add_staff("li")
    yield server.start()
    server.stop()


@pytest.fixture
def platform() -> Iterator[Receiver]:
    """A platform that takes everything, unless a test says otherwise."""
    with receiver() as made:
        yield made


def told(hall: Server, url: str, *kinds: str) -> tuple[Client, str, str]:
    """Let a platform be told; return the manager, the endpoint and its key."""
    manager = Client(hall.url).sign_in("chen")
    made = manager.post("/webhooks", {"url": url, "kinds": list(kinds or KINDS)})
    assert made.status_code == 201, made.text
    return manager, made.json()["endpoint"]["id"], made.json()["key"]


def a_visit(hall: Server) -> None:
    """One visitor from ticket to rating, one who does not come, and a complaint."""
    clerk, visitor = Client(hall.url).sign_in("li", counter="4"), Client(hall.url)
    taken = visitor.post("/tickets", {"service": "tax", "phone": "13800138000"}).json()
    assert clerk.post("/counters/4/open").status_code == 200
    for step in ("call-next", "start", "finish"):
        assert clerk.post(f"/counters/4/{step}").status_code == 200, step
    rating = {"score": 2, "reasons": ["slow"], "comment": "等了太久"}
    assert visitor.post(f"/tickets/{taken['token']}/rating", rating).status_code == 201
    visitor.post("/tickets", {"service": "tax"})
    for step in ("call-next", "no-show"):
        assert clerk.post(f"/counters/4/{step}").status_code == 200, step
    said = {"text": "没有人告诉我要带什么", "contact": "王芳 13800138000"}
    assert visitor.post("/complaints", said).status_code == 201


def test_a_platform_hears_a_visit_signed_and_without_a_name(hall: Server, platform: Receiver) -> None:
    """Every message is verified by another library, with the key that was shown once; nothing in it names anybody."""
    manager, endpoint, key = told(hall, platform.url)
    a_visit(hall)
    expected = ["ticket.issued", "ticket.called", "ticket.finished", "rating.given"]
    expected += ["ticket.issued", "ticket.called", "ticket.missed"]
    until(lambda: len([kind for kind in platform.kinds() if "fault" not in kind]) >= 8, platform.kinds)
    assert [one["type"] for one in platform.verified(key) if one["type"].split(".")[0] in {"ticket", "rating"}] == (
        expected
    )
    assert "complaint.given" in platform.kinds()
    said = b"".join(body for _, body in platform.heard).decode()
    assert not [words for words in ("13800138000", "王芳", "没有人", "等了太久", '"li"') if words in said]
    assert len({headers["webhook-id"] for headers, _ in platform.heard}) == len(platform.heard)
    (listed,) = until(lambda: [one for one in manager.get("/webhooks").json() if one["accepted_at"]])
    assert key not in str(listed)
    assert {one["state"] for one in manager.get(f"/webhooks/{endpoint}/deliveries").json()} == {"accepted"}


def test_a_restart_loses_nothing_and_repeats_nothing(hall: Server, platform: Receiver) -> None:
    """What happened while the platform was away comes when it is back, after the server's restart too."""
    manager, _, key = told(hall, platform.url, "ticket.issued")
    platform.answer = lambda _: 503
    visitor = Client(hall.url)
    visitor.post("/tickets", {"service": "tax"})
    until(lambda: platform.heard)
    until(lambda: manager.get("/webhooks").json()[0]["waiting"])
    assert hall.stop() == 0
    platform.answer = lambda _: 204
    hall.start()
    visitor.post("/tickets", {"service": "tax"})
    until(lambda: len({headers["webhook-id"] for headers, _ in platform.heard}) == 2, lambda: platform.heard)
    until(lambda: not Client(hall.url).sign_in("chen").get("/webhooks").json()[0]["waiting"])
    hall.stop()
    before = len(platform.heard)
    hall.start()
    visitor.post("/tickets", {"service": "tax"})
    until(lambda: len(platform.heard) > before)
    assert len(platform.heard) == before + 1
    assert len(platform.verified(key)) == len(platform.heard)


def test_a_new_key_signs_beside_the_old_one(hall: Server, platform: Receiver) -> None:
    """For a day a platform may verify by either."""
    manager, endpoint, old = told(hall, platform.url, "ticket.issued")
    changed = manager.post(f"/webhooks/{endpoint}/key")
    assert changed.status_code == 201
    Client(hall.url).post("/tickets", {"service": "tax"})
    until(lambda: platform.heard)
    for key in (old, changed.json()["key"]):
        assert len(platform.verified(key)) == 1


def test_a_platform_that_wants_no_more_is_a_fault(hall: Server, platform: Receiver) -> None:
    """After 410, until somebody has seen to it; removed, the fault goes too."""
    manager, endpoint, _ = told(hall, platform.url, "ticket.issued")
    platform.answer = lambda _: 410
    Client(hall.url).post("/tickets", {"service": "tax"})

    def faults() -> list[str]:
        return [one["code"] for one in manager.get("/faults").json() if one["code"].startswith("webhook")]

    until(lambda: faults() == ["webhook_gone"], faults)
    assert manager.http.delete(f"{hall.url}/api/v1/webhooks/{endpoint}", timeout=PATIENCE_S).status_code == 204
    until(lambda: not faults(), faults)
    assert manager.get("/webhooks").json() == []


def test_what_was_given_up_is_a_fault_until_it_is_sent_again(hall: Server, platform: Receiver) -> None:
    """After a day of trying; the manager sends it once more, and it is taken."""
    manager, endpoint, _ = told(hall, platform.url, "ticket.issued")
    platform.answer = lambda _: 500
    Client(hall.url).post("/tickets", {"service": "tax"})
    path = f"/webhooks/{endpoint}/deliveries"
    until(lambda: manager.get(path).json())
    hall.clock.move(DAY_S)

    def manager_again() -> Client:
        return Client(hall.url).sign_in("chen")

    def given_up() -> list[dict[str, Any]]:
        answer = manager_again().get(path)
        return [one for one in answer.json() if one["state"] == "dead"] if answer.ok else []  # as the day turns

    (dead,) = until(given_up)
    manager = manager_again()
    assert dead["why"] == "500"
    assert "webhook_dead" in {one["code"] for one in manager.get("/faults").json()}
    platform.answer = lambda _: 200
    assert manager.post(f"{path}/{dead['id']}/again").status_code == 204
    until(lambda: [one["state"] for one in manager.get(path).json()] == ["accepted"])
    assert "webhook_dead" not in {one["code"] for one in manager.get("/faults").json()}


def test_an_endpoint_that_never_answers_holds_up_nobody(hall: Server, platform: Receiver) -> None:
    """Neither who takes a ticket nor the other platform."""
    with unkind(lambda caller: caller.recv(1 << 20) and caller.recv(1)) as port:  # until who calls hangs up
        told(hall, f"http://127.0.0.1:{port}/", "ticket.issued")
        told(hall, platform.url, "ticket.issued")
        for number in range(1, 6):
            assert Client(hall.url).post("/tickets", {"service": "tax"}).status_code == 201
            until(lambda: len(platform.heard) >= number)  # noqa: B023 - asked for at once


def test_what_will_not_do_is_named(hall: Server) -> None:
    """With the field, and why; nothing is told there."""
    manager = Client(hall.url).sign_in("chen")
    for url, kinds, field in (
        (None, ["ticket.issued"], "url"),
        ("https://city.example.cn", None, "kinds"),
        ("https://city.example.cn", [], "kinds"),
        ("https://city.example.cn", ["everything"], "kinds"),
        ("https://li:4711@city.example.cn", ["ticket.issued"], "url"),
        ("http://192.168.1.1", ["ticket.issued"], "url"),
        ("http://8.8.8.8", ["ticket.issued"], "url"),
        ("x", ["ticket.issued"], "url"),
    ):
        refused = manager.post("/webhooks", {"url": url, "kinds": kinds})
        assert (refused.status_code, refused.json()["errors"][0]["loc"][:2]) == (422, ["body", field]), (url, kinds)
    assert manager.get("/webhooks").json() == []
