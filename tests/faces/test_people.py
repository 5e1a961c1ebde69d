"""Accounts over HTTP, as the manager's page uses them."""

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S, until


def test_an_account_is_made_changed_and_ended(client: Client) -> None:
    """The manager makes it, its owner signs in; with a new PIN and when disabled the old sessions end at once."""
    manager, clerk = Client(client.url).sign_in("chen"), Client(client.url)
    asked = {"id": "zhao", "name": "赵云", "role": "guide", "pin": "8052"}
    made = manager.post("/staff", asked, key="one-press")
    assert (made.status_code, made.json()["badge"]) == (201, "004")
    assert manager.post("/staff", asked, key="one-press").json() == made.json()
    assert manager.post("/staff", asked).status_code == 409
    clerk.sign_in("zhao", "8052")
    assert clerk.get("/floor").status_code == 200
    for change in ({"pin": "9163"}, {"disabled": True}, {"disabled": False}, {"role": "clerk", "name": "王小芳"}):
        changed = manager.http.patch(f"{client.url}/api/v1/staff/zhao", json=change, timeout=PATIENCE_S)
        assert changed.status_code == 200, changed.text
    assert clerk.get("/floor").status_code == 401
    account = {"id": "zhao", "name": "王小芳", "role": "clerk", "badge": "004", "disabled": False, "counters": []}
    assert account in manager.get("/staff").json()
    assert Client(client.url).sign_in("zhao", "9163").get("/floor").status_code == 403


def test_bad_accounts_are_refused_by_field(client: Client) -> None:
    """Each field by its name, in words; unknown accounts are 404, and nobody shuts themselves out."""
    manager = Client(client.url).sign_in("chen")
    good = {"id": "zhao", "name": "王芳", "role": "clerk", "pin": "8052"}
    for field, value in (
        ("id", "a b"),
        ("name", "a\u202eb"),
        ("role", "king"),
        ("pin", "1234"),
        ("badge", ""),
        ("counters", ["99"]),
    ):
        refused = manager.post("/staff", good | {field: value})
        assert (refused.status_code, refused.json()["errors"][0]["loc"]) == (422, ["body", field])
    patch = f"{client.url}/api/v1/staff"
    assert manager.http.patch(f"{patch}/nobody", json={"name": "x"}, timeout=PATIENCE_S).status_code == 404
    assert manager.http.patch(f"{patch}/chen", json={"disabled": True}, timeout=PATIENCE_S).status_code == 409
    assert manager.http.patch(f"{patch}/li", json={"pin": "li"}, timeout=PATIENCE_S).status_code == 422


def test_the_tablet_knows_who_serves_there_alone(client: Client) -> None:
    """Its page names nobody: neither accounts nor sign-in ids; a clerk does not rate from the counter's computer."""
    page = client.http.get(f"{client.url}/counter/2/rate", timeout=PATIENCE_S).text
    assert "陈静" not in page
    assert "chen" not in page
    clerk = Client(client.url).sign_in("li", counter="2")
    clerk.step("2", "open")
    screen = client.get("/displays/counters/2").json()
    assert screen["clerk"] == {"name": "李明", "badge": "001"}
    refused = clerk.post("/counters/2/rating", {"ticket": "x", "score": 5})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:hallcall:rating-by-staff")


def test_a_reset_pin_is_changed_at_the_page_and_a_session_ended_from_afar(client: Client) -> None:
    """The page asks for a PIN of one's own; the manager sees where somebody is signed in and ends it at once."""
    manager = Client(client.url).sign_in("chen")
    manager.http.patch(f"{client.url}/api/v1/staff/li", json={"pin": "8052"}, timeout=PATIENCE_S)
    asked = {"staff": "li", "pin": "8052", "counter": "2"}
    page = f"{client.url}/counter/sign-in"
    refused = client.http.post(page, json=asked, timeout=PATIENCE_S)
    assert (refused.status_code, refused.json()["type"]) == (401, "urn:hallcall:pin-lent")
    assert "Set-Cookie" not in refused.headers
    wrong = client.http.post(page, json=asked | {"new_pin": "1234"}, timeout=PATIENCE_S)
    assert (wrong.status_code, wrong.json()["errors"][0]["loc"]) == (422, ["body", "new_pin"])
    assert client.http.post(page, json=asked | {"new_pin": "9163"}, timeout=PATIENCE_S).status_code == 201
    (one,) = manager.get("/staff/li/sessions").json()
    assert one["counter"] == "2"
    assert client.http.get(f"{client.url}/api/v1/counters/2", timeout=PATIENCE_S).status_code == 200
    end = f"{client.url}/api/v1/staff/li/sessions/{one['id']}"
    assert manager.http.delete(end, timeout=PATIENCE_S).status_code == 204
    assert client.http.get(f"{client.url}/api/v1/counters/2", timeout=PATIENCE_S).status_code == 401
    assert manager.get("/staff/li/sessions").json() == []
    assert manager.http.delete(end, timeout=PATIENCE_S).status_code == 404
    assert manager.get("/staff/nobody/sessions").status_code == 404


def test_the_audit_tells_of_failed_sign_ins_and_of_what_was_refused(client: Client) -> None:
    """Within seconds: whose account was tried, and what a clerk asked for and may not."""
    clerk, manager = Client(client.url).sign_in("li"), Client(client.url).sign_in("chen")
    assert client.post("/sessions", {"staff": "li", "pin": "8315"}).status_code == 401
    assert clerk.get("/staff").status_code == 403
    today = manager.get("/displays/east").json()["time"][:10]

    def told() -> bool:
        rows = manager.get(f"/statistics/audit?from={today}&to={today}").json()["rows"]
        found = {(row["what"], row["about"], row["after"]) for row in rows}
        return {
            ("sign_in_failed", "li", "127.0.0.1 × 1"),
            ("permission_refused", "li", "GET /api/v1/staff (accounts) × 1"),
        } <= found

    until(told)


def test_a_clerk_sits_only_where_the_account_may(client: Client) -> None:
    """Refused with a sentence at sign-in and at the counter; whoever sits there already is not sent away."""
    manager, clerk = Client(client.url).sign_in("chen"), Client(client.url).sign_in("li")
    accounts = f"{client.url}/api/v1/staff/li"

    def bind(*counters: str) -> None:
        changed = manager.http.patch(accounts, json={"counters": counters}, timeout=PATIENCE_S)
        assert changed.json()["counters"] == list(counters)

    clerk.step("4", "open")
    bind("2", "5")
    clerk.step("4", "pause")
    clerk.step("4", "open")
    clerk.step("4", "close")
    refused = clerk.post("/counters/4/open")
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:hallcall:seat-not-yours")
    assert "2, 5" in refused.json()["detail"]
    clerk.step("5", "open")
    signing = client.post("/sessions", {"staff": "li", "pin": "4711", "counter": "4"})
    assert (signing.status_code, signing.json()["detail"]) == (403, refused.json()["detail"])
    assert client.post("/sessions", {"staff": "li", "pin": "4711", "counter": "2"}).status_code == 201
    bind()
    clerk.step("5", "close")
    clerk.step("4", "open")


def test_who_signs_in_first_in_the_morning_stays_signed_in(hall: Server) -> None:
    """A sign-in belongs to the day that begins with it, although nobody has pressed anything on that day yet."""
    Client(hall.url).take("tax")
    hall.clock.move(86_400)
    clerk = Client(hall.url).sign_in("li", counter="2")
    Client(hall.url).take("tax")
    assert clerk.get("/counters/2").status_code == 200
