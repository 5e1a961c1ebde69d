"""What a city's page knows of a hall: what it said, when, and why it says nothing; never a zero in place of that."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from threading import Thread

import pytest

from hall.configuration.city import CityHallPart
from hall.outward.call import Unanswered
from hall.outward.city import FRESH_S, AskedHall, Heard
from hall.outward.hall_said import Floor, faults_said, floor_said, on_time_said
from tests.halls import NOON, Clock

HERE = (ip_network("127.0.0.1/32"),)
AT = "2026-11-23T12:00:00+08:00"
FLOOR = {
    "time": AT,
    "waiting": 3,
    "services": [{"longest_since": "2026-11-23T11:50:00+08:00"}, {"longest_since": None}],
}
FAULT = {"text": {"zh": "缺纸", "en": "Out of paper"}}
CASES = {"totals": {"on_time_share": 0.9567}}
ANSWERS = {"/floor": FLOOR, "/faults": [FAULT], "/statistics/cases": CASES}

Says = Callable[[str], tuple[int, bytes]]


def well(path: str) -> tuple[int, bytes]:
    return 200, json.dumps(ANSWERS[path.partition("?")[0]]).encode()


class Other:
    """Another hall: `says` what it answers; `asked` are the paths and tokens of every question."""

    def __init__(self) -> None:
        self.says: Says = well
        self.asked: list[tuple[str, str | None]] = []
        self.port = 0

    def part(self, **more: str) -> CityHallPart:
        given = more or {"token": "hallcall_4711"}
        return CityHallPart(name={"zh": "厅", "en": "Hall"}, url=f"http://127.0.0.1:{self.port}", **given)


@pytest.fixture
def other() -> Iterator[Other]:
    with listening(Other()) as one:
        yield one


@contextmanager
def listening(other: Other) -> Iterator[Other]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix("/api/v1")
            other.asked.append((path, self.headers["Authorization"]))
            status, body = other.says(path)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/api/v1/floor")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    other.port = server.server_port
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield other
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_hall_that_answers_is_known(other: Other, tmp_path: Path) -> None:
    """Waiting, longest wait by its own clock, faults and cases on time, asked with the token and nothing else."""
    asked = AskedHall(other.part(), lambda: HERE, tmp_path, Clock())
    asked.ask()
    assert asked.now.said is not None
    assert asked.now.said.floor[:2] == (3, 600.0)
    assert asked.now.said.faults == (1, [FAULT["text"]])
    assert (asked.on_time.said, asked.on_time.trouble) == (0.9567, None)
    paths = ["/floor", "/faults", "/statistics/cases?from=2026-08-26&to=2026-11-23"]
    assert other.asked == [(path, "Bearer hallcall_4711") for path in paths]
    asked.ask()
    assert [path for path, _ in other.asked[3:]] == ["/floor", "/faults"]


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, b"", "token_refused"),
        (403, b"", "token_refused"),
        (503, b"", "503"),
        (302, b"", "302"),
        (200, b"<html>", "unreadable"),
        (200, b"\xff", "unreadable"),
        (200, b"[" * 100_000, "unreadable"),
        (200, b"[]", "unreadable"),
    ],
)
def test_what_is_no_answer_keeps_the_last_one_and_says_why(
    other: Other, tmp_path: Path, status: int, body: bytes, code: str
) -> None:
    """What was known stays with its own time and is not fresh; `since` is when the silence began; then all is well."""
    clock = Clock()
    asked = AskedHall(other.part(), lambda: HERE, tmp_path, clock)
    asked.ask()
    known, punctual = asked.now.said, asked.on_time.said
    other.says = lambda _: (status, body)
    for later in (5, 10):
        clock.now = NOON + later
        asked.ask()
        assert asked.now == Heard(known, NOON, code, NOON + 5)
        assert asked.on_time == Heard(punctual, NOON, code, NOON + 5)
        assert not asked.now.is_fresh(clock.now, FRESH_S)
    other.says = well
    asked.ask()
    assert asked.now == Heard(known, NOON + 10)
    assert asked.on_time == Heard(punctual, NOON + 10)


def test_a_hall_that_never_answered_has_no_figures(tmp_path: Path) -> None:
    """Nobody listens there: that is said, and nothing is zero."""
    with listening(Other()) as gone:
        pass
    asked = AskedHall(gone.part(), lambda: HERE, tmp_path, Clock())
    asked.ask()
    assert (asked.now, asked.on_time) == (Heard(None, None, "no_connection", NOON),) * 2


def test_a_hall_inside_is_asked_only_where_the_file_allows_it(other: Other, tmp_path: Path) -> None:
    """As with every computer elsewhere."""
    asked = AskedHall(other.part(), lambda: (), tmp_path, Clock())
    asked.ask()
    assert (asked.now.trouble, other.asked) == ("target_inside", [])


def test_figures_alone_may_be_refused(other: Other, tmp_path: Path) -> None:
    """A token without the scope `figures`: the floor is known, and of the rest is said why it is not."""
    other.says = lambda path: (403, b"") if path.startswith("/statistics") else well(path)
    asked = AskedHall(other.part(), lambda: HERE, tmp_path, Clock())
    asked.ask()
    assert (asked.now.trouble, asked.on_time) == (None, Heard(None, None, "token_refused", NOON))


def test_a_token_is_read_from_its_file_each_time(other: Other, tmp_path: Path) -> None:
    """Another takes effect without a restart; what is no token, or no file, is said and sent to nobody."""
    asked = AskedHall(other.part(token_file="yunxi.token"), lambda: HERE, tmp_path, Clock())
    asked.ask()
    assert asked.now.trouble == "no_token"
    file = tmp_path / "yunxi.token"
    for wrong in ("", "hallcall_1\r\nX: y", "hallcall_\u5385"):
        file.write_text(wrong, encoding="utf-8")
        asked.ask()
        assert asked.now.trouble == "no_token"
    assert other.asked == []
    file.write_text("hallcall_4712\n", encoding="utf-8")
    asked.ask()
    assert (asked.now.trouble, other.asked[0][1]) == (None, "Bearer hallcall_4712")


def test_what_is_old_is_not_fresh() -> None:
    """Also where nobody noticed any trouble, and where the clock was set back."""
    heard = Heard("so", NOON)
    assert heard.is_fresh(NOON + FRESH_S, FRESH_S)
    assert not heard.is_fresh(NOON + FRESH_S + 1, FRESH_S)
    assert not heard.is_fresh(NOON - 1, FRESH_S)
    assert not Heard[str]().is_fresh(NOON, FRESH_S)


def test_nobody_waits_and_no_cases_are_answers() -> None:
    """A hall where nobody waits has no longest wait, one without cases no share: neither is a zero."""
    said = floor_said(json.dumps(FLOOR | {"waiting": 0, "services": []}).encode())
    assert said == Floor(0, None, said.today)
    assert on_time_said(b'{"totals": {"on_time_share": null}}') is None


@pytest.mark.parametrize(
    "wrong",
    [
        *({"waiting": waiting} for waiting in (-1, True, None, 1.5, "3", 10**9)),
        *({"time": time} for time in ("2026-11-23T12:00:00", "noon", 12, None)),
        *({"services": services} for services in (None, [{}], [{"longest_since": 12}])),
    ],
)
def test_a_floor_that_is_none_is_no_answer(wrong: dict[str, object]) -> None:
    """Whatever is wrong in it, none of it is believed."""
    with pytest.raises(Unanswered):
        floor_said(json.dumps(FLOOR | wrong).encode())


@pytest.mark.parametrize(
    "body", [b"{}", b'[{"text": {"zh": 1, "en": 2}}]', b"[1]", b'[{"text": {"zh": "x"}}]', b"null"]
)
def test_faults_that_are_none_are_no_answer(body: bytes) -> None:
    """Whatever stands in their place."""
    with pytest.raises(Unanswered):
        faults_said(body)


@pytest.mark.parametrize("share", ["2", "-0.1", "NaN", "true", '"0.5"', "[]"])
def test_a_share_that_is_none_is_no_answer(share: str) -> None:
    """Neither beyond all nor below nothing."""
    with pytest.raises(Unanswered):
        on_time_said(f'{{"totals": {{"on_time_share": {share}}}}}'.encode())
