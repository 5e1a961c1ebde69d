"""Says in one earshot what the plan of speech asks for, one thing after the other, on a thread of its own."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from display.sound.mouth import How, Kind, Mouth, Saying
from hall.messages.book import Message, MessageBook
from hall.queue.views.speech import calls_that_stand
from hall.speech.book import SpeechBook
from hall.speech.events import CallSaid, CallWaited, MessageSaid, MoreOfCallSaid
from hall.speech.plan import GAP_S, Manner, Planned, Rest, Waiting, plan
from hall.speech.saying import LANGUAGE_PAUSE_S, Clip, Part, Spoken, Stretch, lengths, stretches
from hall.speech.views import Called
from hall.speech.volume import FULL, volume_at
from hall.voice.wording import Wording
from hall.web.context import Context

CHIME_GAP_S: Final = 0.1
EMERGENCY_PAUSE_S: Final = 3.0
AGAIN_S: Final = 1.0
TURN_S: Final = 0.25
"""How often who is not the voice looks whether it is."""
LOOK_S: Final = 0.05
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Current:
    """What is being said: since when, until when as far as is known (the hall's time), and how."""

    kind: Kind
    id: int
    form: str
    since: float
    ends_at: float


class Announcer:
    """The one voice of its zones. It decides, the mouth speaks."""

    def __init__(
        self, context: Context, zones: Sequence[str], mouth: Mouth, chime: Clip, told: Callable[[], None]
    ) -> None:
        """Take where to look, which zones hear it, what speaks, and whom to tell that what is said has changed."""
        self.zones, self.mouth = tuple(zones), mouth
        self.current: Current | None = None
        self._context, self._chime, self._told = context, chime, told
        self._book, self._wording, self._messages = context[SpeechBook], context[Wording], context[MessageBook]
        self._since = self._able_at = max(self._book.last_at(zone) or 0.0 for zone in zones)
        self._was_away, self._silent_since = True, 0.0
        self._rest: tuple[Called, list[Stretch]] | None = None
        self._changed, self._ended = threading.Event(), threading.Event()
        self._fellows, self._voice = context.ground.fellows, f"voice {' '.join(zones)}"
        self._fellows.wants(self._voice, lambda: mouth.is_able() and not self._ended.is_set())
        self._thread = threading.Thread(target=self._work, name=f"announcer {zones[0]}", daemon=True)

    def start(self) -> None:
        """Begin to speak."""
        self._thread.start()

    def stop(self) -> None:
        """Fall silent."""
        self._ended.set()
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join()

    def look_again(self) -> None:
        """Something has happened. Returns at once."""
        self._changed.set()

    def remember(self, said: object) -> None:
        """Write down that a call was said and when, as a wall remembers it; anything else it says is passed over."""
        match said:
            case [int(number), str(when)]:
                call = next((call for call in self.unsaid() if call.id == number), None)
                try:
                    heard_at = datetime.fromisoformat(when).timestamp()
                except (ValueError, OverflowError, OSError):
                    return
                if call is not None:
                    after_s = round(max(0.0, heard_at - call.at), 3)
                    self._book.write(CallSaid(call.id, call.zone, "once", "clips", after_s))

    def planned(self) -> tuple[Planned, ...]:
        """Return what is said next, if nothing else happens; nothing while nothing can speak."""
        now = self._context.desk.look(lambda _, now: now)
        if not self.is_voice():
            return ()
        begins, silent_since = now, self._silent_since
        if (current := self.current) is not None:
            begins = silent_since = max(now, current.ends_at + GAP_S)
        return plan(self._waiting(self._due()), self._rest_now(), begins, silent_since, self._manner)

    def is_voice(self) -> bool:
        """Return whether this server speaks here: its mouth is able to, and of several servers' it is the one."""
        return self.mouth.is_able() and self._fellows.owns(self._voice)

    def unsaid(self) -> list[Called]:
        """Return the calls that stand and were not said, whether they can be or not."""
        standing, first = self._context.desk.look(
            lambda day, _: ([c for zone in self.zones for c in calls_that_stand(day, zone)], day.first_version)
        )
        unsaid = (call for call in standing if not self._book.was_said(call.zone, call.id, first))
        return sorted(unsaid, key=lambda call: call.id)

    @property
    def _stale_s(self) -> float:
        return self._context.configuration.file.voice.stale_after_s

    @property
    def _manner(self) -> Manner:
        return Manner(self._context.configuration.file.voice.repeats, self._chime.length_s + CHIME_GAP_S)

    # What is said next.

    def _work(self) -> None:
        while not self._ended.is_set():
            try:
                self._turn()
            except Exception:  # one failure must not silence the hall for good
                log.exception("the announcer failed")
                self._ended.wait(AGAIN_S)

    def _turn(self) -> None:
        """Say the next thing, or wait until something has happened."""
        self._changed.clear()
        if not self._is_able():
            self._note_waiting()
            self._changed.wait(TURN_S)
        elif (emergency := self._emergency()) is not None:
            self._say_message("emergency", emergency)
            self._pause(EMERGENCY_PAUSE_S, emergency)
        elif (planned := self._next()) is not None:
            self._say_call(*planned)
        elif (notice := self._notice()) is not None:
            self._say_message("notice", notice)
        else:
            self._told()
            self._changed.wait()

    def _is_able(self) -> bool:
        """Return whether this is the voice; one that was away for long begins with what is not old.

        What waited while it spoke, or became old as the clock was set, is not old.
        """
        if not self.is_voice():
            self._was_away = True
            return False
        now = self._now()
        if self._was_away and now - self._able_at > self._stale_s:
            self._since = now
        self._since = min(self._since, now)
        self._was_away, self._able_at = False, now
        return True

    def _note_waiting(self) -> None:
        """Write down once a day where calls wait without a voice: a zone that is silent all day is on record too."""
        unknown = {zone for zone in self.zones if not self._book.knows(zone)}
        for zone in unknown and unknown & {call.zone for call in self.unsaid()}:
            self._book.write(CallWaited(zone))

    def _due(self) -> list[Called]:
        return [call for call in self.unsaid() if call.at >= self._since - self._stale_s]

    def _waiting(self, due: Sequence[Called]) -> list[Waiting]:
        return [Waiting(call.id, call.at, lengths(self._spoken(call), call.lang)) for call in due]

    def _rest_now(self) -> Rest | None:
        if self._rest is None:
            return None
        call, (first, *_) = self._rest
        return Rest(call.id, first.length_s, first.upto)

    def _next(self) -> tuple[Planned, Called] | None:
        """Return the call whose turn it is; more of the last one for which there is no time is left out."""
        due = self._due()
        if self._rest is not None and self._rest[0].id not in self._standing():
            self._rest = None
        planned = plan(self._waiting(due), self._rest_now(), self._now(), self._silent_since, self._manner)
        if planned and planned[0].is_rest and self._rest is not None:
            return planned[0], self._rest[0]
        self._rest = None
        return (planned[0], next(call for call in due if call.id == planned[0].call)) if planned else None

    def _standing(self) -> set[int]:
        return self._context.desk.look(
            lambda day, _: {c.id for zone in self.zones for c in calls_that_stand(day, zone)}
        )

    # How it is said.

    def _say_call(self, planned: Planned, call: Called) -> None:
        first, *rest = self._rest[1] if planned.is_rest and self._rest else self._stretches(planned, call)
        chime: tuple[Part, ...] = (self._chime, CHIME_GAP_S) if planned.chimed else ()

        def begun(how: How, in_s: float) -> None:
            if planned.is_rest:
                self._book.write(MoreOfCallSaid(call.id, call.zone, first.reached))
                return
            after_s = round(max(0.0, self._now() + in_s - call.at), 3)
            how = how if first.parts else "chime"
            self._book.write(CallSaid(call.id, call.zone, first.reached, how, after_s))

        heard = self._say("call", call.id, planned.form, (*chime, *first.parts) or (self._chime,), begun)
        self._rest = (call, rest) if heard and rest else None

    def _stretches(self, planned: Planned, call: Called) -> list[Stretch]:
        """Return what is said of a call. Where nothing can say its words the chime makes people look up."""
        spoken = self._spoken(call)
        if not spoken:
            self._wording.wait(self._wording(call.number, call.counter_name)[1])
            spoken = self._spoken(call)
        found = stretches(planned.form, spoken, call.lang, self._manner.repeats)
        return found or [Stretch((), "short", planned.form)]

    def _say_message(self, kind: Kind, message: Message) -> None:
        spoken = self._wording.spoken_text(message.text)
        if not spoken:
            self._wording.wait(self._wording.read_out(message.text))
            spoken = self._wording.spoken_text(message.text)

        def begun(how: How, _in_s: float) -> None:
            for zone in self.zones:
                if message.id not in self._book.messages(zone):
                    self._book.write(MessageSaid(message.id, zone, how if spoken else "chime"))

        self._say(kind, message.id, kind, (self._chime, CHIME_GAP_S, *_all(spoken)), begun)

    def _say(self, kind: Kind, what: int, form: str, said: Sequence[Part], begun: Callable[[How, float], None]) -> bool:
        """Say it, and return whether it was heard. An emergency, and its end, cut in."""
        emergency = self._emergency()
        heard = is_past = False
        saying = Saying(secrets.token_urlsafe(9), kind, what, tuple(said), self._volume(kind))

        def heard_now(how: How, in_s: float) -> None:
            nonlocal heard
            begun(how, in_s)
            if is_past:
                return  # a late word of what was given up: it counts, and something else is said by now
            heard = True
            self.current = Current(kind, what, form, self._now(), self._now() + in_s + saying.length_s)
            self._told()

        self._told()
        self.mouth.say(saying, lambda: self._is_cut(emergency), heard_now)
        is_past, self.current = True, None
        self._silent_since = self._able_at = self._now()
        if heard:
            self._pause(GAP_S, emergency)
        return heard

    def _pause(self, length_s: float, emergency: Message | None) -> None:
        ends = time.monotonic() + length_s
        while time.monotonic() < ends and not self._is_cut(emergency):
            time.sleep(LOOK_S)

    def _is_cut(self, emergency: Message | None) -> bool:
        """Return whether what began while `emergency` stood is to end now: looked up only when something happened."""
        if self._ended.is_set():
            return True
        if not self._changed.is_set():
            return False
        self._changed.clear()
        if self._emergency() == emergency:
            return False
        self._changed.set()
        return True

    def _spoken(self, call: Called) -> tuple[Spoken, ...]:
        return self._wording.spoken(call.number, call.counter_name)

    def _emergency(self) -> Message | None:
        return self._messages.now().emergency

    def _notice(self) -> Message | None:
        said = frozenset.union(*(self._book.messages(zone) for zone in self.zones))
        notices = [one for one in self._messages.now().posted if any(map(one.is_in, self.zones))]
        return next((n for n in notices if n.spoken and n.id not in said and n.at >= self._since - self._stale_s), None)

    def _now(self) -> float:
        return self._context.desk.look(lambda _, now: now)

    def _volume(self, kind: Kind) -> float:
        by_time, hours = self._context.configuration.file.voice.volume_by_time, self._context.desk.hours
        return FULL if kind == "emergency" else volume_at(by_time, hours.local(self._now()))


def _all(spoken: Sequence[Spoken]) -> tuple[Part, ...]:
    found: list[Part] = []
    for one in spoken:
        found += [LANGUAGE_PAUSE_S, *one.full] if found else one.full
    return tuple(found)
