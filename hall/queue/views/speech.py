"""A day's calls as the plan of speech sees them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hall.queue.state.day import Call, HallDay
from hall.queue.state.ticket import Status
from hall.speech.book import Said
from hall.speech.views import Called, Ended, SoundNow, sound_now, tally

_ENDED: Final[Mapping[Status, Ended]] = {
    Status.SERVING: "came",
    Status.FINISHED: "came",
    Status.HELD: "came",
    Status.NO_SHOW: "missed",
    Status.EXPIRED: "missed",
}


def ends_of(day: HallDay, zone: str) -> list[tuple[int, Ended | None]]:
    """Return all calls of `zone` today by their ids, each with how it ended; None while it stands.

    One that was taken over counts on the day on which it was made.
    """
    return [(call.id, _ended(call)) for call in day.zone_calls[zone] if call.id >= day.first_version]


def calls_that_stand(day: HallDay, zone: str) -> list[Called]:
    """Return those of them that stand."""
    return [_called(zone, call) for call in day.zone_calls[zone] if call.ended is None]


def sounds(day: HallDay, said: Callable[[str], Mapping[int, Said]], zones: Sequence[str]) -> list[SoundNow]:
    """Return what has become of the calls of `zones`, where there were any; `said` gives those that were said."""
    found = [sound_now(zone, tally(ends_of(day, zone), said(zone)), said(zone)) for zone in sorted(zones)]
    return [one for one in found if one["calls"] or one["never"] or one["answered_first"]]


def _called(zone: str, call: Call) -> Called:
    return Called(
        id=call.id,
        zone=zone,
        number=call.ticket.number,
        counter_name=call.counter_name,
        lang=call.ticket.lang,
        at=call.at,
        ended=_ended(call),
    )


def _ended(call: Call) -> Ended | None:
    return None if call.ended is None else _ENDED.get(call.ended, "taken_back")
