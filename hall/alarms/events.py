"""An alarm began, got worse, was taken note of, ended. Codes and ids alone; its words are made when it is shown."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "alarms"
CALM_S = 300.0
"""Gone for so long, an alarm is over; coming again it rings again."""


@dataclass(frozen=True, slots=True)
class AlarmRaised(Event):
    """The alarm `code` about a service, counter or device began, or has become as bad as `degree`."""

    code: str
    about: str
    degree: int


@dataclass(frozen=True, slots=True)
class AlarmAcknowledged(Event):
    """Somebody has taken note of it as it is up to `degree`."""

    code: str
    about: str
    degree: int


@dataclass(frozen=True, slots=True)
class AlarmEnded(Event):
    """It is over, and has been for CALM_S."""

    code: str
    about: str
