"""The voices of all zones: who speaks where, and what screens and managers are told of it."""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from display.sound.announcer import Announcer
from display.sound.loudspeaker import Loudspeaker
from display.sound.mouth import How
from display.sound.wall_mouth import Say, WallMouth
from hall.configuration import earshots
from hall.faults import Fault
from hall.journal.journal import Committed
from hall.plan.events import STREAM as PLAN
from hall.queue.views.moment import moment
from hall.queue.views.speech import ends_of
from hall.speech.book import SpeechBook
from hall.speech.saying import Clip
from hall.speech.views import SaidNext, SayingNow, SpeechNow, Tally, tally
from hall.voice.length import seconds
from hall.voice.player import Player
from hall.voice.wording import Wording
from hall.web.context import Context

NAMESPACE: Final = "/display"
WALL: Final = "board"
"""The event with a wall's picture, and how the walls' topics begin."""
SPEECH: Final = "speech"
"""The event with the plan of speech, for every wall of a zone."""
SAY: Final = "say"
"""The event with what a wall is to say, for the one that speaks."""
VOICES: Final = "voices"
"""The topic of the zones that each server speaks for."""
PLAYED: Final = "played"
"""The topic of walls' reports that came to another server."""
Heard = tuple[str | None, SayingNow | None, list[SaidNext]]
"""What speaks in a zone, what it says now, and what next."""
UNSAID_S: Final = 30.0
"""A call that nothing could say for so long is a fault."""
MOST_REMEMBERED: Final = 20
"""Calls that a wall may have said while it was cut off: what it has begun, and little more."""
CHIME: Final = "shared/sounds/chime.wav"


class Voices:
    """One announcer for each zone that is spoken for; one for all that the server's loudspeaker speaks for."""

    def __init__(self, context: Context) -> None:
        """Take where to look."""
        self._context, self._book = context, context[SpeechBook]
        self._chime = context.root / "assets" / "sounds" / "chime.wav"
        self._lock = threading.Lock()
        self._version = 0
        self._shown: dict[str, SpeechNow] = {}
        self._loudspeaker = Loudspeaker(self._player, self._file_of)
        self._mouths: dict[str, WallMouth] = {}
        self._of: dict[tuple[str, ...], Announcer] = {}
        """Who speaks in each earshot: the zones that hear one another."""
        self._works = False
        self._fellows, self._elsewhere = context.ground.fellows, dict[str, Heard]()
        """What is said, and next, where another server is the voice."""
        self._fellows.tells(VOICES, lambda: [zone for zone, one in self._by_zone() if one.is_voice()])
        self._fellows.hears(PLAYED, lambda word: self._report(*word))
        self._fellows.hears(SPEECH, self._heard)
        self._furnish()

    def start(self) -> None:
        """Begin to speak."""
        self._works = True
        for announcer in self._of.values():
            announcer.start()

    def stop(self) -> None:
        """Fall silent."""
        for announcer in self._of.values():
            announcer.stop()

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Look again: something was written down, perhaps another plan."""
        if any(one.stream == PLAN for one in batch):
            self._furnish()
        for announcer in list(self._of.values()):
            announcer.look_again()
            self._show(announcer.zones)

    def _furnish(self) -> None:
        """Speak where the plan says so; who speaks on there is not disturbed."""
        wanted = earshots(self._context.configuration)
        for zones in [zones for zones in self._of if zones not in wanted]:
            self._of.pop(zones).stop()
            self._mouths.pop(zones[0], None)
        for zones, by_loudspeaker in wanted.items():
            if zones not in self._of:
                if not by_loudspeaker:
                    self._mouths[zones[0]] = WallMouth(self._send, partial(self._look_again, zones))
                mouth = self._loudspeaker if by_loudspeaker else self._mouths[zones[0]]
                self._of[zones] = self._announcer(zones, mouth)
                if self._works:
                    self._of[zones].start()

    # Walls.

    def joined(self, zone: str, wall: str) -> None:
        """Take in a wall that can make sounds."""
        if zone in self._mouths:
            self._mouths[zone].joined(wall)

    def remembered(self, zone: str, said: object) -> None:
        """Take the word of a wall that comes back for what it said when nobody could hear of it: [[call, when], …]."""
        if zone in self._mouths and isinstance(said, list):
            for one in said[:MOST_REMEMBERED]:
                self._of[(zone,)].remember(one)

    def left(self, wall: str) -> None:
        """Let a wall go."""
        for mouth in self._mouths.values():
            mouth.left(wall)

    def report(self, zone: str, turn: str, how: How, in_s: float) -> bool:
        """Take a wall's word of how its turn is heard. Returns whether it was asked to say that."""
        if self._report(zone, turn, how, in_s):
            return True
        self._fellows.say(PLAYED, [zone, turn, how, in_s])  # the wall may listen to another server than it talks to
        return bool(self._fellows.others())

    def _report(self, zone: str, turn: str, how: How, in_s: float) -> bool:
        return zone in self._mouths and self._mouths[zone].report(turn, how, in_s)

    # What is told of it.

    def speech(self, zone: str) -> SpeechNow:
        """Return the plan of speech of a zone."""
        with self._lock:
            return self._picture(zone)

    def faults(self) -> list[Fault]:
        """Return which zones have no voice while they need one."""
        known = self._context.desk.plan.zones
        silent = [
            Fault("zone_silent", {"zone": known[zone].name}, zone)
            for announcer in list(self._of.values())
            if not announcer.mouth.is_able() and self._has_waited_long(announcer)
            for zone in announcer.zones
            if zone in known and zone not in self._spoken_elsewhere()
        ]
        return [*self._loudspeaker.faults(), *silent]

    def _has_waited_long(self, announcer: Announcer) -> bool:
        now = self._context.desk.look(lambda _, now: now)
        return any(now - call.at > UNSAID_S for call in announcer.unsaid())

    def _by_zone(self) -> list[tuple[str, Announcer]]:
        return [(zone, announcer) for announcer in list(self._of.values()) for zone in announcer.zones]

    def _spoken_elsewhere(self) -> set[str]:
        """Return the zones of which another server is the voice."""
        return {zone for zones in self._fellows.told(VOICES) for zone in zones}

    def _heard(self, word: tuple[str, Heard]) -> None:
        """Note what another server says in a zone, and show it."""
        zone, self._elsewhere[zone] = word[0], word[1]
        self._show([zone])

    def _picture(self, zone: str) -> SpeechNow:
        announcer = dict(self._by_zone()).get(zone)
        counted = self._tally(zone) if announcer is not None else Tally(0, 0, 0, 0, {})
        voice, saying, following = self._said_now(zone, announcer)
        return SpeechNow(
            version=self._version,
            zone=zone,
            voice=voice,
            saying=saying,
            next=following,
            said=counted.said,
            answered_first=counted.answered_first,
            never=counted.never,
            taken_back=counted.taken_back,
            forms=counted.forms,
        )

    def _said_now(self, zone: str, announcer: Announcer | None) -> Heard:
        """Return what speaks in the zone, what it says, and what next."""
        if announcer is None:
            return None, None, []
        if announcer.is_voice():
            return announcer.mouth.kind, self._saying(announcer), self._next(announcer, zone)
        if zone in self._elsewhere and zone in self._spoken_elsewhere():
            return self._elsewhere[zone]
        return announcer.mouth.kind if announcer.mouth.is_able() else None, None, []

    def _saying(self, announcer: Announcer) -> SayingNow | None:
        if (now := announcer.current) is None:
            return None
        call = now.id if now.kind == "call" else None
        return SayingNow(call=call, form=now.form, since=moment(self._context.desk.hours, now.since))

    def _next(self, announcer: Announcer, zone: str) -> list[SaidNext]:
        hours = self._context.desk.hours
        mine = self._context.desk.look(lambda day, _: {call.id for call in day.zone_calls[zone]})
        return [
            SaidNext(call=one.call, form=one.form, starts_at=moment(hours, one.starts_at))
            for one in announcer.planned()
            if one.call in mine and not one.is_rest
        ]

    def _tally(self, zone: str) -> Tally:
        said = self._book.calls(zone)
        calls = self._context.desk.look(lambda day, _: ends_of(day, zone))
        return tally(calls, said)

    def _show(self, zones: Sequence[str]) -> None:
        """Send walls their zone's plan when it has changed, and let the other servers' walls have it."""
        listening, spoken_here = self._context.rooms[NAMESPACE].topics(), self._spoken_here()
        for zone in zones:
            if f"{WALL}/{zone}" not in listening and zone not in spoken_here:
                continue
            with self._lock:
                picture = self._picture(zone)
                if zone in self._shown and _tells(picture) == _tells(self._shown[zone]):
                    continue
                self._version += 1
                picture["version"] = self._version
                self._shown[zone] = picture
                self._context.rooms[NAMESPACE].tell(f"{WALL}/{zone}", SPEECH, picture)
            if zone in spoken_here:
                self._fellows.say(SPEECH, [zone, [picture["voice"], picture["saying"], picture["next"]]])

    def _spoken_here(self) -> set[str]:
        """Return the zones of which this server is the voice, where others want to know."""
        return {zone for zone, one in self._by_zone() if one.is_voice()} if self._fellows.others() else set()

    # How it is put together.

    def _announcer(self, zones: tuple[str, ...], mouth: Loudspeaker | WallMouth) -> Announcer:
        chime = Clip(self._context.assets.url(CHIME), seconds(self._chime) or 0.0)
        return Announcer(self._context, zones, mouth, chime, lambda: self._show(zones))

    def _player(self) -> Player:
        return Player(self._context.configuration.file.loudspeaker.player)

    def _look_again(self, zones: tuple[str, ...]) -> None:
        if zones in self._of:
            self._of[zones].look_again()

    def _send(self, wall: str, say: Say) -> None:
        self._context.rooms[NAMESPACE].to(wall, SAY, say)

    def _file_of(self, address: str) -> Path | None:
        return (
            self._chime
            if address == self._context.assets.url(CHIME)
            else self._context[Wording].voice.path(_name(address))
        )


def _tells(picture: SpeechNow) -> tuple[object, ...]:
    """Return what a wall would show differently: when a call comes changes with every moment."""
    order = [(one["call"], one["form"]) for one in picture["next"]]
    return (picture["voice"], picture["saying"], order, picture["said"], picture["answered_first"], picture["never"])


def _name(address: str) -> str:
    return address.rpartition("/")[2]
