"""Faults come and go by themselves, keep since when, and name whoever waits where nobody calls."""

import os
from pathlib import Path

import pytest

from hall.faults import Fault, FaultList
from hall.journal.actor import Actor
from hall.queue.state.day import HallDay
from hall.queue.views.loose import unattended
from hall.queue.views.unattended import unattended_faults
from hall.store.tiny import TinyJournal
from hall.store.watch import DiskWatch
from tests.halls import KIOSK, LI, Clock, desk


def test_a_fault_stands_since_it_was_found_first_and_goes_by_itself() -> None:
    """Two of one kind are told apart by what they are about; gone and back again it stands anew."""
    clock = Clock(100.0)
    wrong = [Fault("printer", {}, "a"), Fault("printer", {}, "b")]
    faults = FaultList(clock)
    faults.add(lambda: wrong)
    faults.now()
    clock.now, gone = 200.0, wrong.pop()
    assert [(one.about, one.since) for one in faults.now()] == [("a", 100.0)]
    wrong.append(gone)
    assert [(one.about, one.since) for one in faults.now()] == [("a", 100.0), ("b", 200.0)]


def test_who_waits_where_nobody_calls_is_named() -> None:
    """Before a counter opens everybody is; after, those of its services are not, nor while it pauses."""
    at = desk(Clock())

    def numbers() -> list[str]:
        return at.look(lambda day, _: [ticket.number for ticket in unattended(day).first])

    def faults(day: HallDay, _now: float) -> list[Fault]:
        return unattended_faults(day)

    assert at.look(faults) == []
    for service in "abc":
        at.issue(KIOSK, service, "normal", "zh")
    assert numbers() == ["A001", "B001", "C001"]
    at.open_counter(LI, "1")
    assert numbers() == ["C001"]
    (fault,) = at.look(faults)
    assert (fault.code, fault.facts["count"], fault.facts["numbers"]) == ("unattended", "1", "C001")
    at.pause_counter(LI, "1", None)
    assert numbers() == ["C001"]
    at.open_counter(Actor("wang"), "3")
    assert at.look(faults) == []


def test_who_was_put_on_hold_is_not_forgotten_when_the_counters_close() -> None:
    """Held, with the last counter of the service closed: on the manager's list until somebody can go on."""
    at = desk(Clock())
    at.open_counter(LI, "3")
    held = at.issue(KIOSK, "c", "normal", "zh").ticket
    at.call_next(LI, "3")
    at.start(LI, "3")
    at.hold(LI, "3")
    assert at.look(lambda day, _: unattended(day)[:2]) == (0, [])
    at.close_counter(LI, "3", None)
    assert at.look(lambda day, _: unattended(day)[:2]) == (1, [held])


@pytest.mark.skipif(os.name == "nt", reason="a file in the place of a folder says it on every system but this")
def test_a_folder_that_cannot_be_written_is_named_until_it_can(tmp_path: Path) -> None:
    """Tried for real: a file stands where the folder should be, and is taken away."""
    folder = tmp_path / "journal"
    folder.write_text("in the way", encoding="utf-8")
    watch = DiskWatch([folder])
    watch.look()
    (fault,) = watch.faults()
    assert (fault.code, fault.about) == ("disk", "journal")
    assert "journal" in watch.wrong()[0]
    folder.unlink()
    watch.look()
    assert (list(watch.faults()), list(watch.wrong()), list(folder.iterdir())) == ([], [], [])


@pytest.mark.parametrize(
    "name", ["day-2026-11-20 (1)", "day-2026-11-20 - 副本", "day-2026-11-23-copy", "Day-2026-11-23"]
)
def test_a_copy_beside_a_stream_is_left_alone(tmp_path: Path, name: str) -> None:
    """The hall starts, reads its own day and no other file, and names the stranger where its name cannot be ours."""
    at = desk(Clock(), TinyJournal(tmp_path))
    at.issue(KIOSK, "a", "normal", "zh")
    (stream,) = tmp_path.glob("day-*.jsonl")
    (tmp_path / f"{name}.jsonl").write_bytes(stream.read_bytes())
    again = desk(Clock(), TinyJournal(tmp_path))
    assert again.look(lambda day, _: [*day.by_number]) == ["A001"]
    watch = DiskWatch([tmp_path])
    watch.look()
    named = [fault.facts["file"] for fault in watch.faults()]
    assert named == ([] if name == "day-2026-11-23-copy" else [f"{name}.jsonl"])
