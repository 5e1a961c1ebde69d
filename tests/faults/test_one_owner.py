"""What a hall has one of one of its servers works, and another when that dies or is held up; nothing twice."""

import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pytest

from hall.printing.virtual import VirtualPrinter
from hall.signs.files import read
from hall.signs.line import AGAIN_S
from hall.signs.virtual import VirtualSign
from tests.faults.test_loudspeaker import PLAYER, said, with_player
from tests.hallclient import ROOT, Client, Server, always_open, silent
from tests.manyservers import Wall, serving
from tests.patience import until
from tests.postgres import Cluster
from tests.receivers import receiver
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
    for one in spoken:  # of what is not written down, nobody knows that it was said
        until(lambda one=one: Client(one.url).get("/displays/east/speech").json()["said"] == 1)
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


def test_a_platform_is_told_once(postgres: Cluster, tmp_path: Path) -> None:
    """Of two servers one tells a platform; when that is killed the other goes on, and nothing comes twice."""

    def prepare(server: Server) -> None:
        own = 'platform_networks = ["127.0.0.1/32"]'
        server.configuration = server.configuration.replace("platform_networks = []", own)

    with receiver() as platform, serving(tmp_path, postgres.database(), 2, prepare) as (first, second):
        manager = Client(first.url).sign_in("chen")
        asked = {"url": platform.url, "kinds": ["ticket.issued"]}
        assert manager.post("/webhooks", asked).status_code == 201
        for one in (first, second, first):
            Client(one.url).take("tax")
        until(lambda: len(platform.heard) >= 3)
        until(lambda: not manager.get("/webhooks").json()[0]["waiting"])
        until(lambda: Client(second.url).sign_in("chen").get("/webhooks").json()[0]["accepted_at"])
        first.kill()
        Client(second.url).take("tax")
        until(lambda: len(platform.heard) >= 4)
        names = [headers["webhook-id"] for headers, _ in platform.heard]
        assert len(names) == len(set(names)) == 4


@pytest.mark.long
def test_one_loudspeaker_and_no_call_twice(postgres: Cluster, tmp_path: Path) -> None:
    """Of two servers with a loudspeaker for one zone one speaks; when it is killed the other says what is called."""
    logs = {"server-1": tmp_path / "one", "server-2": tmp_path / "other"}

    def prepare(server: Server) -> None:
        with_player(server, sys.executable, "-c", PLAYER, str(logs[server.folder.name]), "{file}", "{percent}")

    for log in logs.values():
        log.touch()
    with serving(tmp_path, postgres.database(), 2, prepare) as servers:

        def called(at: Server, counter: int) -> str:
            clerk = Client(at.url).sign_in("chen")
            clerk.step(str(counter), "open")
            clerk.take("company")
            return str(clerk.step(str(counter), "call-next")["number"])

        def told() -> list[list[str]]:
            return [said(log)[1::3] for log in logs.values()]

        assert called(servers[0], COUNTERS[0]) == "A001"
        until(lambda: sorted(told()) == [[], ["零零一号"]], told)
        speaker = 0 if told()[0] else 1
        servers[speaker].kill()
        assert called(servers[1 - speaker], COUNTERS[1]) == "A002"
        until(lambda: told()[1 - speaker] == ["零零二号"], told)
        assert told()[speaker] == ["零零一号"]


def test_one_server_talks_to_a_sign(postgres: Cluster, tmp_path: Path) -> None:
    """A sign that two servers reach is told each line by one of them; when a server is killed the sign goes on."""
    with VirtualSign(read(ROOT / "assets" / "signs" / "modbus.toml")) as sign:

        def prepare(server: Server) -> None:
            row = f'counter = "5"\nkind = "network"\naddress = "127.0.0.1:{sign.port}"\nprotocol = "modbus"\n'
            server.configuration += f"[[signs]]\n{row}"

        def shows(line: str) -> None:
            until(lambda: sign.shown[-1:] == [line], lambda: (sign.shown, sign.broken))

        begun = time.monotonic()
        with serving(tmp_path, postgres.database(), 2, prepare) as servers:
            clerks = [Client(one.url).sign_in("chen") for one in servers]
            shows("窗口未开放")
            clerks[0].step("5", "open")
            number = clerks[1].take("tax")["number"]
            clerks[0].step("5", "call-next")
            shows(f"请{number}到5号窗口")
            refreshed = int((time.monotonic() - begun) / AGAIN_S)
            assert max(Counter(sign.shown).values()) <= 1 + refreshed, "two servers talk to it"
            servers[0].kill()
            clerks[1].step("5", "start")
            shows(f"{number} 办理中")
