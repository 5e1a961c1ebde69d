"""What platforms are told, made from the journal's entries alone: thin, and nothing that names or tells of a person."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from hall.feedback.events import FeedbackGiven
from hall.journal.entry import Entry, Event
from hall.journal.refusal import Wrong
from hall.queue.events import counter as c
from hall.queue.events import visit as v
from hall.webhooks.events import FaultBegan, FaultEnded

Kind = Literal[
    "ticket.issued",
    "ticket.called",
    "ticket.finished",
    "ticket.missed",
    "ticket.undone",
    "rating.given",
    "complaint.given",
    "fault.began",
    "fault.ended",
]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Message:
    """One message: where in the journal it comes from, which is its name, and its body."""

    stream: str
    number: int
    index: int
    kind: str
    at: float
    data: dict[str, Any]

    @property
    def id(self) -> str:
        """Return the message's name: the same whenever it is made."""
        return f"{self.stream}_{self.number}_{self.index}"

    def body(self) -> bytes:
        """Return what is sent, the same at every try."""
        at = datetime.fromtimestamp(self.at, UTC).isoformat(timespec="milliseconds")
        said = {"type": self.kind, "timestamp": at, "data": self.data}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def place_of(message: str) -> tuple[str, int, int]:
    """Return the stream, the entry's number and the place in it of a message's id. Raises ValueError."""
    stream, number, index = message.rsplit("_", 2)
    return stream, int(number), int(index)


def messages(stream: str, entry: Entry) -> Iterator[Message]:
    """Give what an entry has to tell."""
    for index, event in enumerate(entry.events):
        told = _told(event)
        if told is not None:
            yield Message(stream, entry.number, index, told[0], entry.at, told[1])


def checked_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds, each once and in their order. Raises Wrong for none, and for one that there is not."""
    asked = set(kinds)
    if not asked or not asked <= set(KINDS):
        raise Wrong("kinds_wrong", field="kinds", kinds=", ".join(KINDS))
    return tuple(kind for kind in KINDS if kind in asked)


def _told(event: Event) -> tuple[Kind, dict[str, Any]] | None:
    match event:
        case v.TicketIssued(ticket=ticket, number=number, service=service, visitor_class=of):
            return "ticket.issued", {"ticket": ticket, "number": number, "service": service, "class": of}
        case v.TicketCalled(ticket=ticket, counter=counter):
            return "ticket.called", {"ticket": ticket, "counter": counter}
        case v.TicketFinished(ticket=ticket, counter=counter, outcome=outcome):
            return "ticket.finished", {"ticket": ticket, "counter": counter, "outcome": outcome}
        case v.TicketMissed(ticket=ticket, counter=counter):
            return "ticket.missed", {"ticket": ticket, "counter": counter}
        case c.StepUndone(ticket=ticket, counter=counter, step=step):
            return "ticket.undone", {"ticket": ticket, "counter": counter, "step": step}
        case v.TicketRated(ticket=ticket, score=score, reasons=reasons):
            return "rating.given", {"ticket": ticket, "score": score, "reasons": list(reasons)}
        case FeedbackGiven(kind="complaint", feedback=number, service=service, counter=counter, answer_due=due):
            said = {"complaint": number, "service": service, "counter": counter, "answer_due": due}
            return "complaint.given", said
        case FaultBegan():
            return "fault.began", asdict(event)
        case FaultEnded():
            return "fault.ended", asdict(event)
    return None
