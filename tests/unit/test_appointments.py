"""Appointments: which slots there are, who may book and check in, one place once, one ticket once."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.appointments import rules
from hall.appointments.book import AppointmentBook
from hall.appointments.desk import AppointmentDesk
from hall.appointments.events import STREAM
from hall.appointments.state import Appointment
from hall.journal.actor import Actor
from hall.journal.entry import Entry
from hall.journal.ground import Ground
from hall.journal.journal import JournalError
from hall.journal.refusal import Closed, Illegal, Refusal, Unknown, Wrong
from hall.plan.hours import OpeningHours, Span
from hall.plan.plan import Booking, Counter, Group, Plan, QueueRule, Service, VisitorClass, Zone
from hall.queue.desk.visit import Desk
from hall.store.memory import MemoryJournal
from hall.store.vault import Vault
from tests.halls import MONDAY, NOON, Clock, Plans

ZONE = ZoneInfo("Asia/Shanghai")
NAME = {"zh": "名", "en": "name"}
MINUTE, HOUR = 60.0, 3600.0
WITH_LUNCH = (Span(510, 720), Span(780, 1050))
"""08:30 to 12:00 and 13:00 to 17:30."""
OFFERED = Booking(services=("a", "b"), slot_s=2400.0)
ONE = NOON + HOUR
"""The first slot after lunch."""
VISITOR, KIOSK = Actor("visitor"), Actor("kiosk")


def furnished(
    counters: dict[str, tuple[str, ...]] | None = None,
    usual_min: float = 10.0,
    spans: tuple[Span, ...] = WITH_LUNCH,
    turns_min: int = 0,
    booking: Booking = OFFERED,
) -> Plan:
    """A hall with services a, b and c, open from Monday to Friday."""
    return Plan(
        name=NAME,
        groups={"g": Group("g", NAME)},
        services={s: Service(s, "g", NAME, s.upper(), {}, None, usual_min * 60) for s in "abc"},
        zones={"z": Zone("z", NAME)},
        counters={
            c: Counter(c, NAME, "z", served)
            for c, served in (counters or {"1": ("a", "b"), "2": ("a", "c"), "3": ("c",)}).items()
        },
        rule=QueueRule(180.0, return_after=3),
        hours=OpeningHours(ZONE, (spans,) * 5 + ((),) * 2, {}, lambda _: None, turns_min),
        classes={
            c: VisitorClass(c, NAME, head_s)
            for c, head_s in (("normal", 0.0), ("priority", 1200.0), ("appointment", 1200.0))
        },
        booking=booking,
    )


@dataclass
class Hall:
    """A desk and a book as a process has them that has just been started."""

    vault: Vault
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    clock: Clock = field(default_factory=lambda: Clock(NOON - HOUR))
    plans: Plans = field(default_factory=lambda: Plans(furnished()))
    tokens: Iterator[int] = field(default_factory=lambda: count(1))

    def started(self) -> tuple[AppointmentDesk, AppointmentBook, Desk]:
        """The appointments, their book and the day, read from the journal."""
        ground = Ground(
            self.journal,
            lambda _: self.vault,
            self.clock,
            lambda: desk.today(),  # noqa: PLW0108 - the desk stands on this ground
            lambda: f"token-of-the-visitor-{next(self.tokens):04}",
        )
        desk = Desk(self.plans, ground)
        desk.open_day()
        book = AppointmentBook(ground, lambda: self.plans.all[-1])
        return AppointmentDesk(ground, desk, book), book, desk


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(Vault(tmp_path / "vault"))


def at(day: date, minute: int) -> float:
    return furnished().hours.moment(day, minute)


# Which slots there are.


def test_slots_lie_whole_within_opening_hours() -> None:
    """None is cut off by lunch or closing, none lies on a day off; the first begins with the opening."""
    found = [round((slot - at(MONDAY, 0)) / 60) for slot in rules.slots(furnished(), MONDAY)]
    assert found == [510, 550, 590, 630, 670, 780, 820, 860, 900, 940, 980]
    assert list(rules.slots(furnished(), MONDAY + timedelta(days=5))) == []


def test_slots_of_a_night_belong_to_the_day_that_it_began_on() -> None:
    """A hall that is open past midnight has its slots in one business day, with the moments that the clock shows."""
    night = furnished(spans=(Span(1380, 1560),), turns_min=240)
    slots = list(rules.slots(night, MONDAY))
    assert [(slot - slots[0]) / 60 for slot in slots] == [0, 40, 80, 120]
    assert {night.hours.date_of(slot) for slot in slots} == {MONDAY}
    assert night.hours.local(slots[-1]).strftime("%d %H:%M") == "24 01:00"
    assert rules.bookable(night, MONDAY, slots[0] - 60, "a", slots[-1]) == MONDAY


def test_capacity_is_of_the_counters_time_and_of_the_walk_ins_share() -> None:
    """Counter 1 has half of its 40 minutes for each of a and b, counter 2 all of them for a; half is kept."""
    assert [rules.capacity(furnished(), s) for s in "abc"] == [3, 1, 0]
    assert rules.capacity(furnished(booking=Booking(services=("a",), walk_in_share=1.0)), "a") == 0
    assert rules.capacity(furnished({"1": ("b",)}), "a") == 0
    assert rules.capacity(furnished(booking=Booking()), "a") == 0


@given(
    st.dictionaries(st.sampled_from("123456"), st.sets(st.sampled_from("abc"), min_size=1).map(tuple), min_size=1),
    st.sets(st.sampled_from("abc")).map(tuple),
    st.floats(0, 1),
    st.integers(5, 240),
    st.floats(0.5, 60),
)
def test_bookings_never_take_the_walk_ins_share(
    counters: dict[str, tuple[str, ...]], services: tuple[str, ...], share: float, slot_min: int, usual_min: float
) -> None:
    """However services share counters, all bookings of a slot together leave walk-ins their part of the time."""
    booking = Booking(services=services, walk_in_share=share, slot_s=slot_min * 60)
    plan = furnished(counters, usual_min, booking=booking)
    booked_s = sum(rules.capacity(plan, s) for s in "abc") * usual_min * 60
    assert booked_s <= (1 - share) * len(counters) * slot_min * 60 + 1e-3


# Booking.


def test_a_booking_is_found_again_and_takes_a_place(hall: Hall) -> None:
    """By token and by code, over a restart; what names the visitor is in the vault and not in the journal."""
    _, book, _ = hall.started()
    one = book.book(VISITOR, "b", ONE, "en", name="王<b>", phone="138 0013 8000")
    assert (one.day, one.at, one.status, len(one.code)) == (MONDAY, ONE, "booked", 8)
    _, again, _ = hall.started()
    assert again.by_token(one.token) == again.by_code(one.code) == one
    assert again.details(one) == {"name": "王<b>", "phone": "138 0013 8000"}
    assert "8000" not in str(list(hall.journal.read(STREAM)))
    assert dict(again.free("b", MONDAY, hall.clock.now))[ONE] == 0
    with pytest.raises(Illegal, match="appointment_full"):
        again.book(VISITOR, "b", ONE, "zh")


@pytest.mark.parametrize(
    ("service", "slot", "why"),
    [
        ("x", ONE, "service_unknown"),
        ("c", ONE, "appointment_not_offered"),
        ("a", ONE + 60, "appointment_no_slot"),
        ("a", NOON, "appointment_no_slot"),
        ("a", NOON - HOUR, "appointment_past"),
        ("a", -1e10, "appointment_past"),
        ("a", ONE + 15 * 86_400, "appointment_too_far"),
        ("a", 2.5e11, "appointment_too_far"),
        ("a", ONE + 5 * 86_400, "appointment_no_slot"),
    ],
)
def test_what_cannot_be_booked_is_refused(hall: Hall, service: str, slot: float, why: str) -> None:
    """Nothing that is not offered, no slot in the past, in lunch, on a day off or out of reach, however far."""
    _, book, _ = hall.started()
    with pytest.raises(Refusal, match=why):
        book.book(VISITOR, service, slot, "zh")
    assert list(hall.journal.read(STREAM)) == []


def test_a_repeated_key_books_once(hall: Hall) -> None:
    """The same request again gives the first booking, in another process too; the key of another one is refused."""
    _, book, _ = hall.started()
    first = book.book(Actor("visitor", "k", "1"), "a", ONE, "zh")
    _, other, _ = hall.started()
    assert other.book(Actor("visitor", "k", "1"), "a", ONE, "zh") == first
    with pytest.raises(Wrong, match="key_reused"):
        other.book(Actor("visitor", "k", "2"), "a", ONE, "zh")
    assert len(other.booked()) == 1


def test_a_hundred_at_once_book_no_place_twice(hall: Hall) -> None:
    """A hundred book one slot in two processes: it is full after as many as it has places."""
    books = [hall.started()[1] for _ in range(2)]
    told: list[str] = []

    def book(n: int) -> None:
        try:
            told.append(books[n % 2].book(VISITOR, "a", ONE, "zh").code)
        except Illegal as why:
            told.append(why.code)

    threads = [threading.Thread(target=book, args=(n,)) for n in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codes = [one for one in told if one != "appointment_full"]
    assert (len(told), len(codes), len(set(codes))) == (100, 3, 3)
    assert {one.code for one in hall.started()[1].booked()} == set(codes)


def test_a_change_moves_the_place_and_a_cancel_frees_it(hall: Hall) -> None:
    """The old slot is free at once; a full one is refused and changes nothing; what has ended cannot be changed."""
    _, book, _ = hall.started()
    one, later = book.book(VISITOR, "b", ONE, "zh"), at(MONDAY + timedelta(days=1), 510)
    other = book.book(VISITOR, "b", later, "zh")
    with pytest.raises(Illegal, match="appointment_full"):
        book.change(VISITOR, one.token, later)
    assert book.by_token(one.token).at == ONE
    book.cancel(VISITOR, other.token)
    assert book.change(VISITOR, one.token, later).day == MONDAY + timedelta(days=1)
    assert book.change(VISITOR, one.token, later).at == later
    assert dict(book.free("b", MONDAY, hall.clock.now))[ONE] == 1
    assert book.on(MONDAY) == []
    for act in (book.cancel, lambda by, token: book.change(by, token, ONE)):
        with pytest.raises(Illegal, match="appointment_cancelled"):
            act(VISITOR, other.token)
        with pytest.raises(Unknown):
            act(VISITOR, "guess")


def test_limits_count_by_telephone_number(hall: Hall) -> None:
    """However it is written; what was cancelled does not count; staff book beyond."""
    hall.plans.all.append(replace(furnished(), booking=replace(furnished().booking, per_week=2, slot_s=1200.0)))
    _, book, _ = hall.started()
    slots = list(rules.slots(hall.plans.all[-1], MONDAY + timedelta(days=1)))
    with pytest.raises(Wrong, match="appointment_phone_needed"):
        book.book(VISITOR, "a", slots[0], "zh")
    first = book.book(VISITOR, "a", slots[0], "zh", phone="13800138000")
    book.book(VISITOR, "a", slots[1], "zh", phone="+86 138-0013-8000")
    with pytest.raises(Illegal, match="appointment_week_full"):
        book.book(VISITOR, "a", slots[2], "zh", phone="138 00138000")
    book.book(VISITOR, "a", slots[2], "zh", phone="13800138001")
    book.book(Actor("li"), "a", slots[3], "zh", phone="13800138000", limited=False)
    next_week = at(MONDAY + timedelta(days=7), 510)
    book.book(VISITOR, "a", next_week, "zh", phone="13800138000")
    book.cancel(VISITOR, first.token)
    with pytest.raises(Illegal, match="appointment_week_full"):
        book.book(VISITOR, "a", slots[4], "zh", phone="13800138000")


def test_who_does_not_come_twice_may_not_book_for_a_time(hall: Hall) -> None:
    """Two missed appointments block the number for the days that are set, and no longer."""
    booking = Booking(services=("a",), no_shows=2, blocked_days=10)
    hall.plans.all.append(furnished(booking=booking))
    desk, book, day = hall.started()
    for slot in (ONE, ONE + 40 * MINUTE):
        book.book(VISITOR, "a", slot, "zh", phone="13800138000")
    hall.clock.now = at(MONDAY, 1050)
    desk.settle()
    assert {one.status for one in book.on(MONDAY)} == {"missed"}

    def tries(days: int) -> Appointment:
        hall.clock.now = at(MONDAY + timedelta(days=days), 480)
        day.roll_over()
        return book.book(VISITOR, "a", at(MONDAY + timedelta(days=days), 510), "zh", phone="13800138000")

    with pytest.raises(Illegal, match="appointment_blocked"):
        tries(9)
    assert tries(10).status == "booked"


def test_what_names_a_person_is_deleted_on_time(hall: Hall) -> None:
    """So many days after the booked day and not before; the booking itself stays."""
    _, book, day = hall.started()
    one = book.book(VISITOR, "a", ONE, "zh", phone="13800138000")
    for days, left in ((90, True), (91, False)):
        hall.clock.now = NOON + days * 86_400
        day.roll_over()
        book.forget(90)
        assert bool(book.details(book.by_token(one.token))) is left
    assert hall.vault.get(MONDAY, one.token) == {}


# Checking in.


def test_check_in_counts_from_the_booked_time(hall: Hall) -> None:
    """Early by the slot, late from the arrival, too late as a walk-in with some credit; the ticket is of the class."""
    desk, book, _ = hall.started()
    for minutes, place in ((-30, -30), (-15, -20), (0, -20), (15, -5), (16, 6)):
        one = book.book(VISITOR, "a", at(MONDAY, 780 + 40 * len(book.on(MONDAY))), "zh")
        hall.clock.now = one.at + minutes * MINUTE
        ticket, repeated = desk.check_in(KIOSK, one.code)
        assert (ticket.visitor_class, ticket.booked_for, repeated) == ("appointment", one.at, False)
        assert round((ticket.place - one.at) / 60) == place, minutes
        assert book.by_token(one.token).ticket == ticket.id


def test_a_second_scan_gives_the_first_ticket(hall: Hall) -> None:
    """By code, token, page and telephone number, at two kiosks at once, and in another process."""
    _, book, _ = hall.started()
    one = book.book(VISITOR, "a", ONE, "zh", phone="13800138000")
    hall.clock.now = ONE
    typed = [one.code, f"{one.code[:4]} {one.code[4:]}", one.token, f"http://hall/a/{one.token}", "8000", "13800138000"]
    found: list[tuple[str, bool]] = []

    def scan(text: str, at_desk: AppointmentDesk) -> None:
        ticket, repeated = at_desk.check_in(KIOSK, text)
        found.append((ticket.id, repeated))

    desks = [hall.started()[0] for _ in range(2)]
    threads = [threading.Thread(target=scan, args=(text, desks[n % 2])) for n, text in enumerate(typed * 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 30
    assert len({ticket for ticket, _ in found}) == 1
    assert sum(not repeated for _, repeated in found) == 1
    assert len(hall.started()[2].look(lambda now, _: now.tickets)) == 1


def test_cut_off_anywhere_there_is_one_ticket_or_none(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power goes before the ticket, or between it and the note of it: the next scan gives that, or the first."""
    desk, book, _ = hall.started()
    one = book.book(VISITOR, "a", ONE, "zh")
    hall.clock.now = ONE
    append = hall.journal.append
    for broken in ("day-", STREAM):

        def fails(stream: str, entry: Entry, broken: str = broken) -> None:
            if stream.startswith(broken):
                raise JournalError("power")
            append(stream, entry)

        monkeypatch.setattr(hall.journal, "append", fails)
        with pytest.raises(JournalError):
            desk.check_in(KIOSK, one.code)
        monkeypatch.setattr(hall.journal, "append", append)
        desk, book, day = hall.started()
        assert len(day.look(lambda now, _: now.tickets)) == (broken == STREAM)
    ticket, repeated = desk.check_in(KIOSK, one.code)
    assert (repeated, book.by_token(one.token).ticket) == (True, ticket.id)


@pytest.mark.parametrize("days", [0, 1])
def test_what_was_cut_off_is_noted_later_and_is_no_miss(hall: Hall, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Who has a ticket has come, also where only the day says so and that is over."""
    desk, book, _ = hall.started()
    one, other = book.book(VISITOR, "a", ONE, "zh"), book.book(VISITOR, "a", ONE, "zh")
    hall.clock.now = ONE
    with monkeypatch.context() as broken:
        broken.setattr(book, "arrive", lambda *_: None)
        ticket, _ = desk.check_in(KIOSK, one.code)
    hall.clock.now = at(MONDAY, 1050) + days * 86_400
    desk, book, _ = hall.started()
    desk.settle()
    assert (book.by_token(one.token).status, book.by_token(one.token).ticket) == ("arrived", ticket.id)
    assert book.by_token(other.token).status == "missed"


def test_check_in_is_refused_with_the_reason(hall: Hall) -> None:
    """Too early, on another day, cancelled, used on an earlier day, unknown: each says so and gives no ticket."""
    desk, book, day = hall.started()
    soon, cancelled = book.book(VISITOR, "a", ONE, "zh"), book.book(VISITOR, "a", ONE, "zh")
    tomorrow = book.book(VISITOR, "a", ONE + 86_400, "zh")
    book.cancel(VISITOR, cancelled.token)
    for typed, why in (
        (soon.code, "appointment_early"),
        (tomorrow.code, "appointment_other_day"),
        (cancelled.code, "appointment_cancelled"),
        ("00000000", "appointment_unknown"),
        ("123", "appointment_unknown"),
        ("", "appointment_unknown"),
        ("<b>", "appointment_unknown"),
        ("/a/0123456789abcdef", "appointment_unknown"),
    ):
        with pytest.raises(Refusal, match=why):
            desk.check_in(KIOSK, typed)
    assert day.look(lambda now, _: len(now.tickets)) == 0
    hall.clock.now = ONE
    desk.check_in(KIOSK, soon.code)
    hall.clock.now = ONE + 86_400
    day.roll_over()
    with pytest.raises(Illegal, match="appointment_arrived"):
        desk.check_in(KIOSK, soon.token)


def test_digits_of_several_visitors_ask_for_the_code(hall: Hall) -> None:
    """Two visitors' last digits are nobody's; one visitor's two appointments are the earlier one, then the later."""
    desk, book, _ = hall.started()
    first = book.book(VISITOR, "a", ONE, "zh", phone="13800138000")
    second = book.book(VISITOR, "a", ONE + 40 * MINUTE, "zh", phone="+8613800138000")
    hall.clock.now = ONE + 20 * MINUTE
    assert [desk.meant("8000"), desk.check_in(KIOSK, "8000")[0].booked_for] == [first, ONE]
    assert [desk.meant("8000"), desk.check_in(KIOSK, "8000")[0].booked_for] == [second, second.at]
    book.book(VISITOR, "a", ONE + 80 * MINUTE, "zh", phone="13900138000")
    with pytest.raises(Illegal, match="appointment_ambiguous"):
        desk.check_in(KIOSK, "8000")


def test_doors_stay_open_for_who_has_booked(hall: Hall) -> None:
    """In lunch too, and when walk-ins get no ticket any more; not after the last closing."""
    desk, book, day = hall.started()
    one, late = book.book(VISITOR, "a", ONE, "zh"), book.book(VISITOR, "a", ONE, "zh")
    hall.clock.now = ONE - 20 * MINUTE
    with pytest.raises(Closed, match="hall_closed"):
        day.issue(KIOSK, "a", "normal", "zh")
    assert desk.check_in(KIOSK, one.code)[0].number == "A001"
    hall.clock.now = at(MONDAY, 1050)
    with pytest.raises(Closed, match="hall_closed"):
        desk.check_in(KIOSK, late.code)


def test_a_changed_plan_drops_nothing_and_says_what_does_not_fit(hall: Hall) -> None:
    """A service that goes and hours that shrink leave their bookings standing, listed, and refused with a reason."""
    desk, book, _ = hall.started()
    gone, early = book.book(VISITOR, "b", ONE, "zh"), book.book(VISITOR, "a", ONE, "zh")
    late = book.book(VISITOR, "a", at(MONDAY, 940), "zh")
    assert book.unfit() == []
    plan = furnished({"1": ("a",)}, spans=(Span(510, 720), Span(780, 900)))
    hall.plans.all.append(replace(plan, services={s: one for s, one in plan.services.items() if s != "b"}))
    assert [one.id for one in book.unfit()] == [gone.id, late.id]
    hall.clock.now = ONE
    with pytest.raises(Illegal, match="appointment_service_gone"):
        desk.check_in(KIOSK, gone.code)
    assert desk.check_in(KIOSK, early.code)[0].service == "a"
    assert book.change(VISITOR, late.token, at(MONDAY, 820)).at == at(MONDAY, 820)
    assert [one.id for one in book.unfit()] == [gone.id]
    assert [one.slot for one in desk.to_come()] == [ONE, at(MONDAY, 820)]
