"""How a waiting ticket comes to each state at counter 1, and each step as an act."""

from collections.abc import Callable, Mapping

from hall.journal.actor import Actor
from hall.queue.desk.visit import Desk
from hall.queue.desk.visitor import VisitorDesk
from hall.queue.state.ticket import Ticket
from tests.halls import LI

Act = Callable[[Desk, Ticket], object]
VISITOR = Actor("visitor")


def _then(*acts: Act) -> Act:
    def go(desk: Desk, ticket: Ticket) -> None:
        for act in acts:
            act(desk, ticket)

    return go


def _call(desk: Desk, ticket: Ticket) -> object:
    return desk.call_number(LI, "1", ticket.number)


def _start(desk: Desk, _ticket: Ticket) -> object:
    return desk.start(LI, "1")


STEP_ACTS: Mapping[str, Act] = {
    "call": _call,
    "recall": lambda desk, _: desk.recall(LI, "1"),
    "start": _start,
    "finish": lambda desk, _: desk.finish(LI, "1", None, None),
    "no_show": lambda desk, _: desk.no_show(LI, "1"),
    "hold": lambda desk, _: desk.hold(LI, "1"),
    "resume": lambda desk, ticket: desk.resume(LI, "1", ticket.number),
    "transfer": lambda desk, _: desk.transfer(LI, "1", "b", None, "fair"),
    "reinstate": lambda desk, ticket: desk.reinstate(LI, ticket.number),
    "cancel": lambda desk, ticket: desk.cancel(VISITOR, ticket.token),
    "put_off": lambda desk, ticket: VisitorDesk(desk).put_off(VISITOR, ticket.token),
    "add": lambda desk, ticket: VisitorDesk(desk).add(VISITOR, ticket.token, "c"),
    "rate": lambda desk, ticket: desk.rate(VISITOR, ticket.token, 4, (), None),
}

ROADS: Mapping[str, Act] = {
    "waiting": _then(),
    "called": _call,
    "serving": _then(_call, _start),
    "held": _then(_call, _start, STEP_ACTS["hold"]),
    "finished": _then(_call, _start, STEP_ACTS["finish"]),
    "no_show": _then(_call, STEP_ACTS["no_show"]),
    "cancelled": STEP_ACTS["cancel"],
}
