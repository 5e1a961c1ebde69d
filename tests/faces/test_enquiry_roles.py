"""Enquiries over HTTP: who may do what, what is refused, and what nobody else is told."""

import pytest

from tests.hallclient import Client

ACTS = {"offer": {"staff": "chen"}, "withdraw": {}, "accept": {}, "decline": {}, "resolve": {"outcome": "answered"}}


def test_nobody_without_a_session(client: Client) -> None:
    """Every route is 401 without one, whether the enquiry is there or not."""
    assert client.get("/counters/2/enquiries").status_code == client.get("/enquiries").status_code == 401
    assert client.post("/counters/2/enquiries", {"about": "x"}).status_code == 401
    assert {client.post(f"/enquiries/Q20261124-001/{act}", ACTS[act]).status_code for act in ACTS} == {401}


def test_what_was_asked_is_told_to_whom_it_concerns(client: Client) -> None:
    """The owner and the manager read it; a colleague is told nothing until it is offered."""
    li = Client(client.url).sign_in("li")
    made = li.post("/counters/2/enquiries", {"about": "王女士 138", "service": "tax"})
    assert made.status_code == 201
    chen = Client(client.url).sign_in("chen")
    assert li.get("/enquiries").status_code == 403
    assert chen.get("/counters/3/enquiries").json() == {"mine": [], "offered": [], "passed_on": []}
    assert li.get("/counters/3/enquiries").json()["mine"][0]["about"] == "王女士 138"
    assert chen.get("/enquiries").json()["open"][0]["about"] == "王女士 138"


def test_the_first_clerk_reads_what_became_of_it(client: Client) -> None:
    """Taken over and resolved by a colleague: whoever was asked first reads how, and does nothing more with it."""
    li, chen = Client(client.url).sign_in("li"), Client(client.url).sign_in("chen")
    one = li.post("/counters/2/enquiries", {"about": "王女士"}).json()["id"]
    li.post(f"/enquiries/{one}/offer", {"staff": "chen"})
    assert li.get("/counters/2/enquiries").json()["passed_on"] == []
    chen.post(f"/enquiries/{one}/accept", {})
    chen.post(f"/enquiries/{one}/resolve", {"outcome": "answered", "reply": "已告知"})
    (passed,) = li.get("/counters/2/enquiries").json()["passed_on"]
    assert (passed["owner"], passed["outcome"], passed["reply"]) == ("chen", "answered", "已告知")
    assert chen.get("/counters/3/enquiries").json()["passed_on"] == []
    assert li.post(f"/enquiries/{one}/resolve", {"outcome": "answered"}).status_code == 409


WRONG = [
    ({"about": ""}, "enquiry-empty"),
    ({"service": "nothing"}, "service-unknown"),
    ({"about": "x" * 1001}, "fields-wrong"),
]


@pytest.mark.parametrize(("body", "why"), WRONG)
def test_an_enquiry_about_nothing_is_refused(client: Client, body: dict[str, str], why: str) -> None:
    """422, and says why."""
    answer = Client(client.url).sign_in("li").post("/counters/2/enquiries", body)
    assert (answer.status_code, answer.json()["type"]) == (422, f"urn:hallcall:{why}")


def test_steps_that_make_no_sense_are_refused(client: Client) -> None:
    """An unknown enquiry, colleague or counter, an offer to nobody, a step out of turn: each with its reason."""
    li = Client(client.url).sign_in("li")
    one = li.post("/counters/2/enquiries", {"service": "tax"}).json()["id"]
    tried = [
        (f"/enquiries/{one}/offer", {"staff": "nobody"}, 422, "staff-unknown"),
        (f"/enquiries/{one}/offer", {"counter": "99"}, 422, "counter-unknown"),
        (f"/enquiries/{one}/offer", {}, 422, "enquiry-to-whom"),
        (f"/enquiries/{one}/offer", {"staff": "li"}, 422, "enquiry-to-its-owner"),
        (f"/enquiries/{one}/withdraw", {}, 409, "enquiry-not-offered"),
        (f"/enquiries/{one}/accept", {"counter": "99"}, 404, "counter-unknown"),
        (f"/enquiries/{one}/resolve", {"outcome": "lost"}, 422, "fields-wrong"),
        ("/enquiries/Q20261124-999/accept", {}, 404, "enquiry-unknown"),
        ("/counters/99/enquiries", {"service": "tax"}, 404, "counter-unknown"),
    ]
    for path, body, status, why in tried:
        answer = li.post(path, body)
        assert (answer.status_code, answer.json()["type"]) == (status, f"urn:hallcall:{why}"), path
    Client(client.url).sign_in("chen").step("3", "open")
    assert li.post("/counters/3/enquiries", {"service": "tax"}).status_code == 409


def test_a_press_repeated_is_one_enquiry(client: Client) -> None:
    """The same key gives the same enquiry, also after it went on; another request under the key is refused."""
    li = Client(client.url).sign_in("li")
    first = li.post("/counters/2/enquiries", {"service": "tax"}, key="once").json()["id"]
    li.post(f"/enquiries/{first}/resolve", {"outcome": "answered"})
    again = li.post("/counters/2/enquiries", {"service": "tax"}, key="once")
    assert (again.status_code, again.json()["id"]) == (201, first)
    assert li.post("/counters/2/enquiries", {"service": "fund"}, key="once").status_code == 422
