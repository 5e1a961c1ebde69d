"""From the touch to the printed ticket."""

import socket
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.counts import Counts
from benchmarks.load import Wire, post
from benchmarks.processes import Hall, running
from benchmarks.table import Row, at_most
from hall.printing.virtual import VirtualPrinter

TOUCH = b'{"service":"tax"}'
DOTS = {58: 384, 80: 576}
LARGEST_KB = {58: 30, 80: 60}
LOOK_S = 0.0005
PAPER_LIMIT_S = 20.0


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Print on both widths: into a file, which is the server's part alone, and at the virtual printer over TCP."""
    for width_mm, dots in DOTS.items():
        drawn, data = _into_files(folder / f"file-{width_mm}", width_mm, counts.papers)
        yield Row(f"a ticket's bytes at {width_mm} mm", len(data) / 1000, "kB", (at_most(LARGEST_KB[width_mm]),))
        yield Row(f"touch to printable bytes, {width_mm} mm, server alone", drawn, "ms", (at_most(60),))
        with VirtualPrinter(width=dots) as printer:
            bare = _bytes_alone(printer, data, counts.papers)
            ours = _at_printer(folder / f"tcp-{width_mm}", width_mm, printer, counts.papers)
        yield Row(f"touch to printed ticket, {width_mm} mm (bare: its bytes alone)", ours, "ms", (at_most(400),), bare)


def _hall(folder: Path, width_mm: int, printer: str) -> Hall:
    hall = Hall(folder)
    hall.configuration += f'\n[[printers]]\nid = "hall"\nwidth_mm = {width_mm}\n{printer}\n'
    return hall


def _into_files(folder: Path, width_mm: int, papers: int) -> tuple[float, bytes]:
    """Return the median milliseconds until the file is there, and one file."""
    out = folder / "papers"
    with running(_hall(folder, width_mm, f'kind = "file"\nfolder = {str(out)!r}')) as hall:
        seen: set[Path] = set()

        def printed() -> None:
            deadline = time.perf_counter() + PAPER_LIMIT_S
            while not (fresh := set(out.glob("*.escpos")) - seen):
                if time.perf_counter() > deadline:
                    raise TimeoutError("no paper in the folder")
                time.sleep(LOOK_S)
            seen.update(fresh)

        took = _touches(hall.port, papers, printed)
        return took, next(iter(seen)).read_bytes()


def _at_printer(folder: Path, width_mm: int, printer: VirtualPrinter, papers: int) -> float:
    """Return the median milliseconds until the paper is cut."""
    so_many = count(len(printer.papers) + 1)
    with running(_hall(folder, width_mm, f'kind = "network"\naddress = "127.0.0.1:{printer.port}"')) as hall:
        return _touches(hall.port, papers, lambda: printer.wait_for_papers(next(so_many), PAPER_LIMIT_S))


def _bytes_alone(printer: VirtualPrinter, data: bytes, papers: int) -> float:
    """Return the median milliseconds of the same bytes to the same printer, without a hall."""
    took = []
    for _ in range(papers + 1):
        there = len(printer.papers)
        began = time.perf_counter()
        with socket.create_connection(("127.0.0.1", printer.port)) as line:
            line.sendall(data)
            printer.wait_for_papers(there + 1, PAPER_LIMIT_S)
        took.append(time.perf_counter() - began)
    return median(took[1:]) * 1000


def _touches(port: int, papers: int, printed: Callable[[], object]) -> float:
    """Return the median milliseconds of a touch; the first, which warms up, does not count."""
    wire, took = Wire(port), []
    for _ in range(papers + 1):
        began = time.perf_counter()
        assert wire.ask(post("/api/v1/tickets", TOUCH)).status == 201
        printed()
        took.append(time.perf_counter() - began)
    wire.close()
    return median(took[1:]) * 1000
