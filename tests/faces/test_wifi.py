"""The hall's Wi-Fi: kiosks show and print its code, nobody else is given it, and no log has it."""

from pathlib import Path

import pytest
import zxingcpp

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.paper.wifi import Wifi
from hall.printing.virtual import VirtualPrinter
from tests.hallclient import Client, Server, always_open, silent
from tests.halls import Clock

WIFI = Wifi("Hall; free", 'wel:come,"2026')
SET = "wifi = { name = 'Hall; free', password = 'wel:come,\"2026' } # {"
PRINTER = '[[printers]]\nid = "hall"\nkind = "network"\naddress = "127.0.0.1:{port}"\n'


@pytest.mark.parametrize(
    ("said", "address", "status"),
    [
        ({"wifi": {"name": WIFI.name, "password": WIFI.password}}, "127.0.0.1", 200),
        ({"wifi": {"name": WIFI.name, "password": WIFI.password}}, "203.0.113.9", 403),
        ({}, "127.0.0.1", 404),
    ],
)
def test_the_code_is_for_kiosks(tmp_path: Path, said: dict[str, object], address: str, status: int) -> None:
    """A kiosk has the picture, an address outside is refused, and a hall without the setting has none."""
    table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
    table |= {"voice": {"enabled": False}, "hall": table["hall"] | said}
    http = server.build(table, tmp_path, async_mode="threading", clock=Clock()).app.test_client()
    answer = http.get("/kiosk/wifi.svg", environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert (answer.content_type == "image/svg+xml") is (status == 200)


def test_the_ticket_has_both_codes_and_the_log_none(server: Server) -> None:
    """The paper carries the page's address and the Wi-Fi; its password is in no log and not in the kiosk's page."""
    with VirtualPrinter() as printer:
        server.configuration = silent(always_open(PRINTER.format(port=printer.port))).replace("# wifi = {", SET)
        visitors = Client(server.start().url)
        taken = visitors.take("tax")
        (paper,) = printer.wait_for_papers(1)
        codes = zxingcpp.read_barcodes(paper, formats=zxingcpp.BarcodeFormat.QRCode)
        assert [code.text for code in codes] == [taken["url"], WIFI.code]
        page = visitors.http.get(f"{server.url}/kiosk").text
    assert WIFI.name in page
    assert "come," not in page + server.log()
