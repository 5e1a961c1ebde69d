"""Papers over the whole product: one for one wish, none lost between ticket and printer, and faults told to staff."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
import zxingcpp

from hall.printing.virtual import Mood, VirtualPrinter
from tests.hallclient import ROOT, Client, Server, always_open, silent
from tests.patience import until

SOON_S = 30.0
DIES_BEFORE_THE_PAPER = """
import os, sys
from gevent import monkey
monkey.patch_all()
sys.path.insert(0, {root!r})
from hall.printing.office import PrintOffice
def die(*_, **__):
    os.kill(os.getpid(), 9)
PrintOffice.print = die
import server
sys.exit(server.main(sys.argv[1:]))
"""


@pytest.fixture
def virtual() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        printer.automatic = True
        yield printer


@pytest.fixture
def hall(server: Server, virtual: VirtualPrinter) -> Server:
    """A server, not started, with the virtual printer as its usual one."""
    printer = f'[[printers]]\nid = "hall"\nkind = "network"\naddress = "127.0.0.1:{virtual.port}"\n'
    server.configuration = silent(always_open(printer))
    server.add_staff("chen", "manager")
    return server


def addresses(virtual: VirtualPrinter) -> list[str]:
    """The addresses on the papers, in order."""
    return [code.text for paper in virtual.papers for code in zxingcpp.read_barcodes(paper.convert("L"))]


def printer_faults(manager: Client) -> dict[str, dict[str, Any]]:
    """What staff are told of printers now, by code."""
    return {one["code"]: one for one in manager.get("/faults").json() if one["code"].startswith("printer_")}


def test_ten_presses_of_print_again(hall: Server, virtual: VirtualPrinter) -> None:
    """Print again, pressed ten times with a key each, brings one further paper; the answers say what comes of it."""
    kiosk = Client(hall.start().url)
    ticket = kiosk.take("tax")
    virtual.wait_for_papers(1, SOON_S)
    path = f"/tickets/{ticket['token']}/reprint"

    def press() -> dict[str, Any]:
        said: dict[str, Any] = kiosk.post(path).json()
        return said

    until(lambda: press()["printing"] and len(virtual.papers) > 1)  # as long as the ticket itself is under way, no more
    until(lambda: press() == {"number": ticket["number"], "printing": True, "already": True})
    assert all(press()["already"] for _ in range(10))
    other = kiosk.take("tax")
    virtual.wait_for_papers(3, SOON_S)
    assert addresses(virtual) == [ticket["url"], ticket["url"], other["url"]]


def test_ticket_taken_twice_with_one_key(hall: Server, virtual: VirtualPrinter) -> None:
    """A press repeated with its key, also after a restart and at another printer, prints nothing more."""
    key = str(uuid4())
    kiosk = Client(hall.start().url)
    first = kiosk.post("/tickets", {"service": "tax"}, key=key)
    virtual.wait_for_papers(1, SOON_S)
    hall.kill()
    hall.start()
    again = kiosk.post("/tickets", {"service": "tax"}, key=key)
    assert (first.status_code, again.status_code) == (201, 200)
    other = kiosk.take("tax")
    virtual.wait_for_papers(2, SOON_S)
    assert addresses(virtual) == [first.json()["url"], other["url"]]


def test_killed_between_ticket_and_paper(hall: Server, virtual: VirtualPrinter, tmp_path: Path) -> None:
    """The paper of a ticket whose server died before it went to the printer is printed when it is pressed again."""
    key = str(uuid4())
    deadly = tmp_path / "deadly.py"
    deadly.write_text(DIES_BEFORE_THE_PAPER.format(root=str(ROOT)), encoding="utf-8")
    usual, hall.program = hall.program, deadly
    kiosk = Client(hall.start().url)
    with pytest.raises(requests.ConnectionError):
        kiosk.post("/tickets", {"service": "tax"}, key=key)
    hall.kill()
    hall.program = usual
    hall.start()
    answers = [kiosk.post("/tickets", {"service": "tax"}, key=key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    other = kiosk.take("tax")
    virtual.wait_for_papers(2, SOON_S)
    assert addresses(virtual) == [answers[0].json()["url"], other["url"]]


def test_given_back_needs_no_paper(hall: Server, virtual: VirtualPrinter) -> None:
    """A ticket that has been given back is not printed when its press is repeated."""
    virtual.set(Mood.PAPER_OUT)
    kiosk, manager, key = Client(hall.start().url), Client(hall.url).sign_in("chen"), str(uuid4())
    until(lambda: "printer_paper_out" in printer_faults(manager))
    ticket = kiosk.post("/tickets", {"service": "tax"}, key=key).json()
    kiosk.post(f"/tickets/{ticket['token']}/cancel")
    virtual.set(Mood.OK)
    until(lambda: not printer_faults(manager))
    assert kiosk.post("/tickets", {"service": "tax"}, key=key).status_code == 200
    other = kiosk.take("tax")
    virtual.wait_for_papers(1, SOON_S)
    assert addresses(virtual) == [other["url"]]


def test_staff_are_told_of_printers(hall: Server, virtual: VirtualPrinter) -> None:
    """The manager sees what a printer lacks until it has it, and which printer a kiosk wants in vain."""
    kiosk, manager = Client(hall.start().url), Client(hall.url).sign_in("chen")
    virtual.set(Mood.COVER_OPEN)
    until(lambda: list(printer_faults(manager)) == ["printer_cover_open"])
    virtual.set(Mood.OK)
    until(lambda: not printer_faults(manager))
    assert kiosk.take("tax", printer="hal")["number"]
    fault = printer_faults(manager)["printer_unknown"]
    assert fault["about"] == "hal"
    assert all("hall" in text for text in fault["text"].values())


def test_a_refusal_is_printed_when_it_is_handed_over(hall: Server, tmp_path: Path) -> None:
    """On the spot, and when it is collected: one paper, with grounds, words and remedies; a correction has its own."""
    folder = tmp_path / "papers"
    printer = f'[[printers]]\nid = "hall"\nkind = "file"\nmode = "text"\nfolder = "{folder.as_posix()}"\n'
    hall.configuration = silent(always_open(printer))
    Client(hall.start().url).take("household")
    clerk = Client(hall.url).sign_in("chen", counter="9")
    for step in ("open", "call-next", "start"):
        clerk.step("9", step)
    refused = {"outcome": "refused", "grounds": "conditions", "words": "不在本区"}

    def paper(case: dict[str, Any], decision: int) -> str:
        file = folder / f"decision_{case['number']}_{decision}.escpos"
        printed = until(lambda: file.exists() and file.read_bytes())
        assert isinstance(printed, bytes)
        return printed.decode("gbk", errors="ignore").replace("\n", "")

    spot = clerk.step("9", "cases", {"guide": "id-card", "handed_over": True} | refused)
    later, granted = (clerk.step("9", "cases", {"guide": "id-card"}) for _ in range(2))
    clerk.post(f"/case-numbers/{granted['number']}/decide", {"outcome": "granted"})
    clerk.post(f"/case-numbers/{later['number']}/decide", refused)
    for case in (later, granted):
        done = clerk.post(f"/case-numbers/{case['number']}/collect", {"receipt": case["code"]}).json()
        assert (done["status"], done["printing"]) == ("collected", True)
    for case in (spot, later):
        assert all(said in paper(case, 1) for said in ("不符合法定条件", "不在本区", "行政复议", "行政诉讼"))
    clerk.post(f"/case-numbers/{later['number']}/correct", {"outcome": "granted", "mistake": "facts"})
    clerk.post(f"/case-numbers/{later['number']}/collect", {"receipt": later["code"]})
    assert "更正的原决定日期" in paper(later, 2)
    assert sorted(path.name for path in folder.glob("decision_*")) == sorted(
        [f"decision_{spot['number']}_1.escpos", *(f"decision_{later['number']}_{n}.escpos" for n in (1, 2))]
    )


def test_a_receipt_certifies_nothing_that_is_missing(hall: Server, tmp_path: Path) -> None:
    """What was noted as missing is known when the case is accepted, and only what was ticked is printed as received."""
    printer = (
        f'[[printers]]\nid = "hall"\nkind = "file"\nmode = "text"\nfolder = "{(tmp_path / "papers").as_posix()}"\n'
    )
    hall.configuration = silent(always_open(printer))
    visitor = Client(hall.start().url)
    visitor.take("household")
    clerk = Client(hall.url).sign_in("chen", counter="9")
    for step in ("open", "call-next", "start"):
        clerk.step("9", step)
    materials = [one["id"] for one in visitor.get("/guides/id-card").json()["materials"] if one["required"]]
    clerk.post("/counters/9/notices", {"guide": "id-card", "missing": materials[:1]})
    (told,) = clerk.get("/counters/9/notices").json()
    assert (told["guide"], told["missing"]) == ("id-card", materials[:1])
    ticked = clerk.post("/counters/9/cases", {"guide": "id-card", "received": materials[1:]}).json()
    unknown = clerk.post("/counters/9/cases", {"guide": "id-card"}).json()
    wrong = clerk.post("/counters/9/cases", {"guide": "id-card", "received": ["moon"]})
    assert (wrong.status_code, wrong.json()["errors"][0]["loc"]) == (422, ["body", "received"])
    assert visitor.get("/counters/9/notices").status_code == 401

    def boxes(case: dict[str, str]) -> tuple[int, int]:
        """How many boxes of a receipt are ticked, and how many are empty."""
        file = tmp_path / "papers" / f"case_{case['number']}.escpos"
        paper = until(lambda: file.exists() and file.read_bytes())
        assert isinstance(paper, bytes)
        return paper.count("[√]".encode("gbk")), paper.count(b"[ ]")

    assert boxes(ticked) == (len(materials) - 1, 1)
    assert boxes(unknown) == (0, len(materials))
