"""At which counters their clerks are: heard of by the panels that are connected, and by every key that they press."""

from collections.abc import Mapping
from typing import Any

from hall.queue.desk.counter import CounterDesk
from hall.queue.state.day import HallDay
from hall.web.context import Context

TOPIC = "panels"
"""What servers tell one another of panels."""
WATCH_EVERY_S = 1.0
"""How often is looked who is gone."""


class Duty:
    """Has the hall pause the counters that were left."""

    def __init__(self, context: Context) -> None:
        """Begin with nobody there: each is gone only once it has been missed for as long as the setting says."""
        self._context, self._clock = context, context.ground.clock
        self._panels: dict[str, tuple[str, str]] = {}
        self._pressed: dict[str, tuple[str, float]] = {}
        self._gone: dict[str, float] = {}
        self._fellows = context.ground.fellows
        self._fellows.tells(TOPIC, lambda: {"panels": list(self._panels.values()), "pressed": self._pressed})

    def enters(self, panel: str, counter: str, staff: str) -> None:
        """Note that a panel (its socket's id) of this person is connected at the counter."""
        self._panels[panel] = counter, staff

    def leaves(self, panel: str) -> None:
        """Note that a panel is gone."""
        self._panels.pop(panel, None)

    def presses(self, counter: str, staff: str) -> None:
        """Note that this person has just asked for something at the counter: software of a city may need no panel."""
        self._pressed[counter] = staff, self._clock()

    def watch(self) -> None:
        """Pause what was left; called now and then at one of the hall's servers."""
        self._gone = self._context.desk.look(self._missed)
        after_s = self._context.configuration.file.limits.counter_left_min * 60
        if after_s and self._gone:
            CounterDesk(self._context.desk).leave(self._gone, after_s)

    def _missed(self, day: HallDay, now: float) -> dict[str, float]:
        """Return since when the clerk of each open counter is missed."""
        here = {"panels": list(self._panels.values()), "pressed": dict(self._pressed)}
        everywhere: list[Mapping[str, Any]] = [here, *self._fellows.told(TOPIC)]
        panels = {(counter, staff) for one in everywhere for counter, staff in one["panels"]}
        missed = {}
        for counter, state in day.counters.items():
            if state.status != "open" or (counter, state.staff) in panels:
                continue
            presses = [one["pressed"].get(counter, (None, 0.0)) for one in everywhere]
            last = max((at for staff, at in presses if staff == state.staff), default=0.0)
            missed[counter] = max(self._gone.get(counter, now), last)
        return missed
