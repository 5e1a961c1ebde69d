"""What of the media a zone's walls show at a moment: all there is by name, or the plan's own list in its order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hall.configuration.walls import MediumPart
from hall.plan.hours import OpeningHours

USUAL_S = 12
"""How long a picture stands, in seconds."""


@dataclass(frozen=True, slots=True)
class Showing:
    """One file in its turn; a picture stands for `seconds`, a film as long as it lasts."""

    name: str
    seconds: int


def due(
    parts: Sequence[MediumPart], there: Mapping[str, object], zone: str | None, hours: OpeningHours, now: float
) -> Sequence[Showing]:
    """Return what is shown at `now`, of the files that are `there`; `zone` None is any."""
    if not parts:
        return [Showing(name, USUAL_S) for name in there]
    return [Showing(part.file, part.seconds) for part in _of_now(parts, zone, hours, now) if part.file in there]


def _of_now(parts: Sequence[MediumPart], zone: str | None, hours: OpeningHours, now: float) -> Iterator[MediumPart]:
    today, minute = hours.placed(now)
    for part in parts:
        is_here = not part.zones or zone is None or zone in part.zones
        is_due = (part.first is None or part.first <= today) and (part.last is None or today <= part.last)
        if is_here and is_due and (not part.times or any(s.start_min <= minute < s.end_min for s in part.times)):
            yield part
