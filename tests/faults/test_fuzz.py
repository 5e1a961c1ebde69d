"""The whole described API under generated requests: only documented answers, no 500, and a hall that still works."""

import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S

EXAMPLES = 10
"""Per operation and phase; more find little and cost minutes."""
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
FAIL_ON_WARNINGS = '[warnings]\nfail-on = ["missing_auth"]'
"""Requests that never got past the door would prove nothing."""

TABLETS = ("/api/v1/counters/{counter}/rating", "/api/v1/devices/current")
WALLS = ("/api/v1/devices/current/shown",)
NOT_STAFFS = (*TABLETS, *WALLS, "/api/v1/sessions/current")
"""Refused to whoever is signed in, or signs them out: the rest would be tried so."""


def each(option: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that give `option` with each of `paths`."""
    return tuple(word for path in paths for word in (option, path))


def generate(server: Server, folder: Path, *words: str) -> None:
    """Send generated requests, and see that nothing was found."""
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name("schemathesis"), "run", f"{server.url}/api/v1/openapi.json"),
            *("--checks", ",".join(CHECKS), "--max-examples", str(EXAMPLES), "--seed", "2026"),
            *("--phases", "examples,coverage,fuzzing", "--continue-on-failure"),
            *words,
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def device_cookie(manager: Client, kind: str, place: str) -> str:
    """Pair a device, which alone may tell of itself, and return its cookie: a counter's tablet, a zone's wall."""
    given = manager.post("/devices/codes", {"kind": kind, "name": kind, "place": place}).json()
    paired = requests.post(f"{manager.url}/pair", json={"code": given["code"]}, timeout=PATIENCE_S)
    assert paired.status_code == 201, paired.text
    (cookie,) = paired.cookies.items()
    return "=".join(cookie)


@pytest.mark.long
def test_schemathesis_finds_nothing(client: Client, server: Server, tmp_path: Path) -> None:
    """Every operation answers every generated request as the description says, and the journal stays whole."""
    client.sign_in("chen", counter="4")
    client.step("4", "open")
    case = client.step("4", "cases", {"guide": "company-setup"})
    said = client.post("/feedback", {"kind": "complaint", "text": "slow", "contact": "1"}).json()
    known = {
        "number": said["number"],
        "counter": "4",
        "zone": "east",
        "token": client.take("enquiry")["token"],
        "case": case["number"],
        "receipt": case["url"].rsplit("/", 1)[1],
        "report": "volumes",
    }
    parameters = "\n".join(f'"path.{name}" = "{value}"' for name, value in known.items())
    (tmp_path / "schemathesis.toml").write_text(f"[parameters]\n{parameters}\n{FAIL_ON_WARNINGS}", encoding="utf-8")
    for kind, place, paths in (("tablet", "4", TABLETS), ("wall", "east", WALLS)):
        cookie = f"Cookie: {device_cookie(client, kind, place)}"
        generate(server, tmp_path, "--header", cookie, *each("--include-path", paths))
    staff = f"Authorization: {client.http.headers['Authorization']}"
    generate(server, tmp_path, "--header", staff, *each("--exclude-path", NOT_STAFFS))
    assert "unexpected" not in server.log()
    number = client.take("enquiry")["number"]
    server.kill()
    server.start()
    assert int(Client(server.url).take("enquiry")["number"][1:]) == int(number[1:]) + 1
