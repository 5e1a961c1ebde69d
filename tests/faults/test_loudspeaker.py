"""The server's own loudspeaker, through a real program that writes down what it is to play."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hallclient import Client, Server
from tests.patience import until
from tests.walls import clerk, furnish

PLAYER = """
import json, sys, time
log, file, percent = sys.argv[1:]
with open(log, "a", encoding="utf-8") as played:
    played.write(json.dumps([file, int(percent), open(file, "rb").read(4).decode("latin-1")]) + "\\n")
"""


def with_player(server: Server, *command: str) -> None:
    """Have the hall speak through `command` for its east zone."""
    furnish(server)
    server.add_staff("chen", "manager")
    table = f'zones = ["east"]\nplayer = {json.dumps(list(command))}\n'
    server.configuration = server.configuration.replace("[loudspeaker]\nzones = []\n", "[loudspeaker]\n" + table)
    assert table in server.configuration


@pytest.fixture
def played(server: Server, tmp_path: Path) -> Path:
    """A hall whose loudspeaker writes into this file."""
    log = tmp_path / "played"
    log.touch()
    with_player(server, sys.executable, "-c", PLAYER, str(log), "{file}", "{percent}")
    server.configuration = server.configuration.replace(
        "[voice]\n", '[voice]\nvolume_by_time = { "00:00-24:00" = 0.4 }\n'
    )
    server.start()
    return log


def sounds(log: Path) -> list[Any]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def said(log: Path) -> list[str]:
    """Return the recordings played, without the chimes."""
    return [name for name in (Path(file).stem for file, *_ in sounds(log)) if name != "chime"]


def test_calls_of_its_zones_are_said_in_order(server: Server, played: Path) -> None:
    """Each call of the zone is the chime and its three clips, in order of call, once, at the time of day's volume."""
    desk = clerk(server, "1", "2", "6")
    desk.take("social")
    desk.step("6", "call-next")  # another zone's
    numbers = [desk.take("company")["number"] for _ in "12"]
    for counter in ("1", "2"):
        desk.step(counter, "call-next")
    until(lambda: len(sounds(played)) >= 8)
    heard = sounds(played)
    assert [Path(file).stem for file, *_ in heard[::4]] == ["chime"] * 2
    assert said(played)[1::3] == [f"{digits}号" for digits in ("零零一", "零零二")]
    assert numbers == ["A001", "A002"]
    assert {percent for _, percent, _ in heard} == {40}
    assert {head for *_, head in heard} == {"RIFF"}


def test_what_was_called_before_the_start_is_not_said_again(server: Server, played: Path) -> None:
    """A server that comes back says what is called from then on."""
    desk = clerk(server, "1", "2")
    for _ in "12":
        desk.take("company")
    desk.step("1", "call-next")
    until(lambda: len(sounds(played)) >= 4)
    server.kill()
    server.start()
    clerk(server).step("2", "call-next")
    until(lambda: len(sounds(played)) >= 8)
    assert said(played)[1::3] == ["零零一号", "零零二号"]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("no-such-player", "{file}"), "no-such-player"),
        ((sys.executable, "-c", "import sys; sys.exit('no sound card')", "{file}"), "no sound card"),
    ],
)
def test_a_silent_loudspeaker_is_told_and_delays_nobody(server: Server, command: tuple[str, ...], says: str) -> None:
    """Without a player or a sound card every call is made at once all the same, and the manager is told why."""
    with_player(server, *command)
    server.start()
    desk = clerk(server, "1", "2")
    for _ in "12":
        desk.take("company")
    desk.step("1", "call-next")
    until(lambda: says in _troubles(desk))
    assert desk.step("2", "call-next")["number"] == "A002"


def test_a_hanging_player_delays_nobody(server: Server) -> None:
    """While a player hangs, calls are made and shown, an emergency cuts in, and the server ends in time."""
    with_player(server, sys.executable, "-c", "import time; time.sleep(3600)", "{file}")
    server.start()
    desk = clerk(server, "1", "2")
    for counter in ("1", "2"):
        desk.take("company")
        desk.step(counter, "call-next")
    assert len(desk.get("/displays/east").json()["calls"]) == 2
    assert server.stop() == 0


def _troubles(desk: Client) -> str:
    answer = desk.get("/floor")
    assert answer.status_code == 200
    return " ".join(one["text"]["zh"] for one in answer.json()["alarms"])
