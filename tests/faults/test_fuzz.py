"""The whole described API under generated requests: only documented answers, no 500, and a hall that still works."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hallclient import Client, Server

EXAMPLES = 25
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


@pytest.mark.long
def test_schemathesis_finds_nothing(client: Client, server: Server, tmp_path: Path) -> None:
    """Every operation answers every generated request as the description says, and the journal stays whole."""
    client.sign_in("chen", counter="4")
    client.step("4", "open")
    case = client.step("4", "cases", {"guide": "company-setup"})
    known = {
        "counter": "4",
        "zone": "east",
        "token": client.take("enquiry")["token"],
        "case": case["number"],
        "receipt": case["url"].rsplit("/", 1)[1],
    }
    parameters = "\n".join(f'"path.{name}" = "{value}"' for name, value in known.items())
    (tmp_path / "schemathesis.toml").write_text(f"[parameters]\n{parameters}\n{FAIL_ON_WARNINGS}", encoding="utf-8")
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name("schemathesis"), "run", f"{server.url}/api/v1/openapi.json"),
            *("--checks", ",".join(CHECKS), "--max-examples", str(EXAMPLES), "--seed", "2026"),
            *("--phases", "examples,coverage,fuzzing", "--continue-on-failure"),
            *("--header", f"Authorization: {client.http.headers['Authorization']}"),
            *("--exclude-path", "/api/v1/sessions/current"),  # the rest would be tried signed out
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "unexpected" not in server.log()
    number = client.take("enquiry")["number"]
    server.kill()
    server.start()
    assert int(Client(server.url).take("enquiry")["number"][1:]) == int(number[1:]) + 1
