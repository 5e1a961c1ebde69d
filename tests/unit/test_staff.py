"""Accounts, sign-in and sessions."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count
from threading import Event

import pytest

from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.journal.refusal import Forbidden, Illegal, TooMany, Unknown, Wrong
from hall.staff.book import StaffBook, require
from hall.staff.events import STREAM
from hall.staff.rules import pin as pins
from hall.staff.rules.throttle import Throttle
from hall.staff.state import Stayed
from hall.staff.tries import SignInRefused
from hall.store.memory import MemoryJournal
from tests.cheap_pins import PRODUCT
from tests.halls import MONDAY, Clock, NoVault, follow

LIMIT_S = 60.0


class Days:
    """A business day that tests set."""

    def __init__(self) -> None:
        self.day: date = MONDAY

    def __call__(self) -> date:
        return self.day


def book(journal: MemoryJournal, clock: Clock | None = None, days: Days | None = None) -> StaffBook:
    numbers = count()
    return StaffBook(base(journal, clock, days, lambda: f"token-{id(numbers)}-{next(numbers)}"))


def base(
    journal: MemoryJournal, clock: Clock | None = None, days: Days | None = None, new_token: Callable[[], str] = str
) -> Ground:
    return Ground(journal, lambda _: NoVault(), clock or Clock(), days or Days(), new_token)


def test_who_signs_in_is_known_until_signing_out() -> None:
    """The token opens the session, in this process and the next, until it is given back."""
    journal = MemoryJournal()
    staff = book(journal)
    staff.add("li", "李明", "clerk", "4711", "console")
    token, session = staff.sign_in("li", "4711", "3", "addr")
    assert (session.staff.name, session.counter) == ("李明", "3")
    again = book(journal).session(token)
    assert again == session
    staff.sign_out(token)
    assert staff.session(token) is None
    assert book(journal).session(token) is None


def test_an_account_made_elsewhere_a_moment_ago_signs_in_at_once() -> None:
    """The command line beside a hall at work, or another server: nobody waits until that has come round."""
    journal = MemoryJournal()
    here, elsewhere = book(journal), book(journal)
    elsewhere.add("li", "李明", "clerk", "4711", "console")
    here.sign_in("li", "4711", None, "addr")
    elsewhere.change(Actor("console"), "li", pin="5813")
    here.sign_in("li", "5813", None, "addr")
    with pytest.raises(SignInRefused):
        here.sign_in("li", "4711", None, "addr")


def test_a_session_ends_with_its_business_day() -> None:
    """Tomorrow everybody signs in anew."""
    days = Days()
    staff = book(MemoryJournal(), days=days)
    staff.add("li", "李明", "clerk", "4711", "console")
    token, _ = staff.sign_in("li", "4711", None, "addr")
    days.day += timedelta(days=1)
    assert staff.session(token) is None


def test_a_server_for_which_the_day_has_not_turned_yet() -> None:
    """Who signs in or out there a moment after the turn, in a hall that works on, has done so at every server."""
    journal, here_day, there_day = MemoryJournal(), Days(), Days()

    def server(days: Days, *tokens: str) -> StaffBook:
        def stayed() -> Stayed:
            return None if days.day == MONDAY else (MONDAY, frozenset({"li"}))

        return StaffBook(base(journal, days=days, new_token=iter(tokens).__next__), stayed=stayed)

    here, there = server(here_day, "1", "2", "first"), server(there_day, "second", "other")
    for staff in ("li", "wang"):
        here.add(staff, staff, "clerk", "4711", "console")
    first, _ = here.sign_in("li", "4711", "3", "addr")
    assert there.session(first) is None
    follow(journal, here, there)
    here_day.day += timedelta(days=1)
    assert here.session(first) is not None
    there.sign_out(first)
    second, other = (there.sign_in(staff, "4711", "3", "addr")[0] for staff in ("li", "wang"))
    there_day.day += timedelta(days=1)
    follow(journal, here, there)
    for server in (here, there):
        assert [server.session(token) is not None for token in (first, second, other)] == [False, True, False]


def test_neither_pin_nor_token_is_written_down() -> None:
    """The journal holds hashes and digests alone."""
    journal = MemoryJournal()
    staff = book(journal)
    staff.add("li", "李明", "clerk", "4711-geheim", "console")
    token, _ = staff.sign_in("li", "4711-geheim", None, "addr")
    written = repr([list(journal.read(stream)) for stream in journal.streams()])
    assert "4711-geheim" not in written
    assert token not in written


@pytest.mark.parametrize(
    ("staff", "name", "role", "pin", "field"),
    [
        ("", "李", "clerk", "4711", "id"),
        ("li ming", "李", "clerk", "4711", "id"),
        ("x" * 33, "李", "clerk", "4711", "id"),
        ("李", "李", "clerk", "4711", "id"),
        ("li", " ", "clerk", "4711", "name"),
        *(("li", f"李{mark}明", "clerk", "4711", "name") for mark in "\n\x1b\u202e\u200b\ud800\x00"),
        ("li", "李", "king", "4711", "role"),
        ("li", "李", "clerk", "471", "pin"),
        ("li", "李", "clerk", "0000", "pin"),
        ("li", "李", "clerk", "", "pin"),
        *(("li47", "李", "clerk", pin, "pin") for pin in ("1234", "4321", "7890", "0987", "abcd", "dcba", "ABCD")),
        *(("li47", "李", "clerk", pin, "pin") for pin in ("1212", "123123", "12121", "abab", "li47", "LI47", "47\n11")),
    ],
)
def test_what_will_not_do_is_refused_by_field(staff: str, name: str, role: str, pin: str, field: str) -> None:
    """Each wrong value is named, and no account is made."""
    journal = MemoryJournal()
    with pytest.raises(Wrong) as refused:
        book(journal).add(staff, name, role, pin, "console")
    assert refused.value.facts["field"] == field
    assert not journal.streams()


def test_an_id_is_taken_once() -> None:
    """A second account of the same id is refused."""
    staff = book(MemoryJournal())
    staff.add("li", "李明", "clerk", "4711", "console")
    with pytest.raises(Illegal, match="staff_exists"):
        staff.add("li", "李四", "clerk", "4712", "console")


def test_failures_slow_down_and_success_forgets_them() -> None:
    """After five wrong PINs even the right one waits; after the pause it works."""
    clock = Clock()
    staff = book(MemoryJournal(), clock)
    staff.add("li", "李明", "clerk", "4711", "console")
    for _ in range(5):
        with pytest.raises(SignInRefused):
            staff.sign_in("li", "0000", None, "addr")
    with pytest.raises(TooMany) as refused:
        staff.sign_in("li", "4711", None, "addr")
    clock.now += float(str(refused.value.facts["retry_after_s"]))
    staff.sign_in("li", "4711", None, "addr")
    with pytest.raises(SignInRefused):
        staff.sign_in("li", "0000", None, "addr")


def test_pauses_double_up_to_the_longest() -> None:
    """Free tries first, then 10, 20, 40 … seconds, never more than the longest."""
    throttle = Throttle(free=2, first_s=10, longest_s=50)
    now, pauses = 0.0, []
    for _ in range(7):
        throttle.failed("x", now)
        pauses.append(throttle.wait_s("x", now))
        now += pauses[-1]
    assert pauses == [0, 10, 20, 40, 50, 50, 50]
    assert throttle.wait_s("somebody else", now) == 0


def test_a_clock_set_back_locks_nobody_out() -> None:
    """A pause is never longer than the longest, whatever becomes of the clock meanwhile."""
    throttle = Throttle(free=1, first_s=10, longest_s=50)
    throttle.failed("x", 100_000.0)
    assert throttle.wait_s("x", 100_000.0) == 10
    assert throttle.wait_s("x", 13_600.0) == 0


def test_many_tries_at_once_are_slowed_down_like_one_after_another() -> None:
    """Of forty guesses in the same moment five are looked at, and the others are told to wait."""
    staff = book(MemoryJournal())
    staff.add("li", "李明", "clerk", "4711", "console")
    slow = pins.matches
    staff._tries._matches = lambda *given: time.sleep(0.01) or slow(*given)  # the others have time to come in

    def guess(pin: int) -> str:
        try:
            staff.sign_in("li", f"{pin}", None, "addr")
        except (SignInRefused, TooMany) as why:
            return why.code
        return "in"

    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(guess, range(4671, 4711)))  # all wrong: a right one would let five more be looked at
    assert answers.count("sign_in_wrong") == 5
    assert answers.count("sign_in_throttled") == 35


def test_roles_may_what_they_may() -> None:
    """A clerk serves; calling a chosen number is for the manager."""
    staff = book(MemoryJournal())
    staff.add("li", "李明", "clerk", "4711", "console")
    staff.add("chen", "陈静", "manager", "4711", "console")
    clerk, manager = (staff.sign_in(who, "4711", None, "a")[1] for who in ("li", "chen"))
    require(clerk, "serve")
    require(manager, "call_any")
    with pytest.raises(Forbidden):
        require(clerk, "call_any")


def test_a_hall_grants_a_role_more_than_its_own() -> None:
    """What the hall grants clerks they may, also those who signed in before; nobody else gains anything."""
    journal = MemoryJournal()
    staff = book(journal)
    staff.add("li", "李明", "clerk", "4711", "console")
    token, before = staff.sign_in("li", "4711", None, "addr")
    with pytest.raises(Forbidden):
        require(before, "call_any")
    granting = StaffBook(base(journal), grants=lambda role: frozenset({"call_any"} if role == "clerk" else ()))
    session = granting.session(token)
    assert session is not None
    require(session, "call_any")
    with pytest.raises(Forbidden):
        require(session, "manage")


CONSOLE = Actor("console")


@pytest.mark.parametrize("change", [{"disabled": True}, {"pin": "8052"}], ids=str)
def test_who_is_disabled_or_has_a_new_pin_is_signed_out_everywhere(change: dict[str, object]) -> None:
    """At once, in the process that did not do it too, and still after a restart; nobody else is."""
    journal = MemoryJournal()
    console, serving = book(journal), book(journal)
    for who in ("li", "wang"):
        console.add(who, who, "clerk", "4711", "console")
    follow(journal, serving)
    tokens = {who: serving.sign_in(who, "4711", None, "addr")[0] for who in ("li", "wang")}
    console.change(CONSOLE, "li", **change)  # type: ignore[arg-type]
    follow(journal, serving)
    for one in (serving, book(journal)):
        assert one.session(tokens["li"]) is None
        assert one.session(tokens["wang"]) is not None


def test_a_disabled_account_is_told_so_to_its_owner_alone() -> None:
    """With the right PIN; enabled again it is let in, and old sessions stay ended."""
    staff = book(MemoryJournal())
    staff.add("li", "李明", "clerk", "4711", "console")
    token, _ = staff.sign_in("li", "4711", None, "addr")
    staff.change(CONSOLE, "li", disabled=True)
    for pin, said in (("4711", "staff_disabled"), ("4712", "sign_in_wrong")):
        with pytest.raises(SignInRefused, match=said):
            staff.sign_in("li", pin, None, "addr")
    staff.change(CONSOLE, "li", disabled=False)
    staff.sign_in("li", "4711", None, "addr")
    assert staff.session(token) is None


def test_what_is_changed_and_what_is_not() -> None:
    """Only what is given; what is so already is no event; unknown accounts and taken badges are refused."""
    journal = MemoryJournal()
    staff = book(journal)
    staff.add("li", "李明", "clerk", "4711", "console")
    staff.add("wang", "王芳", "clerk", "4711", "console", badge="A7")
    changed = staff.change(CONSOLE, "li", name="李小明", role="lead")
    assert (changed.name, changed.role, changed.badge, changed.may("call_any")) == ("李小明", "lead", "001", True)
    entries = len(list(journal.read(STREAM)))
    staff.change(CONSOLE, "li", name="李小明", badge="001", disabled=False)
    assert len(list(journal.read(STREAM))) == entries
    with pytest.raises(Illegal, match="staff_badge_taken"):
        staff.change(CONSOLE, "li", badge="A7")
    with pytest.raises(Unknown, match="staff_unknown"):
        staff.change(CONSOLE, "zhao", name="赵")
    with pytest.raises(Illegal, match="staff_own_account"):
        staff.change(Actor("li"), "li", role="clerk")
    assert book(journal).get("li") == staff.get("li")


def test_a_badge_is_not_the_sign_in_id() -> None:
    """Whoever is given none gets the next number that is free."""
    staff = book(MemoryJournal())
    staff.add("li", "李明", "clerk", "4711", "console", badge="001")
    staff.add("wang", "王芳", "clerk", "4711", "console")
    assert [one.badge for one in staff.everybody()] == ["001", "002"]


def test_a_guesser_does_not_lock_the_owner_out() -> None:
    """Where the owner signed in before, other addresses' failures do not count, after a restart neither."""
    journal = MemoryJournal()
    staff = book(journal)
    staff.add("li", "李明", "clerk", "4711", "console")
    staff.sign_in("li", "4711", None, "counter")
    for one in (staff, book(journal)):
        for guess in range(20):
            with pytest.raises((SignInRefused, TooMany)):
                one.sign_in("li", f"90{guess:02}", None, f"guesser {guess}")
        with pytest.raises(TooMany):
            one.sign_in("li", "4711", None, "elsewhere")
        one.sign_in("li", "4711", None, "counter")
    for _ in range(5):
        with pytest.raises(SignInRefused):
            staff.sign_in("li", "9999", None, "counter")
    with pytest.raises(TooMany):
        staff.sign_in("li", "4711", None, "counter")


def test_guesses_of_others_do_not_hold_up_a_sign_in() -> None:
    """Of 120 at once, at one account and at none, few are computed, and another's sign-in waits for none of them."""
    staff = book(MemoryJournal())
    for who in ("li", "wang"):
        staff.add(who, who, "clerk", "4711", "console")
    held, compared = Event(), []

    def slow(pin: str, _salt: str, _hash: str) -> bool:
        compared.append(pin)
        return pin == "4711" or not held.wait(30)

    staff._tries._matches = slow
    with ThreadPoolExecutor(121) as pool:
        guesses = [
            pool.submit(staff.sign_in, "li" if i % 2 else f"nobody{i}", "9073", None, f"guesser {i}")
            for i in range(120)
        ]
        pool.submit(staff.sign_in, "wang", "4711", None, "counter").result(10)
        held.set()
        refused = [one.exception() for one in guesses]
    assert all(isinstance(why, SignInRefused | TooMany) for why in refused)
    assert compared.count("9073") == 5


def test_an_owner_who_is_known_there_does_not_stand_behind_guessers() -> None:
    """While a stranger's guess at the very account is compared, its owner signs in from where that was done before."""
    compared, done = Event(), Event()

    def slow(*_: str) -> bool:
        compared.set()
        assert done.wait(LIMIT_S)
        return False

    staff = book(MemoryJournal())
    staff.add("li", "李明", "clerk", "4711", "console")
    staff.sign_in("li", "4711", None, "home")
    staff._tries._matches = slow
    with ThreadPoolExecutor(2) as pool:
        guess = pool.submit(staff.sign_in, "li", "0815", None, "elsewhere")
        assert compared.wait(LIMIT_S)
        owner = pool.submit(staff.sign_in, "li", "4711", None, "home")
        try:
            assert owner.result(LIMIT_S)[1].staff.id == "li"
        finally:
            done.set()
        with pytest.raises(SignInRefused):
            guess.result(LIMIT_S)


def test_a_pin_that_somebody_else_chose_is_changed_first() -> None:
    """On pages, where a person types it: made or reset by another, it opens nothing until its owner has chosen one."""
    journal, clock = MemoryJournal(), Clock()
    staff = book(journal, clock)
    staff.add("li", "李明", "clerk", "4711", "chen")
    with pytest.raises(SignInRefused, match="pin_lent"):
        staff.sign_in("li", "4711", None, "here", own=True)
    for new, code in (("4711", "pin_same"), ("li", "pin_length"), ("1234", "pin_too_simple")):
        with pytest.raises(Wrong, match=code):
            staff.sign_in("li", "4711", None, "here", new, own=True)
    with pytest.raises(SignInRefused, match="sign_in_wrong"):
        staff.sign_in("li", "0000", None, "here", "8052", own=True)
    token, _ = staff.sign_in("li", "4711", None, "here", "8052", own=True)
    for one in (staff, book(journal, clock)):
        assert one.session(token) is not None
        assert one.sign_in("li", "8052", None, "here", own=True)
        with pytest.raises(SignInRefused, match="sign_in_wrong"):
            one.sign_in("li", "4711", None, "here", own=True)
    staff.change(Actor("li"), "li", pin="9163")
    staff.sign_in("li", "9163", None, "here", own=True)
    staff.add("zhou", "周敏", "manager", "8264", "zhou")  # the first manager, in the first hour
    staff.sign_in("zhou", "8264", None, "here", own=True)
    staff.change(Actor("console"), "li", pin="7204")
    with pytest.raises(SignInRefused, match="pin_lent"):
        staff.sign_in("li", "7204", None, "here", own=True)


def test_an_account_made_at_the_console_is_its_owners() -> None:
    """Who types it there unseen may be the owner; programs that sign in with what they were given go on."""
    staff = book(MemoryJournal())
    staff.add("li", "李明", "clerk", "4711", "console")
    staff.sign_in("li", "4711", None, "here", own=True)
    staff.change(Actor("chen"), "li", pin="8052")
    staff.sign_in("li", "8052", None, "here")


def test_sessions_are_listed_and_ended_one_by_one() -> None:
    """Each with its counter and since when, by a name that opens nothing; ended, its token is none."""
    journal, clock = MemoryJournal(), Clock()
    staff = book(journal, clock)
    for who in ("li", "wang"):
        staff.add(who, who, "clerk", "4711", "console")
    first, _ = staff.sign_in("li", "4711", "3", "here")
    clock.now += 60
    second, _ = staff.sign_in("li", "4711", None, "there")
    other, _ = staff.sign_in("wang", "4711", None, "there")
    shown = staff.sessions("li")
    assert [(one.counter, one.since) for one in shown] == [("3", clock.now - 60), (None, clock.now)]
    assert staff.session(shown[0].id) is None
    staff.end_session(Actor("chen"), "li", shown[0].id)
    assert staff.session(first) is None
    assert staff.session(second) is not None
    assert [one.counter for one in book(journal, clock).sessions("li")] == [None]
    for of, which in (("li", shown[0].id), ("wang", shown[1].id), ("nobody", shown[1].id)):
        with pytest.raises(Unknown):
            staff.end_session(Actor("chen"), of, which)
    staff.change(Actor("chen"), "li", disabled=True)
    assert staff.sessions("li") == []
    assert staff.session(other) is not None


def test_the_products_own_pins_are_slow_to_guess() -> None:
    """What tests spend less on is, in the product, a setting that the OWASP Password Storage Cheat Sheet names."""
    assert PRODUCT == {"n": 2**13, "r": 8, "p": 10, "dklen": 32}
