"""Messages out of the hall: each once, none that is no more so, and the number goes with the ticket."""

import os
from collections.abc import Callable
from contextlib import closing
from ipaddress import ip_network
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.journal.actor import Actor
from hall.journal.refusal import Refusal
from hall.outward.modem import LONGEST, Modem, parts, pdu
from hall.outward.reminding import TRIES, Reminding
from hall.outward.short_messages import Gateway, NotSent
from hall.queue.desk.visit import Desk
from hall.queue.state.ticket import Ticket
from hall.reminders.book import Due, ReminderBook
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, TURN, Clock, NoVault, desk, ground
from tests.receivers import receiver

LOOPBACK = [ip_network("127.0.0.0/8")]
WANG = Actor("wang")
PHONE = "+86 138 0013 8000"


class Heard:
    """A way out for tests: what it was given, and the numbers that it cannot reach."""

    def __init__(self, *unreachable: str) -> None:
        self.sent: list[tuple[str, str]] = []
        self.tried = 0
        self.unreachable = unreachable

    def send(self, phone: str, text: str) -> None:
        self.tried += 1
        if phone in self.unreachable:
            raise NotSent("unknown number")
        self.sent.append((phone, text))


class Hall:
    """Counter 1 open, a book and what sends."""

    def __init__(self, *unreachable: str) -> None:
        self.clock, self.journal, self.vault, self.way = Clock(), MemoryJournal(), NoVault(), Heard(*unreachable)
        self.desk: Desk = desk(self.clock, self.journal)
        self.desk.open_counter(LI, "1")
        self.open()

    def open(self) -> None:
        """As a server does that starts."""
        self.book = ReminderBook(ground(self.clock, self.journal, self.vault, self.desk.today()), self.desk)
        self.sends = Reminding(self.book, self.way, words)

    def take(self, phone: str | None = None) -> Ticket:
        ticket = self.desk.issue(KIOSK, "a", "normal", "zh").ticket
        assert ticket is not None
        if phone is not None:
            self.book.ask(KIOSK, ticket.token, phone)
        return ticket

    def serve(self) -> None:
        self.desk.call_next(LI, "1")
        self.desk.start(LI, "1")
        self.desk.finish(LI, "1", None, None)

    def said(self) -> list[str]:
        self.sends.beat()
        return [text for _, text in self.way.sent]


def words(due: Due) -> str:
    return f"{due.number} {due.what.split()[0]} {due.counter.get('zh', '')}".strip()


def test_two_before_and_the_call_are_told_once() -> None:
    """Not before that, not again however often it is looked, nor after a restart; a recall is no second message."""
    hall = Hall()
    for _ in range(3):
        hall.take()
    hall.take(PHONE)
    assert hall.said() == []
    hall.serve()
    assert hall.said() == hall.said() == ["A004 near"]
    hall.open()
    assert hall.said() == ["A004 near"]
    for _ in range(2):
        hall.serve()
    hall.desk.call_next(LI, "1")
    hall.desk.recall(LI, "1")
    assert hall.said() == ["A004 near", "A004 called 1号窗口"]
    assert {phone for phone, _ in hall.way.sent} == {PHONE}


def test_who_comes_back_is_called_with_a_message_again() -> None:
    """A second call after a missed one is another call."""
    hall = Hall()
    ticket = hall.take(PHONE)
    hall.desk.call_next(LI, "1")
    assert hall.said() == ["A001 called 1号窗口"]
    hall.desk.no_show(LI, "1")
    hall.desk.come_back(KIOSK, ticket.token)
    hall.desk.call_next(LI, "1")
    assert hall.said()[-1:] == ["A001 called 1号窗口"]
    assert len(hall.way.sent) == 2


def test_what_is_no_more_so_is_not_sent() -> None:
    """While nothing gets out the visitor is called and served: afterwards no message says so."""
    hall = Hall(PHONE)
    hall.take(PHONE)
    hall.desk.call_next(LI, "1")
    assert hall.said() == []
    assert [fault.code for fault in hall.sends.faults()] == ["reminders"]
    hall.desk.start(LI, "1")
    hall.way.unreachable = ()
    assert hall.said() == []


def test_a_wrong_number_keeps_nobody_elses_message_back() -> None:
    """It is tried a few times and then no more; what else is due goes out, and the fault goes away with it."""
    hall = Hall("1234567")
    hall.take("1234567")
    hall.take(PHONE)
    for _ in range(TRIES + 2):
        assert hall.said() == ["A002 near"]
    assert hall.way.tried == TRIES + 1


def test_the_number_is_forgotten_with_the_ticket() -> None:
    """When the visit is over, given up, or stopped by its holder; and it is in no journal."""
    hall = Hall()
    served, given_up, stopped = hall.take(PHONE), hall.take(PHONE), hall.take(PHONE)
    assert all(hall.vault.get(hall.desk.today(), one.token) for one in (served, given_up, stopped))
    hall.serve()
    hall.desk.cancel(KIOSK, given_up.token)
    hall.book.stop(KIOSK, stopped.token)
    hall.book.settle()
    assert not any(hall.vault.get(hall.desk.today(), one.token) for one in (served, given_up, stopped))
    assert not hall.book.wanted(stopped.token)
    assert "8000" not in repr(hall.journal.since(0))


def test_a_visit_that_is_over_takes_no_number() -> None:
    """Nor does a ticket that is not there; nothing is kept."""
    hall = Hall()
    ticket = hall.take()
    hall.desk.cancel(KIOSK, ticket.token)
    for token, why in ((ticket.token, "step_not_allowed"), ("gone", "ticket_unknown")):
        with pytest.raises(Refusal, match=why):
            hall.book.ask(KIOSK, token, PHONE)
        assert not hall.vault.get(hall.desk.today(), token)


def test_a_gateway_is_sent_number_and_text() -> None:
    """As JSON, with the hall's token; an answer that is no yes, or none, is said without the number."""
    with receiver() as there:
        Gateway(there.url, "secret", lambda: LOOPBACK).send(PHONE, "厅：请A001号")
        headers, body = there.heard[0]
    assert headers["authorization"] == "Bearer secret"
    assert body.decode() == '{"to": "+86 138 0013 8000", "text": "厅：请A001号"}'
    with receiver(lambda _: 500) as there, pytest.raises(NotSent, match="HTTP 500"):
        Gateway(there.url, None, lambda: LOOPBACK).send(PHONE, "x")
    with pytest.raises(NotSent, match="no_connection"):
        Gateway(there.url, None, lambda: LOOPBACK).send(PHONE, "x")


def test_a_message_in_the_modems_own_form() -> None:
    """SMS-SUBMIT: digits in swapped halves, Chinese in UCS-2, the length without the centre's."""
    assert pdu("+8613800138000", "你好") == (18, "0001000D91683108108300F00008044F60597D")
    assert pdu("10086", "A") == (12, "00010005810180F60008020041")


@given(st.text(max_size=300))
def test_a_long_text_goes_in_pieces(text: str) -> None:
    """Nothing is lost, and no piece is longer than a message."""
    found = parts(text)
    assert "".join(found) == text
    assert all(len(part.encode("utf-16-be", "surrogatepass")) // 2 <= LONGEST for part in found)


class Wire:
    """The hall's end of a line to a modem."""

    def __init__(self, end: int) -> None:
        self._end = end

    def write(self, data: bytes) -> object:
        return os.write(self._end, data)

    def read(self, size: int) -> bytes:
        return os.read(self._end, size)

    def close(self) -> None:
        """Leave it open: the next message goes over the same line."""


def modem(answers: Callable[[str], str]) -> tuple[Modem, list[str]]:
    """A modem on a pair of pipes that answers each line as `answers` says, and what it was told."""
    to_modem, from_hall = os.pipe()
    to_hall, from_modem = os.pipe()
    told: list[str] = []

    class Both(Wire):
        def write(self, data: bytes) -> object:
            return os.write(from_hall, data)

    def work() -> None:
        line = b""
        while byte := os.read(to_modem, 1):
            line += byte
            if byte in {b"\r", b"\x1a"}:
                told.append(line.decode().rstrip("\r"))
                os.write(from_modem, answers(told[-1]).encode())
                line = b""

    Thread(target=work, daemon=True).start()
    return Modem(lambda: closing(Both(to_hall))), told


def test_a_modem_is_asked_step_by_step() -> None:
    """Echo off, the mode, the length, and after its prompt the message itself."""
    made, told = modem(lambda line: "\r\n> " if line.startswith("AT+CMGS") else "\r\nOK\r\n")
    made.send("+8613800138000", "你好")
    assert told == ["ATE0", "AT+CMGF=0", "AT+CMGS=18", "0001000D91683108108300F00008044F60597D\x1a"]


def test_a_modem_that_refuses_says_why() -> None:
    """Its own words, without the number; a port that is not there is a reason too."""
    made, _ = modem(lambda line: "\r\n+CMS ERROR: 310\r\n" if line.startswith("AT+CMGS") else "\r\nOK\r\n")
    with pytest.raises(NotSent, match=r"\+CMS ERROR: 310"):
        made.send("10086", "x")

    def gone() -> closing[Wire]:
        raise FileNotFoundError(2, "No such file or directory")

    with pytest.raises(NotSent, match="No such file"):
        Modem(gone).send("10086", "x")


def test_a_modem_that_is_silent_is_given_up() -> None:
    """After a while by a clock that nobody sets, not for ever."""

    class Silent(Wire):
        def write(self, data: bytes) -> object:
            return data

        def read(self, size: int) -> bytes:
            return b""

    times = iter(range(100))
    with pytest.raises(NotSent, match="does not answer"):
        Modem(lambda: closing(Silent(0)), lambda: float(next(times))).send("10086", "x")


def test_messages_go_on_over_the_turn_of_the_day() -> None:
    """Who is still here is told as before, once; the others' numbers go with their day, one's own with the visit."""
    hall = Hall()
    hall.clock.now = TURN - 60
    hall.desk.open_counter(WANG, "2")
    gone, _, waits = hall.take(PHONE), hall.take(), hall.take(PHONE)
    hall.desk.cancel(KIOSK, gone.token)
    assert hall.said() == ["A003 near"]
    hall.clock.now = TURN + 60
    hall.desk.roll_over()
    hall.open()
    hall.book.settle()
    assert [token for _, token, facts in hall.vault.kept if "phone" in facts] == [waits.token]
    assert hall.book.wanted(waits.token)
    assert hall.said() == ["A003 near"]
    assert hall.desk.call_next(LI, "1").ticket != hall.desk.call_next(WANG, "2").ticket
    assert hall.said() == ["A003 near", "A003 called 2号窗口"]
    hall.desk.no_show(WANG, "2")
    hall.clock.now += 2 * 86_400
    hall.desk.roll_over()
    hall.open()
    hall.book.settle()
    assert hall.vault.kept == []
