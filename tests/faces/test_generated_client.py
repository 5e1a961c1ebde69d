"""A client that a program made of the API's description drives a whole day: what is described is what there is."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests

from tests.hallclient import Server
from tests.patience import PATIENCE_S

MEDIA = """\
content_type_overrides:
  application/pdf: application/octet-stream
  application/toml: text/plain
post_hooks: []
"""
"""Files are bytes and text to the client."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with its people."""
    server = Server(tmp_path_factory.mktemp("generated") / "hall")
    server.add_staff("li")
    server.add_staff("chen", "manager")
    yield server.start()
    assert server.stop() == 0


@pytest.fixture(scope="module")
def made(hall: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a client made of what the server says of itself, without one complaint."""
    folder = tmp_path_factory.mktemp("client")
    described = requests.get(f"{hall.url}/api/v1/openapi.json", timeout=PATIENCE_S).json()
    (folder / "openapi.json").write_text(json.dumps(described), encoding="utf-8")
    (folder / "media.yaml").write_text(MEDIA, encoding="utf-8")
    words = ["--path", folder / "openapi.json", "--config", folder / "media.yaml", "--output-path", folder / "hall_api"]
    command = [sys.executable, "-m", "openapi_python_client", "generate", *words, "--meta", "none", "--fail-on-warning"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


def module(name: str) -> ModuleType:
    return importlib.import_module(f"hall_api.{name}")


def model(kind: str, **said: Any) -> Any:
    return getattr(module("models"), kind).from_dict(said)


def call(name: str, client: Any, *where: str, **said: Any) -> Any:
    """Call a route by the name of its module; a problem fails the test with its words."""
    answer = module(f"api.{name}").sync_detailed(*where, client=client, **said)
    assert answer.status_code < 300, answer.content.decode()
    return answer.parsed


class Programs:
    """Programs that use the client: each with a connection of its own, closed when the day is over."""

    def __init__(self, url: str, day: ExitStack) -> None:
        self._url, self._day = url, day

    def anybody(self) -> Any:
        return self._day.enter_context(module("client").Client(base_url=self._url))

    def with_token(self, token: str) -> Any:
        return self._day.enter_context(module("client").AuthenticatedClient(base_url=self._url, token=token))

    def signed_in(self, staff: str, counter: str | None = None) -> Any:
        body = model("SignIn", staff=staff, pin="4711", counter=counter)
        return self.with_token(call("sessions.post_sessions", self.anybody(), body=body).token)


def test_a_generated_client_drives_a_day(hall: Server, made: Path) -> None:
    """Sign in, take tickets, call, start, finish, rate, and read the figures by a platform's token."""
    with ExitStack() as day:
        drive(Programs(hall.url, day))


def drive(programs: Programs) -> None:
    visitor, clerk, manager = programs.anybody(), programs.signed_in("li", "4"), programs.signed_in("chen")
    services = call("services.get_services", visitor)
    assert "tax" in [one.id for one in services]
    taken = [call("tickets.post_tickets", visitor, body=model("TakeTicket", service="tax")) for _ in range(3)]
    assert call("counters.post_counters_open", clerk, "4").status == "open"
    for ticket in taken[:2]:
        assert call("counters.post_counters_call_next", clerk, "4").number == ticket.number
        call("counters.post_counters_start", clerk, "4")
        finished = call("counters.post_counters_finish", clerk, "4", body=model("Finish", outcome="done"))
        assert finished.status == "finished"
        call("tickets.post_tickets_rating", visitor, ticket.token, body=model("RateTicket", score=5))
    assert call("counters.get_counters_by_counter", clerk, "4").waiting == 1
    assert call("tickets.get_tickets_by_token", visitor, taken[2].token).status == "waiting"
    token = call("tokens.post_tokens", manager, body=model("NewToken", name="市平台", scopes=["figures", "floor"]))
    platform = programs.with_token(token.secret)
    day = date.fromisoformat(taken[0].issued_at[:10])
    asked = {"from_": day, "to": day}
    report = call("statistics.get_statistics_by_report", platform, "volumes", **asked)
    counted = {row["key"]: row["issued"] for row in (one.to_dict() for one in report.rows)}
    assert counted["tax"] == 3
    assert call("floor.get_floor", platform).services
    call("sessions.delete_sessions_current", clerk)


def test_every_route_has_a_name_of_its_own(hall: Server) -> None:
    """By which programs call it, made from its address alone."""
    described = requests.get(f"{hall.url}/api/v1/openapi.json", timeout=PATIENCE_S).json()
    names = [entry["operationId"] for path in described["paths"].values() for entry in path.values()]
    assert len(names) == len(set(names))
    assert {"post_tickets", "get_tickets_by_token", "post_counters_call_next", "get_statistics_by_report"} <= set(names)
    schemas = described["components"]["schemas"]
    assert not [name for name, schema in schemas.items() if schema.get("title", name) != name]
