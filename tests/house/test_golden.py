"""Recorded days and cases of earlier versions replay in this one, to the same end, with nothing but their folder."""

import json
import shutil
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest

from hall.cases.book import CaseBook
from hall.configuration import from_table
from hall.journal.ground import Ground
from hall.plan.book import PlanBook
from hall.plan.workdays import CHINA
from hall.queue.book import DAY_STREAM
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.store.tiny import TinyJournal
from hall.store.vault import Vault

GOLDEN = Path(__file__).parent.parent / "golden"
DAYS = sorted(path.stem for path in GOLDEN.glob(f"*/{DAY_STREAM}*.jsonl"))


def never(*_: object) -> NoReturn:
    pytest.fail("not asked for by a replay")


def end_of_day(folder: Path, stream: str) -> dict[str, Any]:
    """Fold a recorded day and tell how it ended."""
    journal = TinyJournal(folder)
    plans = PlanBook(Ground(journal, never, lambda: 0.0, never, str), from_table)
    day = HallDay(plans.plan, date.fromisoformat(stream.removeprefix(DAY_STREAM)))
    entries = list(journal.read(stream))
    for entry in entries:
        apply(day, entry)
    return {
        "version": day.version,
        "tickets": {
            t.number: [t.status, t.service, t.visitor_class, t.place, t.counter, t.only_counter, t.calls, t.rated]
            for t in day.tickets.values()
        },
        "steps": {t.number: [[s.at, s.what, s.counter, s.by] for s in t.steps] for t in day.tickets.values()},
        "lines": {s: [t.number for t in line] for s, line in sorted(day.service_lines.items()) if line},
        "counters": {c: [s.status, s.staff, s.reason] for c, s in sorted(day.counters.items())},
        "calls": {
            z: [[c.id, c.ticket.number, c.recall, c.status] for c in calls] for z, calls in day.zone_calls.items()
        },
        "requests": sorted(entry.key for entry in entries if entry.key is not None),
    }


@pytest.mark.parametrize("stream", DAYS)
def test_a_recorded_day_replays(stream: str, tmp_path: Path) -> None:
    """The day ends as it ended when it was recorded, and its file is not touched by reading."""
    (recorded,) = GOLDEN.glob(f"*/{stream}.jsonl")
    for path in (recorded, recorded.with_name("plan.jsonl")):
        shutil.copy(path, tmp_path)
    expected = json.loads(recorded.with_suffix(".end.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(end_of_day(tmp_path, stream))) == expected
    assert (tmp_path / recorded.name).read_bytes() == recorded.read_bytes()


def test_recorded_cases_replay(tmp_path: Path) -> None:
    """Every recorded case is found by its number and stands as it stood when it was recorded."""
    (recorded,) = GOLDEN.glob("*/cases.jsonl")
    shutil.copy(recorded, tmp_path)
    vault = Vault(tmp_path / "vault")
    book = CaseBook(
        Ground(TinyJournal(tmp_path), lambda _: vault, lambda: 0.0, lambda: date(2026, 12, 31), str),
        lambda: CHINA,
        lambda: False,
    )
    expected = json.loads(recorded.with_suffix(".end.json").read_text(encoding="utf-8"))
    assert {
        number: json.loads(json.dumps(asdict(book.numbered(number)), default=str)) for number in expected
    } == expected


def test_there_are_recorded_days() -> None:
    """The folder is not empty."""
    assert DAYS
