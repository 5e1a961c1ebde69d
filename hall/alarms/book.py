"""Which alarms there are, since when, how bad they have been, and who has taken note; folded from their stream.

An alarm that is gone for a moment is not over: it ends when it has been gone for a while, so that one that comes and
goes rings once. Taken note of, it is quiet until it gets worse than whoever took note of it saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hall.alarms.events import CALM_S, STREAM, AlarmAcknowledged, AlarmEnded, AlarmRaised
from hall.faults import Fault
from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown
from hall.journal.stream import numbered

Key = tuple[str, str]
"""Code, and what it is about."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Who took note of an alarm, when (seconds since 1970), and up to which degree."""

    by: str
    at: float
    degree: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm that stands: since when, the worst it has been, and the last who took note of it."""

    since: float
    degree: int
    noted: Noted | None = None


class AlarmBook:
    """Every alarm that stands."""

    def __init__(self, ground: Ground) -> None:
        """Read what there is. What stood when this process began may have gone since."""
        self._standing: dict[Key, Alarm] = {}
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()
        self._seen = dict.fromkeys(self._standing, self._stream.now())
        """When each was last found here: another server's own faults are not this one's to end."""

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def find(self, code: str, about: str) -> Alarm | None:
        """Return an alarm; None for one that nobody has written down yet."""
        return self._standing.get((code, about))

    def watch(self, found: Sequence[Fault]) -> None:
        """Write down what of the alarms that there are now is new, or worse; and what is over. Mostly nothing is."""
        now = self._stream.now()
        self._seen |= {(one.code, one.about): now for one in found}
        if self._stream.look(lambda: self._changes(found, now)):
            self._stream.act(HALL, lambda at: self._changes(found, at))
        self._seen = {key: at for key, at in self._seen.items() if key in self._standing}

    def acknowledge(self, actor: Actor, code: str, about: str, degree: int) -> None:
        """Say that the actor has taken note of the alarm as it was shown. Raises Unknown when there is none."""

        def decide(_: float) -> tuple[Event, ...]:
            alarm = self._standing.get((code, about))
            if alarm is None:
                raise Unknown("alarm_unknown")
            seen = min(degree, alarm.degree)
            known = alarm.noted is not None and alarm.noted.degree >= seen
            return () if known else (AlarmAcknowledged(code, about, seen),)

        self._stream.act(actor, decide)

    def _changes(self, found: Sequence[Fault], now: float) -> tuple[Event, ...]:
        known = self._standing
        worst: dict[Key, int] = {}
        for one in found:
            key = (one.code, one.about)
            worst[key] = max(one.degree, worst.get(key, 0))
        raised = (AlarmRaised(*key, at) for key, at in worst.items() if key not in known or at > known[key].degree)
        over = (AlarmEnded(*key) for key in known if now - self._seen.get(key, now) >= CALM_S)
        return (*raised, *over)

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case AlarmRaised(code, about, degree):
                    before = self._standing.get((code, about))
                    alarm = Alarm(entry.at, degree) if before is None else replace(before, degree=degree)
                    self._standing[code, about] = alarm
                case AlarmAcknowledged(code, about, degree):
                    alarm = self._standing[code, about]
                    self._standing[code, about] = replace(alarm, noted=Noted(entry.by, entry.at, degree))
                case AlarmEnded(code, about):
                    self._standing.pop((code, about), None)
