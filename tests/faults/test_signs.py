"""LED signs over counters of a hall that serves, and what becomes of them when they are not there."""

import socket
from pathlib import Path

from PIL import Image

from hall.signs.files import read
from hall.signs.virtual import VirtualSign
from tests.hallclient import ROOT, Client, Server
from tests.patience import PATIENCE_S, until

MODBUS = read(ROOT / "assets" / "signs" / "modbus.toml")


def with_signs(server: Server, *rows: str) -> Client:
    """Start the hall with these signs and return its manager."""
    server.add_staff("chen", "manager")
    server.configuration += "".join(f"[[signs]]\n{row}\n" for row in rows)
    server.start()
    return Client(server.url).sign_in("chen")


def sign(port: int, counter: str = "5", protocol: str = "modbus") -> str:
    return f'counter = "{counter}"\nkind = "network"\naddress = "127.0.0.1:{port}"\nprotocol = "{protocol}"'


def faults(manager: Client) -> list[str]:
    return [one["code"] for one in manager.get("/faults").json() if one["about"] == "5"]


def test_a_sign_shows_its_counters_line(server: Server, tmp_path: Path) -> None:
    """From closed to called to served, paused and an emergency, each line once; nothing is a fault; it is drawn."""
    picture = tmp_path / "sign.png"
    with VirtualSign(MODBUS, picture=picture) as shown:
        manager = with_signs(server, sign(shown.port))

        def shows(line: str) -> None:
            until(lambda: shown.shown[-1:] == [line], lambda: (shown.shown, shown.broken))

        shows("窗口未开放")
        manager.step("5", "open")
        number = manager.take("tax")["number"]
        manager.step("5", "call-next")
        shows(f"请{number}到5号窗口")
        manager.step("5", "start")
        shows(f"{number} 办理中")
        manager.post("/emergency", {"text": {"zh": "请离开。"}})
        shows("紧急 请听广播")
        until(
            lambda: faults(manager) == [], lambda: faults(manager)
        )  # on a busy machine an answer may come too late once
        assert shown.broken == []
        with Image.open(picture) as drawn:
            assert drawn.width > 7 * drawn.height
            assert len(drawn.convert("RGB").getcolors() or ()) > 2


def test_a_sign_that_is_away_is_told_and_comes_right(server: Server) -> None:
    """Nobody at its address is a fault of its counter; when the sign is there it shows the line, and the fault goes."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    manager = with_signs(server, sign(port))
    until(lambda: faults(manager) == ["sign"])
    with VirtualSign(MODBUS, port) as shown:
        until(lambda: shown.shown == ["窗口未开放"])
        until(lambda: not faults(manager))


def test_a_sign_is_put_up_and_taken_down_in_the_browser(server: Server) -> None:
    """It shows its line without a restart; one whose protocol nobody knows is refused; taken away, it is let alone."""
    with VirtualSign(MODBUS) as shown:
        manager = with_signs(server)

        def furnish(*signs: dict[str, object]) -> int:
            now = manager.get("/plan").json()
            plan = now["plan"] | {"signs": list(signs)}
            asked = {"If-Match": f'"{now["version"]}"'}
            place = f"{manager.url}/api/v1/plan"
            return manager.http.put(place, json={"plan": plan}, headers=asked, timeout=PATIENCE_S).status_code

        row = {"counter": "5", "kind": "network", "address": f"127.0.0.1:{shown.port}", "protocol": "modbus"}
        assert furnish(row | {"protocol": "nobody"}) == 422
        assert furnish(row) == 200
        until(lambda: shown.shown == ["窗口未开放"])
        assert furnish() == 200
        until(lambda: not faults(manager))
        manager.step("5", "open")
        assert shown.shown == ["窗口未开放"]


def test_a_sign_that_does_not_answer_is_told(server: Server) -> None:
    """A board whose protocol answers, and that takes its frames without a word, is a fault."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        manager = with_signs(server, sign(silent.getsockname()[1]))
        until(lambda: faults(manager) == ["sign"])


def test_a_protocol_that_nobody_knows_is_told(server: Server) -> None:
    """The hall serves, and its fault names the protocols there are."""
    manager = with_signs(server, sign(9, protocol="nobody"))
    (told,) = [one for one in manager.get("/faults").json() if one["about"] == "5"]
    assert told["code"] == "sign_protocol"
    assert "alpha, modbus" in told["text"]["en"]
