"""Every act at a counter, over HTTP, from every state of visit and counter, for nobody, its clerk and others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.journal.actor import Actor
from hall.queue.desk.counter import CounterDesk
from hall.queue.state.ticket import AT_COUNTER, STEPS, Status, Ticket
from hall.staff.book import StaffBook
from hall.voice.wording import Wording
from tests.halls import LI, Clock
from tests.roads import ROADS

HOST = Actor("hall")
PEOPLE = {"li": "clerk", "wang": "clerk", "chen": "manager"}
STEP_OF = {
    "recall": "recall",
    "start": "start",
    "finish": "finish",
    "no-show": "no_show",
    "hold": "hold",
    "transfer": "transfer",
    "resume": "resume",
    "reinstate": "reinstate",
    "call": "call",
}
"""What an act at the counter asks of the ticket."""
OTHERS = ["open", "pause", "close", "close-after", "call-next", "undo", "help", "help-done", "help-taken", "release"]
OF_ANYBODY = {"reinstate", "help-done", "help-taken", "release"}
"""Acts that need not be the own counter's."""
NEEDS_MANAGER = {"call", "help-taken", "release"}
NEEDS_FREE = {"call", "call-next", "close", "resume"}
UNDOABLE = {"serving", "held", "finished", "no_show"}
"""States whose last step no voice has told."""
NOBODYS = [None, "forged"]
"""No session: at a kiosk, whose address is trusted with tickets alone; or with a token that somebody made up."""

COUNTERS = {
    "closed": {"open", "close", "help-done", "release"},
    "free": {"open", "pause", "close", "close-after", "call-next", "help", "help-done", "release"},
    "paused": {"open", "pause", "close", "close-after", "help", "help-done", "release"},
    "serving, to close": {
        *("open", "pause", "close-after", "help", "help-done", "release"),
        *("hold", "finish", "transfer"),
    },
    "serving, paused": {
        *("open", "pause", "close-after", "help", "help-done", "release"),
        *("hold", "finish", "transfer"),
    },
    "free, help called": {
        *("open", "pause", "close", "close-after", "call-next", "help", "help-done", "help-taken", "release"),
    },
}
"""What its own clerk can do in each state of a counter; a manager's acts are among them."""
OF_NO_TICKET = ("recall", "start", "no-show", "hold", "transfer", "finish")
"""Acts on whoever is in front of the counter."""


class Table:
    """One hall in which "li", of a role to choose, works at counter 1, and how to bring a visit to a state there."""

    def __init__(self, folder: Path, role: str) -> None:
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        self.clock = Clock()
        without_voice = table | {"voice": {"enabled": False}}
        self.hall = server.build(without_voice, folder, async_mode="threading", clock=self.clock)
        self.roles = PEOPLE | {"li": role}
        for staff, is_a in self.roles.items():
            self.hall.context[StaffBook].add(staff, staff, is_a, "4711", "console")
        self.tokens = {who: self.hall.context[StaffBook].sign_in(who, "4711", None, "here")[0] for who in self.roles}
        self.http: FlaskClient = self.hall.app.test_client()

    def bring(self, state: str) -> Ticket:
        """Return a visit in `state` at a counter that "li" has just opened."""
        self.clock.now += 15
        desk = self.hall.context.desk
        CounterDesk(desk).release(HOST, "1")
        desk.open_counter(Actor("li"), "1")
        ticket = desk.issue(Actor("kiosk"), "company", "normal", "zh").ticket
        assert ticket is not None
        ROADS[state](desk, ticket)
        assert ticket.status == state
        return ticket

    def press(self, who: str | None, act: str, number: str) -> int:
        """Press, and return the status of the answer."""
        bodies = {"transfer": {"service": "tax"}, **{a: {"number": number} for a in ("call", "resume", "reinstate")}}
        headers = {"Authorization": f"Bearer {self.tokens.get(who, 'made-up')}"} if who else {}
        return self.http.post(f"/api/v1/counters/1/{act}", json=bodies.get(act, {}), headers=headers).status_code

    def bring_counter(self, state: str) -> None:
        """Bring counter 1 to `state`, with "li" there unless it is closed."""
        self.clock.now += 15
        desk, more = self.hall.context.desk, CounterDesk(self.hall.context.desk)
        more.release(HOST, "1")
        for ticket in desk.look(lambda day, _: [t for t in day.tickets.values() if t.status is Status.WAITING]):
            desk.cancel(Actor("visitor"), ticket.token)
        if state == "closed":
            return
        desk.open_counter(LI, "1")
        if state.startswith("serving"):
            ROADS["serving"](desk, desk.issue(Actor("kiosk"), "company", "normal", "zh").ticket)
        match state:
            case "paused" | "serving, paused":
                desk.pause_counter(LI, "1", "break")
            case "serving, to close":
                more.close_after(LI, "1")
            case "free, help called":
                more.call_help(LI, "1")

    def allowed_at(self, who: str | None, act: str, state: str) -> set[int]:
        """Return what the contract says of the answer, by the counter's state."""
        if who in NOBODYS:
            return {401}
        if act in NEEDS_MANAGER and self.roles[who] != "manager":
            return {403}
        if who != "li" and state != "closed" and act not in OF_ANYBODY:
            return {409}
        return {200, 204} if act in COUNTERS[state] else {409}

    def allowed(self, who: str | None, act: str, state: str) -> set[int]:
        """Return what the contract says of the answer, by the visit's state."""
        if who in NOBODYS:
            return {401}
        if act in NEEDS_MANAGER and self.roles[who] != "manager":
            return {403}
        if who != "li" and act not in OF_ANYBODY:
            return {409}
        if act in NEEDS_FREE and Status(state) in AT_COUNTER:
            return {409}
        if act in STEP_OF:
            return {200} if Status(state) in STEPS[STEP_OF[act]] else {409}
        if act == "undo":
            return {200} if state in UNDOABLE else {409}
        return {409} if act == "help-taken" else {200, 204}


@pytest.fixture(scope="module", params=["clerk", "manager"])
def table(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """The hall, once with a clerk at the counter and once with a manager."""
    made = Table(tmp_path_factory.mktemp("table"), request.param)
    yield made
    made.hall.context[Wording].voice.close()


@pytest.mark.parametrize("state", sorted(ROADS))
@pytest.mark.parametrize("who", [*NOBODYS, *PEOPLE])
def test_every_act_from_every_state_for_everybody(table: Table, who: str | None, state: str) -> None:
    """Each act is answered as the contract says, and a refused one leaves the visit and the day as they were."""
    entries = lambda: table.hall.context.desk.look(lambda day, _: day.entries)  # noqa: E731 - a name for one line
    for act in (*STEP_OF, *OTHERS):
        ticket = table.bring(state)
        before = entries()
        status = table.press(who, act, ticket.number)
        assert status in table.allowed(who, act, state), (act, status)
        if status >= 400:
            assert (ticket.status, entries()) == (state, before), act


@pytest.mark.parametrize("state", COUNTERS)
@pytest.mark.parametrize("who", [*NOBODYS, *PEOPLE])
def test_every_act_from_every_state_of_the_counter(table: Table, who: str | None, state: str) -> None:
    """Closed, free, paused, to close, help called: each act is answered as it should be, a refused one does nothing."""
    entries = lambda: table.hall.context.desk.look(lambda day, _: day.entries)  # noqa: E731 - a name for one line
    for act in (*OF_NO_TICKET, *OTHERS):
        table.bring_counter(state)
        before = entries()
        status = table.press(who, act, "")
        assert status in table.allowed_at(who, act, state), (act, status)
        if status >= 400:
            assert entries() == before, act
