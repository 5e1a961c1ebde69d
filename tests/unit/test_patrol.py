"""What is to be looked at and was not stays not done; a fault has its end; who dealt with it is known."""

from dataclasses import replace
from datetime import date

import pytest

from hall.alarms.book import AlarmBook
from hall.alarms.events import CALM_S
from hall.faults import Fault
from hall.journal.actor import Actor
from hall.journal.refusal import Illegal, Unknown, Wrong
from hall.patrol.book import PatrolBook
from hall.patrol.rules import Item
from hall.patrol.state import DeviceFault
from hall.store.memory import MemoryJournal
from tests.halls import LI, MONDAY, NOON, Clock, NoVault, follow, ground

WANG = Actor("wang")
LIGHTS = Item("lights", "day", {"zh": "灯亮", "en": "Lights"})
EXITS = Item("exits", "day", {"zh": "出口", "en": "Exits"})
DRILL = Item("drill", "month", {"zh": "演练", "en": "Drill"})


class Rounds:
    """A hall whose lists, day and opening tests change."""

    def __init__(self) -> None:
        self.journal, self.vault, self.clock = MemoryJournal(), NoVault(), Clock()
        self.items, self.is_open, self.today = [LIGHTS, EXITS, DRILL], True, MONDAY
        self.book = self.opened()

    def opened(self) -> PatrolBook:
        """The book as another process opens it."""
        over = replace(ground(self.clock, self.journal, self.vault), today=lambda: self.today)
        return PatrolBook(over, lambda: self.items, lambda: self.is_open)

    def states(self, period: str) -> dict[str, bool | None]:
        found = self.opened().rounds()[period]
        return {item: tick.in_order if (tick := found.ticks.get(item)) else None for item in found.items}

    def standing(self) -> list[DeviceFault]:
        return [one for one in self.opened().faults() if one.until is None]


@pytest.fixture
def rounds() -> Rounds:
    """A hall of its own for each test."""
    return Rounds()


def test_what_nobody_ticked_stays_not_done_when_the_day_has_ended(rounds: Rounds) -> None:
    """One of two is ticked; tomorrow yesterday's round still has the other as not done, and takes no more ticks."""
    rounds.book.beat()
    rounds.book.tick(LI, "day", "lights", "", in_order=True)
    rounds.today = date(2026, 11, 24)
    rounds.book.beat()
    rounds.book.tick(LI, "day", "exits", "", in_order=True)
    assert rounds.states("2026-11-23") == {"lights": True, "exits": None}
    assert rounds.states("2026-11-24") == {"lights": None, "exits": True}
    assert rounds.states("2026-11") == {"drill": None}


def test_a_round_is_begun_once_and_on_open_days_alone(rounds: Rounds) -> None:
    """A closed day has no list; an open one has it after one beat, and further beats write nothing."""
    rounds.is_open = False
    rounds.book.beat()
    assert rounds.opened().rounds() == {}
    rounds.is_open = True
    for book in (rounds.book, rounds.book, rounds.opened()):
        book.beat()
    assert rounds.journal.length("patrol") == 1


def test_the_lists_are_settings_and_change_the_day_that_goes_on(rounds: Rounds) -> None:
    """An item added is due at once, one that nobody ticked goes; what was ticked stays, and so does yesterday."""
    rounds.book.beat()
    rounds.book.tick(LI, "day", "lights", "", in_order=True)
    rounds.items = [Item("water", "day", {"zh": "饮水", "en": "Water"})]
    rounds.book.beat()
    assert rounds.states("2026-11-23") == {"water": None, "lights": True}
    with pytest.raises(Unknown, match="patrol_item_unknown"):
        rounds.book.tick(LI, "day", "exits", "", in_order=True)


def test_not_in_order_opens_a_fault_that_ends_when_it_is_in_order(rounds: Rounds) -> None:
    """With words, which the vault alone has; looked at twice it is one fault; in order again, it has its end."""
    with pytest.raises(Wrong, match="patrol_remark_missing"):
        rounds.book.tick(LI, "day", "lights", "", in_order=False)
    for words in ("东侧两盏不亮", "还是不亮"):
        rounds.book.tick(LI, "day", "lights", words, in_order=False)
    (fault,) = rounds.standing()
    assert (fault.device, fault.by, fault.since, rounds.book.words(fault)) == (
        *("item:lights", "li", NOON),
        {"text": "东侧两盏不亮"},
    )
    assert "不亮" not in str(list(rounds.journal.since(0)))
    assert rounds.book.remark(rounds.book.rounds()["2026-11-23"], "lights") == "还是不亮"
    rounds.clock.now += 600
    rounds.book.tick(WANG, "day", "lights", "", in_order=True)
    (ended,) = rounds.opened().faults()
    assert (ended.until, ended.ended_by) == (NOON + 600, "wang")


def test_a_fault_is_reported_taken_up_and_ended_by_hand(rounds: Rounds) -> None:
    """Who was first keeps it; a repeat of a press does nothing twice; the end is said with what was done."""
    press = Actor("li", "key", "report")
    for _ in range(2):
        fault = rounds.book.report(press, "饮水机", {}, "漏水", urgent=True)
    rounds.book.take_up(WANG, fault.id)
    rounds.book.take_up(LI, fault.id)
    (seen,) = rounds.standing()
    assert (seen.urgent, rounds.opened().seen_to_by(seen)) == (True, "wang")
    rounds.clock.now += 60
    rounds.book.end(LI, fault.id, "关了阀门")
    assert rounds.standing() == []
    assert rounds.book.words(rounds.book.faults()[0]) == {"text": "漏水", "remark": "关了阀门"}
    for act in (lambda: rounds.book.end(LI, fault.id, ""), lambda: rounds.book.take_up(LI, "r99")):
        with pytest.raises(Unknown, match="fault_unknown"):
            act()
    with pytest.raises(Wrong, match="fault_empty"):
        rounds.book.report(LI, "饮水机", {}, "", urgent=False)


def test_what_the_hall_found_by_itself_ends_when_it_was_last_there(rounds: Rounds) -> None:
    """A printer without paper from the list of faults: since, until, who took note; what is no device is none."""
    alarms = AlarmBook(ground(rounds.clock, rounds.journal))
    out = [Fault("printer_paper_out", {}, "main"), Fault("backup_old", {}), Fault("unattended", {})]
    alarms.watch(out)
    follow(rounds.journal, rounds.book)
    (fault,) = rounds.standing()
    assert (fault.device, fault.code, fault.since) == ("printer:main", "printer_paper_out", NOON)
    rounds.book.take_up(LI, fault.id)
    assert rounds.opened().seen_to_by(fault) == "li"
    with pytest.raises(Illegal, match="fault_ends_itself"):
        rounds.book.end(LI, fault.id, "")
    rounds.clock.now += 1000
    alarms.watch(out)
    rounds.clock.now += CALM_S
    alarms.watch([])
    follow(rounds.journal, rounds.book)
    (over,) = rounds.opened().faults()
    assert over.until == NOON + 1000
    assert rounds.book.faults()[0].until == NOON + 1000


def test_words_are_deleted_on_time_and_the_fault_stays(rounds: Rounds) -> None:
    """What was said of a fault is kept for so many days; then it is a fault without words."""
    rounds.book.report(LI, "门", {}, "夹了一位王姓老人", urgent=True)
    rounds.today = date(2026, 12, 3)
    rounds.book.forget(10)
    assert rounds.book.words(rounds.standing()[0]) == {"text": "夹了一位王姓老人"}
    rounds.book.forget(9)
    assert rounds.book.words(rounds.standing()[0]) == {}
