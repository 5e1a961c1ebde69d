"""One endpoint told by one courier: in order, nothing lost, nothing twice but what a crash leaves open."""

from datetime import date

import pytest

from hall.journal.actor import Actor
from hall.journal.entry import Entry
from hall.journal.ground import Ground
from hall.journal.refusal import Illegal, Unknown
from hall.queue.events.counter import CounterOpened
from hall.queue.events.visit import TicketCalled
from hall.store.memory import MemoryJournal
from hall.webhooks.book import KEYS_OVERLAP_S, MOST, EndpointBook
from hall.webhooks.courier import Courier
from hall.webhooks.events import DELIVERIES
from hall.webhooks.outboxes import Outboxes
from hall.webhooks.rules.message import KINDS, Message
from hall.webhooks.rules.schedule import DAY_S
from hall.webhooks.state import Endpoint
from tests.halls import MONDAY, NOON, Clock, NoVault, follow

CHEN = Actor("chen")
DAY = "day-2026-11-23"
URL = "https://city.example.cn/hook"


class Line:
    """A hall's journal, its endpoint, and what that answers."""

    def __init__(self) -> None:
        self.journal, self.clock, self.vault, self.today = MemoryJournal(), Clock(), NoVault(), MONDAY
        self.ground = Ground(self.journal, lambda _: self.vault, self.clock, lambda: self.today, lambda: "tag")
        self.heard: list[str] = []
        self.answers: dict[str, str] = {}
        self.down: str | None = None
        self.book = EndpointBook(self.ground)
        self.key, self.endpoint = self.book.add(CHEN, URL, KINDS)
        self.clock.now += 1
        self.restarted()

    def restarted(self) -> "Line":
        """Everything is read anew, as after a kill or by the server that takes over."""
        self.book, self.outboxes = EndpointBook(self.ground), Outboxes(self.ground)
        self.courier = Courier(self.ground, "w1", self.book, self.outboxes, self.hand)
        return self

    def hand(self, endpoint: Endpoint, message: Message, keys: object) -> str | None:
        self.heard.append(message.data["ticket"])
        return self.down or self.answers.get(message.data["ticket"])

    def calls(self, *tickets: str, stream: str = DAY) -> None:
        """Somebody is called, and a counter opened, which tells nothing."""
        for ticket in tickets:
            number = len(self.journal.read(stream)) + 1
            self.journal.append(stream, Entry(number, self.clock.now, "li", (TicketCalled(ticket, "2"),)))
            self.journal.append(stream, Entry(number + 1, self.clock.now, "li", (CounterOpened("2", "li"),)))

    def works(self, after_s: float = 0.0) -> list[str]:
        """What is heard in one go."""
        self.clock.now += after_s
        self.heard.clear()
        self.courier.work()
        return list(self.heard)


def test_everything_is_told_once_and_in_order_also_over_a_restart() -> None:
    """What came before the endpoint is not told; what was told is not told again by whoever takes over."""
    line = Line()
    line.calls("1", "2", "3")
    assert line.works() == ["1", "2", "3"]
    assert line.works() == []
    line.calls("4")
    assert line.restarted().works() == ["4"]
    assert line.restarted().works() == []


def test_what_was_before_the_endpoint_is_not_told() -> None:
    """A platform that is added at noon does not hear the morning."""
    line = Line()
    line.clock.now = NOON
    line.calls("1")
    line.clock.now += 1
    line.calls("2")
    assert line.works() == ["2"]


def test_nothing_is_written_for_what_tells_nothing() -> None:
    """Nor for an hour in which nobody is called."""
    line = Line()
    line.calls("1")
    line.works()
    written = len(line.journal.read(f"{DELIVERIES}2026-11-23"))
    for _ in range(10):
        line.works(60)
    assert len(line.journal.read(f"{DELIVERIES}2026-11-23")) == written


def test_one_bad_message_does_not_hold_up_the_others() -> None:
    """It is tried again when it is due, over a restart too, and the rest goes on in between."""
    line = Line()
    line.answers["1"] = "500"
    line.calls("1", "2")
    assert line.works() == ["1"]
    assert line.works(2) == ["2"]
    line.restarted()
    assert line.works(2) == []
    assert line.works(1) == ["1"]
    line.calls("3")
    assert line.works(2) == ["3"]
    line.answers.clear()
    assert line.works(297) == []
    assert line.works(2) == ["1"]
    assert not line.outboxes.of("w1").waiting


def test_an_endpoint_that_was_down_hears_all_of_it_when_it_answers_again() -> None:
    """Not hours later: what was put off while it was down is tried at once."""
    line = Line()
    line.down = "no_connection"
    line.calls(*"123456789")
    for _ in range(5):
        line.works(61)
    waiting = line.outboxes.of("w1").waiting
    assert 0 < len(waiting) < 9
    line.down = None
    heard = line.works(61) + line.works(1)
    assert sorted({*heard}) == [*"123456789"]
    assert not line.outboxes.of("w1").waiting


def test_a_clock_that_is_set_back_silences_nobody() -> None:
    """A pause that was made by a clock an hour ahead is over."""
    line = Line()
    line.calls("1", "2")
    line.answers["1"] = "500"
    assert line.works() == ["1"]
    assert line.works(-3600) == ["2"]


def test_after_a_day_a_message_is_given_up_and_can_be_sent_again() -> None:
    """It is shown with why, by the last answer; sent again it is taken, and is shown no more."""
    line = Line()
    line.answers["1"] = "500"
    line.calls("1")
    line.works()
    for _ in range(40):
        line.works(DAY_S / 30)
    (dead,) = line.restarted().outboxes.of("w1").dead.values()
    assert (dead.why, dead.attempts, dead.due) == ("500", 8, None)
    line.answers.clear()
    line.outboxes.ask_again(CHEN, "w1", dead.message)
    assert line.works() == ["1"]
    box = line.outboxes.of("w1")
    assert (box.dead, box.waiting, [message for message, _ in box.recent]) == ({}, {}, [dead.message])
    line.outboxes.ask_again(CHEN, "w1", dead.message)
    assert line.works() == ["1"]
    with pytest.raises(Unknown, match="delivery_unknown"):
        line.outboxes.ask_again(CHEN, "w1", f"{DAY}_99_0")


def test_an_endpoint_that_wants_no_more_is_told_no_more() -> None:
    """After 410 nothing is tried, whatever waits; that is known after a restart too."""
    line = Line()
    line.down = "410"
    line.calls("1", "2")
    assert line.works() == ["1"]
    assert line.restarted().works(DAY_S) == []
    assert line.book.get("w1").gone


def test_a_new_day_is_told_and_the_old_one_to_its_end() -> None:
    """What waits is carried over midnight, and only the newest stream is needed to go on."""
    line = Line()
    line.answers["1"] = "500"
    line.calls("1", "2")
    line.works()
    line.works(2)
    line.calls("3")
    line.today = date(2026, 11, 24)
    line.calls("4", stream="day-2026-11-24")
    assert line.restarted().works(1) == ["3", "4"]
    line.answers.clear()
    assert f"{DELIVERIES}2026-11-24" in line.journal.streams()
    assert line.restarted().works(400) == ["1"]


def test_a_killed_server_repeats_at_most_what_was_not_written_down_under_the_same_name() -> None:
    """The message that was under way comes again, and the platform knows it by its name."""
    line = Line()
    named: list[str] = []

    def dies(endpoint: Endpoint, message: Message, keys: object) -> str | None:
        named.append(message.id)
        raise KeyboardInterrupt

    line.calls("1", "2")
    line.courier = Courier(line.ground, "w1", line.book, line.outboxes, dies)
    with pytest.raises(KeyboardInterrupt):
        line.courier.work()
    line.restarted()
    line.courier = Courier(line.ground, "w1", line.book, line.outboxes, lambda _, one, __: named.append(one.id))
    line.courier.work()
    assert named == [f"{DAY}_1_0", f"{DAY}_1_0", f"{DAY}_3_0"]


def test_another_process_that_follows_knows_all_of_it() -> None:
    """Also when the day's stream began elsewhere; a removed endpoint leaves nothing."""
    line = Line()
    other = Outboxes(line.ground)
    line.answers["1"] = "500"
    line.calls("1", "2")
    line.works()
    line.works(2)
    follow(line.journal, other)
    assert other.of("w1") == line.outboxes.of("w1")
    line.book.remove(CHEN, "w1")
    follow(line.journal, other, line.outboxes)
    assert not other.of("w1").waiting
    with pytest.raises(Unknown):
        line.courier.work()


def test_two_keys_sign_for_a_day_and_none_is_in_the_journal() -> None:
    """The newest first; after a day the old one no more; what is removed leaves no key."""
    line = Line()
    key, endpoint = line.book.change_key(CHEN, "w1")
    assert line.book.keys(endpoint) == [key, line.key]
    assert not [one for one in (key, line.key) if one in repr(line.journal.since(0))]
    line.clock.now += KEYS_OVERLAP_S
    assert line.restarted().book.keys(endpoint) == [key]
    line.book.remove(CHEN, "w1")
    assert line.vault.kept == []


def test_a_press_sent_twice_makes_one_endpoint_with_one_key() -> None:
    """And there is an end to how many."""
    line = Line()
    press = Actor("chen", "one-key")
    assert line.book.add(press, URL, KINDS) == line.book.add(press, URL, KINDS)
    for _ in range(MOST - 2):
        line.book.add(CHEN, URL, ["fault.began"])
    with pytest.raises(Illegal, match="endpoints_many"):
        line.book.add(CHEN, URL, KINDS)


def test_without_its_key_nothing_leaves_unsigned() -> None:
    """A crash between journal and vault: messages wait, with the reason, until there is a new key."""
    line = Line()
    line.vault.kept.clear()
    line.calls("1")
    assert line.works() == []
    assert [one.why for one in line.outboxes.of("w1").waiting.values()] == ["no_key"]
    line.book.change_key(CHEN, "w1")
    assert line.works(5) == ["1"]
