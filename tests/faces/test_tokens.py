"""A platform's token from the manager's press, or the command line, to what it reads and what is known of that."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.platforms.book import TokenBook
from hall.staff.book import StaffBook
from hall.web.hall import Hall
from tests.halls import Clock


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A hall with its manager."""
    table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
    made = server.build(table | {"voice": {"enabled": False}}, tmp_path / "var", "threading", Clock())
    made.context[StaffBook].add("chen", "陈静", "manager", "4711", "console")
    yield made
    made.stop()


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}


def test_a_token_reads_what_it_may_and_the_manager_sees_it(hall: Hall) -> None:
    """Shown once; its first and last use are listed; what it was refused stands in the audit, and so does its end."""
    manager = bearer(hall.context[StaffBook].sign_in("chen", "4711", None, "here")[0])
    http = hall.app.test_client(use_cookies=False)
    given = http.post("/api/v1/tokens", json={"name": "市平台", "scopes": ["floor"]}, headers=manager)
    assert given.status_code == 201, given.text
    secret, token = given.get_json()["secret"], given.get_json()["token"]
    assert http.get("/api/v1/floor", headers=bearer(secret)).status_code == 200
    refused = http.get("/api/v1/statistics/volumes?from=2026-11-23&to=2026-11-23", headers=bearer(secret))
    assert refused.status_code == 403
    assert "scopes" in refused.get_json()["detail"]
    (listed,) = http.get("/api/v1/tokens", headers=manager).get_json()
    assert secret not in str(listed)
    assert (listed["first_used"], listed["last_used"]) == ("2026-11-23T12:00:00.000+08:00",) * 2
    assert http.delete(f"/api/v1/tokens/{token['id']}", headers=manager).status_code == 204
    ended = http.get("/api/v1/floor", headers=bearer(secret))
    assert (ended.status_code, ended.headers["WWW-Authenticate"]) == (401, "Bearer")
    hall.context[TokenBook].note()
    audit = http.get("/api/v1/statistics/audit?from=2026-11-23&to=2026-11-23", headers=manager).get_json()["rows"]
    told = [(row["what"], row["about"], row["after"]) for row in audit if row["what"].startswith("token_")]
    assert told == [
        ("token_made", "市平台", "floor"),
        ("token_ended", "市平台", None),
        ("token_refused", "市平台", "GET /api/v1/statistics/<report> × 1"),
        ("token_refused", "市平台", "GET /api/v1/floor × 1"),
    ]


@pytest.mark.parametrize("body", [{}, {"name": "x"}, {"name": "x", "scopes": []}, {"name": " ", "scopes": ["floor"]}])
def test_what_will_not_do_is_named(hall: Hall, body: dict[str, object]) -> None:
    """Neither without a name nor without a scope; nothing is made."""
    manager = bearer(hall.context[StaffBook].sign_in("chen", "4711", None, "here")[0])
    answer = hall.app.test_client().post("/api/v1/tokens", json=body, headers=manager)
    assert answer.status_code == 422
    assert answer.get_json()["errors"]
    assert not hall.context[TokenBook].everything()


def test_tokens_on_the_command_line(hall: Hall, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Made while the server runs it counts at once; listed with its use, and ended."""

    def token(*words: str) -> str:
        given = ["token", *words, "--config", str(server.ROOT / "config.toml"), "--data", str(tmp_path / "var")]
        assert server.main(given) == 0
        hall.follower.follow()
        return capsys.readouterr().out.strip()

    secret = token("add", "--name", "市平台", "--scope", "floor", "--scope", "figures")
    http = hall.app.test_client(use_cookies=False)
    assert token("list") == "t1 市平台 (figures, floor) never used"
    assert http.get("/api/v1/floor", headers=bearer(secret)).status_code == 200
    hall.context[TokenBook].note()
    assert "used 2026-11-23" in token("list")
    token("end", "t1")
    assert http.get("/api/v1/floor", headers=bearer(secret)).status_code == 401
    assert " ended " in token("list")
