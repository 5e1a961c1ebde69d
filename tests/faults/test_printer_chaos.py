"""Three hundred random faults on a printer that reports by itself: what is called printed is printed, nothing twice."""

import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hall.paper.blocks import BigNumber, QrCode, Slip
from hall.printing.escpos_out import Encoder
from hall.printing.job_file import OVER, JobState
from hall.printing.network import NetworkLine
from hall.printing.queue import JobReport, PrintQueue
from hall.printing.roll_printer import RollPrinter
from hall.printing.sheet import ROLL_80
from hall.printing.virtual import Mood, VirtualPrinter
from tests.patience import PATIENCE_S, until

ENCODER = Encoder(ROLL_80, Path(__file__).parents[2] / "assets" / "fonts")
ROUNDS, FAULTS, TICKETS = 15, 20, 12
MOST_DOUBTED = 100
SPLITS: tuple[tuple[int, ...], ...] = ((), (1,), (2,), (3, 1), (1, 3), (1, 2, 1), (1, 1, 2), (2, 1, 1))


def slip(number: int) -> Slip:
    return Slip(f"A{number:03}", (BigNumber(f"A{number:03}"), QrCode(f"http://hall/t/{number}", "扫码")))


class Printer:
    """A virtual printer that can be unplugged; its papers outlive it."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.before: list[Image.Image] = []
        self.now = VirtualPrinter()
        self.port = self.now.port
        self.furnish()

    def furnish(self) -> None:
        self.now.automatic = True
        self.now.pieces = self.chance.choice(SPLITS)
        self.now.row_s = self.chance.choice([0, 0, 0.0002])

    @property
    def papers(self) -> list[Image.Image]:
        return self.before + self.now.papers

    def unplug(self, for_s: float) -> None:
        """Lose power, and with it all that was not printed yet."""
        self.now.close()
        self.before += self.now.papers
        time.sleep(for_s)
        self.now = VirtualPrinter(self.port)
        self.furnish()

    def suffer(self) -> None:
        """Have one fault, and be mended."""
        moods = [Mood.PAPER_LOW, Mood.PAPER_OUT, Mood.COVER_OPEN, Mood.OFFLINE, Mood.SILENT, Mood.GARBAGE]
        kind = self.chance.choice(["mood", "mood", "mood", "roll", "hang", "unplug"])
        if kind == "mood":
            self.now.set(self.chance.choice(moods))
        elif kind == "roll":
            self.now.rows_left = self.chance.randint(1, 700)
        elif kind == "hang":
            self.now.hang_up_after = self.chance.randint(1, 16_000)
        else:
            self.unplug(self.chance.uniform(0, 0.05))
        time.sleep(self.chance.uniform(0.005, 0.15))
        self.now.set(Mood.OK)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_nothing_called_printed_that_is_not(seed: int, tmp_path: Path) -> None:
    """Whatever happens and whenever: a ticket called printed is out at that moment, none is out twice, none is lost."""
    printer = Printer(random.Random(seed))
    said: dict[str, tuple[JobState, int]] = {}

    def told(report: JobReport) -> None:
        said[report.job] = (report.state, len(printer.papers))

    def over(numbers: Iterable[int]) -> bool:
        return all(f"t{number}" in said and said[f"t{number}"][0] in OVER for number in numbers)

    queue = PrintQueue(
        RollPrinter(
            NetworkLine("127.0.0.1", printer.port, stall_s=0.2),
            lambda: ENCODER.encode,
            ROLL_80.longest_band,
            finish_s=0.5,
            quiet_s=0.1,
        ),
        tmp_path,
        "hall",
        on_job=told,
        on_status=lambda _: None,
        retry_s=(0.01,),
        look_s=0.05,
    )
    queue.start()
    for fault in range(FAULTS):
        if fault < TICKETS:
            queue.submit(f"t{fault}", slip(fault))
        printer.suffer()
    printer.now.rows_left = printer.now.hang_up_after = None
    printer.now.set(Mood.OK)
    until(lambda: over(range(TICKETS)))
    last = TICKETS
    while said[f"t{last - 1}"][0] is not JobState.PRINTED:  # a printer that is well again is believed again
        queue.submit(f"t{last}", slip(last))
        last += 1
        until(lambda newest=last - 1: over([newest]))
        assert last < TICKETS + MOST_DOUBTED
    queue.stop(PATIENCE_S)
    printer.now.close()
    where: dict[int, list[int]] = {}
    for place, paper in enumerate(printer.papers):
        for code in zxingcpp.read_barcodes(paper.convert("L")):
            where.setdefault(int(code.text.rsplit("/", 1)[1]), []).append(place)
    assert {number: places for number, places in where.items() if len(places) > 1} == {}
    for number in range(last):
        state, papers_then = said[f"t{number}"]
        assert state in {JobState.PRINTED, JobState.PERHAPS}
        if state is JobState.PRINTED:
            assert where.get(number, [papers_then])[0] < papers_then, (number, Counter(s for s, _ in said.values()))
