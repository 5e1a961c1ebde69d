"""What every printer promises, and the exact bytes and pages that leave for it."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import zxingcpp
from escpos.printer import Dummy
from PIL import Image

from hall.paper.blocks import (
    Badge,
    BigNumber,
    Block,
    FillIn,
    Heading,
    Item,
    Pair,
    QrCode,
    Rule,
    Size,
    Slip,
    Text,
    Tick,
    Title,
)
from hall.printing import (
    Job,
    MissingPackage,
    NotPrinted,
    PerhapsPrinted,
    Printer,
    PrinterState,
    WrongSetting,
    cable,
    open_printer,
    system,
)
from hall.printing.columns import Line, lines_of, wide
from hall.printing.cups import read_destination
from hall.printing.escpos_out import Encoder, to_escpos
from hall.printing.sheet import ROLLS
from hall.printing.text_out import COLUMN, TextEncoder
from hall.printing.virtual import VirtualPrinter
from hall.printing.virtual_paper import Paper

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "assets" / "fonts"
URL = "http://192.168.10.20:8000/t/abcdefghijklmnopqrstuv"
SLIP = Slip(
    "号票 A001",
    (
        Title("海州市政务服务中心", "Haizhou Government Service Centre"),
        Rule(),
        BigNumber("A001"),
        Text("社会保险综合业务", bold=True, centred=True),
        Rule(),
        *[Pair(label, value, second) for label, value, second in (("前面等候", "5 人", "Ahead"),) * 4],
        Rule(),
        QrCode(URL, "扫码在手机上看排队进度", "Scan to follow the queue on your phone"),
    ),
)
JOB = Job("ticket-1", SLIP)
posix = pytest.mark.skipif(os.name == "nt", reason="needs pseudo-terminals or programs of Unix")


def encoder(mm: int) -> Encoder:
    return Encoder(ROLLS[mm], FONTS)


def papers_of(data: bytes, width: int) -> list[Image.Image]:
    """What an ESC/POS printer makes of `data`."""
    cut: list[Image.Image] = []
    paper = Paper(width, cut.append, lambda: None)
    paper.feed(data)
    while paper.step() is not None:
        pass
    assert paper.unknown == 0
    assert len(paper) == 0
    return cut


def code_of(picture: Image.Image) -> str:
    (found,) = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return str(found.text)


def page_picture(pdf: bytes, folder: Path) -> Image.Image:
    """The first page of a PDF as another program draws it."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("nothing draws a PDF: install poppler-utils")
    (folder / "page.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", "page.pdf", "page"], cwd=folder, check=True)
    return Image.open(folder / "page.png")


# the bytes


def test_exact_bytes_of_a_small_picture() -> None:
    """A picture of 16 × 9 dots is one reset, a band as wide as its ink, a feed and a cut, to the byte."""
    picture = Image.new("1", (16, 9), 255)
    picture.putpixel((0, 0), 0)
    picture.putpixel((3, 8), 0)
    raster = b"\x1dv0\x00" + b"\x01\x00" + b"\x09\x00" + b"\x80" + b"\x00" * 7 + b"\x10"
    assert to_escpos(picture) == b"\x1b@" + raster + b"\x1bd\x06" + b"\x1dV\x01"


def test_no_picture_gives_orders() -> None:
    """Dots that would be heard as a question or as "forget all" in the middle of a picture are sent with a dot more."""
    picture = Image.frombytes("1", (64, 1), bytes(b ^ 0xFF for b in b"\x10\x04\x01\x10\x05\x02\x10\x14"))
    data = to_escpos(picture)
    assert not any(order in data for order in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    (paper,) = papers_of(data, 64)
    assert bytes(b ^ 0xFF for b in paper.tobytes()[:8]) == b"\x18\x04\x01\x18\x05\x02\x18\x14"


@pytest.mark.parametrize("mm", ROLLS)
def test_bytes_print_what_the_library_would(mm: int) -> None:
    """Our bands and python-escpos's own picture command leave the same dots on the paper."""
    picture = encoder(mm).raster.draw(SLIP)
    theirs = Dummy(profile="TM-T88V" if mm == 58 else None)
    theirs._raw(b"\x1b@")
    theirs.image(picture.convert("L"))
    theirs.cut(mode="PART")
    (ours,), (other,) = (papers_of(data, ROLLS[mm].width) for data in (to_escpos(picture), theirs.output))
    assert ours.tobytes() == other.tobytes()
    assert ours.crop((0, 0, *picture.size)).tobytes() == picture.tobytes()


@pytest.mark.clock
@pytest.mark.parametrize(("mm", "most"), [(80, 60_000), (58, 30_000)])
def test_ticket_is_small_and_quickly_made(mm: int, most: int) -> None:
    """A ticket is under 60 kB at 80 mm and 30 kB at 58 mm, and takes far less than a touch is noticed."""
    encode = encoder(mm).encode
    assert len(encode(SLIP)) < most
    fastest = min(_seconds(lambda: encode(SLIP)) for _ in range(10))
    assert fastest < 2  # a loaded machine; the benchmark holds the figure itself


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def test_importing_costs_nothing() -> None:
    """Importing hall.printing, the queue and opening every kind of printer loads none of the drawing libraries."""
    script = (
        "import sys; from pathlib import Path; from hall.printing import open_printer; import hall.printing.queue\n"
        "for kind in ('network', 'file', 'pdf', 'system'):\n"
        "    open_printer(kind, fonts=Path('f'), address='h', folder=Path('x'), name='n')\n"
        "print([m for m in ('PIL', 'escpos', 'reportlab', 'qrcode', 'serial', 'usb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_library_leaves_no_traces(tmp_path: Path) -> None:
    """Encoding a ticket leaves no handler on the root logger and no folder among the temporary files."""
    script = (
        "import logging; from pathlib import Path; from hall.paper.blocks import BigNumber, Slip, Text\n"
        "from hall.printing.escpos_out import Encoder; from hall.printing.sheet import ROLLS\n"
        "ticket = Slip('A001', (BigNumber('A001'), Text('社会保险')))\n"
        f"print(len(Encoder(ROLLS[80], Path({str(FONTS)!r})).encode(ticket)) > 1000, logging.root.handlers)"
    )
    env = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True []"
    assert list(tmp_path.iterdir()) == []


# its own characters


def text_encoder(mm: int) -> TextEncoder:
    return TextEncoder(ROLLS[mm], FONTS)


def test_exact_bytes_of_a_small_text() -> None:
    """A line of text is its settings, its characters in GB 18030 and a line feed, to the byte."""
    slip = Slip("", (Text("号 A1", Size.LARGE, bold=True, centred=True),))
    line = b"\x1ba\x01" + b"\x1bE\x01" + b"\x1d!\x11" + "号 A1".encode("gbk") + b"\n"
    assert text_encoder(80).encode(slip) == b"\x1b@" + b"\x1c&" + line + b"\x1bd\x06" + b"\x1dV\x01"


@pytest.mark.parametrize("mm", ROLLS)
def test_text_is_quick_on_a_slow_line(mm: int) -> None:
    """A ticket in the printer's own characters takes under two seconds at 9,600 baud, and its code can be read."""
    data = text_encoder(mm).encode(SLIP)
    assert len(data) * 10 / 9600 < 2
    (paper,) = papers_of(data, ROLLS[mm].width)
    assert code_of(paper) == URL
    for word in ("海州市政务服务中心", "A001", "社会保险综合业务", "前面等候", "5 人"):
        assert word.encode("gbk") in data


@pytest.mark.parametrize("mm", ROLLS)
def test_no_line_of_text_is_too_long(mm: int) -> None:
    """Every line fits the roll, whatever it says."""
    long = "甲" * 60
    blocks: tuple[Block, ...] = (
        Title(long, long), BigNumber("A" * 90), Text(long, Size.LARGE), Pair(long, long), Item("1.", long),
        Tick(long, long), Badge(long), Heading(long, long), Rule(), FillIn("申请人"),
    )  # fmt: skip
    columns = ROLLS[mm].width // COLUMN
    lines = [line for block in blocks for line in lines_of(block, columns) if isinstance(line, Line)]
    assert max(wide(line.text) * line.scale for line in lines) <= columns


def test_rare_characters_in_text_are_a_picture() -> None:
    """What a printer's own typeface may lack comes as a picture of its line; the rest stays text."""
    data = text_encoder(80).encode(Slip("", (Text("𠮷"), Text("面"))))
    assert b"\x1dv0" in data
    assert "面".encode("gbk") in data


def test_no_text_gives_a_printer_orders() -> None:
    """Control characters in a name never reach the printer."""
    slip = Slip("", (Pair("a\x1b@", "b\x10\x14\x01\x02\x08", "c\x1dV\x00"), FillIn("\x1dV\x01")))
    plain = text_encoder(80).encode(Slip("", (Pair("a@", "b", "cV"), FillIn("V"))))
    assert text_encoder(80).encode(slip) == plain


@pytest.mark.parametrize("mm", ROLLS)
def test_network_printer_of_text(mm: int) -> None:
    """In text mode the ticket arrives whole, and its end is told, as in picture mode."""
    with VirtualPrinter(width=ROLLS[mm].width) as virtual:
        check_roll(
            open_printer("network", fonts=FONTS, width_mm=mm, address=f"127.0.0.1:{virtual.port}", mode="text"),
            virtual.papers,
        )


# every printer


class FakeUsbDevice:
    """A USB printer as pyusb shows one: two ends, of which the outward one feeds a virtual paper."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.answers = bytearray()

    def __iter__(self) -> Iterator[object]:
        return iter([[[SimpleNamespace(bEndpointAddress=0x03), SimpleNamespace(bEndpointAddress=0x84)]]])

    def write(self, end: int, data: bytes, _: int) -> int:
        assert end == 0x03
        if data.startswith(b"\x10\x04"):
            self.answers += b"\x12"
        else:
            self.paper.feed(data)
            while self.paper.step() is not None:
                pass
        return len(data)

    def read(self, end: int, *_: int) -> bytes:
        import usb.core  # noqa: PLC0415 - only where it is tried

        assert end == 0x84
        if not self.answers:
            raise usb.core.USBTimeoutError("timed out")
        heard = bytes(self.answers)
        self.answers.clear()
        return heard


@pytest.fixture
def usb_printer(monkeypatch: pytest.MonkeyPatch) -> tuple[Printer, list[Image.Image]]:
    cut: list[Image.Image] = []
    device = FakeUsbDevice(Paper(576, cut.append, lambda: device.answers.extend(b"\x00")))
    library = SimpleNamespace(device=device, open=lambda: None, close=lambda: None)
    monkeypatch.setattr(cable.UsbLine, "_make", lambda _: library)
    return open_printer("usb", fonts=FONTS, address="04b8:0e15"), cut


@pytest.fixture
def serial_printer() -> Iterator[tuple[Printer, list[Image.Image]]]:
    """A printer at the other end of a pseudo-terminal."""
    import pty  # noqa: PLC0415 - Unix alone has it
    import tty  # noqa: PLC0415

    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    cut: list[Image.Image] = []
    paper = Paper(384, cut.append, lambda: os.write(ours, b"\x00") and None)
    closing = threading.Event()

    def work() -> None:
        os.set_blocking(ours, False)
        while not closing.is_set():
            try:
                data = os.read(ours, 1024)
            except OSError:
                closing.wait(0.002)
                continue
            if data.startswith(b"\x10\x04"):
                os.write(ours, b"\x12")
            paper.feed(data)
            while paper.step() is not None:
                pass

    worker = threading.Thread(target=work)
    worker.start()
    yield open_printer("serial", fonts=FONTS, width_mm=58, address=os.ttyname(theirs)), cut
    closing.set()
    worker.join()
    os.close(ours)
    os.close(theirs)


def check_roll(printer: Printer, cut: list[Image.Image]) -> None:
    """A roll printer that answers prints the ticket whole and says so, having announced it just once."""
    announced: list[int] = []
    assert printer.status().state is PrinterState.OK
    assert printer.print(JOB, lambda: announced.append(len(cut))).state is PrinterState.OK
    assert announced == [0]
    (paper,) = cut
    assert code_of(paper) == URL


@pytest.mark.parametrize("mm", ROLLS)
def test_network_printer(mm: int) -> None:
    """Over TCP the ticket arrives whole at both widths."""
    with VirtualPrinter(width=ROLLS[mm].width) as virtual:
        check_roll(
            open_printer("network", fonts=FONTS, width_mm=mm, address=f"127.0.0.1:{virtual.port}"), virtual.papers
        )


def test_usb_printer(usb_printer: tuple[Printer, list[Image.Image]]) -> None:
    """Over USB the ticket goes to the end that the device itself names."""
    check_roll(*usb_printer)


@posix
def test_serial_printer(serial_printer: tuple[Printer, list[Image.Image]]) -> None:
    """Over a serial line, here a pseudo-terminal, the ticket arrives whole."""
    check_roll(*serial_printer)


@pytest.mark.parametrize(("kind", "address"), [("serial", "/no/such/port"), ("usb", "04b8:0e15")])
def test_cable_without_a_printer(kind: str, address: str) -> None:
    """With nothing at the cable the printer is offline, and nothing was printed."""
    printer = open_printer(kind, fonts=FONTS, address=address)
    assert printer.status().state is PrinterState.OFFLINE
    announced: list[int] = []
    with pytest.raises(NotPrinted):
        printer.print(JOB, lambda: announced.append(1))
    assert announced == []


@pytest.mark.parametrize(("kind", "package"), [("serial", "pyserial"), ("usb", "pyusb")])
def test_missing_package_is_named(kind: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package that a kind of printer needs, the error names the package and how to get it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingPackage, match=f"pip install {package}"):
        open_printer(kind, fonts=FONTS, address="04b8:0e15")


def test_file_printer_writes_what_a_printer_would_get(tmp_path: Path) -> None:
    """The file holds the whole job, under a name that is safe on any system."""
    printer = open_printer("file", fonts=FONTS, folder=tmp_path / "new")
    announced: list[bool] = []
    printer.print(Job("../a:b", SLIP), lambda: announced.append((tmp_path / "new" / "___a_b.escpos").exists()))
    assert announced == [False]
    data = (tmp_path / "new" / "___a_b.escpos").read_bytes()
    assert data == encoder(80).encode(SLIP)
    assert printer.status().state is PrinterState.OK


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder in whose place a file stands is an offline printer, not an exception of another kind."""
    (tmp_path / "taken").write_text("x")
    printer = open_printer("pdf", fonts=FONTS, folder=tmp_path / "taken")
    assert printer.status().state is PrinterState.OFFLINE
    with pytest.raises(NotPrinted):
        printer.print(JOB, lambda: None)


@pytest.mark.parametrize("mm", [80, 58, 210])
def test_pdf_printer(mm: int, tmp_path: Path) -> None:
    """The PDF is as wide as the paper, its code can be read and its Chinese can be searched."""
    open_printer("pdf", fonts=FONTS, width_mm=mm, folder=tmp_path).print(JOB, lambda: None)
    file = tmp_path / "ticket-1.pdf"
    picture = page_picture(file.read_bytes(), tmp_path)
    assert picture.width / 150 * 25.4 == pytest.approx(mm, abs=0.5)
    assert code_of(picture) == URL
    words = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    for word in ("A001", "海州市政务服务中心", "社会保险综合业务"):
        assert word in words


# the system's printer


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of commands that stand before the system's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def command(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


DETAIL = """\tForm mounted:
\tContent types: any
\tPrinter types: unknown
\tDescription: desk
\tAlerts: {alerts}
\tLocation:
\tConnection: direct
desk {accepting} requests since Fri Nov 27 18:25:53 2026
"""
SINCE = "since Fri Nov 27 18:26:08 2026"
IDLE = f"printer desk is idle.  enabled {SINCE}"
BUSY = f"printer desk now printing desk-7.  enabled {SINCE}"
STOPPED = f"printer desk disabled {SINCE} -\n\treason unknown"
HOLDING = f"printer desk is holding new jobs.  enabled {SINCE}"
LISTED = (
    "desk-7                  root              1024   Fri Nov 27 18:26:08 2026\n\tAlerts: {alerts}\n\tqueued for desk\n"
)


def says(head: str, alerts: str = "none", accepting: str = "accepting") -> str:
    """What CUPS 2.4 says of the printer "desk", to the letter."""
    return f"{head}\n{DETAIL.format(alerts=alerts, accepting=accepting)}"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (says(IDLE), PrinterState.OK),
        (says(BUSY), PrinterState.OK),
        (says(f"{BUSY}\n\tSending data to printer."), PrinterState.OK),
        (says(f"{BUSY}\n\tWaiting for printer to become available."), PrinterState.OFFLINE),
        (says(f"{BUSY}\n\tThe printer may not exist or is unavailable at this time."), PrinterState.OFFLINE),
        (says(BUSY, "connecting-to-device"), PrinterState.OFFLINE),
        (says(STOPPED, "paused"), PrinterState.OFFLINE),
        (says(f"printer desk disabled {SINCE} -\n\tidle, now printing"), PrinterState.OFFLINE),
        (says(HOLDING), PrinterState.OFFLINE),
        (says(IDLE, accepting="not accepting"), PrinterState.OFFLINE),
        (says(BUSY, "media-empty-error"), PrinterState.PAPER_OUT),
        (says(STOPPED, "media-empty paused"), PrinterState.PAPER_OUT),
        (says(IDLE, "media-empty-warning"), PrinterState.PAPER_LOW),
        (says(IDLE, "media-low-report"), PrinterState.PAPER_LOW),
        (says(IDLE, "cover-open-error"), PrinterState.COVER_OPEN),
        (says(IDLE, "toner-low-warning cups-ipp-conformance-failure-report"), PrinterState.OK),
        (says(IDLE, "fuser-over-temp-error"), PrinterState.OFFLINE),
        (says(BUSY, "offline-report"), PrinterState.OFFLINE),
        (says(BUSY, "connecting-to-device-report"), PrinterState.OFFLINE),
        (says(IDLE, "door-open-report"), PrinterState.COVER_OPEN),
        (says(f"{BUSY}\n\tThe printer is in use."), PrinterState.OFFLINE),
        ("printer disabled is idle.  enabled since", PrinterState.UNKNOWN),
        ("printer desk is doing something new", PrinterState.UNKNOWN),
        ("", PrinterState.UNKNOWN),
    ],
)
def test_what_cups_says_is_read(told: str, state: PrinterState) -> None:
    """States are told by CUPS's own words and IPP's reasons, where they stand, and nothing is guessed from the rest."""
    assert read_destination(told, "desk").status().state is state


class Cups:
    """The commands of CUPS, as shell scripts over files that tests write."""

    def __init__(self, commands: Path, folder: Path) -> None:
        self.folder = folder
        self.printer(says(IDLE))
        self.jobs("")
        self.done("")
        command(
            commands,
            "lp",
            f'for f; do :; done; cp "$f" {folder}/got.pdf; echo "$2" > {folder}/name; '
            f'echo "request id is desk-7 (1 file(s))"',
        )
        command(
            commands,
            "lpstat",
            f'case "$*" in *completed*) cat {folder}/done;; *-p*) cat {folder}/printer;; *) cat {folder}/jobs;; esac',
        )
        command(commands, "cancel", f'echo "$1" >> {folder}/cancelled; : > {folder}/jobs')

    def printer(self, told: str) -> None:
        (self.folder / "printer").write_text(told, encoding="utf-8")

    def jobs(self, told: str) -> None:
        (self.folder / "jobs").write_text(told, encoding="utf-8")

    def done(self, told: str) -> None:
        (self.folder / "done").write_text(told, encoding="utf-8")

    @property
    def cancelled(self) -> list[str]:
        file = self.folder / "cancelled"
        return file.read_text().split() if file.exists() else []


@pytest.fixture
def cups(commands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    monkeypatch.setattr(system, "SPOOLED_S", 0.3)
    monkeypatch.setattr(system, "UNWELL_S", 0.1)
    monkeypatch.setattr(system, "LOOK_S", 0.02)
    return Cups(commands, tmp_path)


def desk() -> Printer:
    return open_printer("system", fonts=FONTS, name="desk", width_mm=210)


@posix
@pytest.mark.parametrize("reasons", ["job-completed-successfully", "processing-to-stop-point"])
def test_cups_printer(reasons: str, cups: Cups, tmp_path: Path) -> None:
    """`lp` gets the PDF for the named printer, and the ticket is printed when CUPS says that the job is completed."""
    cups.done(LISTED.format(alerts=reasons))
    assert desk().print(JOB, lambda: None).state is PrinterState.OK
    assert code_of(page_picture((tmp_path / "got.pdf").read_bytes(), tmp_path)) == URL
    assert (tmp_path / "name").read_text().strip() == "desk"
    assert cups.cancelled == []


@posix
def test_cups_printer_that_is_disabled(cups: Cups) -> None:
    """A printer that CUPS has stopped gets nothing."""
    cups.printer(says(f"printer desk disabled {SINCE} -\n\tout for repair"))
    with pytest.raises(NotPrinted, match="out for repair"):
        desk().print(JOB, lambda: pytest.fail("it was handed over"))


@posix
@pytest.mark.parametrize("reasons", ["aborted-by-system", "job-canceled-by-user", None])
def test_cups_job_that_went_wrong(reasons: str | None, cups: Cups) -> None:
    """A job that is gone because somebody cancelled it, or CUPS gave it up or forgot it, is not called printed."""
    cups.done(LISTED.format(alerts=reasons) if reasons else "")
    with pytest.raises(PerhapsPrinted):
        desk().print(JOB, lambda: None)


@posix
def test_cups_job_that_stays(cups: Cups) -> None:
    """A job that the printer does not end is cancelled, so that it does not come out tomorrow, and is in doubt."""
    cups.printer(says(BUSY))
    cups.jobs(LISTED.format(alerts="job-printing"))
    cups.done(LISTED.format(alerts="job-canceled-by-user"))
    printer = desk()
    with pytest.raises(PerhapsPrinted):
        printer.print(JOB, lambda: None)
    assert cups.cancelled == ["desk-7"]
    cups.printer(says(IDLE))
    assert printer.status().state is PrinterState.OFFLINE


@posix
@pytest.mark.parametrize(
    ("printer", "job"),
    [
        (says(f"{BUSY}\n\tWaiting for printer to become available."), "job-printing"),
        (says(BUSY, "connecting-to-device"), "job-printing"),
        (says(STOPPED, "paused"), "none"),
    ],
)
def test_cups_job_that_never_got_there(printer: str, job: str, cups: Cups) -> None:
    """A printer that cannot be reached, or was stopped at that moment: the job is cancelled and may be tried again."""

    def handing_over() -> None:
        cups.printer(printer)
        cups.jobs(LISTED.format(alerts=job))

    with pytest.raises(NotPrinted) as fault:
        desk().print(JOB, handing_over)
    assert fault.value.status.state is PrinterState.OFFLINE
    assert cups.cancelled == ["desk-7"]


@posix
def test_cups_job_that_is_done_while_it_is_cancelled(cups: Cups, commands: Path) -> None:
    """When CUPS refuses to cancel because the job is completed, it is printed."""
    cups.printer(says(BUSY))
    cups.jobs(LISTED.format(alerts="job-printing"))
    cups.done(LISTED.format(alerts="job-completed-successfully"))
    command(
        commands, "cancel", 'echo "cancel: cancel-job failed: Job #7 is already completed - can\'t cancel." >&2; exit 1'
    )
    assert desk().print(JOB, lambda: None).state is PrinterState.OK


@posix
def test_cups_refuses(cups: Cups, commands: Path) -> None:
    """What `lp` complains of is told, and the job may be tried again."""
    command(commands, "lp", 'echo "lp: Destination is not accepting jobs." >&2; exit 1')
    with pytest.raises(NotPrinted, match="not accepting jobs"):
        desk().print(JOB, lambda: None)


@posix
def test_windows_printer(commands: Path, tmp_path: Path) -> None:
    """On Windows SumatraPDF gets printer and file; as nobody tells the end, it is perhaps printed."""
    command(commands, "SumatraPDF", f'echo "$@" > {tmp_path}/said')
    printer = system.SystemPrinter("Desk 1", lambda: lambda _: b"%PDF", windows=True)
    with pytest.raises(PerhapsPrinted):
        printer.print(JOB, lambda: None)
    assert (tmp_path / "said").read_text().startswith("-print-to Desk 1 -print-settings noscale -silent ")


def test_system_without_its_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the system's command the printer is offline and says which command is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotPrinted, match="SumatraPDF is not installed"):
        system.SystemPrinter("x", lambda: lambda _: b"", windows=True).print(JOB, lambda: None)
    assert "lpstat is not installed" in system.SystemPrinter("x", lambda: lambda _: b"", windows=False).status().detail


# settings


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("kind", {"kind": "laser"}),
        ("width_mm", {"kind": "network", "address": "h", "width_mm": 210}),
        ("address", {"kind": "network"}),
        ("address", {"kind": "network", "address": "h:99999"}),
        ("address", {"kind": "network", "address": "h:x"}),
        ("address", {"kind": "usb", "address": "printer"}),
        ("address", {"kind": "serial", "address": "COM3@fast"}),
        ("folder", {"kind": "file"}),
        ("folder", {"kind": "pdf"}),
        ("name", {"kind": "system"}),
    ],
)
def test_wrong_settings_are_named(key: str, settings: dict[str, object]) -> None:
    """Each mistake in a printer's settings is refused with the key it is under."""
    with pytest.raises(WrongSetting) as wrong:
        open_printer(**settings, fonts=FONTS)  # type: ignore[arg-type]
    assert wrong.value.key == key


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("10.0.0.5", "10.0.0.5", 9100),
        ("p.hall:9101", "p.hall", 9101),
        ("[fe80::1]:91", "fe80::1", 91),
        ("::1", "::1", 9100),
    ],
)
def test_network_addresses(address: str, host: str, port: int) -> None:
    """An address has a port or means 9100, in either version of the protocol."""
    line = open_printer("network", fonts=FONTS, address=address).line  # type: ignore[attr-defined]
    assert (line.host, line.port) == (host, port)
