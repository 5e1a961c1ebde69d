"""The book of cases: numbered, found again, repeated without harm, forgotten on time."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Never

import pytest

from hall.cases.book import CaseBook
from hall.cases.desk import CaseDesk, Hand
from hall.cases.events import CaseRead, CasesSearched
from hall.cases.rules import Outcome, Ruling, receipt_code
from hall.cases.state import Case
from hall.guides.edition import Place
from hall.guides.files import load_guides
from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.journal.refusal import Forbidden, Illegal, Unknown, Wrong
from hall.plan.workdays import CHINA
from hall.store.memory import MemoryJournal
from hall.store.tiny import TinyJournal
from hall.store.vault import Vault
from tests.halls import MONDAY, Clock

SAMPLE = load_guides(Path(__file__).parents[2] / "assets" / "guides").guides["company-setup"]
GUIDE = replace(SAMPLE, limit=replace(SAMPLE.limit, promised_workdays=5))
HERE = Place("1", "20261123-A001", "zh", 1)
LI = Actor("li")
MINE = Hand(LI, decides=False)
LEAD = Hand(Actor("wang"), decides=True)
GRANTED = Ruling("granted")
REFUSED = Ruling("refused", "other", words=True)


@dataclass
class Hall:
    """A book whose day tests set, with the journal and the vault beneath it."""

    vault: Vault
    journal: MemoryJournal | TinyJournal = field(default_factory=MemoryJournal)
    today: date = MONDAY
    closed: bool = False
    tokens: Iterator[int] = field(default_factory=count)

    def book(self) -> CaseBook:
        """A book as a process has it that has just been started."""
        ground = Ground(
            self.journal,
            lambda _: self.vault,
            Clock(),
            lambda: self.today,
            lambda: f"token-of-the-receipt-{next(self.tokens)}",
        )
        return CaseBook(ground, lambda: CHINA, lambda: self.closed)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(Vault(tmp_path / "vault"))


def accept(
    book: CaseBook, actor: Actor = LI, workdays: int | None = None, outcome: Outcome | None = None, **details: str
) -> Case:
    ruling = None if outcome is None else Ruling(outcome)
    return book.accept(actor, lambda: GUIDE, lambda: HERE, workdays, ruling, details)


def gone() -> Never:
    """What a repeat does not ask for: the guide is gone, the visit over, the counter another's."""
    raise Illegal("counter_taken")


def test_what_was_handed_in_is_kept(hall: Hall) -> None:
    """The materials that were ticked are known, in the guide's order, over a restart too; without ticks, that too."""
    first, second = [material.id for material in GUIDE.materials[:2]]
    book = hall.book()
    book.accept(LI, lambda: GUIDE, lambda: HERE, None, None, {}, received=[second, first, first])
    book.accept(LI, lambda: GUIDE, lambda: HERE, None, None, {}, received=[])
    accept(book)
    assert [case.received for case in sorted(hall.book().pending(), key=lambda case: case.id)] == [
        (first, second),
        (),
        None,
    ]
    with pytest.raises(Wrong) as wrong:
        book.accept(LI, lambda: GUIDE, lambda: HERE, None, None, {}, received=["passport of the moon"])
    assert wrong.value.code == "notice_material_unknown"


def test_numbers_count_through_the_day(hall: Hall) -> None:
    """Each business day counts anew, over a restart too."""
    assert [accept(hall.book()).id, accept(hall.book()).id] == ["B20261123-001", "B20261123-002"]
    hall.today += timedelta(days=1)
    assert accept(hall.book()).id == "B20261124-001"


def test_a_case_is_found_by_receipt_number_and_ticket(hall: Hall) -> None:
    """Another process finds it by its token, its ticket, and its number as people type it."""
    case, other = accept(hall.book()), hall.book()
    assert other.by_token(case.token) == case
    assert other.of_ticket("20261123-A001") == [case]
    for typed in (
        "B20261123-001",
        "b20261123-001",
        "20261123001",
        " 20261123-001 ",
        "Ｂ２０２６１１２３—００１",
        "b 20261123 001",
    ):
        assert other.numbered(typed) == case
    for wrong in ("", "001", "N20261123-001", "A001", "９９", "110101199003078888"):
        with pytest.raises(Unknown, match="case_unreadable"):
            other.numbered(wrong)
    with pytest.raises(Unknown, match="case_unknown") as why:
        other.numbered("20261123002")
    assert why.value.facts == {"case": "B20261123-002"}
    with pytest.raises(Unknown, match="case_receipt_unknown"):
        other.by_token("guess")


def test_a_repeated_key_does_nothing_twice(hall: Hall) -> None:
    """Every act asked for again with its key gives the case, after a restart too; another act is refused."""
    first = accept(hall.book(), Actor("li", "k1"), phone="13800000000")
    assert accept(hall.book(), Actor("li", "k1"), phone="13800000000") == first
    for key, act in (("k2", "review"), ("k3", "withdraw")):
        hand = replace(MINE, actor=Actor("li", key))
        done = getattr(CaseDesk(hall.book()), act)(hand, first.id)
        assert getattr(CaseDesk(hall.book()), act)(hand, first.id) == done
    assert hall.book().accept(Actor("li", "k1"), gone, gone, None, None, {}).id == first.id
    with pytest.raises(Wrong, match="key_reused"):
        accept(hall.book(), Actor("li", "k1", "another"), phone="13900000000")
    assert len(list(hall.journal.read("cases"))) == 3


def test_what_names_a_person_is_in_the_vault_alone(hall: Hall) -> None:
    """Name, phone and remark are never in the journal, and are there for the clerk."""
    book = hall.book()
    case = accept(book, applicant="张三", phone="13800000000", remark="")
    assert book.details(case) == {"applicant": "张三", "phone": "13800000000"}
    written = repr(list(hall.journal.read("cases")))
    assert "张三" not in written
    assert "13800000000" not in written


def test_names_are_kept_while_the_case_is_open_and_forgotten_on_time(hall: Hall) -> None:
    """However long a case takes its details stay; after it ends they go on the day, once, and on record."""
    book = hall.book()
    case, quick = accept(book, phone="13800000000"), accept(book, phone="13900000000")
    CaseDesk(book).withdraw(MINE, quick.id)
    hall.today += timedelta(days=31)
    assert book.forget(30) == [quick.id]
    assert book.details(book.numbered(quick.id)) == {}
    hall.today += timedelta(days=400)
    assert book.forget(30) == []
    assert book.details(case) == {"phone": "13800000000"}
    CaseDesk(book).decide(MINE, case.id, GRANTED)
    CaseDesk(book).collect(LI, case.id, receipt_code(case.token))
    hall.today += timedelta(days=30)
    assert book.forget(30) == []
    hall.today += timedelta(days=1)
    assert hall.book().forget(30) == [case.id]
    assert hall.vault.get(case.accepted_on, case.token) == {}
    assert hall.book().forget(30) == []


def test_the_next_due_stands_first(hall: Hall) -> None:
    """Open cases by their promised day, then what waits to be collected; nothing that is done."""
    book = hall.book()
    late, soon, spot, gone = (accept(book), accept(book, workdays=1), accept(book, outcome="granted"), accept(book))
    CaseDesk(book).withdraw(MINE, gone.id)
    assert [case.id for case in book.pending()] == [soon.id, late.id, spot.id]


def test_the_wall_names_what_is_ready(hall: Hall) -> None:
    """A number is there from the decision until it is collected."""
    book = hall.book()
    case = accept(book)
    assert book.on_wall() == (1, [])
    CaseDesk(book).decide(MINE, case.id, GRANTED)
    assert hall.book().on_wall() == (2, [case.id])
    with pytest.raises(Wrong, match="case_receipt_wrong"):
        CaseDesk(book).collect(LI, case.id, "222222")
    CaseDesk(book).collect(LI, case.id, case.token)
    assert book.on_wall() == (3, [])


def test_the_halls_figures(hall: Hall) -> None:
    """How many are near and over, whose they are, and the share on time, of the overdue too; none without any."""
    book = hall.book()
    assert book.figures().on_time is None
    first, second, third = accept(book, workdays=1), accept(book, workdays=1), accept(book)
    assert book.figures().due == {"near_due": 2, "ok": 1}
    CaseDesk(book).decide(MINE, first.id, GRANTED)
    hall.today += timedelta(days=2)
    CaseDesk(book).decide(MINE, second.id, REFUSED, "x")
    figures = book.figures()
    assert (figures.on_time, figures.decided, figures.ready) == (0.5, 2, 2)
    hall.today = book.numbered(third.id).due + timedelta(days=1)
    assert (book.figures().by_staff, book.figures().on_time) == ({"li": {"overdue": 1}}, 1 / 3)
    hall.today += timedelta(days=100)
    assert book.figures().on_time == 0
    CaseDesk(book).withdraw(MINE, third.id)
    assert book.figures().on_time is None


def test_a_refused_step_writes_nothing(hall: Hall) -> None:
    """A step that is not allowed leaves no entry."""
    book = hall.book()
    case = accept(book, outcome="granted")
    with pytest.raises(Illegal):
        CaseDesk(book).review(MINE, case.id)
    assert len(list(hall.journal.read("cases"))) == 1


def test_all_is_read_back_from_the_disk(hall: Hall, tmp_path: Path) -> None:
    """What was written to a real journal folds to the same case, its trail included."""
    hall.journal = TinyJournal(tmp_path / "journal")
    book = hall.book()
    case = accept(book)
    CaseDesk(book).review(MINE, case.id)
    CaseDesk(book).prolong(MINE, case.id, 2, "hearing")
    CaseDesk(book).settle_prolonging(LEAD, case.id, approved=True)
    CaseDesk(book).suspend(LEAD, case.id, "hearing", "在市里听证")
    CaseDesk(book).resume(LEAD, case.id)
    CaseDesk(book).decide(LEAD, case.id, GRANTED)
    kept = CaseDesk(book).collect(LI, case.id, case.token)
    hall.journal = TinyJournal(tmp_path / "journal")
    assert hall.book().numbered(case.id) == kept
    assert [(one.step, one.by) for one in kept.trail] == [
        ("accept", "li"),
        ("review", "li"),
        ("prolong_asked", "li"),
        ("prolong", "wang"),
        ("suspend", "wang"),
        ("resume", "wang"),
        ("decide", "wang"),
        ("collect", "li"),
    ]


def test_a_receipt_goes_by_the_guide_as_it_was(hall: Hall) -> None:
    """Whatever becomes of a guide, a case has the one by which it was accepted, over a restart too."""
    first = accept(hall.book())
    edited = replace(GUIDE, name={"zh": "另一个", "en": "Another"}, materials=GUIDE.materials[:1])
    second = hall.book().accept(LI, lambda: edited, lambda: HERE, None, None, {})
    assert [hall.book().guide(case) for case in (first, second)] == [GUIDE, edited]


def test_a_third_clerk_takes_no_step(hall: Hall) -> None:
    """Whoever does not answer for a case does nothing with it, and nothing is written; collecting is for all."""
    book = hall.book()
    case, desk = accept(book), CaseDesk(book)
    other = Hand(Actor("zhou"), decides=False)
    for step in (
        lambda: desk.review(other, case.id),
        lambda: desk.decide(other, case.id, GRANTED),
        lambda: desk.suspend(other, case.id, "hearing"),
        lambda: desk.withdraw(other, case.id),
    ):
        with pytest.raises(Forbidden, match="case_not_yours"):
            step()
    assert len(list(hall.journal.read("cases"))) == 1
    desk.decide(LEAD, case.id, GRANTED)
    assert desk.collect(Actor("zhou"), case.id, case.token).status == "collected"


def test_words_of_a_decision_are_in_the_vault_alone(hall: Hall) -> None:
    """Each decision keeps its own, over a restart and a repeat of the key, until the case is forgotten."""
    book = hall.book()
    case, hand = accept(book), replace(LEAD, actor=Actor("wang", "k1"))
    assert CaseDesk(book).decide(hand, case.id, REFUSED, "不在本市居住") == CaseDesk(hall.book()).decide(
        hand, case.id, REFUSED, "不在本市居住"
    )
    CaseDesk(book).correct(LEAD, case.id, "facts", replace(REFUSED, grounds="materials"), "缺居住证明")
    again = hall.book()
    kept = again.numbered(case.id)
    assert [again.words(kept, one.words) for one in kept.decisions] == ["不在本市居住", "缺居住证明"]
    assert "居住" not in repr(list(hall.journal.read("cases")))
    CaseDesk(again).collect(LI, case.id, case.token)
    hall.today += timedelta(days=31)
    assert again.forget(30) == [case.id]
    assert again.words(again.numbered(case.id), kept.decisions[0].words) == ""
    assert hall.vault.get(case.accepted_on, case.token) == {}


def test_every_reading_is_on_record(hall: Hall) -> None:
    """Who reads what names somebody is written down, once in a row; what names nobody is read without a trace."""
    book = hall.book()
    named, nameless = accept(book, applicant="张三"), accept(book)
    for reader in ("li", "li", "wang", "li"):
        assert book.read(Actor(reader), named.id)[1] == {"applicant": "张三"}
    book.read(LI, nameless.id)
    readings = [entry.by for entry in hall.journal.read("cases") if isinstance(entry.events[0], CaseRead)]
    assert readings == ["li", "wang", "li"]


def test_found_by_applicant(hall: Hall) -> None:
    """By name or telephone, the latest first; who looked and what was found is on record, and not for whom."""
    book = hall.book()
    first = accept(book, applicant="张三丰", phone="138-0000 0000")
    second = accept(book, applicant="李四", phone="+86 13800000000", remark="替张三来")
    accept(book, applicant="王五")
    assert book.search(LI, "张三") == [book.numbered(first.id)]
    assert [case.id for case in book.search(LI, "１３８００００００００")] == [second.id, first.id]
    assert book.search(LI, "赵六") == []
    with pytest.raises(Wrong, match="case_search_short"):
        book.search(LI, "张 ")
    found = [entry.events for entry in hall.journal.read("cases") if isinstance(entry.events[0], CasesSearched)]
    assert found == [(CasesSearched((first.id,)),), (CasesSearched((first.id, second.id)),), (CasesSearched(()),)]
    assert hall.book().numbered(first.id) == book.numbered(first.id)


def test_a_case_is_handed_over_to_who_can_answer(hall: Hall) -> None:
    """To an account that may serve; it is in the figures of whoever answers for it now."""
    book = hall.book()
    case = accept(book)
    with pytest.raises(Wrong, match="case_assign_to"):
        CaseDesk(book).assign(LEAD, case.id, "nobody", lambda _: False)
    for _ in range(2):
        assert CaseDesk(book).assign(LEAD, case.id, "zhou", lambda _: True).owner == "zhou"
    assert list(book.figures().by_staff) == ["zhou"]
    assert len(list(hall.journal.read("cases"))) == 2
    CaseDesk(book).prolong(LEAD, case.id, 2, "hearing")
    assert book.figures().wishes == 1
