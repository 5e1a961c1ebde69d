"""A visitor wants to be told on the phone, and what was told. The number is in the vault alone."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "reminders"


@dataclass(frozen=True, slots=True)
class ReminderAsked(Event):
    """The holder of `ticket`, of business day `day`, wants messages."""

    ticket: str
    day: str


@dataclass(frozen=True, slots=True)
class ReminderStopped(Event):
    """No more messages about `ticket`."""

    ticket: str
    day: str


@dataclass(frozen=True, slots=True)
class ReminderSent(Event):
    """The message `what` about `ticket` has gone out."""

    ticket: str
    day: str
    what: str
