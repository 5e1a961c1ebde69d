"""Who may do what at a counter: every act over HTTP, tried as nobody, as a clerk and as a manager."""

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S

CLERKS = [
    "open",
    "pause",
    "close",
    "call-next",
    "recall",
    "start",
    "finish",
    "no-show",
    "hold",
    "undo",
    "close-after",
    "help",
    "help-done",
]
MANAGERS = ["help-taken", "release"]
BODIES = {
    "call": {"number": "A001"},
    "resume": {"number": "A001"},
    "reinstate": {"number": "A001"},
    "transfer": {"service": "tax"},
    "notices": {"guide": "id-card", "missing": ["photo"]},
}
FOR = {
    **dict.fromkeys([*CLERKS, "resume", "reinstate", "transfer", "notices"], "clerk"),
    **dict.fromkeys([*MANAGERS, "call"], "manager"),
}


def test_every_act_for_every_role(client: Client) -> None:
    """Without a session every act is 401, a role that may not is 403, and one that may is never either."""
    people = {
        "nobody": client,
        "clerk": Client(client.url).sign_in("li"),
        "manager": Client(client.url).sign_in("chen"),
    }
    told = {
        (act, who): people[who].post(f"/counters/2/{act}", BODIES.get(act, {})).status_code
        for act in sorted(FOR)
        for who in people
    }
    for (act, who), status in told.items():
        if who == "nobody":
            assert status == 401, act
        elif who == "clerk" and FOR[act] == "manager":
            assert status == 403, act
        else:
            assert status in {200, 201, 204, 404, 409}, (act, who, status)


def test_the_hall_may_let_clerks_call_a_chosen_number(server: Server) -> None:
    """With `clerks_call_any` a clerk's call of a chosen number is no longer forbidden, and the panel offers it."""
    server.configuration = server.configuration.replace("clerks_call_any = false", "clerks_call_any = true")
    server.add_staff("li")
    server.start()
    number = Client(server.url).take("company")["number"]
    clerk = Client(server.url).sign_in("li", counter="2")
    clerk.step("2", "open")
    assert clerk.step("2", "call", {"number": number})["status"] == "called"
    assert clerk.get("/floor").status_code == 403


def test_a_hall_may_keep_the_front_of_a_line_from_clerks(server: Server) -> None:
    """Clerks put visitors first unless the hall says that they may not; managers always may."""
    server.configuration = server.configuration.replace("clerks_put_first = true", "clerks_put_first = false")
    server.add_staff("li")
    server.add_staff("chen", "manager")
    server.start()
    for staff, counter, status in (("li", "2", 403), ("chen", "3", 200)):
        Client(server.url).take("company" if counter == "2" else "licence")
        signed = Client(server.url).sign_in(staff, counter=counter)
        for step in ("open", "call-next"):
            signed.step(counter, step)
        assert signed.post(f"/counters/{counter}/transfer", {"service": "tax", "to": "front"}).status_code == status
        assert signed.post(f"/counters/{counter}/transfer", {"service": "tax", "to": "fair"}).status_code in {200, 409}


def test_anybody_at_work_lets_one_more_visitor_in(client: Client) -> None:
    """Without a session nobody opens a closed service; a clerk and a manager may."""
    assert client.post("/services/tax/one-more").status_code == 401
    for staff in ("li", "chen"):
        assert Client(client.url).sign_in(staff).post("/services/tax/one-more").status_code == 200


def test_the_floor_is_the_managers(client: Client) -> None:
    """The whole floor is told to managers alone, with every counter and service."""
    assert client.get("/floor").status_code == 401
    assert Client(client.url).sign_in("li").get("/floor").status_code == 403
    plan = Client(client.url).sign_in("chen").get("/floor").json()
    assert len(plan["counters"]) == 10
    assert len(plan["services"]) == 9


def test_a_notice_is_given_at_ones_own_counter(client: Client) -> None:
    """Nobody gives a notice at a counter that somebody else works at."""
    Client(client.url).sign_in("chen").step("2", "open")
    answer = Client(client.url).sign_in("li").post("/counters/2/notices", BODIES["notices"])
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:hallcall:counter-taken"


def test_a_notice_is_found_again_by_staff_alone(client: Client) -> None:
    """By its number or by its code, with what was lacking by name; nobody else can try numbers."""
    clerk = Client(client.url).sign_in("li")
    given = clerk.step("2", "notices", BODIES["notices"] | {"remark": "带原件"})
    for reference in (given["id"], given["id"].lower().replace("-", ""), given["url"].rsplit("/", 1)[-1]):
        assert client.get(f"/given-notices/{reference}").status_code == 401
        found = clerk.get(f"/given-notices/{reference}").json()
        assert (found["id"], found["by"], found["remark"]) == (given["id"], "li", "带原件")
        assert [name["zh"] for name in found["lacking"]] == ["数码相片回执"]
    assert clerk.get("/given-notices/N20260101-001").status_code == 404


def test_a_page_acts_only_with_its_own_token(client: Client, server: Server) -> None:
    """A session cookie without the page's CSRF token changes nothing."""
    page = Client(client.url)
    signed = page.http.post(
        f"{client.url}/counter/sign-in", json={"staff": "li", "pin": "4711"}, timeout=PATIENCE_S
    ).json()
    assert page.post("/counters/2/open").status_code == 403
    page.http.headers["X-CSRF-Token"] = signed["csrf"]
    assert page.post("/counters/2/open").status_code == 200


def test_every_counter_page_is_there(client: Client) -> None:
    """Panel, manager and tablet pages answer in both languages; a tablet of no counter is not found."""
    for lang in ("zh", "en"):
        for path in ("/counter", "/counter/manager", "/counter/2/rate"):
            answer = client.http.get(f"{client.url}{path}?lang={lang}", timeout=PATIENCE_S)
            assert answer.status_code == 200
    assert client.http.get(f"{client.url}/counter/99/rate", timeout=PATIENCE_S).status_code == 404
    assert client.http.get(f"{client.url}/n/guess", timeout=PATIENCE_S).status_code == 404
