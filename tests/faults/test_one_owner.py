"""What a hall has one of one of its servers works, and another when that dies or is held up; nothing twice."""

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pytest

from hall.printing.virtual import VirtualPrinter
from tests.hallclient import Client, Server, always_open, silent
from tests.manyservers import Wall, serving
from tests.patience import until
from tests.postgres import Cluster
from tests.walls import COUNTERS, furnish

PAPERS_S = 60.0


@pytest.fixture
def spoken(postgres: Cluster, tmp_path: Path) -> Iterator[Sequence[Server]]:
    """Two servers of a hall with a voice."""
    with serving(tmp_path, postgres.database(), 2, furnish) as servers:
        yield servers


@pytest.fixture
def virtual() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        printer.automatic = True
        yield printer


@pytest.fixture
def printing(postgres: Cluster, tmp_path: Path, virtual: VirtualPrinter) -> Iterator[Sequence[Server]]:
    """Two servers of a hall that reach one printer."""
    part = f'[[printers]]\nid = "hall"\nkind = "network"\naddress = "127.0.0.1:{virtual.port}"\n'

    def prepare(server: Server) -> None:
        server.configuration = silent(always_open(part))

    with serving(tmp_path, postgres.database(), 2, prepare) as servers:
        yield servers


def prints(server: Server) -> bool:
    """Whether the server knows that the hall's printer prints, whoever works it."""
    manager = Client(server.url).sign_in("chen")
    return [one["online"] for one in manager.get("/devices").json() if one["kind"] == "printer"] == [True]


@pytest.mark.parametrize("how", ["killed", "paused"])
def test_one_voice_and_no_call_twice(spoken: Sequence[Server], how: str) -> None:
    """Of walls at two servers one speaks; when its server dies, or is held up, the other goes on, and later it alone.

    Each wall tells what it says to the server that it does not listen to, as behind a balancer.
    """
    first, second = spoken
    walls = [Wall(first.port, second.url), Wall(second.port, first.url)]
    clerk = Client(second.url).sign_in("chen")
    made: list[int] = []

    def call(counter: str) -> None:
        clerk.step(counter, "open")
        clerk.take("company")
        clerk.step(counter, "call-next")
        made.append(max(one["id"] for one in clerk.get("/displays/east").json()["calls"]))

    def said() -> list[int]:
        return sorted(walls[0].said + walls[1].said)

    until(lambda: all(wall.board for wall in walls))
    call(COUNTERS[0])
    until(lambda: said() == made)
    speaker = 0 if walls[0].said else 1
    voice, listener = spoken[speaker], walls[1 - speaker]
    clerk = Client(spoken[1 - speaker].url).sign_in("chen")
    listener._reports_to = spoken[1 - speaker].url
    assert voice.process is not None
    voice.process.send_signal(signal.SIGKILL if how == "killed" else signal.SIGSTOP)
    call(COUNTERS[1])
    until(lambda: said() == made, said)
    assert listener.said == made[1:]
    if how == "paused":
        voice.process.send_signal(signal.SIGCONT)
        until(lambda: Client(voice.url).get("/displays/east").json()["version"] == listener.board["version"])
    call(COUNTERS[2])
    until(lambda: set(said()) == set(made), said)
    assert max(Counter(said()).values()) == 1
    for wall in walls:
        wall.end()


def test_a_paper_once_whichever_server_is_asked(printing: Sequence[Server], virtual: VirtualPrinter) -> None:
    """One wish at both servers is one paper; when who works the printer dies, the other prints what comes."""
    for one in printing:
        until(lambda one=one: prints(one))
    kiosks = [Client(one.url) for one in printing]
    for taken in range(1, 4):
        key = str(uuid4())
        numbers = {kiosk.post("/tickets", {"service": "tax"}, key).json()["number"] for kiosk in kiosks}
        assert len(numbers) == 1
        virtual.wait_for_papers(taken, PAPERS_S)
    assert len(virtual.papers) == 3
    printing[0].kill()
    until(lambda: prints(printing[1]))
    kiosks[1].take("tax")
    virtual.wait_for_papers(4, PAPERS_S)
    assert len(virtual.papers) == 4
