"""A call to another computer ends in time, whatever that one does."""

import socket
from ipaddress import ip_network
from threading import Event

import pytest

from hall.outward.call import Unanswered, ask
from tests.patience import PATIENCE_S
from tests.receivers import receiver, unkind

HERE = (ip_network("127.0.0.1/32"),)
SOON_S = 0.5
NEVER = Event()


def why(port: int, *, timeout_s: float = SOON_S, most_bytes: int = 0, scheme: str = "http") -> str:
    with pytest.raises(Unanswered) as refused:
        ask("GET", f"{scheme}://127.0.0.1:{port}/", own=HERE, timeout_s=timeout_s, most_bytes=most_bytes)
    return refused.value.code


def silent(caller: socket.socket) -> None:
    NEVER.wait(PATIENCE_S)


def dripping(caller: socket.socket) -> None:
    """Header upon header, for ever."""
    caller.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        caller.sendall(b"X: y\r\n")
        NEVER.wait(0.05)


def endless(caller: socket.socket) -> None:
    """A body that never ends."""
    caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        caller.sendall(b"x" * 65536)


@pytest.mark.parametrize("says", [silent, dripping])
def test_who_is_too_slow_is_left(says: object) -> None:
    """Whether it says nothing or a little all the time."""
    with unkind(says) as port:  # type: ignore[arg-type]
        assert why(port) == "too_slow"


def test_one_that_never_agrees_on_a_secret_is_left() -> None:
    """A port that takes the connection and says nothing."""
    with unkind(silent) as port:
        assert why(port, scheme="https") == "too_slow"


def test_no_more_is_read_than_was_asked_for() -> None:
    """A body without an end is cut; where only the status counts, none is read."""
    with unkind(endless) as port:
        url = f"http://127.0.0.1:{port}/"
        assert ask("GET", url, own=HERE, timeout_s=PATIENCE_S, most_bytes=10).body == b"x" * 10
        assert ask("GET", url, own=HERE, timeout_s=PATIENCE_S).status == 200


def test_what_is_no_answer() -> None:
    """Nobody there, a name that nobody has, another language."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert why(port) == "no_connection"
    with unkind(lambda caller: caller.sendall(b"220 mail.example.cn ESMTP\r\n")) as port:
        assert why(port, timeout_s=PATIENCE_S) == "unreadable"
    with pytest.raises(Unanswered, match="no_such_name"):
        ask("GET", "https://hall.invalid/", own=(), timeout_s=PATIENCE_S)


def test_a_name_that_means_a_computer_inside_is_not_asked() -> None:
    """It is checked what the name means when it is asked, not when it was written down."""
    with receiver() as platform:
        for url in (platform.url, f"http://localhost:{platform.port}/"):
            with pytest.raises(Unanswered, match="target_inside"):
                ask("POST", url, own=(), timeout_s=PATIENCE_S, body=b"{}")
        assert not platform.heard


def test_a_redirection_is_not_followed() -> None:
    """It is an answer like any other."""
    with receiver(lambda _: 302) as platform:
        assert ask("POST", platform.url, own=HERE, timeout_s=PATIENCE_S, body=b"{}").status == 302
        assert len(platform.heard) == 1
