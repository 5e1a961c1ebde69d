"""A hall that serves over PostgreSQL: the same pages and promises, when it is killed and when the database goes."""

from collections.abc import Iterator

import pytest

from tests.hallclient import Client, Server
from tests.patience import until
from tests.postgres import Cluster, cluster

DURABLE = ("listen_addresses=",)
"""As a hall's own database: every answer is on its disk."""


@pytest.fixture
def database() -> Iterator[Cluster]:
    """A PostgreSQL of this test's own, which it may kill."""
    with cluster(DURABLE) as own:
        yield own


def over(server: Server, url: str) -> Server:
    """Let the hall have its data in the database, with a manager."""
    server.configuration = server.configuration.replace('url = "tinydb:"', f'url = "{url}"')
    assert url in server.configuration
    server.add_staff("chen", "manager")
    return server.start()


@pytest.mark.usefixtures("postgres")
def test_a_day_survives_kills_of_server_and_database(server: Server, database: Cluster) -> None:
    """Tickets, calls and the answers to request keys are there after kill -9 of both; no number comes twice."""
    over(server, database.database())
    manager = Client(server.url).sign_in("chen")
    manager.step("4", "open")
    first = manager.post("/tickets", {"service": "tax", "phone": "13800000000"}, key="press-1").json()
    called = manager.post("/counters/4/call-next", key="call-1").json()
    assert called["number"] == first["number"]
    server.kill()
    database.kill()
    database.start()
    server.start()
    manager = Client(server.url).sign_in("chen")
    again = manager.post("/tickets", {"service": "tax", "phone": "13800000000"}, key="press-1")
    assert (again.status_code, again.json()["id"]) == (200, first["id"])
    assert manager.post("/counters/4/call-next", key="call-1").json()["number"] == first["number"]
    assert manager.take("tax")["number"] != first["number"]
    assert not (server.data / "journal").exists()
    assert not (server.data / "vault").exists()


@pytest.mark.usefixtures("postgres")
def test_the_database_goes_and_comes_back(server: Server, database: Cluster) -> None:
    """While it is away a press is refused with the reason and nothing is lost; when it is back everything goes on."""
    over(server, database.database())
    client, manager = Client(server.url), Client(server.url).sign_in("chen")
    before = client.take("tax")["number"]
    database.kill()
    refused = client.post("/tickets", {"service": "tax"}, key="press-1")
    assert (refused.status_code, refused.json()["type"]) == (503, "urn:hallcall:not-ready")
    assert client.get("/displays/east").status_code == 200
    until(lambda: "the database does not answer" in client.get("/healthz").text)
    assert "database" in [one["code"] for one in manager.get("/faults").json()]
    database.start()
    until(lambda: client.get("/healthz").json()["status"] == "ok")
    issued = until(lambda: (a := client.post("/tickets", {"service": "tax"}, key="press-1")).status_code == 201 and a)
    assert issued.json()["number"] > before
    assert '"unexpected"' not in server.log()
