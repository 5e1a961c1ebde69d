"""What visitors say is followed up to the answer: by when, by whom, and nothing of it can be changed afterwards."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from hall.feedback.book import FeedbackBook
from hall.feedback.comments import Comments
from hall.feedback.desk import Ratings
from hall.feedback.events import COMMENTS
from hall.feedback.rules import About, answer_state, call_back_due, call_back_state, contact_state
from hall.feedback.state import Feedback, Kind
from hall.feedback.views import about_me, feedback_record, own_view
from hall.journal.actor import Actor
from hall.journal.entry import to_body
from hall.journal.ground import Ground
from hall.journal.refusal import Illegal, Refusal, Unknown, Wrong
from hall.plan.workdays import CHINA
from hall.queue.desk.visit import Desk
from hall.queue.state.ticket import Ticket
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, MONDAY, NOON, Clock, NoVault, Plans, hours, plan

CHEN, ZHOU, VISITOR = Actor("chen"), Actor("zhou"), Actor("visitor")
EVE = date(2026, 9, 30)
"""The last working day before the National Day holidays of 2026, which last until 7 October; Saturday the 10th is made
up for."""
DAY_S = 86_400.0
CALL = "13800000000"


class Hall:
    """Books, desk and vaults over one journal; `again` is the next process."""

    def __init__(self, before: "Hall | None" = None, *, answer_workdays: int = 5, on: date = EVE) -> None:
        self.journal = before.journal if before else MemoryJournal()
        self.clock = before.clock if before else Clock(noon_of(on))
        self.vaults: dict[str, NoVault] = before.vaults if before else {}
        self.tokens = before.tokens if before else iter(f"token-{n}" for n in range(100))
        self.plans = Plans(plan())
        self.closed = False
        ground = Ground(
            self.journal,
            lambda name: self.vaults.setdefault(name, NoVault()),
            self.clock,
            lambda: self.desk.today(),  # noqa: PLW0108 - the desk stands on this ground
            lambda: next(self.tokens),
        )
        self.desk = Desk(self.plans, ground)
        self.desk.open_day()
        self.book = FeedbackBook(ground, lambda: CHINA, lambda: answer_workdays, lambda: self.closed)
        self.comments = Comments(ground)
        self.low = Ratings(ground, self.desk, self.plans, self.book, self.comments, lambda: None)

    def again(self) -> "Hall":
        return Hall(self)

    def goes_to(self, day: date) -> None:
        self.clock.now = noon_of(day)
        self.desk.roll_over()

    def finished(self) -> Ticket:
        """A visit that "li" has finished at counter 1."""
        ticket = self.desk.issue(KIOSK, "a", "normal", "zh").ticket
        assert ticket is not None
        self.desk.open_counter(LI, "1")
        self.desk.call_next(LI, "1")
        self.desk.start(LI, "1")
        self.desk.finish(LI, "1", None, None)
        return ticket

    def complaint(self, kind: Kind = "complaint", contact: str = CALL, key: str | None = None) -> Feedback:
        words = {"text": "等了两小时", "contact": contact, "about": ""}
        return self.book.give(Actor("visitor", key, "asked"), kind, "phone", "zh", About(clerk="li"), words)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def noon_of(day: date) -> float:
    return NOON + (day - MONDAY).days * DAY_S


def refused(act: Callable[[], object], kind: type[Refusal], code: str) -> None:
    with pytest.raises(kind) as why:
        act()
    assert why.value.code == code


@pytest.mark.parametrize(
    ("given", "contact", "five", "fifteen"),
    [
        (date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 12), date(2026, 10, 26)),
        (EVE, date(2026, 10, 8), date(2026, 10, 13), date(2026, 10, 27)),
        (date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 13), date(2026, 10, 27)),
        (date(2026, 10, 10), date(2026, 10, 12), date(2026, 10, 16), date(2026, 10, 30)),
    ],
)
def test_due_days_over_the_national_day(given: date, contact: date, five: date, fifteen: date) -> None:
    """The day itself does not count, holidays neither, and the Saturday that makes up for them does."""
    for workdays, due in ((5, five), (15, fifteen)):
        one = Hall(answer_workdays=workdays, on=given).complaint()
        assert (one.contact_due, one.answer_due, one.certain) == (contact, due, True)


def test_the_whole_road(hall: Hall) -> None:
    """Given, accepted, called, put right, answered, called back: each lit by its day, all in the journal."""
    one = hall.complaint()
    assert one.id == "Y20260930-001"
    hall.goes_to(date(2026, 10, 8))
    assert contact_state(one, hall.book.as_of(), CHINA) == "near_due"
    hall.goes_to(date(2026, 10, 9))
    assert contact_state(one, hall.book.as_of(), CHINA) == "overdue"
    assert hall.book.overdue() == 1
    hall.book.accept(CHEN, one.id)
    one = hall.book.contact(CHEN, one.id, reached=True)
    assert contact_state(one, hall.book.as_of(), CHINA) == "late"
    assert hall.book.overdue() == 0
    hall.goes_to(date(2026, 10, 12))
    assert answer_state(one, hall.book.as_of(), CHINA) == "near_due"
    hall.book.put_right(CHEN, one.id)
    hall.book.answer(CHEN, one.id, "已增开窗口")
    one = hall.book.call_back(CHEN, one.id, satisfied=True)
    assert (one.status, one.satisfied, one.put_right_on) == ("closed", True, date(2026, 10, 12))
    assert answer_state(one, hall.book.as_of(), CHINA) == "on_time"
    assert [t.step for t in one.trail] == ["give", "accept", "contact", "put_right", "answer", "judge"]
    assert hall.book.open() == []
    assert hall.again().book.numbered(one.id) == one


def test_nothing_can_be_taken_back_or_done_out_of_turn(hall: Hall) -> None:
    """Each step has its time, none is there twice, and what is closed stays as it is."""
    one, book = hall.complaint(), hall.book
    refused(lambda: book.answer(CHEN, one.id, "x"), Illegal, "feedback_given")
    book.accept(CHEN, one.id)
    refused(lambda: book.accept(ZHOU, one.id), Illegal, "feedback_accepted")
    refused(lambda: book.call_back(CHEN, one.id, satisfied=True), Illegal, "feedback_accepted")
    refused(lambda: book.answer(CHEN, one.id, ""), Wrong, "feedback_text_missing")
    book.put_right(CHEN, one.id)
    refused(lambda: book.put_right(CHEN, one.id), Illegal, "feedback_put_right_already")
    book.answer(CHEN, one.id, "x")
    refused(lambda: book.answer(ZHOU, one.id, "y"), Illegal, "feedback_answered")
    book.call_back(CHEN, one.id, satisfied=None)
    for act in (lambda: book.answer(CHEN, one.id, "y"), lambda: book.judge(VISITOR, one.token, satisfied=False)):
        refused(act, Illegal, "feedback_closed")
    refused(lambda: book.numbered("Y1"), Unknown, "feedback_unknown")
    refused(lambda: book.by_token("nobody's"), Unknown, "feedback_receipt_unknown")


def test_two_managers_decide_one_complaint(hall: Hall) -> None:
    """Through two processes: the second is told that it was accepted, and follows it up only once it is assigned."""
    one, other = hall.complaint(), hall.again()
    hall.book.accept(CHEN, one.id)
    refused(lambda: other.book.accept(ZHOU, one.id), Illegal, "feedback_accepted")
    assert other.book.assign(CHEN, one.id, "zhou").assigned_to == "zhou"
    assert len(other.book.assign(CHEN, one.id, "zhou").trail) == 3
    hall.book.answer(ZHOU, one.id, "第一个答复")
    refused(lambda: other.book.answer(CHEN, one.id, "第二个答复"), Illegal, "feedback_answered")
    assert other.book.words(one)["answer"] == "第一个答复"


def test_a_call_and_an_answer_are_due_until_the_hall_closes(hall: Hall) -> None:
    """On the last day after closing both are overdue, and late when made then; the visitor reads the true day."""
    one = hall.complaint()
    hall.goes_to(date(2026, 10, 8))
    hall.closed = True
    assert contact_state(one, hall.book.as_of(), CHINA) == "overdue"
    hall.book.accept(CHEN, one.id)
    one = hall.book.contact(CHEN, one.id, reached=True)
    assert (contact_state(one, hall.book.as_of(), CHINA), one.contacted_on) == ("late", date(2026, 10, 8))
    assert answer_state(one, hall.book.as_of(), CHINA) == "ok"
    hall.goes_to(one.answer_due)
    assert (answer_state(one, hall.book.as_of(), CHINA), hall.book.overdue()) == ("overdue", 1)
    one = hall.book.answer(CHEN, one.id, "已增开窗口")
    assert answer_state(hall.again().book.numbered(one.id), hall.book.as_of(), CHINA) == "late"


def test_who_is_not_satisfied_is_answered_once_more(hall: Hall) -> None:
    """The limit begins anew on that day, over the holidays too; after the second answer it is closed either way.

    The visitor reads the newest answer; the first one is kept beside it, whatever is sent again.
    """
    one, first = hall.complaint(), Actor("chen", "k", "answer")
    hall.book.accept(CHEN, one.id)
    hall.book.answer(first, one.id, "不属实")
    again = hall.book.judge(VISITOR, one.token, satisfied=False)
    assert (again.status, again.answer_due, again.answer_counts_on) == ("accepted", date(2026, 10, 13), None)
    hall.book.answer(CHEN, one.id, "已核实并整改")
    hall.again().book.answer(first, one.id, "不属实")
    words = hall.book.words(one)
    assert own_view(one, words, hours(), CHINA)["answer"] == "已核实并整改"
    record = feedback_record(one, words, hours(), CHINA, hall.book.as_of())
    assert (record["answer_before"], record["answer"]) == ("不属实", "已核实并整改")
    ended = hall.book.judge(VISITOR, one.token, satisfied=False)
    assert (ended.status, ended.satisfied) == ("closed", False)


def test_an_anonymous_one_is_answered_without_a_call(hall: Hall) -> None:
    """Nobody can be called, so no call is due nor noted; the answer is due all the same."""
    one = hall.complaint(contact="")
    hall.book.accept(CHEN, one.id)
    assert (one.contactable, one.contact_due) == (False, None)
    refused(lambda: hall.book.contact(CHEN, one.id, reached=True), Illegal, "feedback_anonymous")
    hall.goes_to(date(2026, 10, 14))
    assert hall.book.overdue() == 1


def test_a_call_back_is_due_once_it_is_answered(hall: Hall) -> None:
    """Within five working days of the answer, until the visitor has said whether it will do; then nothing is due."""
    one = hall.complaint()
    hall.book.accept(CHEN, one.id)
    assert call_back_due(hall.book.numbered(one.id), CHINA) is None
    hall.book.contact(CHEN, one.id, reached=True)
    answered = hall.book.answer(CHEN, one.id, "已增开窗口")
    assert call_back_due(answered, CHINA) == date(2026, 10, 13)
    later = hall.complaint(contact="", key="later")
    for day, state, overdue in ((8, "ok", 0), (12, "near_due", 0), (13, "near_due", 0), (14, "overdue", 2)):
        hall.goes_to(date(2026, 10, day))
        assert call_back_state(answered, hall.book.as_of(), CHINA) == state
        assert hall.book.overdue() == overdue  # the other one is not answered
    assert [each.id for each in hall.book.open()] == [one.id, later.id]
    hall.book.judge(VISITOR, one.token, satisfied=True)
    assert (call_back_due(hall.book.numbered(one.id), CHINA), hall.book.overdue()) == (None, 1)


@pytest.mark.parametrize(("kind", "contact"), [("complaint", ""), ("suggestion", CALL), ("praise", CALL)])
def test_nobody_is_called_back_who_need_not_be(hall: Hall, kind: Kind, contact: str) -> None:
    """Whoever left no number cannot be, and who was content is left in peace."""
    one = hall.complaint(kind, contact)
    hall.book.accept(CHEN, one.id)
    assert call_back_due(hall.book.answer(CHEN, one.id, "谢谢"), CHINA) is None


def test_no_call_back_is_due_when_the_number_is_gone(hall: Hall) -> None:
    """An answer that nobody judged is not lit for ever: its words, and the number, have had their time."""
    one = hall.complaint()
    hall.book.accept(CHEN, one.id)
    hall.book.contact(CHEN, one.id, reached=False)
    hall.book.answer(CHEN, one.id, "已增开窗口")
    hall.goes_to(date(2027, 6, 1))
    assert hall.book.overdue() == 1
    hall.book.forget(90)
    assert hall.book.overdue() == 0


def test_who_had_the_visitor_before_is_no_judge_of_it(hall: Hall) -> None:
    """It is about everybody who called, served or sent on the visitor, not about who finished alone."""
    wang = Actor("wang")
    ticket = hall.desk.issue(KIOSK, "a", "normal", "zh").ticket
    assert ticket is not None
    hall.desk.open_counter(wang, "1")
    hall.desk.call_next(wang, "1")
    hall.desk.start(wang, "1")
    hall.desk.transfer(wang, "1", "a", None, "front")
    hall.desk.close_counter(wang, "1", None)
    hall.desk.open_counter(LI, "1")
    for step in (hall.desk.call_next, hall.desk.start):
        step(LI, "1")
    hall.desk.finish(LI, "1", None, None)
    hall.desk.rate(VISITOR, ticket.token, 1, ("slow",), None)
    one = hall.low.open(ticket, 1, ("slow",), "phone")
    assert one is not None
    assert (one.clerk, one.handled_by) == ("li", ("wang", "li"))
    assert [each.id for each in hall.book.about_clerk("wang")] == [one.id]
    hall.book.appeal(LI, one.id, "不属实")
    refused(lambda: hall.book.decide_appeal(wang, one.id, upheld=True), Illegal, "feedback_own_appeal")
    assert hall.again().book.numbered(one.id).is_about("wang")


def test_a_call_that_reached_nobody_says_so(hall: Hall) -> None:
    """It is the call that was due; neither the visitor nor who follows it up reads that somebody was reached."""
    one = hall.complaint()
    hall.book.accept(CHEN, one.id)
    one = hall.book.contact(CHEN, one.id, reached=False)
    own = own_view(one, {}, hours(), CHINA)
    assert (own["contacted"], own["reached"]) == (EVE.isoformat(), False)
    assert contact_state(one, hall.book.as_of(), CHINA) == "on_time"
    one = hall.book.contact(CHEN, one.id, reached=True)
    assert [t.step for t in one.trail[2:]] == ["not_reached", "contact"]
    assert own_view(one, {}, hours(), CHINA)["reached"]


def test_praise_is_thanked_and_closed(hall: Hall) -> None:
    """The answer ends it, and there is nothing to appeal against."""
    one = hall.complaint("praise")
    assert one.contact_due is None
    refused(lambda: hall.book.appeal(LI, one.id, "x"), Illegal, "feedback_nothing_to_appeal")
    hall.book.accept(CHEN, one.id)
    assert hall.book.answer(CHEN, one.id, "谢谢您").status == "closed"


def test_an_appeal_is_decided_by_somebody_else(hall: Hall) -> None:
    """Neither by who made it nor by whom it is about; upheld it is closed, and stays as it was given."""
    one = hall.complaint()
    refused(lambda: hall.book.decide_appeal(CHEN, one.id, upheld=True), Illegal, "feedback_no_appeal")
    hall.book.appeal(CHEN, one.id, "另一个窗口的事")
    for own in (CHEN, LI):
        refused(lambda by=own: hall.book.decide_appeal(by, one.id, upheld=True), Illegal, "feedback_own_appeal")  # type: ignore[misc]
    refused(lambda: hall.book.appeal(LI, one.id, "再说一次"), Illegal, "feedback_appealed_already")
    upheld = hall.book.decide_appeal(ZHOU, one.id, upheld=True)
    assert (upheld.status, upheld.appeal) == ("closed", "upheld")
    other = hall.complaint()
    hall.book.appeal(LI, other.id, "不是我")
    assert hall.book.decide_appeal(ZHOU, other.id, upheld=False).status == "given"


def test_an_appeal_outlasts_the_end(hall: Hall) -> None:
    """Closed meanwhile, it stays in the list with its words until somebody has decided; rejected, the end stays."""
    one = hall.complaint()
    hall.book.accept(CHEN, one.id)
    hall.book.appeal(LI, one.id, "不是我")
    hall.book.answer(CHEN, one.id, "已核实")
    ended = hall.book.judge(VISITOR, one.token, satisfied=True)
    assert (ended.status, hall.book.open(), hall.book.about_clerk("li")) == ("closed", [ended], [ended])
    hall.goes_to(date(2026, 12, 31))
    hall.book.forget(30)
    again = hall.again().book
    assert (again.open(), again.overdue(), again.words(ended)["appeal"]) == ([ended], 0, "不是我")
    decided = again.decide_appeal(ZHOU, one.id, upheld=False)
    assert (decided.status, decided.closed_on, again.open()) == ("closed", ended.closed_on, [])
    again.forget(30)
    assert again.words(again.numbered(one.id)) == {}


def test_an_answer_that_nobody_judges_is_not_kept_for_ever(hall: Hall) -> None:
    """Thirty days to say something of it, and then the usual time; before that nothing is deleted."""
    one = hall.complaint()
    hall.book.accept(CHEN, one.id)
    answered = hall.book.answer(CHEN, one.id, "已核实").answer_counts_on
    assert answered is not None
    hall.goes_to(answered + timedelta(days=60))
    hall.book.forget(30)
    assert hall.book.words(hall.book.numbered(one.id))["contact"] == CALL
    hall.goes_to(answered + timedelta(days=61))
    hall.book.forget(30)
    assert hall.book.words(hall.book.numbered(one.id)) == {}


def test_words_are_in_the_vault_alone_and_for_a_time(hall: Hall) -> None:
    """No word, number or answer is in the journal; so many days after the end all is deleted, before it nothing."""
    one = hall.complaint()
    hall.book.accept(CHEN, one.id)
    hall.book.appeal(LI, one.id, "申诉理由")
    hall.book.decide_appeal(ZHOU, one.id, upheld=False)
    hall.book.answer(CHEN, one.id, "答复内容")
    hall.goes_to(date(2026, 10, 30))
    hall.book.forget(0)
    assert hall.book.words(one)["text"] == "等了两小时"
    hall.book.judge(VISITOR, one.token, satisfied=True)
    hall.goes_to(date(2026, 11, 29))
    hall.book.forget(30)
    assert hall.book.words(hall.book.numbered(one.id))["contact"] == CALL
    hall.goes_to(date(2026, 11, 30))
    hall.book.forget(30)
    assert hall.book.words(hall.book.numbered(one.id)) == {}
    assert hall.vaults["feedback"].kept == []
    written = str([to_body(entry) for entry in hall.journal.read("feedback")])
    assert not [word for word in ("等了两小时", CALL, "申诉理由", "答复内容") if word in written]


def test_who_reads_the_words_is_on_record(hall: Hall) -> None:
    """Each reader once in a row; the visitor's own page does not tell of it, nor of whom it names."""
    one = hall.complaint()
    for by in (CHEN, CHEN, ZHOU):
        assert hall.book.read(by, one.id)[1]["text"] == "等了两小时"
    read = hall.book.numbered(one.id)
    assert [(t.step, t.by) for t in read.trail] == [("give", "visitor"), ("read", "chen"), ("read", "zhou")]
    words = hall.book.words(read)
    record = feedback_record(read, words, hours(), CHINA, hall.book.as_of())
    assert (record["text"], record["contact"], record["steps"]) == ("等了两小时", CALL, ["accept", "appeal"])
    own = str(own_view(read, words, hours(), CHINA))
    assert not [word for word in ("chen", CALL, "等了两小时", "li") if word in own]


def test_a_repeated_request_is_one_complaint(hall: Hall) -> None:
    """The same key gives the first one again, also after a restart."""
    first = hall.complaint(key="k")
    assert hall.complaint(key="k").id == hall.again().complaint(key="k").id == first.id
    assert len(hall.book.open()) == 1


@pytest.mark.parametrize(("score", "followed"), [(1, True), (2, True), (3, False), (5, False)])
def test_each_low_rating_is_followed_up(hall: Hall, score: int, followed: bool) -> None:  # noqa: FBT001
    """One and two open it, for who finished the visit, with what the visitor left; better ones open nothing."""
    ticket = hall.finished()
    hall.desk.rate(VISITOR, ticket.token, score, ("slow",), "等太久", CALL)
    one = hall.low.open(ticket, score, ("slow",), "phone")
    assert (one is not None) is followed
    if one is not None:
        assert (one.kind, one.token, one.ticket) == ("low_rating", ticket.token, ticket.id)
        assert (one.service, one.counter, one.clerk, one.score, one.reasons) == ("a", "1", "li", score, ("slow",))
        assert (one.contact_due, hall.book.words(one)) == (date(2026, 10, 8), {"text": "等太久", "contact": CALL})
        assert hall.low.open(ticket, score, ("slow",), "phone") == one


@pytest.mark.parametrize("restarted", [False, True], ids=["while it runs", "after a stop"])
def test_what_comes_with_a_good_rating_is_read(hall: Hall, restarted: bool) -> None:  # noqa: FBT001
    """By who may, but not by whom it is about; who read is on record, and when the words are gone nothing is left."""
    ticket, position = hall.finished(), hall.journal.end()
    hall.low.see_to_all()
    hall.desk.rate(VISITOR, ticket.token, 4, (), "小李很耐心")
    hall.low.on_committed(hall.journal.since(position))
    hall.clock.now += 10
    after = hall.again() if restarted else hall
    after.low.see_to_all()
    after.low.see_to_all()
    ((left, text),) = [(one.left, one.text) for one in after.comments.read(CHEN)]
    assert (left.score, left.clerk, left.handled_by, text) == (4, "li", ("li",), "小李很耐心")
    assert after.comments.read(LI) == []
    after.comments.read(CHEN)
    assert [e.by for e in hall.journal.read(COMMENTS)] == ["hall", "chen"]
    assert "耐心" not in str([to_body(e) for stream in hall.journal.streams() for e in hall.journal.read(stream)])
    hall.vaults[""].forget(EVE, ticket.token)
    assert after.comments.read(ZHOU) == []


def test_a_rating_without_words_is_no_comment(hall: Hall) -> None:
    """Most ratings are: nothing is written down of them twice."""
    ticket = hall.finished()
    hall.desk.rate(VISITOR, ticket.token, 5, (), None)
    hall.low.see_to_all()
    assert hall.comments.read(CHEN) == []
    assert list(hall.journal.read(COMMENTS)) == []


def test_reasons_in_own_words_stay_in_the_vault(hall: Hall) -> None:
    """They count as other; who follows up reads them with the comment, and no stream has a word of them."""
    ticket, reasons = hall.finished(), ("slow", "张三插队")
    hall.desk.rate(VISITOR, ticket.token, 1, reasons, "等太久")
    one = hall.low.open(ticket, 1, reasons, "phone")
    assert one is not None
    assert (one.reasons, hall.book.words(one)["text"]) == (("slow", "other"), "等太久\n张三插队")
    assert "张三" not in str([to_body(e) for stream in hall.journal.streams() for e in hall.journal.read(stream)])


def test_the_clerk_sees_neither_who_nor_how(hall: Hall) -> None:
    """Of a low rating its clerk sees that there is one and why: not the ticket, the score or the words."""
    ticket = hall.finished()
    hall.desk.rate(VISITOR, ticket.token, 1, ("slow",), "等太久", CALL)
    hall.low.open(ticket, 1, ("slow",), "phone")
    (mine,) = hall.book.about_clerk("li")
    seen = about_me(mine)
    assert set(seen) == {"number", "kind", "status", "day", "reasons", "appeal", "may_appeal"}
    assert hall.book.about_clerk("wang") == []


def test_no_low_rating_is_left_out_by_a_crash(hall: Hall) -> None:
    """Killed between rating and follow-up: the next process opens it, once, also when a day has passed."""
    ticket = hall.finished()
    hall.desk.rate(VISITOR, ticket.token, 2, ("slow",), "等太久")
    hall.goes_to(EVE + timedelta(days=1))
    after = hall.again()
    after.low.see_to_all()
    after.low.see_to_all()
    (one,) = after.book.open()
    assert (one.ticket, one.clerk, one.counter, after.book.words(one)) == (ticket.id, "li", "1", {"text": "等太久"})
    later = after.again()
    later.low.see_to_all()
    assert len(later.book.open()) == 1


def test_no_word_is_left_out_by_a_crash(hall: Hall) -> None:
    """Killed after the follow-up was written and before its words were: the next process keeps them."""
    ticket = hall.finished()
    hall.desk.rate(VISITOR, ticket.token, 2, ("slow",), "等太久", CALL)
    one = hall.low.open(ticket, 2, ("slow",), "phone")
    assert one is not None
    hall.vaults["feedback"].forget(one.given_on, one.token)
    hall.clock.now += 60
    after = hall.again()
    after.low.see_to_all()
    assert after.book.words(one) == {"text": "等太久", "contact": CALL}
    assert after.book.open() == [one]


def test_what_another_process_took_is_followed_up(hall: Hall) -> None:
    """A rating that is told through the journal and opened by nobody is opened a few seconds later."""
    hall.low.see_to_all()
    position = hall.journal.end()
    ticket = hall.finished()
    hall.desk.rate(VISITOR, ticket.token, 1, ("slow",), None)
    hall.low.on_committed(hall.journal.since(position))
    hall.low.see_to_all()
    assert hall.book.open() == []
    hall.clock.now += 6
    hall.low.see_to_all()
    assert [one.ticket for one in hall.book.open()] == [ticket.id]
