"""One paper for one wish, however often it is pressed; and whatever is wrong with printers is told."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from hall.configuration.schema import PrinterPart, TicketPart
from hall.journal.journal import JournalError
from hall.paper.blocks import Slip, Text
from hall.printing.check import remarks
from hall.printing.job_file import REMEMBERED_S, JobFile, JobState, Kept
from hall.printing.office import JUST_S, Outcome, PrintOffice
from hall.printing.printer import Job, NotPrinted, PerhapsPrinted, PrinterState, PrinterStatus
from hall.printing.queue import GOOD_FOR_S, PrintQueue
from hall.printing.troubles import STRANGER_S, Lacking, slow_line
from hall.store.lines import LineFile
from tests.halls import Clock, plan
from tests.patience import PATIENCE_S, until

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
SLIP = Slip("号票 A001", (Text("一"),))
OK = PrinterStatus(PrinterState.OK)


class Obedient:
    """A printer that does at once what it is told to."""

    def __init__(self) -> None:
        self.printed: list[str] = []
        self.state = OK
        self.ends = lambda: OK
        self.free = threading.Event()
        self.free.set()

    def prepare(self) -> None:
        """Nothing to load."""

    def print(self, job: Job, handing_over: Callable[[], None]) -> PrinterStatus:
        if self.state.state not in {PrinterState.OK, PrinterState.PAPER_LOW}:
            raise NotPrinted(self.state)
        self.free.wait(PATIENCE_S)
        handing_over()
        self.printed.append(job.id)
        return self.ends()

    def status(self) -> PrinterStatus:
        return self.state


class Hall:
    """An office with two printers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.printers = {name: Obedient() for name in ("hall", "side")}
        self.open()

    def open(self) -> None:
        """Start the office anew over what the last one left."""
        self.queues = {name: self._queue(name) for name in self.printers}
        parts = [PrinterPart(id=name, kind="network", address="h") for name in self.printers]
        self.office = PrintOffice(self.queues, "hall", parts, Lacking(FONTS), self.clock)

    def _queue(self, name: str) -> PrintQueue:
        return PrintQueue(
            self.printers[name],
            self.folder,
            name,
            on_job=lambda _: None,
            on_status=lambda _: None,
            clock=self.clock,
            retry_s=(0.01,),
            look_s=0.01,
        )

    def start(self) -> None:
        self.office.start()
        until(lambda: all(queue.health.asked for queue in self.queues.values()))

    def is_over(self, job: str, printer: str = "hall") -> None:
        until(lambda: self.queues[printer].state(job) in {JobState.PRINTED, JobState.PERHAPS, JobState.FAILED})

    def ticket(self, job: str = "t1", printer: str | None = None) -> Outcome:
        return self.office.print(job, lambda: SLIP, printer, wanted_at=self.clock.now)

    def again(self, key: str, printer: str | None = None) -> Outcome:
        return self.office.print_again("t1", key, lambda: SLIP, printer)

    def codes(self) -> set[tuple[str, str]]:
        return {(trouble.code, trouble.about) for trouble in self.office.troubles()}

    @property
    def papers(self) -> list[str]:
        return [job for printer in self.printers.values() for job in printer.printed]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    for printer in made.printers.values():
        printer.free.set()
    made.office.stop()


# the same paper again


def test_ten_presses_are_one_further_paper(hall: Hall) -> None:
    """Print again, pressed ten times with a key each, brings one paper, whether it is still on its way or just out."""
    hall.start()
    hall.ticket()
    hall.is_over("t1")
    hall.printers["hall"].free.clear()
    said = [hall.again(f"k{n}") for n in range(5)]
    assert said == [Outcome.PRINTING] * 5
    hall.printers["hall"].free.set()
    hall.is_over("t1 k0")
    assert [hall.again(f"k{n}") for n in range(5, 10)] == [Outcome.ALREADY] * 5
    assert hall.papers == ["t1", "t1 k0"]


def test_print_again_while_the_ticket_itself_is_on_its_way(hall: Hall) -> None:
    """Whoever presses before the ticket is out gets the ticket, and no second one."""
    hall.start()
    hall.printers["hall"].free.clear()
    hall.ticket()
    assert hall.again("k1") is Outcome.PRINTING
    hall.printers["hall"].free.set()
    hall.is_over("t1")
    assert hall.papers == ["t1"]


def test_a_while_later_it_is_another_wish(hall: Hall) -> None:
    """Who asks again after a while, or got a paper that was given up, has it printed."""
    hall.start()
    for number in range(2):
        assert hall.again(f"k{number}") is Outcome.PRINTING
        hall.is_over(f"t1 k{number}")
        hall.clock.now += JUST_S
    assert hall.papers == ["t1 k0", "t1 k1"]


def test_same_key_again_is_quiet_for_ever(hall: Hall) -> None:
    """A press that is repeated because its answer was lost prints nothing more, also after a restart and much later."""
    hall.start()
    hall.again("k")
    hall.is_over("t1 k")
    hall.office.stop()
    hall.open()
    hall.start()
    hall.clock.now += 10 * JUST_S
    assert hall.again("k") is Outcome.ALREADY
    assert hall.papers == ["t1 k"]


# what is owed


def test_a_ticket_is_printed_once_at_whichever_printer(hall: Hall) -> None:
    """A ticket asked for again prints nothing more, at another printer neither, however many came between."""
    hall.start()
    assert hall.ticket() is Outcome.PRINTING
    for number in range(2, 703):
        hall.ticket(f"t{number}")
    hall.is_over("t702")
    assert [hall.ticket(), hall.ticket(printer="side")] == [Outcome.ALREADY] * 2
    hall.office.stop()
    hall.open()
    hall.start()
    assert [hall.ticket(), hall.ticket(printer="side")] == [Outcome.ALREADY] * 2
    assert len(hall.papers) == len(set(hall.papers)) == 702


def test_printed_at_another_printer_it_does_not_follow_at_the_first(hall: Hall) -> None:
    """The roll ends, the visitor prints at the other printer, the roll is changed: nothing comes for the next one."""
    hall.start()
    first, queue = hall.printers["hall"], hall.queues["hall"]
    first.state = PrinterStatus(PrinterState.PAPER_OUT)
    until(lambda: queue.status == first.state)
    queue.submit("t1", SLIP)
    assert hall.again("k2", "side") is Outcome.PRINTING
    assert queue.state("t1") is JobState.FAILED
    hall.is_over("t1 k2", "side")
    first.state = OK
    until(lambda: queue.status == OK)
    hall.ticket("t9")
    hall.is_over("t9")
    assert hall.papers == ["t9", "t1 k2"]


def test_a_paper_that_was_withdrawn_does_not_leave(tmp_path: Path) -> None:
    """Not even where it was just being tried: no byte is sent of it, and it is not queued again."""
    file = JobFile(tmp_path, "hall", Clock())
    for job in ("t1", "t2"):
        file.add(Kept(job, SLIP, 0, job))
    file.sending("t2")
    for job in ("t1", "t2"):
        file.withdraw(job)
    with pytest.raises(JournalError, match="elsewhere"):
        file.sending("t1")
    file.mark("t1", JobState.QUEUED)
    assert [file.of(job).state for job in ("t1", "t2")] == [JobState.FAILED, JobState.SENDING]  # type: ignore[union-attr]


def test_a_paper_that_cannot_be_written_is_no_error(hall: Hall) -> None:
    """Whoever asked has what it tells of; asked for again it is written anew, and prints."""

    def broken() -> Slip:
        raise KeyError("text")

    hall.start()
    assert hall.office.print("t1", broken) is Outcome.NOT
    assert hall.office.print_again("t1", "k1", broken) is Outcome.NOT
    assert hall.ticket() is Outcome.PRINTING
    hall.is_over("t1")
    assert hall.papers == ["t1"]


def test_nothing_is_written_where_no_paper_comes(hall: Hall) -> None:
    """Neither without its printer nor when it is printed already: a press does not wait for words nobody reads."""
    unread = partial(pytest.fail, "it was written")
    hall.start()
    assert hall.office.print("t1", unread, "nowhere") is Outcome.NOT
    hall.ticket()
    hall.is_over("t1")
    assert hall.office.print("t1", unread) is Outcome.ALREADY


def test_owed_only_while_its_visitor_is_there(hall: Hall) -> None:
    """A ticket that never went to a printer is printed when it is asked for again, but not hours later."""
    hall.start()
    taken_at = hall.clock.now
    hall.clock.now += GOOD_FOR_S - 1
    assert hall.office.print("t1", lambda: SLIP, wanted_at=taken_at) is Outcome.PRINTING
    hall.clock.now += 1
    assert hall.office.print("t2", lambda: SLIP, wanted_at=taken_at) is Outcome.NOT


def test_what_is_not_known_any_more_is_not_printed_again(hall: Hall) -> None:
    """After the file of jobs was damaged nobody knows what came out: only what is taken from then on is printed."""
    hall.start()
    taken_at = hall.clock.now
    hall.ticket()
    hall.is_over("t1")
    hall.office.stop()
    (hall.folder / "hall.jobs").write_bytes(b"nonsense\nmore of it\n")
    hall.clock.now += 5
    hall.open()
    hall.start()
    assert hall.office.print("t1", lambda: SLIP, wanted_at=taken_at) is Outcome.NOT
    assert hall.ticket("t2") is Outcome.PRINTING
    hall.is_over("t2")
    assert hall.papers == ["t1", "t2"]


def test_names_are_forgotten_in_the_end(hall: Hall) -> None:
    """The file of jobs does not grow for ever: names go once nobody can be owed that paper any more."""
    hall.start()
    hall.ticket()
    hall.is_over("t1")
    hall.office.stop()
    hall.clock.now += REMEMBERED_S + 1
    hall.open()
    assert '"t1"' not in (hall.folder / "hall.jobs").read_text(encoding="utf-8")
    hall.start()


# troubles


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (PrinterState.PAPER_LOW, "printer_paper_low"),
        (PrinterState.PAPER_OUT, "printer_paper_out"),
        (PrinterState.COVER_OPEN, "printer_cover_open"),
        (PrinterState.OFFLINE, "printer_offline"),
        (PrinterState.UNKNOWN, "printer_silent"),
    ],
)
def test_a_printer_in_trouble_is_told_since_when_and_until_it_is_well(
    state: PrinterState, code: str, hall: Hall
) -> None:
    """Each state that needs somebody is a trouble of its own with its beginning, and goes away by itself."""
    hall.start()
    assert hall.office.troubles() == []
    begun = hall.clock.now = hall.clock.now + 60
    hall.printers["side"].state = PrinterStatus(state, "one")
    until(hall.office.troubles)
    hall.clock.now += 60
    hall.printers["side"].state = PrinterStatus(state, "two")
    until(lambda: hall.office.troubles()[0].facts["detail"] == "two")
    (trouble,) = hall.office.troubles()
    assert (trouble.code, trouble.about, trouble.since, trouble.facts["printer"]) == (code, "side", begun, "side")
    hall.printers["side"].state = OK
    until(lambda: not hall.office.troubles())


def test_never_there_is_told_apart_from_gone(hall: Hall) -> None:
    """A printer that was never met since the start has perhaps a wrong address, and that is said."""
    hall.printers["side"].state = PrinterStatus(PrinterState.OFFLINE, "refused")
    hall.start()
    assert hall.codes() == {("printer_never", "side")}


def test_a_misspelt_printer_is_told_with_those_there_are(hall: Hall) -> None:
    """A kiosk whose ?printer= names none gets no paper, and staff hear which name was wanted, as long as it is."""
    hall.start()
    assert hall.ticket(printer="hal") is Outcome.NOT
    (trouble,) = hall.office.troubles()
    assert (trouble.code, trouble.about, trouble.facts["known"]) == ("printer_unknown", "hal", "hall / side")
    for number in range(200):
        hall.office.expected(f"x{number}" * 50)
    assert len(hall.office.troubles()) < 30
    hall.clock.now += STRANGER_S
    assert hall.office.troubles() == []


def test_jobs_that_cannot_be_noted_are_not_printed(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk that takes nothing no paper is printed that would come out again after a crash; staff are told."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    hall.start()
    with monkeypatch.context() as disk:
        disk.setattr(LineFile, "append", full)
        disk.setattr(LineFile, "rewrite", full)
        assert hall.ticket() is Outcome.NOT
        until(lambda: hall.codes() == {("printer_queue", "hall")})
        assert not hall.office.prints()
    until(hall.office.prints)
    assert hall.office.troubles() == []
    assert hall.ticket("t2") is Outcome.PRINTING
    hall.is_over("t2")
    assert hall.papers == ["t2"]


def test_printed_but_not_noted_is_not_printed_again(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of jobs cannot grow when a paper is out; after a kill it counts as perhaps printed."""
    hall.start()
    before = LineFile.append

    def append(self: LineFile, number: int, doc: dict[str, object]) -> None:
        if doc.get("state") == JobState.PRINTED:
            raise OSError(27, "File too large")
        before(self, number, doc)

    def full(*_: object) -> None:
        raise OSError(27, "File too large")

    monkeypatch.setattr(LineFile, "append", append)
    monkeypatch.setattr(LineFile, "rewrite", full)
    hall.ticket()
    hall.is_over("t1")
    hall.office.stop()
    monkeypatch.undo()
    hall.open()
    hall.start()
    hall.is_over("t1")
    assert hall.queues["hall"].state("t1") is JobState.PERHAPS
    assert hall.papers == ["t1"]


def test_folder_that_cannot_be_written_at_the_start(tmp_path: Path) -> None:
    """A hall whose print folder is no folder opens all the same, prints nothing and says why."""
    (tmp_path / "print").write_text("a file")
    hall = Hall(tmp_path / "print")
    hall.start()
    assert hall.ticket() is Outcome.NOT
    assert hall.codes() == {("printer_queue", "hall"), ("printer_queue", "side")}
    hall.office.stop()


def test_characters_nobody_can_print_are_named(hall: Hall) -> None:
    """What the hall wrote down is named until it is written otherwise, what a paper had for a day."""
    hall.start()
    hall.office.hold_against_typefaces(1, lambda: [("services[0].name", ["국수", "面"]), ("hall.name", ["厅"])])
    hall.office.hold_against_typefaces(1, lambda: pytest.fail("it was held already"))
    hall.office.print("n1", lambda: Slip("告知单", (Text("이 囍"),)))
    named = {trouble.about: trouble.facts["characters"] for trouble in hall.office.troubles()}
    assert named == {"services[0].name": "국 (U+AD6D) 수 (U+C218)", "告知单": "이 (U+C774)"}
    hall.office.hold_against_typefaces(2, lambda: [("services[0].name", ["面"])])
    hall.clock.now += 86_400
    assert hall.office.troubles() == []


def test_a_line_on_which_even_text_is_slow_is_told() -> None:
    """At 1,200 baud the printer's own characters are too slow as well, and are not advised; at 9,600 they are not."""
    slow, well = (PrinterPart(id="p", kind="serial", address=f"COM3@{baud}", mode="text") for baud in (1200, 9600))
    assert (slow_line(slow, 0.0) is None, slow_line(well, 0.0) is None) == (False, True)
    said = "printers[0].address: a ticket takes 7 s on this line; make the line faster"
    assert list(remarks([slow], plan(), TicketPart(), [], FONTS)) == [said]


def test_perhaps_printed_is_known_too(hall: Hall) -> None:
    """A paper whose end is unknown is not printed again by the same wish."""
    hall.start()

    def unsure() -> PrinterStatus:
        raise PerhapsPrinted(PrinterStatus(PrinterState.UNKNOWN))

    hall.printers["hall"].ends = unsure
    hall.ticket()
    hall.is_over("t1")
    assert hall.ticket() is Outcome.ALREADY
    assert hall.papers == ["t1"]
