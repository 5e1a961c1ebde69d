"""What was said aloud, as it is written down: calls by their ids, messages by theirs, nothing of what they say."""

from dataclasses import dataclass

from hall.journal.entry import Event


@dataclass(frozen=True, slots=True)
class CallSaid(Event):
    """A call was said in `zone` for the first time, `after_s` seconds after its key.

    `form` is one of plan.FORMS, as far as it was said by then; `how` "clips", or "chime" when its words cannot be said.
    """

    call: int
    zone: str
    form: str
    how: str
    after_s: float


@dataclass(frozen=True, slots=True)
class MoreOfCallSaid(Event):
    """The same call was said further, in another language or once more: by now as `form`."""

    call: int
    zone: str
    form: str


@dataclass(frozen=True, slots=True)
class CallWaited(Event):
    """A call waited in `zone` and no voice was here: so the day knows that its calls were to be said, if none was."""

    zone: str


@dataclass(frozen=True, slots=True)
class MessageSaid(Event):
    """A notice or an emergency was said in `zone`."""

    message: int
    zone: str
    how: str
