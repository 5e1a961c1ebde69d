"""Everything a printer can do wrong, over TCP against the virtual printer: no paper lost, none printed twice."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hall.journal.journal import JournalFull
from hall.paper.blocks import BigNumber, QrCode, Slip, Text
from hall.printing import CAN_PRINT, PrinterState, PrinterStatus
from hall.printing.escpos_out import Encoder
from hall.printing.job_file import OVER, JobState
from hall.printing.network import NetworkLine
from hall.printing.queue import JobReport, PrintQueue
from hall.printing.roll_printer import RollPrinter
from hall.printing.sheet import ROLL_80
from hall.printing.virtual import Mood, VirtualPrinter
from hall.store.lines import LineFile
from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]
ENCODER = Encoder(ROLL_80, ROOT / "assets" / "fonts")
SOON_S = PATIENCE_S


def slip(number: int, lines: int = 0) -> Slip:
    """A short ticket, or with `lines` one of many centimetres."""
    code = QrCode(f"http://hall/t/{number}", "扫码")
    return Slip(f"A{number:03}", (BigNumber(f"A{number:03}"), *[Text("材料" * 12)] * lines, code))


def numbers(papers: list[Image.Image]) -> list[int]:
    """The tickets on some papers, in order, read from their codes."""
    return [int(code.text.rsplit("/", 1)[1]) for paper in papers for code in zxingcpp.read_barcodes(paper.convert("L"))]


class Office:
    """A queue and what it has reported."""

    def __init__(self, port: int, folder: Path, clock: Callable[[], float] = lambda: 1000.0) -> None:
        self.reports: list[JobReport] = []
        self.statuses: list[PrinterStatus] = []
        self.changed = threading.Condition()
        line = NetworkLine("127.0.0.1", port, stall_s=0.5)
        printer = RollPrinter(line, lambda: ENCODER.encode, ROLL_80.longest_band, finish_s=3, quiet_s=0.1)
        self.queue = PrintQueue(
            printer, folder, "hall", on_job=self.note, on_status=self.note, clock=clock, retry_s=(0.05,), look_s=0.05
        )

    def note(self, news: JobReport | PrinterStatus) -> None:
        with self.changed:
            (self.reports if isinstance(news, JobReport) else self.statuses).append(news)  # type: ignore[arg-type]
            self.changed.notify_all()

    def state(self, job: str) -> JobState:
        """Wait until `job` is over and return how it ended."""
        return self.until(lambda: next((r.state for r in self.reports if r.job == job and r.state in OVER), None))

    def waits_for(self, state: PrinterState) -> None:
        """Wait until the printer was last heard to be in `state`."""
        self.until(lambda: self.queue.status.state is state or None)

    def until(self, found: Callable[[], object]) -> object:
        with self.changed:
            assert self.changed.wait_for(lambda: found() is not None, SOON_S), (self.reports, self.statuses)
            return found()


@pytest.fixture
def virtual() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


@contextmanager
def office_of(port: int, folder: Path, **other: object) -> Iterator[Office]:
    office = Office(port, folder, **other)  # type: ignore[arg-type]
    office.queue.start()
    try:
        yield office
    finally:
        office.queue.stop(SOON_S)


@pytest.fixture
def office(virtual: VirtualPrinter, tmp_path: Path) -> Iterator[Office]:
    with office_of(virtual.port, tmp_path) as opened:
        yield opened


def test_prints_in_order_and_knows_it(virtual: VirtualPrinter, office: Office) -> None:
    """Tickets come out once each, in the order they were taken, and are reported as printed."""
    for number in range(5):
        assert office.queue.submit(f"t{number}", slip(number))
    assert [office.state(f"t{n}") for n in range(5)] == [JobState.PRINTED] * 5
    assert numbers(virtual.papers) == [0, 1, 2, 3, 4]
    assert office.queue.waiting == 0


def test_same_job_again_is_one_paper(virtual: VirtualPrinter, office: Office) -> None:
    """A job that is submitted again, before or after it is printed, prints nothing more."""
    assert office.queue.submit("t1", slip(1))
    assert not office.queue.submit("t1", slip(1))
    office.state("t1")
    assert not office.queue.submit("t1", slip(1))
    office.queue.submit("t2", slip(2))
    office.state("t2")
    assert numbers(virtual.papers) == [1, 2]


@pytest.mark.parametrize("mood", [Mood.PAPER_OUT, Mood.COVER_OPEN, Mood.OFFLINE])
def test_waits_while_the_printer_stands_still(mood: Mood, virtual: VirtualPrinter, office: Office) -> None:
    """A printer that cannot print gets nothing; staff are told why, and the paper comes out once it can."""
    virtual.set(mood)
    office.queue.submit("t1", slip(1))
    told = office.until(lambda: next((r for r in office.reports if r.job == "t1"), None))
    assert told == JobReport("t1", JobState.QUEUED, office.queue.status)
    assert office.queue.status.state == PrinterState(mood)
    assert virtual.papers == []
    virtual.set(Mood.OK)
    assert office.state("t1") is JobState.PRINTED
    assert numbers(virtual.papers) == [1]


def test_paper_low_is_told_and_printed(virtual: VirtualPrinter, office: Office) -> None:
    """Before the roll ends staff hear of it, and tickets still come out."""
    virtual.set(Mood.PAPER_LOW)
    office.waits_for(PrinterState.PAPER_LOW)
    office.queue.submit("t1", slip(1))
    assert office.state("t1") is JobState.PRINTED
    assert office.queue.status.state is PrinterState.PAPER_LOW


def test_paper_out_within_a_ticket_it_has_whole(virtual: VirtualPrinter, office: Office) -> None:
    """When the roll ends after the printer has the whole ticket, it is not sent again: the printer finishes it."""
    virtual.rows_left = ENCODER.raster.draw(slip(1)).height - 20
    office.queue.submit("t1", slip(1))
    assert office.state("t1") is JobState.PERHAPS
    assert office.queue.status.state is PrinterState.PAPER_OUT
    virtual.set(Mood.OK)
    virtual.wait_for_papers(1)
    office.queue.submit("t2", slip(2))
    assert office.state("t2") is JobState.PRINTED
    assert numbers(virtual.papers) == [1, 2]


def test_paper_out_within_a_guide_it_has_in_part(virtual: VirtualPrinter, office: Office) -> None:
    """When the roll ends while the guide is still being sent, it is printed afresh and whole after the refill."""
    guide = slip(1, lines=120)
    virtual.rows_left = 300
    office.queue.submit("g1", guide)
    office.waits_for(PrinterState.PAPER_OUT)
    virtual.set(Mood.OK)
    assert office.state("g1") is JobState.PRINTED
    (paper,) = virtual.papers
    drawn = ENCODER.raster.draw(guide)
    feed = 180
    bottom = paper.crop((0, paper.height - drawn.height - feed, paper.width, paper.height - feed))
    assert bottom.tobytes() == drawn.tobytes()


def test_unplugged_before(tmp_path: Path) -> None:
    """With nobody at the printer's address the ticket waits, and comes out when the printer is there."""
    with VirtualPrinter() as gone:
        port = gone.port
    with office_of(port, tmp_path) as office:
        office.queue.submit("t1", slip(1))
        office.waits_for(PrinterState.OFFLINE)
        assert office.queue.state("t1") is JobState.QUEUED
        with VirtualPrinter(port) as back:
            assert office.state("t1") is JobState.PRINTED
            assert numbers(back.papers) == [1]


@pytest.mark.parametrize("after", [20, 2000, 9000])
def test_unplugged_during(after: int, virtual: VirtualPrinter, office: Office) -> None:
    """A line cut while the ticket is being sent: the whole ticket comes out once, after whatever scrap there was."""
    virtual.hang_up_after = after
    office.queue.submit("t1", slip(1, lines=40))
    assert office.state("t1") is JobState.PRINTED
    assert numbers(virtual.papers) == [1]


def test_unplugged_after(virtual: VirtualPrinter, office: Office) -> None:
    """A line cut when the printer has everything but has not told: perhaps printed, and never sent again."""
    whole = len(ENCODER.encode(slip(1)))
    virtual.row_s = 0.002
    virtual.hang_up_after = whole + 6  # the two questions before, and not the one after
    office.queue.submit("t1", slip(1))
    assert office.state("t1") is JobState.PERHAPS
    virtual.row_s = 0
    office.queue.submit("t2", slip(2))
    assert office.state("t2") in OVER
    assert Counter(numbers(virtual.papers))[1] <= 1


@pytest.mark.parametrize("mood", [Mood.SILENT, Mood.GARBAGE])
def test_answers_that_tell_nothing(mood: Mood, virtual: VirtualPrinter, office: Office) -> None:
    """A printer that keeps silent or talks nonsense prints, once, and is never called fine."""
    virtual.set(mood)
    office.queue.submit("t1", slip(1))
    assert office.state("t1") is JobState.PERHAPS
    assert office.queue.status.state is PrinterState.UNKNOWN
    assert PrinterState.UNKNOWN in CAN_PRINT
    assert numbers(virtual.wait_for_papers(1)) == [1]


SPLITS = [(), (4,), (1, 3), (3, 1), (2, 2), (1, 1, 2), (1, 2, 1), (2, 1, 1), (1,)]
"""Every way to cut four bytes, and everything else that a printer says likewise."""


@pytest.mark.parametrize("pieces", SPLITS, ids=str)
def test_printer_that_reports_by_itself(pieces: tuple[int, ...], virtual: VirtualPrinter, office: Office) -> None:
    """Status unasked, whole or in pieces, is no report: tickets are printed, known as such, and no line is reset."""
    virtual.automatic, virtual.pieces = True, pieces
    for number in range(4):
        office.queue.submit(f"t{number}", slip(number))
    assert [office.state(f"t{n}") for n in range(4)] == [JobState.PRINTED] * 4
    assert numbers(virtual.papers) == [0, 1, 2, 3]
    assert virtual.resets == 0
    office.waits_for(PrinterState.OK)


@pytest.mark.parametrize("pieces", SPLITS, ids=str)
def test_roll_that_ends_in_the_last_rows(pieces: tuple[int, ...], virtual: VirtualPrinter, office: Office) -> None:
    """A printer that says unasked, within the last rows, that its roll is at an end has not printed the ticket."""
    virtual.automatic, virtual.pieces = True, pieces
    virtual.rows_left = ENCODER.raster.draw(slip(1)).height + 60
    office.queue.submit("t1", slip(1))
    assert office.state("t1") is JobState.PERHAPS
    assert office.queue.status.state is PrinterState.PAPER_OUT
    assert virtual.papers == []


def test_report_of_an_earlier_paper_is_not_that_of_the_next(virtual: VirtualPrinter, office: Office) -> None:
    """A ticket that got stuck is reported when the roll is new; the one behind it counts only when it is out itself."""
    virtual.rows_left = ENCODER.raster.draw(slip(1)).height - 20
    office.queue.submit("t1", slip(1))
    assert office.state("t1") is JobState.PERHAPS
    virtual.row_s = 0.001
    virtual.set(Mood.OK)
    office.queue.submit("t2", slip(2))
    assert office.state("t2") is JobState.PRINTED
    assert numbers(virtual.papers) == [1, 2]


def test_roll_that_ends_so_early_that_the_line_fills(virtual: VirtualPrinter, office: Office) -> None:
    """A ticket whose end is still in this computer when the printer stands still is thrown away and printed afresh."""
    virtual.rows_left = 20
    office.queue.submit("t1", slip(1))
    office.waits_for(PrinterState.PAPER_OUT)
    virtual.set(Mood.OK)
    assert office.state("t1") is JobState.PRINTED
    assert numbers(virtual.papers) == [1]


def test_slow_printer_is_waited_for(virtual: VirtualPrinter, office: Office) -> None:
    """A printer that takes its time is asked patiently and the ticket counts as printed only when it is."""
    virtual.row_s = 0.003
    office.queue.submit("t1", slip(1))
    assert office.state("t1") is JobState.PRINTED
    assert numbers(virtual.papers) == [1]


def test_paper_that_cannot_be_drawn_does_not_hold_up_others(virtual: VirtualPrinter, office: Office) -> None:
    """A slip with an impossible address is given up and reported; the next one is printed."""
    office.queue.submit("bad", Slip("", (QrCode("x" * 4000, ""),)))
    office.queue.submit("t1", slip(1))
    assert office.state("bad") is JobState.FAILED
    assert office.state("t1") is JobState.PRINTED


def test_old_papers_are_given_up(virtual: VirtualPrinter, tmp_path: Path) -> None:
    """A ticket whose visitor must have gone does not come out for somebody else."""
    now = [1000.0]
    virtual.set(Mood.PAPER_OUT)
    with office_of(virtual.port, tmp_path, clock=lambda: now[0]) as office:
        office.queue.submit("t1", slip(1), good_for_s=60)
        office.waits_for(PrinterState.PAPER_OUT)
        now[0] += 61
        assert office.state("t1") is JobState.FAILED
        virtual.set(Mood.OK)
        office.queue.submit("t2", slip(2))
        office.state("t2")
    assert numbers(virtual.papers) == [2]


@pytest.mark.filterwarnings("error")
def test_listener_that_fails_stops_nothing(virtual: VirtualPrinter, tmp_path: Path) -> None:
    """A listener that raises is written down; tickets go on."""

    def fail(_: object) -> None:
        raise RuntimeError("listener")

    office = Office(virtual.port, tmp_path)
    office.queue.on_job = office.queue.on_status = fail
    office.queue.start()
    for number in range(3):
        office.queue.submit(f"t{number}", slip(number))
    assert numbers(virtual.wait_for_papers(3)) == [0, 1, 2]
    office.queue.stop(SOON_S)


def test_restart_goes_on_where_it_was(virtual: VirtualPrinter, tmp_path: Path) -> None:
    """Jobs that waited when the server ended are printed by the next, and those printed are still known."""
    with office_of(virtual.port, tmp_path) as first:
        first.queue.submit("t0", slip(0))
        first.state("t0")
        virtual.set(Mood.PAPER_OUT)
        for number in (1, 2):
            first.queue.submit(f"t{number}", slip(number))
    virtual.set(Mood.OK)
    with office_of(virtual.port, tmp_path) as second:
        assert not second.queue.submit("t0", slip(0))
        assert [second.state(f"t{n}") for n in (1, 2)] == [JobState.PRINTED] * 2
    assert numbers(virtual.papers) == [0, 1, 2]


def test_damaged_file_does_not_stop_the_hall(virtual: VirtualPrinter, tmp_path: Path) -> None:
    """A job file that cannot be read is kept aside for whoever wants to look, and printing goes on."""
    (tmp_path / "hall.jobs").write_bytes(b"nonsense\nmore of it\n")
    with office_of(virtual.port, tmp_path) as office:
        office.queue.submit("t1", slip(1))
        assert office.state("t1") is JobState.PRINTED
    assert (tmp_path / "hall.damaged").exists()


def test_full_disk_prints_nothing_twice(
    virtual: VirtualPrinter, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be noted first is not sent: it could come out again after a crash. With room again it is printed."""

    def full(*_: object) -> None:
        raise JournalFull("no room")

    virtual.set(Mood.PAPER_OUT)
    office.queue.submit("t1", slip(1))
    office.waits_for(PrinterState.PAPER_OUT)
    with monkeypatch.context() as disk:
        disk.setattr(LineFile, "append", full)
        virtual.set(Mood.OK)
        office.waits_for(PrinterState.OFFLINE)
        with pytest.raises(JournalFull):
            office.queue.submit("t2", slip(2))
        assert virtual.papers == []
    assert office.state("t1") is JobState.PRINTED
    assert numbers(virtual.papers) == [1]


def test_job_file_does_not_grow(virtual: VirtualPrinter, tmp_path: Path) -> None:
    """The file forgets the contents of papers that are over: at the next start none is left in it."""
    with office_of(virtual.port, tmp_path) as office:
        for number in range(5):
            office.queue.submit(f"t{number}", slip(number))
        office.state("t4")
    with office_of(virtual.port, tmp_path):
        assert "http://hall/t/" not in (tmp_path / "hall.jobs").read_text(encoding="utf-8")


SERVER = """
import sys, time
sys.path.insert(0, {root!r})
{first}
from pathlib import Path
from hall.paper.blocks import BigNumber, QrCode, Slip
from hall.printing import open_printer
from hall.printing.queue import PrintQueue
def told(report):
    print(report.job, report.state.value, flush=True)
printer = open_printer("network", fonts=Path({fonts!r}), address="127.0.0.1:{port}")
queue = PrintQueue(printer, Path({folder!r}), "hall", on_job=told, on_status=lambda status: None, retry_s=(0.05,))
queue.start()
for number in range({start}, {end}):
    slip = Slip("", (BigNumber(str(number)), QrCode(f"http://hall/t/{{number}}", "")))
    queue.submit(f"t{{number}}", slip)
    print(f"t{{number}} taken", flush=True)
time.sleep(600)
"""


def serve(port: int, folder: Path, start: int, end: int, first: str = "") -> subprocess.Popen[str]:
    """A server of its own with one queue, which takes some tickets."""
    fonts = str(ROOT / "assets" / "fonts")
    code = SERVER.format(root=str(ROOT), fonts=fonts, port=port, folder=str(folder), start=start, end=end, first=first)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.mark.long
def test_killed_again_and_again(virtual: VirtualPrinter, tmp_path: Path) -> None:
    """A server killed at any moment loses no ticket and prints none twice; at most one a kill is called uncertain."""
    chance = random.Random(7)
    virtual.row_s = 0.0002
    said: list[tuple[str, str]] = []
    rounds, each = 6, 4
    for turn in range(rounds):
        server = serve(virtual.port, tmp_path, turn * each, turn * each + each)
        assert server.stdout is not None
        for _ in range(chance.randint(each, 2 * each)):  # dies when it has said so much
            job, state = server.stdout.readline().split()
            said.append((job, state))
        os.kill(server.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        said += [(job, state) for line in server.stdout.read().splitlines() for job, state in [line.split()]]
        server.wait()
        server.stdout.close()
    with office_of(virtual.port, tmp_path) as last:
        last.until(lambda: None if last.queue.waiting else True)
        said += [(r.job, r.state.value) for r in last.reports]
    printed = Counter(numbers(virtual.papers))
    uncertain = {job for job, state in said if state == "perhaps"}
    assert max(printed.values()) == 1
    assert len(uncertain) <= rounds
    for number in range(rounds * each):
        assert printed[number] == 1 or f"t{number}" in uncertain, (number, said)


def test_works_under_gevent(virtual: VirtualPrinter, tmp_path: Path) -> None:
    """The queue prints in a server whose threads and sockets are gevent's."""
    server = serve(virtual.port, tmp_path, 0, 3, first="from gevent import monkey; monkey.patch_all()")
    try:
        assert numbers(virtual.wait_for_papers(3, SOON_S)) == [0, 1, 2]
        assert server.stdout is not None
        said = [server.stdout.readline().strip() for _ in range(6)]
    finally:
        server.kill()
        server.communicate()
    assert sorted(said) == ["t0 printed", "t0 taken", "t1 printed", "t1 taken", "t2 printed", "t2 taken"]
