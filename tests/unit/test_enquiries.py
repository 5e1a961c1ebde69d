"""First-asked responsibility: an enquiry stays with whoever took it first until another has accepted it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Never

import pytest

from hall.enquiries.book import DAY_S, EnquiryBook, Visitor
from hall.enquiries.rules import Asked, Enquiry, is_late
from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.journal.journal import Journal
from hall.journal.refusal import Forbidden, Illegal, Refusal, Unknown, Wrong
from hall.plan.hours import OpeningHours, Span, Spans
from hall.store.memory import MemoryJournal
from tests.halls import MONDAY, NOON, SHANGHAI, Clock

LI, WANG, ZHAO, CHEN = (Actor(who) for who in ("li", "wang", "zhao", "chen"))
ASKED = {
    "owner": Asked("li", "1"),
    "offered": Asked("wang", "2"),
    "other": Asked("zhao", "3"),
    "manager": Asked("chen", None, manages=True),
}


class Words:
    """A vault in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[date, str], dict[str, str]] = {}

    def put(self, day: date, token: str, **facts: str) -> None:
        self.kept.setdefault((day, token), {}).update(facts)

    def get(self, day: date, token: str) -> dict[str, str]:
        return dict(self.kept.get((day, token), {}))

    def forget(self, day: date, token: str) -> None:
        self.kept.pop((day, token), None)


class Hall:
    """A book, its clock and its vault; `again` is the next process on the same journal."""

    def __init__(self, journal: Journal | None = None, words: Words | None = None, clock: Clock | None = None) -> None:
        self.journal, self.words, self.clock = journal or MemoryJournal(), words or Words(), clock or Clock()
        tokens = iter(f"token-{n}" for n in range(1000))
        self.book = EnquiryBook(
            Ground(
                self.journal,
                lambda _: self.words,
                self.clock,
                lambda: MONDAY + timedelta(days=(self.clock.now - NOON) // DAY_S),
                lambda: next(tokens),
            )
        )

    def again(self) -> "Hall":
        return Hall(self.journal, self.words, self.clock)

    def asked(self, about: str = "王女士问落户", by: Actor = LI) -> Enquiry:
        return self.book.receive(by, "1", lambda: Visitor("20261123-Z001", "normal"), "household", about)


def gone() -> Never:
    """What a repeat does not ask for: the counter is another's by now."""
    raise Illegal("counter_taken")


def offered(hall: Hall) -> Enquiry:
    return hall.book.offer(LI, hall.asked().id, ASKED["owner"], "wang", None)


def offered_to_counter(hall: Hall) -> Enquiry:
    return hall.book.offer(LI, hall.asked().id, ASKED["owner"], None, "2")


def resolved(hall: Hall) -> Enquiry:
    return hall.book.resolve(LI, hall.asked().id, ASKED["owner"], "answered", "")


STATES: Mapping[str, Callable[[Hall], Enquiry]] = {
    "received": Hall.asked,
    "offered": offered,
    "offered_to_counter": offered_to_counter,
    "resolved": resolved,
}
ACTS: Mapping[str, Callable[[Hall, Asked, str], Enquiry]] = {
    "offer": lambda hall, asked, one: hall.book.offer(Actor(asked.by), one, asked, "zhao", None),
    "withdraw": lambda hall, asked, one: hall.book.withdraw(Actor(asked.by), one, asked),
    "accept": lambda hall, asked, one: hall.book.accept(Actor(asked.by), one, asked),
    "decline": lambda hall, asked, one: hall.book.decline(Actor(asked.by), one, asked),
    "resolve": lambda hall, asked, one: hall.book.resolve(Actor(asked.by), one, asked, "guided", "到 5 号窗口办"),
}
RESPONSIBLE = {"owner", "manager"}


def may(act: str, state: str, who: str) -> bool:
    """What the rule says."""
    if state == "resolved":
        return False
    if act in {"accept", "decline"}:
        return state != "received" and who == "offered"
    return who in RESPONSIBLE and (act != "withdraw" or state != "received")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ASKED)
def test_every_act_from_every_state_for_everybody(act: str, state: str, who: str) -> None:
    """Who is responsible hands over and resolves, who is offered it accepts or declines; all else changes nothing."""
    hall = Hall()
    before = STATES[state](hall)
    entries = len(hall.journal.read("enquiries"))
    if may(act, state, who):
        now = ACTS[act](hall, ASKED[who], before.id)
        assert now.owner == ("wang" if act == "accept" else "li")
        assert (now.outcome is not None) == (act == "resolve")
        assert len(now.chain) == len(before.chain) + 1
    else:
        with pytest.raises((Illegal, Forbidden)):
            ACTS[act](hall, ASKED[who], before.id)
        assert len(hall.journal.read("enquiries")) == entries


def test_it_stays_with_the_first_until_another_has_accepted() -> None:
    """The chain tells who had it when; declined it stays, accepted it goes over, and the next process knows."""
    hall = Hall()
    one = hall.asked().id
    hall.clock.now += 60
    hall.book.offer(LI, one, ASKED["owner"], "wang", None)
    assert hall.book.decline(WANG, one, ASKED["offered"]).owner == "li"
    hall.book.offer(LI, one, ASKED["owner"], None, "3")
    assert hall.book.open()[0].owner == "li"
    hall.clock.now += 60
    hall.book.accept(ZHAO, one, ASKED["other"])
    (known,) = hall.again().book.open()
    assert (known.owner, known.received_at) == ("zhao", NOON)
    assert [(link.at - NOON, link.what, link.by, link.to_staff or link.to_counter) for link in known.chain] == [
        (0, "received", "li", None),
        (60, "offered", "li", "wang"),
        (60, "declined", "wang", None),
        (60, "offered", "li", "3"),
        (120, "accepted", "zhao", None),
    ]


def test_the_first_clerk_sees_what_became_of_it() -> None:
    """While a colleague answers for it, and for a week after it ended; not what came back, nor what others received."""
    hall = Hall()
    kept, passed, back = (hall.asked() for _ in range(3))
    for one in (passed, back):
        hall.book.offer(LI, one.id, ASKED["owner"], "wang", None)
        hall.book.accept(WANG, one.id, ASKED["offered"])
    hall.book.offer(WANG, back.id, ASKED["offered"], "li", None)
    hall.book.accept(LI, back.id, ASKED["owner"])
    assert [one.id for one in hall.book.passed_on("li")] == [passed.id]
    assert hall.book.passed_on("wang") == []
    hall.book.resolve(LI, kept.id, ASKED["owner"], "answered", "")
    hall.book.resolve(WANG, passed.id, ASKED["offered"], "referred", "")
    hall.clock.now += 7 * DAY_S
    assert [one.outcome for one in hall.again().book.passed_on("li")] == ["referred"]
    hall.clock.now += DAY_S
    assert hall.again().book.passed_on("li") == []


def test_open_ones_outlive_the_day() -> None:
    """Numbers begin anew each day; what was not resolved is still there, the oldest first."""
    hall = Hall()
    first = hall.asked()
    hall.clock.now += 3 * DAY_S
    second = hall.asked(by=WANG)
    assert (first.id, second.id) == ("Q20261123-001", "Q20261126-001")
    assert [one.id for one in hall.again().book.open()] == [first.id, second.id]
    hall.book.resolve(LI, first.id, ASKED["owner"], "answered", "")
    assert [one.id for one in hall.again().book.open()] == [second.id]


def test_what_may_name_a_person_is_in_the_vault_alone() -> None:
    """The journal has neither question nor answer; both are told while kept, and deleted so long after the end."""
    hall = Hall()
    one = hall.asked("王女士 13800000000")
    hall.clock.now += 40 * DAY_S
    hall.book.forget(30)
    assert hall.book.words(one)["about"] == "王女士 13800000000"  # it is still open, so still needed
    done = hall.book.resolve(LI, one.id, ASKED["owner"], "answered", "已电话告知王女士")
    assert hall.book.words(done) == {"about": "王女士 13800000000", "reply": "已电话告知王女士"}
    assert "王女士" not in repr(hall.journal.read("enquiries"))
    hall.clock.now += 31 * DAY_S
    hall.book.forget(30)
    assert hall.words.kept == {}
    entries = len(hall.journal.read("enquiries"))
    hall.again().book.forget(30)
    assert len(hall.journal.read("enquiries")) == entries


def test_figures_tell_who_received_took_over_and_resolved() -> None:
    """Each counts within the time asked for; what is open counts for whoever is responsible now, however old."""
    hall = Hall()
    old = hall.asked().id
    hall.clock.now += 40 * DAY_S
    handed = hall.asked().id
    hall.book.offer(LI, handed, ASKED["owner"], "wang", None)
    hall.book.accept(WANG, handed, ASKED["offered"])
    hall.book.resolve(WANG, handed, Asked("wang"), "answered", "")
    found = {who: (f.received, f.accepted, f.resolved, f.open) for who, f in hall.again().book.figures(30).items()}
    assert found == {"li": (1, 0, 0, 1), "wang": (0, 1, 1, 0)}
    assert [one.id for one in hall.book.open()] == [old]


def test_rates_are_of_what_was_received() -> None:
    """Offered and accepted, received and resolved; what is offered to nobody is in no rate of handing over."""
    hall = Hall()
    assert (hall.book.rates(30).handed_over_share, hall.book.rates(30).resolved_share) == (None, None)
    handed, declined = hall.asked().id, hall.asked().id
    hall.asked()
    for one in (handed, declined):
        hall.book.offer(LI, one, ASKED["owner"], "wang", None)
    hall.book.accept(WANG, handed, ASKED["offered"])
    hall.book.decline(WANG, declined, ASKED["offered"])
    hall.book.resolve(WANG, handed, Asked("wang"), "answered", "")
    rates = hall.again().book.rates(30)
    assert (rates.handed_over_share, rates.resolved_share) == (1 / 2, 1 / 3)
    hall.clock.now += 31 * DAY_S
    assert hall.again().book.rates(30).received == 0


def test_a_repeated_key_is_one_act() -> None:
    """The same press again gives the same enquiry; the same key for another one is refused."""
    hall = Hall()
    keyed = Actor("li", "key-1")
    one = hall.book.receive(keyed, "1", lambda: None, "tax", "")
    assert hall.again().book.receive(keyed, "1", gone, "tax", "") == one
    with pytest.raises(Wrong, match="key_reused"):
        hall.book.receive(Actor("li", "key-1", "another"), "1", lambda: None, "household", "")
    offer = Actor("li", "key-2")
    hall.book.offer(offer, one.id, ASKED["owner"], "wang", None)
    hall.book.accept(WANG, one.id, ASKED["offered"])
    assert hall.book.offer(offer, one.id, ASKED["owner"], "wang", None).owner == "wang"


WRONG: list[tuple[Callable[[EnquiryBook, str], object], type[Refusal], str]] = [
    (lambda book, _: book.receive(LI, "1", lambda: None, None, ""), Wrong, "enquiry_empty"),
    (lambda book, one: book.offer(LI, one, ASKED["owner"], None, None), Wrong, "enquiry_to_whom"),
    (lambda book, one: book.offer(LI, one, ASKED["owner"], "wang", "2"), Wrong, "enquiry_to_whom"),
    (lambda book, one: book.offer(LI, one, ASKED["owner"], "li", None), Wrong, "enquiry_to_its_owner"),
    (lambda book, _: book.accept(LI, "Q20261123-999", ASKED["owner"]), Unknown, "enquiry_unknown"),
]


@pytest.mark.parametrize(("act", "kind", "code"), WRONG)
def test_what_makes_no_sense_is_refused(
    act: Callable[[EnquiryBook, str], object], kind: type[Refusal], code: str
) -> None:
    """By name, and nothing is written."""
    hall = Hall()
    one = hall.asked().id
    with pytest.raises(kind, match=code):
        act(hall.book, one)
    assert len(hall.journal.read("enquiries")) == 1


def test_its_owner_cannot_accept_what_goes_to_the_own_counter() -> None:
    """An offer to the counter where the owner sits is for whoever else comes to sit there."""
    hall = Hall()
    one = hall.book.offer(LI, hall.asked().id, ASKED["owner"], None, "1")
    with pytest.raises(Illegal, match="enquiry_not_offered"):
        hall.book.accept(LI, one.id, ASKED["owner"])


def test_only_the_halls_own_hours_make_late() -> None:
    """Asked on Friday at noon, five hours are over on Monday at ten: neither nights nor a weekend count."""
    hall = Hall(clock=Clock(NOON - 3 * DAY_S))
    asked = hall.asked()
    opens: Spans = (Span(9 * 60, 12 * 60), Span(13 * 60, 17 * 60))
    week = OpeningHours(SHANGHAI, (*[opens] * 5, (), ()), {}, lambda _: None)
    monday_at_ten = NOON - 2 * 3600
    assert not is_late(asked, NOON - 2 * DAY_S, week, 4 * 3600)
    assert not is_late(asked, monday_at_ten, week, 5 * 3600)
    assert is_late(asked, monday_at_ten + 1, week, 5 * 3600)
    resolved = hall.book.resolve(LI, asked.id, ASKED["owner"], "answered", "")
    assert not is_late(resolved, monday_at_ten + DAY_S, week, 5 * 3600)


def test_what_was_left_for_a_year_is_late_at_the_first_look() -> None:
    """No day is looked at after the one on which it became late: the floor asks for all of them, each minute."""
    looked: list[date] = []
    opens: Spans = (Span(9 * 60, 12 * 60), Span(13 * 60, 17 * 60))
    week = OpeningHours(SHANGHAI, (*[opens] * 5, (), ()), {}, looked.append)
    asked = Hall(clock=Clock(NOON)).asked()
    assert is_late(asked, NOON + 365 * DAY_S, week, 5 * 3600)
    assert len(looked) <= 3
